import type { Lots, Ticks, TimeUs } from "../base/units.ts";
import { clearView, type QuoteView } from "./quote-view.ts";

const FIRST_CAPACITY = 256;

/**
 * The last changes of a book's top, so that every reader can be given the one that its own delay has let through. A ring
 * of typed columns, which doubles when a change would overwrite one that a reader may still need.
 */
export class QuoteHistory {
  private readonly longestDelayUs: TimeUs;
  private mask = FIRST_CAPACITY - 1;
  private newest = -1;
  private timeUs = new Float64Array(FIRST_CAPACITY);
  private bidTicks = new Int32Array(FIRST_CAPACITY);
  /** Zero where there is no bid; likewise for asks. */
  private bidLots = new Int32Array(FIRST_CAPACITY);
  private askTicks = new Int32Array(FIRST_CAPACITY);
  private askLots = new Int32Array(FIRST_CAPACITY);
  private tradeTicks = new Int32Array(FIRST_CAPACITY);
  private hasTrade = new Uint8Array(FIRST_CAPACITY);
  private volumeLots = new Float64Array(FIRST_CAPACITY);
  private signedVolumeLots = new Float64Array(FIRST_CAPACITY);

  /** @param longestDelayUs the longest market-data delay of any reader */
  constructor(longestDelayUs: TimeUs) {
    this.longestDelayUs = longestDelayUs;
  }

  push(
    timeUs: TimeUs,
    bidTicks: Ticks,
    bidLots: Lots,
    askTicks: Ticks,
    askLots: Lots,
    hasTrade: boolean,
    tradeTicks: Ticks,
    volumeLots: Lots,
    signedVolumeLots: Lots,
  ): void {
    // The entry after the oldest must already be visible to the slowest reader before the oldest may go.
    if (this.newest >= this.mask && this.timeUs[(this.newest + 2) & this.mask]! > timeUs - this.longestDelayUs)
      this.grow();
    const i = ++this.newest & this.mask;
    this.timeUs[i] = timeUs;
    this.bidTicks[i] = bidTicks;
    this.bidLots[i] = bidLots;
    this.askTicks[i] = askTicks;
    this.askLots[i] = askLots;
    this.hasTrade[i] = hasTrade ? 1 : 0;
    this.tradeTicks[i] = tradeTicks;
    this.volumeLots[i] = volumeLots;
    this.signedVolumeLots[i] = signedVolumeLots;
  }

  /** Loads the last change not younger than `timeUs` into `view`; without one the book was empty. */
  load(timeUs: TimeUs, view: QuoteView): void {
    const oldest = Math.max(0, this.newest - this.mask);
    let k = this.newest;
    while (k >= oldest && this.timeUs[k & this.mask]! > timeUs) k--;
    if (k < oldest) {
      clearView(view);
      return;
    }
    const i = k & this.mask;
    view.bidLots = this.bidLots[i]!;
    view.bidTicks = this.bidTicks[i]!;
    view.hasBid = view.bidLots > 0;
    view.askLots = this.askLots[i]!;
    view.askTicks = this.askTicks[i]!;
    view.hasAsk = view.askLots > 0;
    view.hasTrade = this.hasTrade[i] === 1;
    view.lastTradeTicks = this.tradeTicks[i]!;
    view.volumeLots = this.volumeLots[i]!;
    view.signedVolumeLots = this.signedVolumeLots[i]!;
  }

  private grow(): void {
    const size = this.mask + 1;
    this.timeUs = this.unrolled(this.timeUs, new Float64Array(2 * size));
    this.bidTicks = this.unrolled(this.bidTicks, new Int32Array(2 * size));
    this.bidLots = this.unrolled(this.bidLots, new Int32Array(2 * size));
    this.askTicks = this.unrolled(this.askTicks, new Int32Array(2 * size));
    this.askLots = this.unrolled(this.askLots, new Int32Array(2 * size));
    this.tradeTicks = this.unrolled(this.tradeTicks, new Int32Array(2 * size));
    this.hasTrade = this.unrolled(this.hasTrade, new Uint8Array(2 * size));
    this.volumeLots = this.unrolled(this.volumeLots, new Float64Array(2 * size));
    this.signedVolumeLots = this.unrolled(this.signedVolumeLots, new Float64Array(2 * size));
    this.newest = size - 1;
    this.mask = 2 * size - 1;
  }

  /** The full ring in order of time at the start of `to`. */
  private unrolled<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
    const first = (this.newest + 1) & this.mask;
    to.set(from.subarray(first), 0);
    to.set(from.subarray(0, first), from.length - first);
    return to;
  }
}
