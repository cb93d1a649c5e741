import type { Lots, Side, Ticks } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";

/**
 * One order that an agent keeps in a book: it is sent, moved, refilled or withdrawn so that it stays near what is wanted, with
 * no message as long as it is near enough.
 */
export class StandingOrder {
  readonly side: Side;
  /** The order's reference; -1 when there is none. */
  order = -1;
  /** Price and open quantity last asked for, less what has been filled since. */
  ticks: Ticks = 0;
  openLots: Lots = 0;

  constructor(side: Side) {
    this.side = side;
  }

  /**
   * Wants the order at a price with so many lots open; no lots withdraw it. Sends nothing while the price is within the
   * tolerance and the quantity between half and twice what is wanted.
   */
  show(context: AgentContext, month: ListedMonth, ticks: Ticks, lots: Lots, toleranceTicks: number): void {
    if (this.order < 0) {
      if (lots > 0) this.order = context.limit(month, this.side, ticks, lots);
    } else if (lots === 0) {
      context.cancel(this.order);
      this.order = -1;
    } else if (this.isNear(ticks, lots, toleranceTicks)) return;
    else context.replace(this.order, ticks, lots);
    this.ticks = ticks;
    this.openLots = lots;
  }

  /** Whether a fill or an end concerned it. */
  owns(order: number): boolean {
    return order >= 0 && order === this.order;
  }

  filled(leaves: Lots): void {
    this.openLots = leaves;
    if (leaves === 0) this.order = -1;
  }

  /** Forgets the order, which is gone. */
  drop(): void {
    this.order = -1;
  }

  private isNear(ticks: Ticks, lots: Lots, toleranceTicks: number): boolean {
    if (Math.abs(ticks - this.ticks) > toleranceTicks) return false;
    return 2 * this.openLots >= lots && this.openLots <= 2 * lots;
  }
}
