import type { Lots, Ticks } from "../../base/units.ts";
import type { AgentContext } from "../agent.ts";
import { insideBand, orderLots, publicTicks } from "../prices.ts";
import { VisitingExecution } from "./execution.ts";
import type { ExecutionParameters } from "./execution.ts";

/**
 * Equal slices that first wait at the best quote of their own side and, if they have not traded by the next visit, move to
 * the opposite quote. Each slice takes two visits, at equal intervals over the day. The move is a cancel and, once that is
 * confirmed, a new order for what then is left: a replacement could meet a fill that is not yet known, and trade too much.
 * Source: Harris & Hasbrouck (1996), Market vs. Limit Orders: submit a limit order, convert what is left into a marketable
 * one at the horizon.
 */
export class PassiveThenAggressive extends VisitingExecution {
  private readonly slices: number;
  /** Price of the live order, by parent; and the price to which it moves once its cancel is confirmed, NaN for none. */
  private readonly ticks: Ticks[] = [];
  private readonly nextTicks: number[] = [];

  constructor(parameters: ExecutionParameters) {
    super();
    this.slices = parameters.slicesPerDay;
  }

  protected visitsFor(lots: Lots): number {
    return 2 * Math.min(this.slices, lots);
  }

  protected visit(context: AgentContext, i: number): void {
    if (this.orders[i] >= 0) this.cross(context, i);
    else if (this.remaining[i] > 0) this.wait(context, i);
  }

  protected ended(context: AgentContext, i: number): void {
    const ticks = this.nextTicks[i];
    if (!Number.isNaN(ticks) && context.isContinuous()) this.send(context, i, ticks, this.openLots[i]);
  }

  protected refused(i: number): void {
    this.nextTicks[i] = NaN;
  }

  private wait(context: AgentContext, i: number): void {
    const month = this.months[i];
    const side = this.sides[i];
    const quote = context.look(month);
    const hasOwn = side > 0 ? quote.hasBid : quote.hasAsk;
    const own = side > 0 ? quote.bidTicks : quote.askTicks;
    const price = insideBand(context, month, hasOwn ? own : publicTicks(context, month, quote) - side);
    const slicesLeft = Math.ceil(this.visits[i] / 2);
    this.send(context, i, price, orderLots(month, Math.ceil(this.remaining[i] / slicesLeft)));
  }

  /** Asks to move to the opposite quote, unless it is there or on its way. */
  private cross(context: AgentContext, i: number): void {
    const month = this.months[i];
    const side = this.sides[i];
    const quote = context.look(month);
    if (!Number.isNaN(this.nextTicks[i]) || !(side > 0 ? quote.hasAsk : quote.hasBid)) return;
    const ticks = insideBand(context, month, side > 0 ? quote.askTicks : quote.bidTicks);
    if (side * (ticks - this.ticks[i]) <= 0) return;
    context.cancel(this.orders[i]);
    this.nextTicks[i] = ticks;
  }

  private send(context: AgentContext, i: number, ticks: Ticks, lots: Lots): void {
    this.ticks[i] = ticks;
    this.nextTicks[i] = NaN;
    this.openLots[i] = lots;
    this.orders[i] = context.limit(this.months[i], this.sides[i], ticks, lots);
  }
}
