import type { ListedMonth } from "../market/listed-month.ts";

/**
 * One number per listed month, found by `ListedMonth.index` and equal to `initial` until set. Grows when a month is set
 * that lies beyond its end.
 */
export class MonthNumbers {
  private values: Float64Array;
  private readonly initial: number;

  constructor(initial: number) {
    this.initial = initial;
    this.values = new Float64Array(64).fill(initial);
  }

  get(month: ListedMonth): number {
    return month.index < this.values.length ? this.values[month.index] : this.initial;
  }

  set(month: ListedMonth, value: number): void {
    if (month.index >= this.values.length) this.grow(month.index);
    this.values[month.index] = value;
  }

  private grow(index: number): void {
    const larger = new Float64Array(2 * (index + 1)).fill(this.initial);
    larger.set(this.values);
    this.values = larger;
  }
}
