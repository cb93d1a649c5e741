import { mean, median } from "simple-statistics";
import { addMonths, epochDay, firstDayOfMonth, lastDayOfMonth, yyyymm } from "../base/dates.ts";
import type { EpochDay } from "../base/units.ts";
import { fitTarget, type TargetFit } from "./calibrate.ts";
import { HISTORY_END, HISTORY_START } from "./china-history.ts";
import { covers, type PathColumn, type PathDays } from "./path-record.ts";
import {
  autocorrelation,
  largeMovesPerYear,
  medianOfMeans,
  volatility,
  weekdayChanges,
  weekdayReturns,
} from "./path-statistics.ts";

/** A quantity of a compute market with the range that a plausible one lies in; outside needs an explanation. */
export interface SanityRow {
  readonly quantity: string;
  readonly low: number;
  readonly high: number;
  /** Median over paths unless the quantity says otherwise. */
  readonly value: number;
  readonly isInside: boolean;
}

type Row = Omit<SanityRow, "isInside">;

const YEAR_END_2024 = epochDay(2024, 12, 31);
const YEAR_END_2025 = epochDay(2025, 12, 31);
const START_2026 = epochDay(2026, 1, 1);

/** Ranges for China from 2024 to March 2026; what is not on the paths is left out. */
export function sanityRows(paths: readonly PathDays[], official: readonly TargetFit[]): SanityRow[] {
  const rows = [
    ...officialRows(paths, official),
    ...levelRows(paths),
    ...tightnessRows(paths),
    ...rationingRows(paths),
    ...volatilityRows(paths),
  ];
  return rows.map((row) => ({ ...row, isInside: row.value >= row.low && row.value <= row.high }));
}

/** A row if its days are on the paths. */
function during(paths: readonly PathDays[], first: EpochDay, last: EpochDay, row: () => Row): Row[] {
  return covers(paths[0], first, last) ? [row()] : [];
}

function officialRows(paths: readonly PathDays[], official: readonly TargetFit[]): Row[] {
  if (official.length === 0) return [];
  const groups = Array.from({ length: Math.floor(paths.length / 8) }, (_, g) => paths.slice(8 * g, 8 * g + 8));
  const missOf = (group: readonly PathDays[]) => worstMiss(official.map(({ target }) => fitTarget(target, group)));
  const rows = [
    { quantity: "largest miss of an official point", low: 0, high: 0.1, value: worstMiss(official) },
    { quantity: "largest log s.d. there", low: 0, high: 0.25, value: Math.max(...official.map((f) => f.servedLogSd)) },
  ];
  if (groups.length > 1) {
    const value = Math.max(...groups.map(missOf));
    rows.push({ quantity: "the same miss, worst of all groups of eight paths", low: 0, high: 0.1, value });
  }
  return rows;
}

function worstMiss(fits: readonly TargetFit[]): number {
  return Math.max(...fits.map((fit) => Math.abs(fit.servedTrillionPerDay / fit.target.trillionPerDay - 1)));
}

function levelRows(paths: readonly PathDays[]): Row[] {
  const inMonth = (column: PathColumn, month: number) =>
    medianOfMeans(paths, column, firstDayOfMonth(month), lastDayOfMonth(month));
  const gpu = (quantity: string, first: EpochDay, last: EpochDay, low: number, high: number) =>
    during(paths, first, last, () => {
      return { quantity, low, high, value: medianOfMeans(paths, "gpuUsdHour", first, last) };
    });
  const priceRatio = (quantity: string, above: number, low: number, high: number) =>
    during(paths, firstDayOfMonth(Math.min(above, 202512)), lastDayOfMonth(Math.max(above, 202512)), () => {
      return { quantity, low, high, value: inMonth("tokenPrice", above) / inMonth("tokenPrice", 202512) };
    });
  return [
    ...requestedRows(paths),
    ...gpu("GPU USD/h 2024", HISTORY_START, YEAR_END_2024, 2.4, 3.1),
    ...gpu("GPU USD/h second half of 2025", epochDay(2025, 7, 1), YEAR_END_2025, 1.7, 2.3),
    ...gpu("GPU USD/h first quarter of 2026", START_2026, HISTORY_END, 2.2, 2.8),
    ...priceRatio("token price, January 2024 over December 2025", 202401, 10, 40),
    ...priceRatio("token price, March 2026 over December 2025", 202603, 1.05, 1.5),
  ];
}

function requestedRows(paths: readonly PathDays[]): Row[] {
  const [first, last] = [firstDayOfMonth(202603), lastDayOfMonth(202603)];
  const range = { low: 1, high: 1.3 };
  return [
    ...during(paths, HISTORY_START, YEAR_END_2025, () => {
      const worst = paths.map((path) => worstMonthlyRatio(path, YEAR_END_2025));
      return { quantity: "requested / served, worst month before 2026", ...range, value: median(worst) };
    }),
    ...during(paths, first, last, () => {
      const ratio =
        medianOfMeans(paths, "requestedMtok", first, last) / medianOfMeans(paths, "servedMtok", first, last);
      return { quantity: "requested / served, March 2026", ...range, value: ratio };
    }),
  ];
}

/** Largest ratio of requested to served tokens over the path's months up to a day. */
function worstMonthlyRatio(path: PathDays, until: EpochDay): number {
  let worst = 0;
  for (let month = yyyymm(path.startDay); lastDayOfMonth(month) <= until; month = addMonths(month, 1)) {
    const mean = (column: PathColumn) => medianOfMeans([path], column, firstDayOfMonth(month), lastDayOfMonth(month));
    worst = Math.max(worst, mean("requestedMtok") / mean("servedMtok"));
  }
  return worst;
}

