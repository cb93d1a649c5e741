import { figure, percent } from "./format.ts";
import type { SummaryRow } from "./summary-view.ts";

const MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A mean with its interval in brackets, if it has one. */
export function withInterval(row: SummaryRow, text: (value: number) => string): string {
  if (!Number.isFinite(row.low) || !Number.isFinite(row.high)) return text(row.mean);
  return `${text(row.mean)} [${text(row.low)}, ${text(row.high)}]`;
}

/** A share, with its interval, as percent. */
export function inPercent(row: SummaryRow): SummaryRow {
  return { ...row, mean: 100 * row.mean, low: 100 * row.low, high: 100 * row.high };
}

/** A share as percent with its interval: 13 % [12, 14]. */
export function percentWithInterval(row: SummaryRow): string {
  return withInterval(inPercent(row), figure2).replace(/(?= \[)|$/, " %");
}

/** A share as percent; "-" for a missing one. */
export function percentOf(row: SummaryRow | undefined): string {
  return row === undefined ? "-" : percent(row.mean);
}

/** From the lowest to the highest share of the rows, which must not be none: 1.2 to 74 %. */
export function percentRange(rows: readonly SummaryRow[]): string {
  const { lowest, highest } = ends(rows);
  const [low, high] = [percent(lowest.mean), percent(highest.mean)];
  return low === high ? low : `${low.replace(/ %$/, "")} to ${high}`;
}

/** The rows with the lowest and the highest mean, the first of several; the rows must not be none. */
export function ends(rows: readonly SummaryRow[]): { readonly lowest: SummaryRow; readonly highest: SummaryRow } {
  return {
    lowest: rows.reduce((a, b) => (b.mean < a.mean ? b : a)),
    highest: rows.reduce((a, b) => (b.mean > a.mean ? b : a)),
  };
}

/** A number with two significant digits. */
export function figure2(value: number): string {
  return figure(value, 2);
}

/** A month for people: 2026-03 is Mar 2026. */
export function monthName(month: string): string {
  return `${MONTH_NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}
