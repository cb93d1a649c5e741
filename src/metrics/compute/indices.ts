import type { EpochDay } from "../../base/units.ts";
import { RUN_WINDOW } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { localDay } from "../sessions.ts";
import { mean } from "../statistics.ts";
import { groupByWindow, isMonth } from "../windows.ts";

/** Code of "fallback" in spot_index.status. */
const STATUS_FALLBACK = 1;

const INDEX = {
  unit: "1",
  direction: "lower",
  source: "ground truth: the true transaction mean of all sellers over the same window, of the same kind of token",
  oracle: "compute/indices.test.ts: errors of two indices by hand",
} as const;

const definitions: readonly MetricDefinition[] = [
  {
    ...INDEX,
    id: "index_error_mean",
    meaning: "how far the fixings of an index lie above the true transaction mean on average; scope is the index",
    formula: "mean(value / efficient_value - 1) of spot_index where is_fixing; not by month",
    direction: "none",
  },
  {
    ...INDEX,
    id: "index_error_rms",
    meaning: "size of the error of an index's fixings against the true transaction mean; scope is the index",
    formula: "sqrt(mean((value / efficient_value - 1)^2)) of spot_index where is_fixing; not by month",
  },
  {
    ...INDEX,
    id: "index_fallback_share",
    meaning: "share of an index's fixings that were missing and have their fallback in their place; scope is the index",
    formula: "share of fixings with status fallback, over the run",
    source: "count",
  },
];

interface Fixings {
  readonly days: EpochDay[];
  readonly errors: number[];
  readonly fallbacks: number[];
}

/** How well indices measure the price that was paid. Every index on record is a scope. */
export const indices: MetricFamily = {
  title: "Quality of indices",
  definitions,
  measure(facts, writer) {
    for (const [index, { days, errors, fallbacks }] of fixingsByIndex(facts)) {
      const scope = facts.dictionaries.index[index] ?? String(index);
      for (const [window, all] of groupByWindow(days, errors)) {
        if (isMonth(window)) continue;
        const known = all.filter(Number.isFinite);
        const squares = known.map((error) => error * error);
        writer.write("index_error_mean", scope, "", window, mean(known), known.length);
        writer.write("index_error_rms", scope, "", window, Math.sqrt(mean(squares)), known.length);
      }
      writer.write("index_fallback_share", scope, "", RUN_WINDOW, mean(fallbacks), fallbacks.length);
    }
  },
};

function fixingsByIndex(facts: Facts): ReadonlyMap<number, Fixings> {
  const columns = facts.tables.spot_index.columns;
  const byIndex = new Map<number, Fixings>();
  for (let row = 0; row < facts.tables.spot_index.rows; row++) {
    if (columns.is_fixing.values[row] !== 1) continue;
    const index = columns.index_id.values[row];
    let fixings = byIndex.get(index);
    if (fixings === undefined) byIndex.set(index, (fixings = { days: [], errors: [], fallbacks: [] }));
    fixings.days.push(localDay(facts.sessions, columns.t_us.values[row]));
    fixings.errors.push(columns.value.values[row] / columns.efficient_value.values[row] - 1);
    fixings.fallbacks.push(columns.status.values[row] === STATUS_FALLBACK ? 1 : 0);
  }
  return byIndex;
}