function tightnessRows(paths: readonly PathDays[]): Row[] {
  const tight = (quantity: string, first: EpochDay, last: EpochDay, low: number, high: number) =>
    during(paths, first, last, () => {
      return { quantity, low, high, value: medianOfMeans(paths, "tightHours", first, last) / 24 };
    });
  const hours = paths.length * paths[0].servedMtok.length * 24;
  const sum = (values: Float64Array) => values.reduce((total, x) => total + x, 0);
  const capped = paths.reduce((total, path) => total + sum(path.cappedHours), 0);
  const march = firstDayOfMonth(202603);
  return [
    ...tight("hours above 0.95 use, to October 2025", HISTORY_START, epochDay(2025, 10, 31), 0, 0.02),
    ...tight("hours above 0.95 use, first quarter of 2026", START_2026, HISTORY_END, 0.2, 0.7),
    ...during(paths, march, HISTORY_END, () => {
      const value = medianOfMeans(paths, "gpuPeakToTrough", march, HISTORY_END);
      return { quantity: "highest over lowest GPU price of a day, March 2026", low: 1.1, high: 1.6, value };
    }),
    { quantity: "share of hours at the price cap, all paths", low: 0, high: 0.001, value: capped / hours },
    {
      quantity: "tokens served over what the fleet at home could make, highest hour of all paths",
      low: 0,
      high: 1,
      value: highestOf(paths, "fullestCapacity"),
    },
  ];
}

function highestOf(paths: readonly PathDays[], column: PathColumn): number {
  return Math.max(...paths.map((path) => path[column].reduce((a, b) => Math.max(a, b))));
}

/** Only where some users are rationed: what their last served token is worth is above its price. */
function rationingRows(paths: readonly PathDays[]): Row[] {
  if (!(highestOf(paths, "shadowRatio") > 1 + 1e-9)) return [];
  const [first, last] = [START_2026, HISTORY_END];
  const unserved = () =>
    medianOfMeans(paths, "unservedMtok", first, last) / medianOfMeans(paths, "requestedMtok", first, last);
  return [
    ...during(paths, first, last, () => {
      return { quantity: "unserved share, first quarter of 2026", low: 0.05, high: 0.25, value: unserved() };
    }),
    ...during(paths, first, last, () => {
      const worst = paths.map((path) => path.worstUnserved.slice(first - path.startDay, last - path.startDay + 1));
      const value = median(worst.map((days) => days.reduce((a, b) => Math.max(a, b))));
      return { quantity: "unserved share in the worst hour, first quarter of 2026", low: 0.15, high: 0.4, value };
    }),
    ...during(paths, first, last, () => {
      const value = medianOfMeans(paths, "shadowRatio", first, last);
      return { quantity: "shadow over posted price, first quarter of 2026", low: 1.1, high: 1.6, value };
    }),
  ];
}

function volatilityRows(paths: readonly PathDays[]): Row[] {
  const periods: readonly (readonly [string, EpochDay, EpochDay, number, number])[] = [
    ["2024", HISTORY_START, YEAR_END_2024, 0.2, 0.32],
    ["2025", epochDay(2025, 1, 1), YEAR_END_2025, 0.2, 0.32],
    ["first quarter of 2026", START_2026, HISTORY_END, 0.25, 0.6],
  ];
  return periods
    .filter(([, first, last]) => covers(paths[0], first, last))
    .flatMap(([name, first, last, low, high]) => [
      ...gpuRows(paths, name, first, last, { low, high }),
      ...tokenRows(paths, name, first, last),
    ]);
}

function gpuRows(
  paths: readonly PathDays[],
  name: string,
  first: EpochDay,
  last: EpochDay,
  range: { readonly low: number; readonly high: number },
): Row[] {
  const daily = paths.map((path) => volatility(weekdayReturns(path, "gpuUsdHour", first, last)));
  const rows = [{ quantity: `GPU daily volatility, ${name}`, ...range, value: median(daily) }];
  for (const id of paths[0].gpuIndices.keys()) {
    const changes = paths.map((path) => weekdayChanges(path.startDay, path.gpuIndices.get(id)!, first, last));
    if (changes.some(({ length }) => length < (last - first) / 2)) continue;
    rows.push({ quantity: `${id} index volatility, ${name}`, ...range, value: median(changes.map(volatility)) });
  }
  return rows;
}

function tokenRows(paths: readonly PathDays[], name: string, first: EpochDay, last: EpochDay): Row[] {
  const returns = (column: PathColumn) => paths.map((path) => weekdayReturns(path, column, first, last));
  const [fixings, daily] = [returns("fixing"), returns("tokenPrice")];
  const rows = [
    { quantity: `token daily volatility, ${name}`, low: 0.25, high: 0.6, value: median(daily.map(volatility)) },
    {
      quantity: `token daily autocorrelation, ${name}`,
      low: -0.2,
      high: 0.15,
      value: median(daily.map(autocorrelation)),
    },
  ];
  if (fixings.some(({ length }) => length < 2)) return rows;
  return [
    ...rows,
    { quantity: `token index volatility, ${name}`, low: 0.25, high: 0.6, value: median(fixings.map(volatility)) },
    {
      quantity: `token index autocorrelation, ${name}`,
      low: -0.2,
      high: 0.15,
      value: median(fixings.map(autocorrelation)),
    },
    {
      quantity: `index moves above 7 % a year, ${name}`,
      low: 0.1,
      high: 2,
      value: mean(fixings.map((x) => largeMovesPerYear(x, 0.07))),
    },
  ];
}
