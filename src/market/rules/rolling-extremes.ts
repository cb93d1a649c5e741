import type { Ticks, TimeUs } from "../../base/units.ts";

const FIRST_CAPACITY = 64;

/** Highest and lowest price of a rolling window of time: constant time per price on average, no allocation but to grow. */
export class RollingExtremes {
  private readonly windowUs: TimeUs;
  private readonly highs = new Deque();
  private readonly lows = new Deque();

  constructor(windowUs: TimeUs) {
    this.windowUs = windowUs;
  }

  get isEmpty(): boolean {
    return this.highs.count === 0;
  }

  /** Not to be asked of an empty window. */
  get highest(): Ticks {
    return this.highs.firstTicks;
  }

  /** Not to be asked of an empty window. */
  get lowest(): Ticks {
    return this.lows.firstTicks;
  }

  clear(): void {
    this.highs.clear();
    this.lows.clear();
  }

  /** A price, no earlier than those before it. */
  push(nowUs: TimeUs, ticks: Ticks): void {
    // What is earlier and not more extreme will never be an extreme again.
    while (this.highs.count > 0 && this.highs.lastTicks <= ticks) this.highs.dropLast();
    while (this.lows.count > 0 && this.lows.lastTicks >= ticks) this.lows.dropLast();
    this.highs.add(nowUs, ticks);
    this.lows.add(nowUs, ticks);
  }

  /** Forgets what is a window old or older; returns when an extreme will be, Infinity for an empty window. */
  advance(nowUs: TimeUs): TimeUs {
    const fromUs = nowUs - this.windowUs;
    while (this.highs.count > 0 && this.highs.firstUs <= fromUs) this.highs.dropFirst();
    while (this.lows.count > 0 && this.lows.firstUs <= fromUs) this.lows.dropFirst();
    return this.isEmpty ? Infinity : Math.min(this.highs.firstUs, this.lows.firstUs) + this.windowUs;
  }
}

/** A double-ended queue of prices with their times in a ring that doubles. */
class Deque {
  count = 0;
  private first = 0;
  private ticks = new Int32Array(FIRST_CAPACITY);
  private timesUs = new Float64Array(FIRST_CAPACITY);

  get firstTicks(): Ticks {
    return this.ticks[this.first]!;
  }

  get firstUs(): TimeUs {
    return this.timesUs[this.first]!;
  }

  get lastTicks(): Ticks {
    return this.ticks[(this.first + this.count - 1) & (this.ticks.length - 1)]!;
  }

  clear(): void {
    this.count = 0;
  }

  dropFirst(): void {
    this.first = (this.first + 1) & (this.ticks.length - 1);
    this.count--;
  }

  dropLast(): void {
    this.count--;
  }

  add(timeUs: TimeUs, ticks: Ticks): void {
    if (this.count === this.ticks.length) this.grow();
    const at = (this.first + this.count) & (this.ticks.length - 1);
    this.ticks[at] = ticks;
    this.timesUs[at] = timeUs;
    this.count++;
  }

  private grow(): void {
    const { ticks, timesUs, count, first } = this;
    this.ticks = new Int32Array(2 * count);
    this.timesUs = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
      this.ticks[i] = ticks[(first + i) & (count - 1)]!;
      this.timesUs[i] = timesUs[(first + i) & (count - 1)]!;
    }
    this.first = 0;
  }
}
