import { assert } from "../../base/assert.ts";
import type { TableOf } from "../../record/table.ts";
import { hedgersIn, isHeadline } from "./headline.ts";

/** One hedger's delivery month in one replication, as it enters the headline. */
export interface Surprise {
  /** Position in the list of replications, not its run_id. */
  readonly replication: number;
  readonly hedger: string;
  /** yyyymm. */
  readonly month: number;
  readonly unhedged: number;
  readonly hedged: number;
}

/** Derived tables of one replication, all that a summary needs. */
export interface ReplicationTables {
  readonly runId: number;
  readonly metrics: TableOf<"metrics">;
  readonly hedgeMonths: TableOf<"hedge_months">;
}

/**
 * Headline surprises of all replications by agent class. Names and classes of the hedgers stand in the rows
 * hedge_months_counted of the metrics table, in the order in which hedge_months lists the hedgers.
 */
export function surprisesByClass(replications: readonly ReplicationTables[]): ReadonlyMap<string, Surprise[]> {
  const byClass = new Map<string, Surprise[]>();
  replications.forEach(({ metrics, hedgeMonths }, replication) => {
    const named = namedHedgers(metrics);
    const ids = hedgersIn(hedgeMonths);
    assert(ids.length === named.length, "metrics and hedge_months name different hedgers");
    const columns = hedgeMonths.columns;
    for (let row = 0; row < hedgeMonths.rows; row++) {
      const { hedger, agentClass } = named[ids.indexOf(columns.agent_id.values[row])];
      const surprises = byClass.get(agentClass) ?? [];
      byClass.set(agentClass, surprises);
      if (!isHeadline(hedgeMonths, row)) continue;
      const month = columns.delivery_month.values[row];
      const unhedged = columns.surprise_unhedged.values[row];
      surprises.push({ replication, hedger, month, unhedged, hedged: columns.surprise_hedged.values[row] });
    }
  });
  return byClass;
}

function namedHedgers(metrics: TableOf<"metrics">): { hedger: string; agentClass: string }[] {
  const named = [];
  for (let row = 0; row < metrics.rows; row++) {
    if (metrics.columns.metric_id.values[row] !== "hedge_months_counted") continue;
    named.push({ hedger: metrics.columns.scope.values[row], agentClass: metrics.columns.agent_class.values[row] });
  }
  return named;
}
