import type { PriceParameters } from "./parameters.ts";

/**
 * What providers add to their margin when compute is short: slope x max(0, smoothed daily utilisation peak - threshold).
 * Without it token prices could not have risen in 2026 while efficiency still grew. Assumption.
 */
export class ScarcityMargin {
  private readonly slope: number;
  private readonly threshold: number;
  private readonly weight: number;
  private peakToday = 0;
  private smoothedPeak: number;

  constructor(parameters: PriceParameters) {
    this.slope = parameters.scarcityMarginSlope;
    this.threshold = parameters.scarcityMarginThreshold;
    this.weight = 1 / parameters.scarcityMarginMemoryDays;
    this.smoothedPeak = parameters.scarcityMarginThreshold;
  }

  get value(): number {
    return this.slope * Math.max(0, this.smoothedPeak - this.threshold);
  }

  observe(utilisation: number): void {
    if (utilisation > this.peakToday) this.peakToday = utilisation;
  }

  /** At local midnight: takes the day's peak into the average. */
  closeDay(): void {
    this.smoothedPeak += this.weight * (this.peakToday - this.smoothedPeak);
    this.peakToday = 0;
  }
}
