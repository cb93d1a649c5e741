import type { Ticks, TimeUs } from "../../base/units.ts";
import { RollingExtremes } from "./rolling-extremes.ts";

/**
 * Dynamic circuit breaker of one listed month: a trade may lie at most `width` above the lowest and below the highest trade
 * of the rolling window, both ends included. Before the first trade of a window its reference stands for both. Source: CME
 * Group, Dynamic Circuit Breakers FAQ; that trades alone count, not also better bids and offers, is an assumption.
 */
export class CircuitBreaker {
  /** How far a trade may lie from an extreme of the window. */
  width: Ticks = 0;
  private readonly extremes: RollingExtremes;
  private reference: Ticks = 0;

  constructor(windowUs: TimeUs) {
    this.extremes = new RollingExtremes(windowUs);
  }

  /** An empty window around a reference price. */
  restart(widthTicks: Ticks, referenceTicks: Ticks): void {
    this.width = widthTicks;
    this.reference = referenceTicks;
    this.extremes.clear();
  }

  trade(nowUs: TimeUs, ticks: Ticks): void {
    // The reference is the first price of a new window: its bounds never jump away from a first trade.
    if (this.extremes.isEmpty) this.extremes.push(nowUs, this.reference);
    this.extremes.push(nowUs, ticks);
    this.reference = ticks;
  }

  /** Forgets trades that have left the window; returns when the next one will. */
  advance(nowUs: TimeUs): TimeUs {
    return this.extremes.advance(nowUs);
  }

  get low(): Ticks {
    return (this.extremes.isEmpty ? this.reference : this.extremes.highest) - this.width;
  }

  get high(): Ticks {
    return (this.extremes.isEmpty ? this.reference : this.extremes.lowest) + this.width;
  }

  /** What the bound above (+1) or below (-1) is measured from. */
  referenceOf(side: number): Ticks {
    return side > 0 ? this.high - this.width : this.low + this.width;
  }
}
