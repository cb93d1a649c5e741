import { mean, median } from "simple-statistics";
import {
  addMonths,
  civil,
  epochDay,
  firstDayOfMonth,
  isoDate,
  lastDayOfMonth,
  monthText,
  yyyymm,
} from "../base/dates.ts";
import type { EpochDay } from "../base/units.ts";
import { fitTarget, type TargetFit } from "./calibrate.ts";
import { HISTORY_END, HISTORY_START, OFFICIAL_USE, PRESS_TOTAL_2025, PRICE_HISTORY } from "./china-history.ts";
import type { PathDays } from "./path-record.ts";
import {
  autocorrelation,
  largeMovesPerYear,
  medianOfMeans,
  volatility,
  weekdayReturns,
  type PathColumn,
} from "./path-statistics.ts";

/** The whole report on a set of paths as Markdown tables. */
export function calibrationReport(paths: readonly PathDays[]): string {
  return [
    `### Official points\n\n${targetTable(fitOfficial(paths))}`,
    `### Quarter by quarter\n\n${quarterTable(paths)}\n\n${totalOf2025(paths)}`,
    `### Dated prices\n\n${priceTable(paths)}`,
    `### Sanity ranges\n\n${sanityTable(paths)}`,
  ].join("\n\n");
}

function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** What the official months look like: use beside the figure, and the checks that no calibration may hide. */
export function targetTable(fits: readonly TargetFit[]): string {
  return markdown(
    ["month", "official T/day", "median", "log s.d.", "requested / served", "GPU USD/h", "token CNY/M", "utilisation"],
    fits.map((fit) => [
      monthText(fit.target.month),
      String(fit.target.trillionPerDay),
      fit.servedTrillionPerDay.toPrecision(3),
      fit.servedLogSd.toFixed(3),
      fit.requestedToServed.toFixed(2),
      fit.gpuUsdHour.toFixed(2),
      fit.tokenPrice.toFixed(2),
      fit.utilisation.toFixed(2),
    ]),
  );
}

/** Medians over paths of quarterly means, beside what was observed in the quarter. */
export function quarterTable(paths: readonly PathDays[]): string {
  const rows: string[][] = [];
  for (let month = 202401; lastDayOfMonth(addMonths(month, 2)) <= HISTORY_END; month = addMonths(month, 3)) {
    rows.push(quarterRow(paths, month));
  }
  const header = ["quarter", "served T/day", "official", "requested / served", "GPU USD/h", "observed", "token CNY/M"];
  return markdown([...header, "utilisation", "daily peak", "hours above 0.95", "inference share"], rows);
}

function quarterRow(paths: readonly PathDays[], firstMonth: number): string[] {
  const first = firstDayOfMonth(firstMonth);
  const last = lastDayOfMonth(addMonths(firstMonth, 2));
  const value = (column: PathColumn) => medianOfMeans(paths, column, first, last);
  const official = OFFICIAL_USE.filter(({ month }) => month >= firstMonth && month <= addMonths(firstMonth, 2));
  const observed = PRICE_HISTORY.filter(
    (price) => price.what === "GPU, USD/h" && price.first >= first && price.last <= last,
  );
  return [
    `${civil(first).year} Q${(civil(first).month + 2) / 3}`,
    (value("servedMtok") / 1e6).toPrecision(3),
    official.map(({ month, trillionPerDay }) => `${trillionPerDay} (${monthText(month)})`).join(", "),
    (value("requestedMtok") / value("servedMtok")).toFixed(2),
    value("gpuUsdHour").toFixed(2),
    observed.map((price) => price.value.toFixed(2)).join(", "),
    value("tokenPrice").toFixed(2),
    value("utilisation").toFixed(2),
    value("peakUtilisation").toFixed(2),
    percent(value("tightHours") / 24),
    percent(value("inferenceShare")),
  ];
}

/** The year's total beside the press figure, which does not fit the official points and is not used. */
function totalOf2025(paths: readonly PathDays[]): string {
  const daily = medianOfMeans(paths, "servedMtok", epochDay(2025, 1, 1), epochDay(2025, 12, 31)) / 1e6;
  return `Tokens served in 2025: ${(365 * daily).toFixed(0)} T (press figure, not fitted: ${PRESS_TOTAL_2025} T).`;
}

/** Dated observations beside the median path. */
export function priceTable(paths: readonly PathDays[]): string {
  const rows = PRICE_HISTORY.map((price) => {
    const column = price.what === "GPU, USD/h" ? "gpuUsdHour" : "tokenPrice";
    const simulated = medianOfMeans(paths, column, price.first, price.last);
    const date = price.first === price.last ? isoDate(price.first) : monthText(yyyymm(price.first));
    const cells = [date, price.what, price.note, price.value.toFixed(2), simulated.toFixed(2)];
    return [...cells, (simulated / price.value).toFixed(2)];
  });
  return markdown(["date", "what", "note", "observed", "median", "ratio"], rows);
}

/** A quantity with the range it should fall into. */
interface SanityRow {
  readonly quantity: string;
  readonly low: number;
  readonly high: number;
  readonly value: number;
}

/** Quantities that a plausible market should show, with their ranges; `no` in the last column needs an explanation. */
export function sanityTable(paths: readonly PathDays[]): string {
  const rows = [...levelRows(paths), ...tightnessRows(paths), ...indexRows(paths)];
  return markdown(
    ["quantity", "range", "value", "inside"],
    rows.map(({ quantity, low, high, value }) => [
      quantity,
      `${low} to ${high}`,
      value.toPrecision(3),
      value >= low && value <= high ? "yes" : "no",
    ]),
  );
}

