import { assert } from "../base/assert.ts";
import { log } from "../base/elementary.ts";
import type { Knot } from "../base/parameters.ts";
import type { EpochDay } from "../base/units.ts";

const HOURS_PER_YEAR = 8766;

/**
 * A positive quantity given at dates: its logarithm is a straight line between them, flat before the first, and after the
 * last a straight line of a given slope (flat unless given). Read forwards in time only. Asserts at least one knot, rising
 * dates and positive values.
 */
export class DatedCurve {
  private readonly hours: Float64Array;
  private readonly logs: Float64Array;
  private readonly slopeAfter: number;
  private segment = -1;

  /** Hours count from midnight UTC of `startDay`; `growthAfter` is the slope after the last knot, log per year. */
  constructor(knots: readonly Knot[], startDay: EpochDay, growthAfter = 0) {
    assert(knots.length > 0, "a dated curve needs a knot");
    this.hours = Float64Array.from(knots, (knot) => (knot.day - startDay) * 24);
    this.logs = Float64Array.from(knots, (knot) => log(knot.value));
    this.slopeAfter = growthAfter / HOURS_PER_YEAR;
    for (let i = 0; i < knots.length; i++) {
      assert(knots[i].value > 0 && knots[i].value < Infinity, "a dated curve needs positive values");
      assert(i === 0 || knots[i].day > knots[i - 1].day, "a dated curve needs rising dates");
    }
  }

  /** Natural logarithm of the curve; `hour` never less than at the call before. */
  logAt(hour: number): number {
    const last = this.hours.length - 1;
    while (this.segment < last && hour >= this.hours[this.segment + 1]) this.segment++;
    const from = this.segment;
    if (from < 0) return this.logs[0];
    if (from === last) return this.logs[last] + this.slopeAfter * (hour - this.hours[last]);
    const weight = (hour - this.hours[from]) / (this.hours[from + 1] - this.hours[from]);
    return this.logs[from] + weight * (this.logs[from + 1] - this.logs[from]);
  }
}
