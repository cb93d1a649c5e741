import { RUN_WINDOW } from "../conventions.ts";
import type { Facts } from "../facts.ts";
import { localDay } from "../sessions.ts";
import { windowNames } from "../windows.ts";
import { intervalsPerDay } from "./monthly-use.ts";

/** A table with one row per interval, or several in time order. */
export interface TimedTable {
  readonly rows: number;
  readonly columns: { readonly t_us: { readonly values: ArrayLike<number> } };
}

/**
 * Adds every row of a table to the sums of each window that its local day belongs to. `start` makes the sums of a window
 * when its first row comes.
 */
export function sumsByWindow<S>(
  facts: Facts,
  table: TimedTable,
  start: () => S,
  add: (sums: S, row: number) => void,
): ReadonlyMap<string, S> {
  const byWindow = new Map<string, S>();
  const timeUs = table.columns.t_us.values;
  let day = NaN;
  let today: S[] = [];
  for (let row = 0; row < table.rows; row++) {
    const rowDay = localDay(facts.sessions, timeUs[row]);
    if (rowDay !== day) {
      day = rowDay;
      today = windowNames(day).map((name) => sumsOf(byWindow, name, start));
    }
    for (const sums of today) add(sums, row);
  }
  return byWindow;
}

/**
 * The same for the compute table, without windows of less than a day but the run itself: a scenario that ends at midnight
 * UTC runs some hours into the next local month.
 */
export function computeByWindow<S extends { readonly hours: number }>(
  facts: Facts,
  start: () => S,
  add: (sums: S, facts: Facts, row: number) => void,
): readonly (readonly [window: string, sums: S])[] {
  const perDay = intervalsPerDay(facts.tables);
  const windows = sumsByWindow(facts, facts.tables.compute, start, (sums, row) => add(sums, facts, row));
  return [...windows].filter(([window, { hours }]) => hours >= perDay || window === RUN_WINDOW);
}

function sumsOf<S>(byWindow: Map<string, S>, name: string, start: () => S): S {
  const known = byWindow.get(name);
  if (known !== undefined) return known;
  const sums = start();
  byWindow.set(name, sums);
  return sums;
}
