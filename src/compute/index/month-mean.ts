import { yyyymm } from "../../base/dates.ts";
import type { EpochDay } from "../../base/units.ts";

/** Mean so far of the daily values of a local calendar month, and of the true ones beside them. */
export class MonthMean {
  private month = 0;
  private sum = 0;
  private count = 0;
  private trueSum = 0;
  private trueCount = 0;

  /** Adds a day; without a published value (undefined) its true one counts all the same. A new month starts anew. */
  add(day: EpochDay, value: number | undefined, trueValue: number): void {
    const month = yyyymm(day);
    if (month !== this.month) {
      this.month = month;
      this.sum = 0;
      this.count = 0;
      this.trueSum = 0;
      this.trueCount = 0;
    }
    this.trueSum += trueValue;
    this.trueCount++;
    if (value === undefined) return;
    this.sum += value;
    this.count++;
  }

  /** There must have been a value this month. */
  get value(): number {
    return this.sum / this.count;
  }

  get trueValue(): number {
    return this.trueSum / this.trueCount;
  }

  /** Brings the values so far to a new level. */
  restate(factor: number): void {
    this.sum *= factor;
  }
}
