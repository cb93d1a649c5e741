import { assert } from "../base/assert.ts";
import { exp } from "../base/elementary.ts";
import { weekday } from "../base/dates.ts";
import type { EpochDay } from "../base/units.ts";
import type { SeasonParameters } from "./parameters.ts";

const HOURS_PER_WEEK = 168;

/**
 * Use of each hour of a local week relative to the week's mean: a sum of bell-shaped peaks on a base, scaled so that the
 * highest hour is `peakToMean` times the day's mean, times a weekend factor. Index 0 is Monday, 00:00 to 01:00 local; the
 * mean over the week is 1. Asserts that no hour's use is negative.
 */
export function weeklySeason(season: SeasonParameters): Float64Array {
  const day = dailyShape(season);
  assert(!leavesNegativeUse(season), "season: the peaks leave negative use at night");
  const weekdayLevel = 7 / (5 + 2 * season.weekendToWeekday);
  const week = new Float64Array(HOURS_PER_WEEK);
  for (let hour = 0; hour < HOURS_PER_WEEK; hour++) {
    const isWeekend = hour >= 120;
    week[hour] = day[hour % 24] * weekdayLevel * (isWeekend ? season.weekendToWeekday : 1);
  }
  return week;
}

function dailyShape(season: SeasonParameters): Float64Array {
  const bells = new Float64Array(24);
  for (let hour = 0; hour < 24; hour++) {
    for (const peakMinutes of season.peakHours) {
      bells[hour] += bell(hour + 0.5 - peakMinutes / 60, season.peakWidthHours);
    }
  }
  const mean = bells.reduce((sum, x) => sum + x, 0) / 24;
  const highest = bells.reduce((top, x) => Math.max(top, x), 0);
  const scale = highest > mean ? (season.peakToMean - 1) / (highest - mean) : 0;
  return bells.map((x) => 1 + scale * (x - mean));
}

/** Whether peaks are so high that the mean would need negative use at night: a season that cannot be. */
export function leavesNegativeUse(season: SeasonParameters): boolean {
  return dailyShape(season).some((x) => x < 0);
}

/** A bell around the nearest of the peak's daily repetitions. */
function bell(distanceHours: number, widthHours: number): number {
  const wrapped = distanceHours - 24 * Math.round(distanceHours / 24);
  return exp(-0.5 * (wrapped / widthHours) * (wrapped / widthHours));
}

/** Position in weeklySeason of hour 0, which begins at midnight UTC of `startDay`. */
export function seasonOffset(startDay: EpochDay, utcOffsetHours: number): number {
  return (weekday(startDay) * 24 + utcOffsetHours + HOURS_PER_WEEK) % HOURS_PER_WEEK;
}
