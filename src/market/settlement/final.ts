import { assert } from "../../base/assert.ts";
import { MICROSECONDS_PER_HOUR, type EpochDay, type TimeUs } from "../../base/units.ts";
import type { FinalSettlement } from "../contract-parameters.ts";

/** A published series, in order of time. */
export interface TimedValues {
  readonly length: number;
  timeUs(k: number): TimeUs;
  value(k: number): number;
}

/** Daily fixings in order, each of a local day. */
export interface DatedValues {
  readonly length: number;
  day(k: number): EpochDay;
  value(k: number): number;
}

/** What a month is settled on. */
export interface FinalEvidence {
  readonly hourly: TimedValues;
  readonly fixings: DatedValues;
  /** Whether a fixing is itself the mean of its month so far: the last one then stands for all. */
  readonly isMonthMean: boolean;
  readonly firstDay: EpochDay;
  readonly lastDay: EpochDay;
  /** Close of the last trading day. */
  readonly closeUs: TimeUs;
}

/**
 * Final settlement price of a month in currency per unit of the underlying, not rounded:
 *
 * - `index_month_mean`: mean of the fixings of the days from `firstDay` to `lastDay` (NYMEX submission 26-370: business days
 *   of the contract month); `index_day`: the same with one day, the last.
 * - `index_last_hours`: mean of the hourly values published in the hours before the close (CFFEX: all index points of the
 *   last two hours of the last trading day).
 * - `index_instant`: the hourly value published last before the close.
 *
 * What is published at the very moment of the close comes too late for it, as it does for fixings.
 *
 * A day without a fixing does not count; without any the last value published before stands in, and where there has never been
 * a fixing the index at the close (assumption: the filed chapters of NYMEX submission 26-370 have no fallback).
 */
export function finalPrice(settlement: FinalSettlement, evidence: FinalEvidence): number {
  const { hourly, closeUs } = evidence;
  if (settlement.method === "index_instant") return valueAt(hourly, closeUs);
  if (settlement.method === "index_last_hours") return meanOfHours(hourly, closeUs, settlement.hours);
  return meanOfFixings(evidence) ?? valueAt(hourly, closeUs);
}

/** The last value published before a moment; asserts that there is one. */
export function valueAt(series: TimedValues, atUs: TimeUs): number {
  const k = countBefore(series, atUs) - 1;
  assert(k >= 0, "a month is settled before there is any index value");
  return series.value(k);
}

/** Mean of the values published in the hours before a moment (`atUs - hours <= t < atUs`); without any, the last before. */
export function meanOfHours(series: TimedValues, atUs: TimeUs, hours: number): number {
  const end = countBefore(series, atUs);
  let sum = 0;
  let k = end;
  while (k > 0 && series.timeUs(k - 1) >= atUs - hours * MICROSECONDS_PER_HOUR) sum += series.value(--k);
  return end > k ? sum / (end - k) : valueAt(series, atUs);
}

/** Mean of the fixings of a range of days; the last before where there are none; undefined where there has been none. */
function meanOfFixings({ fixings, isMonthMean, firstDay, lastDay }: FinalEvidence): number | undefined {
  let last = fixings.length - 1;
  while (last >= 0 && fixings.day(last) > lastDay) last--;
  if (last < 0) return undefined;
  if (isMonthMean) return fixings.value(last);
  let sum = 0;
  let k = last;
  for (; k >= 0 && fixings.day(k) >= firstDay; k--) sum += fixings.value(k);
  return last > k ? sum / (last - k) : fixings.value(last);
}

function countBefore(series: TimedValues, atUs: TimeUs): number {
  let count = series.length;
  while (count > 0 && series.timeUs(count - 1) >= atUs) count--;
  return count;
}
