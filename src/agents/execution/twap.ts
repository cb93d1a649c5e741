import type { Lots } from "../../base/units.ts";
import type { AgentContext } from "../agent.ts";
import { insideBand, orderLots } from "../prices.ts";
import { VisitingExecution } from "./execution.ts";
import type { ExecutionParameters } from "./execution.ts";

/**
 * Time-weighted average price: equal slices at equal intervals, each at once at the quote (an order that is cancelled as far
 * as it does not trade), so never more than is offered there. What one slice leaves, the later ones share. Source: Almgren &
 * Chriss (2000), Optimal Execution of Portfolio Transactions, with no risk aversion: a constant rate.
 */
export class Twap extends VisitingExecution {
  private readonly slices: number;

  constructor(parameters: ExecutionParameters) {
    super();
    this.slices = parameters.slicesPerDay;
  }

  protected visitsFor(lots: Lots): number {
    return Math.min(this.slices, lots);
  }

  protected visit(context: AgentContext, i: number): void {
    const month = this.months[i];
    const remaining = this.remaining[i];
    const side = this.sides[i];
    const quote = context.look(month);
    // What became of the last slice may not be known yet.
    if (this.orders[i] >= 0 || remaining === 0 || !(side > 0 ? quote.hasAsk : quote.hasBid)) return;
    const offered = side > 0 ? quote.askLots : quote.bidLots;
    const slice = Math.ceil(remaining / this.visits[i]);
    const price = insideBand(context, month, side > 0 ? quote.askTicks : quote.bidTicks);
    this.orders[i] = context.immediate(month, side, price, orderLots(month, Math.min(slice, Math.max(1, offered))));
  }

  protected ended(): void {}

  protected refused(): void {}
}
