import { assert } from "../base/assert.ts";
import type { TableOf } from "../record/table.ts";
import { makeTable } from "../record/table.ts";
import { indices } from "./compute/indices.ts";
import { priceMoves } from "./compute/price-moves.ts";
import { rationing } from "./compute/rationing.ts";
import { regions } from "./compute/regions.ts";
import { sector } from "./compute/sector.ts";
import { use } from "./compute/use.ts";
import { curve } from "./contract/curve.ts";
import { lifeCycle } from "./contract/life-cycle.ts";
import { openInterest } from "./contract/open-interest.ts";
import { participation } from "./contract/participation.ts";
import type { MetricDefinition, MetricFamily } from "./definition.ts";
import { hedging } from "./hedging/hedging.ts";
import { totalRisk } from "./hedging/total-risk.ts";
import { activity } from "./liquidity/activity.ts";
import { depth } from "./liquidity/depth.ts";
import { spreads } from "./liquidity/spreads.ts";
import { clearing } from "./stability/clearing.ts";
import { hedgeCut } from "./stability/hedge-cut.ts";
import { rejects } from "./stability/rejects.ts";
import { stress } from "./stability/stress.ts";
import { tenorVolatility } from "./stability/tenor-volatility.ts";
import { volatility } from "./stability/volatility.ts";

/** Every family of metrics, in the order of tables and documentation. A new family is a line here. */
export const families: readonly MetricFamily[] = [
  use,
  rationing,
  priceMoves,
  indices,
  regions,
  sector,
  spreads,
  depth,
  activity,
  openInterest,
  lifeCycle,
  curve,
  volatility,
  tenorVolatility,
  participation,
  hedging,
  totalRisk,
  stress,
  clearing,
  hedgeCut,
  rejects,
];

/** Every metric by its id, in the order of the families. */
export const registry: ReadonlyMap<string, MetricDefinition> = registryOf(families);

function registryOf(all: readonly MetricFamily[]): ReadonlyMap<string, MetricDefinition> {
  const byId = new Map<string, MetricDefinition>();
  for (const family of all) {
    for (const definition of family.definitions) {
      assert(!byId.has(definition.id), "two metrics have the same id");
      byId.set(definition.id, definition);
    }
  }
  return byId;
}

/** The registry as table metric_dictionary. */
export function metricDictionary(): TableOf<"metric_dictionary"> {
  const table = makeTable("metric_dictionary");
  const columns = table.columns;
  for (const definition of registry.values()) {
    const row = table.addRow();
    columns.metric_id.values[row] = definition.id;
    columns.meaning.values[row] = definition.meaning;
    columns.formula.values[row] = definition.formula;
    columns.unit.values[row] = definition.unit;
    columns.direction.values[row] = definition.direction;
    columns.source.values[row] = definition.source;
    columns.oracle_test.values[row] = definition.oracle;
  }
  return table;
}
