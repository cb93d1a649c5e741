import type { Dictionaries, TableSet } from "../record/table.ts";
import { factsOf } from "./facts.ts";
import { fillHedgeMonths } from "./hedging/hedge-months.ts";
import { families, registry } from "./registry.ts";
import { MetricWriter } from "./writer.ts";

/**
 * Fills hedge_months and metrics of one replication from its other tables, which are only read. What cannot be computed
 * is an empty value with a flag; an empty replication gives an empty or flagged row, never an error.
 */
export function replicationMetrics(tables: TableSet, dictionaries: Dictionaries): void {
  const facts = factsOf(tables, dictionaries);
  fillHedgeMonths(facts);
  const writer = new MetricWriter(tables.metrics, registry);
  for (const family of families) family.measure(facts, writer);
}
