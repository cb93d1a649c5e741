import { exp } from "../../base/elementary.ts";
import type { Generations } from "./generations.ts";
import type { CapacityParameters } from "./parameters.ts";

const DAYS_PER_YEAR = 365.25;

/**
 * What share of a grade's equivalents each generation has. In a day the fleet grows by a factor G and the share R of it
 * retires, oldest generation first (more where the fleet shrinks faster); purchases of G - 1 + R go to the newest
 * generation launched, whose part of them rises over a ramp, the rest to the one before it in the same way.
 */
export class Vintages {
  private readonly generations: Generations;
  private readonly rampHours: number;
  private readonly retirement: number;
  /** Oldest first; sum 1. */
  readonly share: Float64Array;

  constructor(parameters: CapacityParameters, generations: Generations) {
    this.generations = generations;
    this.rampHours = 24 * parameters.purchaseRampDays;
    this.retirement = dailyRetirement(parameters);
    this.share = Float64Array.from({ length: generations.count }, (_, i) => generations.startShare(i));
    this.normalise();
  }

  /** One day, ending at `hour` from midnight UTC of the start day, in which the log of the fleet rises by `logGrowth`. */
  closeDay(hour: number, logGrowth: number): void {
    const growth = exp(logGrowth);
    const retired = Math.min(1, Math.max(this.retirement, 1 - growth));
    this.retire(retired);
    this.purchase(hour, Math.max(0, growth - 1 + retired));
    this.normalise();
  }

  private retire(amount: number): void {
    let left = amount;
    for (let i = 0; i < this.share.length && left > 0; i++) {
      const gone = Math.min(this.share[i], left);
      this.share[i] -= gone;
      left -= gone;
    }
  }

  private purchase(hour: number, amount: number): void {
    let left = amount;
    for (let i = this.share.length - 1; i > 0; i--) {
      const part = Math.min(1, Math.max(0, this.generations.ageAt(i, hour) / this.rampHours));
      this.share[i] += left * part;
      left -= left * part;
    }
    this.share[0] += left;
  }

  private normalise(): void {
    let sum = 0;
    for (let i = 0; i < this.share.length; i++) sum += this.share[i];
    for (let i = 0; i < this.share.length; i++) this.share[i] /= sum;
  }
}

/** Share of a fleet that retires in a day. */
export function dailyRetirement(parameters: CapacityParameters): number {
  return parameters.retirementPercentPerYear / 100 / DAYS_PER_YEAR;
}
