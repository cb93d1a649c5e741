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
import { fitTarget, type TargetFit } from "./calibrate.ts";
import { sanityRows, type SanityRow } from "./calibration-sanity.ts";
import { judge, targetsOf, type Judgement, type Target } from "./calibration-targets.ts";
import { OFFICIAL_USE, PRESS_TOTAL_2025, PRICE_HISTORY } from "./china-history.ts";
import { covers, lastDay, type PathColumn, type PathDays } from "./path-record.ts";
import { medianOfMeans } from "./path-statistics.ts";

/** What is said about a set of paths of one compute market. Months and years that are not on the paths are left out. */
export interface CalibrationReport {
  readonly official: readonly TargetFit[];
  readonly sanity: readonly SanityRow[];
  readonly targets: readonly (Target & Judgement)[];
  /** All of it as Markdown tables, with quarters and dated prices. */
  readonly markdown: string;
}

/**
 * Holds paths of one compute market against what is known of China's. `studentPoint`: the 97.5 % point of Student's t with
 * one degree of freedom less than there are paths, for the intervals over paths.
 */
export function calibrationReport(paths: readonly PathDays[], studentPoint: number): CalibrationReport {
  const official = officialFits(paths);
  const sanity = sanityRows(paths, official);
  const targets = targetsOf(paths).map((target) => ({ ...target, ...judge(target, studentPoint) }));
  const sections: readonly (readonly [string, string])[] = [
    ["Official points", official.length > 0 ? targetTable(official) : ""],
    ["Quarter by quarter", quarterTable(paths)],
    ["Dated prices", priceTable(paths)],
    ["Targets", targetsTable(targets)],
    ["Sanity ranges", sanityTable(sanity)],
  ];
  const markdown = sections.filter(([, table]) => table !== "").map(([title, table]) => `### ${title}\n\n${table}`);
  return { official, sanity, targets, markdown: markdown.join("\n\n") };
}

/** Header, and a line for each row; nothing without rows. */
function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return rows.length === 0 ? "" : [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

function officialFits(paths: readonly PathDays[]): TargetFit[] {
  return OFFICIAL_USE.filter(({ month }) => covers(paths[0], firstDayOfMonth(month), lastDayOfMonth(month))).map(
    (target) => fitTarget(target, paths),
  );
}

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

/** Medians over paths of quarterly means, beside what was observed in the quarter; whole quarters only. */
function quarterTable(paths: readonly PathDays[]): string {
  const rows: string[][] = [];
  const { month: startMonth, year } = civil(paths[0].startDay);
  let month = 100 * year + startMonth - ((startMonth - 1) % 3);
  for (; firstDayOfMonth(month) <= lastDay(paths[0]); month = addMonths(month, 3)) {
    if (covers(paths[0], firstDayOfMonth(month), lastDayOfMonth(addMonths(month, 2))))
      rows.push(quarterRow(paths, month));
  }
  const header = ["quarter", "served T/day", "official", "requested / served", "GPU USD/h", "observed", "token CNY/M"];
  const table = markdown([...header, "utilisation", "daily peak", "hours above 0.95", "inference share"], rows);
  const total = totalOf2025(paths);
  return total === "" ? table : `${table}\n\n${total}`;
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
  const [first, last] = [epochDay(2025, 1, 1), epochDay(2025, 12, 31)];
  if (!covers(paths[0], first, last)) return "";
  const daily = medianOfMeans(paths, "servedMtok", first, last) / 1e6;
  return `Tokens served in 2025: ${(365 * daily).toFixed(0)} T (press figure, not fitted: ${PRESS_TOTAL_2025} T).`;
}

/** Dated observations beside the median path. */
function priceTable(paths: readonly PathDays[]): string {
  const rows = PRICE_HISTORY.filter(({ first, last }) => covers(paths[0], first, last)).map((price) => {
    const column = price.what === "GPU, USD/h" ? "gpuUsdHour" : "tokenPrice";
    const simulated = medianOfMeans(paths, column, price.first, price.last);
    const date = price.first === price.last ? isoDate(price.first) : monthText(yyyymm(price.first));
    const cells = [date, price.what, price.note, price.value.toFixed(2), simulated.toFixed(2)];
    return [...cells, (simulated / price.value).toFixed(2)];
  });
  return markdown(["date", "what", "note", "observed", "median", "ratio"], rows);
}

function targetsTable(targets: readonly (Target & Judgement)[]): string {
  const text = (value: number) => (Number.isFinite(value) ? value.toPrecision(3) : "-");
  const range = (low: number, high: number) =>
    Number.isFinite(low) && Number.isFinite(high) ? `${text(low)} to ${text(high)}` : "-";
  return markdown(
    ["quantity", "observed", "mean", "95 % interval", "half-width", "asked for", "met"],
    targets.map(({ quantity, observed, mean, low, high, halfWidth, asked, isMet, isRequired }) => [
      quantity,
      text(observed),
      text(mean),
      range(low, high),
      text(halfWidth),
      asked,
      `${isMet ? "yes" : "no"}${isRequired ? "" : " (not required)"}`,
    ]),
  );
}

function sanityTable(rows: readonly SanityRow[]): string {
  return markdown(
    ["quantity", "range", "value", "inside"],
    rows.map(({ quantity, low, high, value, isInside }) => [
      quantity,
      `${low} to ${high}`,
      value.toPrecision(3),
      isInside ? "yes" : "no",
    ]),
  );
}
