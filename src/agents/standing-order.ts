import type { Lots, Side, Ticks } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";

/**
 * One order that an agent keeps in a book: it is sent, moved, refilled or withdrawn so that it stays near what is wanted, with
 * no message as long as it is near enough. A withdrawn order is followed by a new one only when its end is known.
 */
export class StandingOrder {
  readonly side: Side;
  /** The order's reference; -1 when there is none. */
  order = -1;
  /** Price and open quantity last asked for, less what has been filled since. */
  ticks: Ticks = 0;
  openLots: Lots = 0;
  /** The same before the last request: what holds if that is refused. */
  private ticksBefore: Ticks = 0;
  private lotsBefore: Lots = 0;
  private isLeaving = false;
  /** After a refusal: another request may have been on its way behind the refused one. */
  private isUncertain = false;

  private readonly postOnly: boolean;

  /** `postOnly`: new orders are refused rather than matched at once. */
  constructor(side: Side, postOnly = false) {
    this.side = side;
    this.postOnly = postOnly;
  }

  /**
   * Wants the order at a price with so many lots open; no lots withdraw it. Sends nothing while the price is within the
   * tolerance and the quantity between half and twice what is wanted.
   */
  show(context: AgentContext, month: ListedMonth, ticks: Ticks, lots: Lots, toleranceTicks: number): void {
    if (this.isLeaving) return;
    if (lots === 0) this.withdraw(context);
    else if (this.order < 0) {
      this.order = this.send(context, month, ticks, lots);
      this.ask(ticks, lots);
    } else if (this.isUncertain || !this.isNear(ticks, lots, toleranceTicks)) {
      context.replace(this.order, ticks, lots);
      this.ask(ticks, lots);
    }
  }

  /** Whether a fill or an end concerned it. */
  owns(order: number): boolean {
    return order >= 0 && order === this.order;
  }

  filled(leaves: Lots): void {
    this.openLots = leaves;
    this.lotsBefore = leaves;
    if (leaves === 0) this.drop();
  }

  /** Forgets the order, which is gone. */
  drop(): void {
    this.order = -1;
    this.isLeaving = false;
  }

  /** The last request was refused: the order stays as it was before. */
  refused(): void {
    if (!this.isLeaving) {
      this.ticks = this.ticksBefore;
      this.openLots = this.lotsBefore;
    }
    this.isLeaving = false;
    this.isUncertain = true;
  }

  private send(context: AgentContext, month: ListedMonth, ticks: Ticks, lots: Lots): number {
    if (!this.postOnly) return context.limit(month, this.side, ticks, lots);
    const draft = context.order(month, this.side, lots);
    draft.priceTicks = ticks;
    draft.postOnly = context.isContinuous();
    return context.send(draft);
  }

  private withdraw(context: AgentContext): void {
    if (this.order < 0) return;
    context.cancel(this.order);
    this.isLeaving = true;
  }

  private ask(ticks: Ticks, lots: Lots): void {
    this.ticksBefore = this.ticks;
    this.lotsBefore = this.openLots;
    this.ticks = ticks;
    this.openLots = lots;
    this.isUncertain = false;
  }

  private isNear(ticks: Ticks, lots: Lots, toleranceTicks: number): boolean {
    if (Math.abs(ticks - this.ticks) > toleranceTicks) return false;
    return 2 * this.openLots >= lots && this.openLots <= 2 * lots;
  }
}