function levelRows(paths: readonly PathDays[]): SanityRow[] {
  const month = (column: PathColumn, yearMonth: number) =>
    medianOfMeans(paths, column, firstDayOfMonth(yearMonth), lastDayOfMonth(yearMonth));
  const gpu = (first: EpochDay, last: EpochDay) => medianOfMeans(paths, "gpuUsdHour", first, last);
  const fits = fitOfficial(paths);
  const fall = month("tokenPrice", 202401) / month("tokenPrice", 202512);
  const rise = month("tokenPrice", 202603) / month("tokenPrice", 202512);
  const groups = Array.from({ length: Math.floor(paths.length / 8) }, (_, g) => paths.slice(8 * g, 8 * g + 8));
  const worstGroup = Math.max(worstMiss(fits), ...groups.map((group) => worstMiss(fitOfficial(group))));
  const before2026 = paths.map((path) => worstMonthlyRatio(path, epochDay(2025, 12, 31)));
  return [
    { quantity: "largest miss of an official point", low: 0, high: 0.1, value: worstMiss(fits) },
    { quantity: "the same, worst of all groups of eight paths", low: 0, high: 0.1, value: worstGroup },
    { quantity: "largest log s.d. there", low: 0, high: 0.25, value: Math.max(...fits.map((fit) => fit.servedLogSd)) },
    { quantity: "requested / served, worst month before 2026", low: 1, high: 1.3, value: median(before2026) },
    { quantity: "requested / served, March 2026", low: 1, high: 1.3, value: fits[3].requestedToServed },
    { quantity: "GPU USD/h 2024", low: 2.4, high: 3.1, value: gpu(HISTORY_START, epochDay(2024, 12, 31)) },
    {
      quantity: "GPU USD/h second half of 2025",
      low: 1.7,
      high: 2.3,
      value: gpu(epochDay(2025, 7, 1), epochDay(2025, 12, 31)),
    },
    { quantity: "GPU USD/h first quarter of 2026", low: 2.2, high: 2.8, value: gpu(epochDay(2026, 1, 1), HISTORY_END) },
    { quantity: "token price, January 2024 over December 2025", low: 10, high: 40, value: fall },
    { quantity: "token price, March 2026 over December 2025", low: 1.05, high: 1.5, value: rise },
  ];
}

function fitOfficial(paths: readonly PathDays[]): TargetFit[] {
  return OFFICIAL_USE.map((target) => fitTarget(target, paths));
}

function worstMiss(fits: readonly TargetFit[]): number {
  return Math.max(...fits.map((fit) => Math.abs(fit.servedTrillionPerDay / fit.target.trillionPerDay - 1)));
}

/** Largest ratio of requested to served tokens over the path's months up to a day. */
function worstMonthlyRatio(path: PathDays, until: EpochDay): number {
  let worst = 0;
  for (let month = yyyymm(path.startDay); lastDayOfMonth(month) <= until; month = addMonths(month, 1)) {
    const ratio =
      medianOfMeans([path], "requestedMtok", firstDayOfMonth(month), lastDayOfMonth(month)) /
      medianOfMeans([path], "servedMtok", firstDayOfMonth(month), lastDayOfMonth(month));
    worst = Math.max(worst, ratio);
  }
  return worst;
}

function tightnessRows(paths: readonly PathDays[]): SanityRow[] {
  const tight = (first: EpochDay, last: EpochDay) => medianOfMeans(paths, "tightHours", first, last) / 24;
  const hours = paths.length * paths[0].servedMtok.length * 24;
  const capped = paths.reduce((sum, path) => sum + path.cappedHours.reduce((total, x) => total + x, 0), 0);
  const swing = medianOfMeans(paths, "gpuPeakToTrough", epochDay(2026, 3, 1), HISTORY_END);
  return [
    {
      quantity: "hours above 0.95 use, to October 2025",
      low: 0,
      high: 0.02,
      value: tight(HISTORY_START, epochDay(2025, 10, 31)),
    },
    {
      quantity: "the same, first quarter of 2026",
      low: 0.2,
      high: 0.7,
      value: tight(epochDay(2026, 1, 1), HISTORY_END),
    },
    { quantity: "highest over lowest GPU price of a day, March 2026", low: 1.1, high: 1.6, value: swing },
    { quantity: "share of hours at the price cap", low: 0, high: 0.001, value: capped / hours },
  ];
}

function indexRows(paths: readonly PathDays[]): SanityRow[] {
  const periods: readonly (readonly [string, EpochDay, EpochDay, number, number])[] = [
    ["2024", HISTORY_START, epochDay(2024, 12, 31), 0.2, 0.32],
    ["2025", epochDay(2025, 1, 1), epochDay(2025, 12, 31), 0.2, 0.32],
    ["first quarter of 2026", epochDay(2026, 1, 1), HISTORY_END, 0.25, 0.6],
  ];
  return periods.flatMap(([name, first, last, low, high]) => {
    const returns = (column: PathColumn) => paths.map((path) => weekdayReturns(path, column, first, last));
    const fixings = returns("fixing");
    const daily = returns("tokenPrice");
    return [
      { quantity: `GPU daily volatility, ${name}`, low, high, value: median(returns("gpuUsdHour").map(volatility)) },
      { quantity: `token daily volatility, ${name}`, low: 0.25, high: 0.6, value: median(daily.map(volatility)) },
      { quantity: `token index volatility, ${name}`, low: 0.25, high: 0.6, value: median(fixings.map(volatility)) },
      {
        quantity: `token daily autocorrelation, ${name}`,
        low: -0.2,
        high: 0.15,
        value: median(daily.map(autocorrelation)),
      },
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
  });
}
