import type { Lots, Side, Ticks, TimeUs } from "../../base/units.ts";

/**
 * Whether the limit price of a listed month is locked: one side only stands in the public book, and it stands at the limit.
 * Orders that come from the other side trade at once; the lock is open as soon as one of them leaves another top behind.
 * Source: SHFE risk management rules, definition of a one-sided market at the limit price.
 */
export class LimitLock {
  /** +1 at the upper limit, -1 at the lower one, 0 not locked. */
  side: Side | 0 = 0;
  private sinceUs: TimeUs = 0;
  private stoodUs: TimeUs = 0;
  private closedSide: Side | 0 = 0;

  /** A new day: nothing has stood at a limit yet. */
  startDay(): void {
    this.side = this.closedSide = 0;
    this.stoodUs = 0;
  }

  /** The public top is this from now on; zero lots are an empty side. */
  observe(
    nowUs: TimeUs,
    bidTicks: Ticks,
    bidLots: Lots,
    askTicks: Ticks,
    askLots: Lots,
    low: Ticks,
    high: Ticks,
  ): void {
    let side: Side | 0 = 0;
    if (askLots === 0 && bidLots > 0 && bidTicks === high) side = 1;
    else if (bidLots === 0 && askLots > 0 && askTicks === low) side = -1;
    if (side === this.side) return;
    this.side = side;
    this.sinceUs = nowUs;
  }

  /** Continuous trading stops: what stands now, and is not halted, is what the day ends with unless it goes on. */
  close(nowUs: TimeUs, isHalted: boolean): void {
    this.closedSide = isHalted ? 0 : this.side;
    this.stoodUs = nowUs - this.sinceUs;
  }

  /** The side on which the day ended locked, after `close`: the lock had stood for at least `lastUs`. */
  sideOfDay(lastUs: TimeUs): Side | 0 {
    return this.stoodUs >= lastUs ? this.closedSide : 0;
  }
}
