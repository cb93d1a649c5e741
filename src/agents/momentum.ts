import { Ewma } from "../base/estimate/ewma.ts";

const LN2 = 0.6931471805599453;
/** Slow average over fast average, and each pair of averages over the one before. */
const SLOW_OVER_FAST = 3;
const NEXT_OVER_LAST = 2;
const PAIRS = 3;

/**
 * Time-series momentum at three horizons: for each, the gap z of a fast to a slow exponential average of the log price, in
 * standard deviations of that gap under a random walk, put through z / sqrt(1 + z^2); the signal is their mean, within -1
 * .. 1. With time constants a < b the gap is a sum of past changes weighted e^(-s/b) - e^(-s/a), so its variance is
 * sigma^2 (a/2 + b/2 - 2ab/(a+b)). Source: Baz, Granger, Harvey, Le Roux & Rattray (2015), Dissecting Investment Strategies
 * in the Cross Section and Time Series (three pairs of averages, slow = 3 fast, each pair twice as slow as the last). Their
 * response z exp(-z^2/4) goes back to nothing in the long trends of a surge, so a saturating one stands here.
 */
export class Momentum {
  private readonly fast: Ewma[] = [];
  private readonly slow: Ewma[] = [];
  private readonly spread: number[] = [];

  /** Half-life of the fastest average, in days. */
  constructor(fastDays: number) {
    for (let i = 0, days = fastDays; i < PAIRS; i++, days *= NEXT_OVER_LAST) {
      const a = days / LN2;
      const b = SLOW_OVER_FAST * a;
      this.fast.push(new Ewma(days));
      this.slow.push(new Ewma(SLOW_OVER_FAST * days));
      this.spread.push(Math.sqrt(a / 2 + b / 2 - (2 * a * b) / (a + b)));
    }
  }

  /** Takes a log price `days` after the one before. */
  observe(logPrice: number, days: number): void {
    for (let i = 0; i < PAIRS; i++) {
      this.fast[i].update(logPrice, days);
      this.slow[i].update(logPrice, days);
    }
  }

  /** Moves all averages when the price series jumps to another contract. */
  shift(logGap: number): void {
    for (let i = 0; i < PAIRS; i++) {
      this.fast[i].value += logGap;
      this.slow[i].value += logGap;
    }
  }

  /** The signal at a daily volatility of log prices. */
  signal(sigmaPerDay: number): number {
    let sum = 0;
    for (let i = 0; i < PAIRS; i++) {
      const z = (this.fast[i].value - this.slow[i].value) / (sigmaPerDay * this.spread[i]);
      sum += z / Math.sqrt(1 + z * z);
    }
    return sum / PAIRS;
  }
}
