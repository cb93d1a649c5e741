import type { EpochDay } from "../../base/units.ts";

/** The instants at which the slow noises are known to be zero, in order. Read forwards in time only. */
export class Pins {
  private readonly hours: Float64Array;
  private next = 0;

  /** Each pin is midnight UTC of its day; hours count from midnight UTC of `startDay`. Days rise. */
  constructor(days: readonly EpochDay[], startDay: EpochDay) {
    this.hours = Float64Array.from(days, (day) => (day - startDay) * 24);
  }

  /** Hours from `hour` to the first pin after it; Infinity after the last one. */
  hoursToNext(hour: number): number {
    while (this.next < this.hours.length && this.hours[this.next] <= hour) this.next++;
    return this.next < this.hours.length ? this.hours[this.next] - hour : Infinity;
  }
}
