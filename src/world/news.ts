import { assert } from "../base/assert.ts";
import { Float64Column } from "../base/columns.ts";
import type { TimeUs } from "../base/units.ts";

/** A published series: values in the order of their publication times. */
export class PublicSeries {
  private readonly times: Float64Column;
  private readonly values: Float64Column;

  constructor(maximum: number) {
    this.times = new Float64Column(maximum);
    this.values = new Float64Column(maximum);
  }

  publish(timeUs: TimeUs, value: number): void {
    assert(this.length === 0 || timeUs >= this.timeUs(this.length - 1), "a value is published before an earlier one");
    this.times.push(timeUs);
    this.values.push(value);
  }

  /** Multiplies all values published so far: the history is restated. */
  rescale(factor: number): void {
    for (let k = 0; k < this.values.length; k++) this.values.values[k]! *= factor;
  }

  get length(): number {
    return this.times.length;
  }

  /** Number of values published no later than `timeUs`. */
  countUntil(timeUs: TimeUs): number {
    let count = this.times.length;
    while (count > 0 && this.times.values[count - 1]! > timeUs) count--;
    return count;
  }

  /** Mean of all values published so far; there must be one. */
  mean(): number {
    assert(this.length > 0, "the mean of a series without values");
    let sum = 0;
    for (let k = 0; k < this.length; k++) sum += this.value(k);
    return sum / this.length;
  }

  timeUs(k: number): TimeUs {
    return this.times.values[k]!;
  }

  value(k: number): number {
    return this.values.values[k]!;
  }
}
