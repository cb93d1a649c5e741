import { mean, median, sampleCorrelation, standardDeviation } from "simple-statistics";
import { log } from "../base/elementary.ts";
import { weekday } from "../base/dates.ts";
import type { EpochDay } from "../base/units.ts";
import { meanOverDays, type PathColumn, type PathDays } from "./path-record.ts";

const TRADING_DAYS_PER_YEAR = 252;

/** Median over paths of a column's mean over the days first .. last. */
export function medianOfMeans(paths: readonly PathDays[], column: PathColumn, first: EpochDay, last: EpochDay): number {
  return median(paths.map((path) => meanOverDays(path, path[column], first, last)));
}

/** Log changes of a column from weekday to weekday. */
export function weekdayReturns(path: PathDays, column: PathColumn, first: EpochDay, last: EpochDay): number[] {
  return weekdayChanges(path.startDay, path[column], first, last);
}

/** Log changes from weekday to weekday of values that begin on a day; days without a positive value are skipped. */
export function weekdayChanges(startDay: EpochDay, values: Float64Array, first: EpochDay, last: EpochDay): number[] {
  const levels: number[] = [];
  for (let day = first; day <= last; day++) {
    const value = values[day - startDay];
    if (weekday(day) < 5 && value > 0) levels.push(log(value));
  }
  return levels.slice(1).map((level, i) => level - levels[i]);
}

/** Annualised standard deviation of log changes of trading days. */
export function volatility(returns: readonly number[]): number {
  return standardDeviation([...returns]) * Math.sqrt(TRADING_DAYS_PER_YEAR);
}

/** First-order autocorrelation. */
export function autocorrelation(returns: readonly number[]): number {
  return sampleCorrelation(returns.slice(1), returns.slice(0, -1));
}

/** Changes beyond `limit` either way, per year. */
export function largeMovesPerYear(returns: readonly number[], limit: number): number {
  return mean(returns.map((change) => (Math.abs(change) > limit ? TRADING_DAYS_PER_YEAR : 0)));
}
