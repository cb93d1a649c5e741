import type { Ticks, TimeUs } from "../../base/units.ts";

/**
 * Interval price limit of one listed month: a trade may lie at most `width` from the anchor, both ends included. The last
 * trade becomes the anchor at the end of every interval. Source: ICE Futures, exchange rule 8B.05; that the anchor is the
 * last trade and moves in steps of one interval is an assumption.
 */
export class IntervalLimit {
  /** Price that the limits lie around. */
  anchor: Ticks = 0;
  private width: Ticks = 0;
  private readonly intervalUs: TimeUs;
  private lastTicks: Ticks = 0;
  private nextUs: TimeUs = 0;

  constructor(intervalUs: TimeUs) {
    this.intervalUs = intervalUs;
  }

  /** A new interval starts around a price. */
  restart(nowUs: TimeUs, widthTicks: Ticks, anchorTicks: Ticks): void {
    this.width = widthTicks;
    this.anchor = this.lastTicks = anchorTicks;
    this.nextUs = nowUs + this.intervalUs;
  }

  trade(ticks: Ticks): void {
    this.lastTicks = ticks;
  }

  /** Moves the anchor if an interval has ended; returns when the present one will. */
  advance(nowUs: TimeUs): TimeUs {
    if (nowUs < this.nextUs) return this.nextUs;
    this.anchor = this.lastTicks;
    this.nextUs += Math.ceil((nowUs - this.nextUs + 1) / this.intervalUs) * this.intervalUs;
    return this.nextUs;
  }

  get low(): Ticks {
    return this.anchor - this.width;
  }

  get high(): Ticks {
    return this.anchor + this.width;
  }
}
