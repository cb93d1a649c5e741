import { log } from "../base/elementary.ts";
import type { Lots, Ticks, TimeUs } from "../base/units.ts";

/**
 * Exact accumulators of one listed month over one trading day. Integrals over time are right-continuous steps over
 * continuous trading and exclude auctions and breaks (conventions in docs/metrics.md).
 */
export class SessionStats {
  openTicks: Ticks = 0;
  highTicks: Ticks = 0;
  lowTicks: Ticks = 0;
  closeTicks: Ticks = 0;
  volumeLots: Lots = 0;
  signedVolumeLots: Lots = 0;
  /** Sum of lots x ticks. */
  tradedTicks = 0;
  trades = 0;
  messages = 0;
  rejects = 0;
  continuousUs: TimeUs = 0;
  twoSidedUs: TimeUs = 0;
  spreadTicksUs = 0;
  spreadRelUs = 0;
  depthBidUs = 0;
  depthAskUs = 0;
  effectiveTicksLots = 0;
  effectiveRelLots = 0;
  effectiveLots: Lots = 0;
  effectiveOrders = 0;
  realisedVariance = 0;
  realisedReturns = 0;
  limitUs: TimeUs = 0;
  /** 0 none, 1 a trade at the upper limit, 2 at the lower. */
  atLimit = 0;
  /** Bid + ask of the last two-sided quote, and whether there was one. */
  lastQuoteSum = 0;
  hadQuote = false;
  private lastMidSum = 0;
  private hasLastMid = false;

  reset(): void {
    this.openTicks = this.highTicks = this.lowTicks = this.closeTicks = 0;
    this.volumeLots = this.signedVolumeLots = this.tradedTicks = this.trades = this.messages = this.rejects = 0;
    this.continuousUs = this.twoSidedUs = this.limitUs = 0;
    this.spreadTicksUs = this.spreadRelUs = this.depthBidUs = this.depthAskUs = 0;
    this.effectiveTicksLots = this.effectiveRelLots = this.effectiveLots = this.effectiveOrders = 0;
    this.realisedVariance = this.realisedReturns = this.atLimit = this.lastQuoteSum = this.lastMidSum = 0;
    this.hadQuote = this.hasLastMid = false;
  }

  /** A top of book stood for `durationUs`; zero lots mean an empty side. */
  stood(durationUs: TimeUs, bidTicks: Ticks, bidLots: Lots, askTicks: Ticks, askLots: Lots, atLimit: boolean): void {
    this.continuousUs += durationUs;
    if (atLimit) this.limitUs += durationUs;
    if (bidLots === 0 || askLots === 0) return;
    const spread = askTicks - bidTicks;
    const sum = askTicks + bidTicks;
    this.twoSidedUs += durationUs;
    this.spreadTicksUs += spread * durationUs;
    if (sum > 0) this.spreadRelUs += ((20_000 * spread) / sum) * durationUs;
    this.depthBidUs += bidLots * durationUs;
    this.depthAskUs += askLots * durationUs;
    this.lastQuoteSum = sum;
    this.hadQuote = true;
  }

  trade(priceTicks: Ticks, lots: Lots, aggressorSide: number): void {
    if (this.trades === 0) {
      this.openTicks = this.highTicks = this.lowTicks = priceTicks;
    } else {
      if (priceTicks > this.highTicks) this.highTicks = priceTicks;
      if (priceTicks < this.lowTicks) this.lowTicks = priceTicks;
    }
    this.closeTicks = priceTicks;
    this.trades++;
    this.volumeLots += lots;
    this.signedVolumeLots += aggressorSide * lots;
    this.tradedTicks += lots * priceTicks;
  }

  /**
   * An aggressor order traded `lots` for `tradedTicks` (lots x ticks) against a two-sided quote with bid + ask =
   * `quoteSum` just before it: effective spread 2 side (VWAP - mid).
   */
  aggressor(side: number, lots: Lots, tradedTicks: number, quoteSum: number): void {
    const spreadTicksLots = side * (2 * tradedTicks - quoteSum * lots);
    this.effectiveTicksLots += spreadTicksLots;
    if (quoteSum > 0) this.effectiveRelLots += (20_000 * spreadTicksLots) / quoteSum;
    this.effectiveLots += lots;
    this.effectiveOrders++;
  }

  /** A point of the five-minute grid of mids (bid + ask in ticks); a grid point without a mid breaks the chain.
   * Blocks of trading are sampled at their start, every five minutes, and at their end. */
  sample(midSum: number, hasMid: boolean): void {
    if (hasMid && this.hasLastMid && midSum > 0 && this.lastMidSum > 0) {
      const change = log(midSum / this.lastMidSum);
      this.realisedVariance += change * change;
      this.realisedReturns++;
    }
    this.hasLastMid = hasMid;
    this.lastMidSum = midSum;
  }

  /** A break begins: the next sample starts a new chain, so that no return reaches over it. */
  endChain(): void {
    this.hasLastMid = false;
  }
}
