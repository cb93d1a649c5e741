import type { Lots, Side } from "../../base/units.ts";
import type { AgentContext } from "../agent.ts";
import { insideBand, orderLots, publicTicks } from "../prices.ts";
import { VisitingExecution } from "./execution.ts";
import type { ExecutionParameters } from "./execution.ts";

/**
 * Equal slices that first wait at the best quote of their own side and, if they have not traded by the next visit, move to
 * the opposite quote. Each slice takes two visits, at equal intervals over the day. Source: Harris & Hasbrouck (1996), Market
 * vs. Limit Orders: submit a limit order, convert what is left into a marketable one at the horizon.
 */
export class PassiveThenAggressive extends VisitingExecution {
  private readonly slices: number;

  constructor(parameters: ExecutionParameters) {
    super();
    this.slices = parameters.slicesPerDay;
  }

  protected visitsFor(lots: Lots): number {
    return 2 * Math.min(this.slices, lots);
  }

  protected visit(context: AgentContext, i: number): void {
    if (this.orders[i] >= 0) this.cross(context, i);
    else this.wait(context, i);
  }

  private wait(context: AgentContext, i: number): void {
    const month = this.months[i];
    const remaining = this.remaining[i];
    if (remaining === 0) return;
    const side: Side = remaining > 0 ? 1 : -1;
    const quote = context.look(month);
    const hasOwn = side > 0 ? quote.hasBid : quote.hasAsk;
    const own = side > 0 ? quote.bidTicks : quote.askTicks;
    const price = insideBand(context, month, hasOwn ? own : publicTicks(context, month, quote) - side);
    const slicesLeft = Math.ceil(this.visits[i] / 2);
    this.openLots[i] = orderLots(month, Math.ceil(Math.abs(remaining) / slicesLeft));
    this.orders[i] = context.limit(month, side, price, this.openLots[i]);
  }

  private cross(context: AgentContext, i: number): void {
    const month = this.months[i];
    const side: Side = this.remaining[i] > 0 ? 1 : -1;
    const quote = context.look(month);
    if (!(side > 0 ? quote.hasAsk : quote.hasBid)) return;
    const price = insideBand(context, month, side > 0 ? quote.askTicks : quote.bidTicks);
    context.replace(this.orders[i], price, this.openLots[i]);
  }
}
