import type { Ticks } from "../base/units.ts";
import type { AgentContext, QuoteView } from "./agent.ts";
import type { MakerMonth } from "./maker-month.ts";
import { orderLots } from "./prices.ts";

/**
 * Turns a market maker's wanted distances and quantities into orders: whole ticks inside the price band, at least one tick
 * apart, not through the quotes of others, wider near a price limit. Where the band forces a side beyond the fair value, that
 * side stays with `lotsBeyondFair`; with none the other side may stand at the limit itself.
 */
export class TwoSidedQuote {
  private readonly limitZone: number;
  private readonly pullBack: number;
  private readonly toleranceShare: number;
  private readonly lotsBeyondFair: number;
  /** Distances from the fair value as shares of it, and lots at the first level; 0 lots withdraw a side. */
  bidDistance = 0;
  askDistance = 0;
  bidLots = 0;
  askLots = 0;
  private bidTicks: Ticks = 0;
  private askTicks: Ticks = 0;
  private bidPinned = false;
  private askPinned = false;

  constructor(limitZone: number, pullBack: number, toleranceShare: number, lotsBeyondFair: number) {
    this.limitZone = limitZone;
    this.pullBack = pullBack;
    this.toleranceShare = toleranceShare;
    this.lotsBeyondFair = lotsBeyondFair;
  }

  show(context: AgentContext, state: MakerMonth, view: QuoteView): void {
    const fairTicks = state.fairCny / state.month.tickPrice;
    const low = context.bandLowTicks(state.month);
    const high = context.bandHighTicks(state.month);
    const halfTicks = ((this.bidDistance + this.askDistance) / 2) * fairTicks;
    const extraTicks = halfTicks * this.limitPullBack(fairTicks, low, high);
    this.bidTicks = Math.floor(fairTicks * (1 - this.bidDistance) - extraTicks);
    this.askTicks = Math.max(this.bidTicks + 1, Math.ceil(fairTicks * (1 + this.askDistance) + extraTicks));
    if (context.isContinuous()) this.stayBehindOthers(state, view);
    this.pinToBand(low, high);
    // The side that gives way moves first, so that the two never meet.
    if (this.askTicks > state.asks[0].ticks) {
      this.showAsks(context, state, halfTicks, high);
      this.showBids(context, state, halfTicks, low);
    } else {
      this.showBids(context, state, halfTicks, low);
      this.showAsks(context, state, halfTicks, high);
    }
  }

  /** Share of the half-spread to add: from 0 at the zone's edge to `pullBack` at the limit. */
  private limitPullBack(fairTicks: number, low: Ticks, high: Ticks): number {
    const room = Math.max(0, Math.min(fairTicks - low, high - fairTicks));
    const zone = this.limitZone * fairTicks;
    return room < zone ? this.pullBack * (1 - room / zone) : 0;
  }

  private stayBehindOthers(state: MakerMonth, view: QuoteView): void {
    const ask = state.asks[0];
    const ownAsk = ask.order >= 0 && ask.ticks === view.askTicks && ask.openLots >= view.askLots;
    if (view.hasAsk && !ownAsk) this.bidTicks = Math.min(this.bidTicks, view.askTicks - 1);
    const bid = state.bids[0];
    const ownBid = bid.order >= 0 && bid.ticks === view.bidTicks && bid.openLots >= view.bidLots;
    if (view.hasBid && !ownBid) this.askTicks = Math.max(this.askTicks, view.bidTicks + 1);
  }

  private pinToBand(low: Ticks, high: Ticks): void {
    this.bidPinned = this.bidTicks < low;
    if (this.bidPinned) this.bidTicks = low;
    this.askPinned = this.askTicks > high;
    if (this.askPinned) this.askTicks = high;
    if (this.lotsBeyondFair === 0 && (this.bidPinned || this.askPinned)) {
      this.bidTicks = Math.min(high, this.bidTicks);
      this.askTicks = Math.max(low, this.askTicks);
      return;
    }
    if (this.askTicks <= this.bidTicks) {
      if (this.bidPinned) this.askTicks = Math.min(high, this.bidTicks + 1);
      else this.bidTicks = Math.max(low, this.askTicks - 1);
    }
  }

  private showBids(context: AgentContext, state: MakerMonth, halfTicks: number, low: Ticks): void {
    for (let level = 0; level < state.bids.length; level++) {
      const ticks = this.bidTicks - Math.ceil(level * halfTicks);
      const lots = this.levelLots(state, this.bidLots, this.bidPinned, level);
      const tolerance = this.bidPinned ? 0 : this.toleranceShare * halfTicks * (level + 1);
      state.bids[level].show(context, state.month, Math.max(low, ticks), ticks < low ? 0 : lots, tolerance);
    }
  }

  private showAsks(context: AgentContext, state: MakerMonth, halfTicks: number, high: Ticks): void {
    const hasRoom = this.askTicks > this.bidTicks;
    for (let level = 0; level < state.asks.length; level++) {
      const ticks = this.askTicks + Math.ceil(level * halfTicks);
      const lots = hasRoom ? this.levelLots(state, this.askLots, this.askPinned, level) : 0;
      const tolerance = this.askPinned ? 0 : this.toleranceShare * halfTicks * (level + 1);
      state.asks[level].show(context, state.month, Math.min(high, ticks), ticks > high ? 0 : lots, tolerance);
    }
  }

  private levelLots(state: MakerMonth, lots: number, pinned: boolean, level: number): number {
    if (lots === 0 || (pinned && level > 0)) return 0;
    return pinned ? this.lotsBeyondFair : orderLots(state.month, lots * (1 << level));
  }
}
