import type { TableOf } from "../../record/table.ts";
import { isHeadline } from "./headline.ts";

/** One hedger's delivery month in one replication, as it enters the headline. */
export interface Surprise {
  /** Position in the list of replications, not its run_id. */
  readonly replication: number;
  /** Agent id. */
  readonly hedger: number;
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

/** Headline surprises of all replications by agent class. Agent ids must mean the same agents in all replications. */
export function surprisesByClass(replications: readonly ReplicationTables[]): ReadonlyMap<string, Surprise[]> {
  const byClass = new Map<string, Surprise[]>();
  replications.forEach(({ hedgeMonths }, replication) => {
    const columns = hedgeMonths.columns;
    for (let row = 0; row < hedgeMonths.rows; row++) {
      const agentClass = columns.agent_class.values[row];
      const surprises = byClass.get(agentClass) ?? [];
      byClass.set(agentClass, surprises);
      if (!isHeadline(hedgeMonths, row)) continue;
      surprises.push({
        replication,
        hedger: columns.agent_id.values[row],
        month: columns.delivery_month.values[row],
        unhedged: columns.surprise_unhedged.values[row],
        hedged: columns.surprise_hedged.values[row],
      });
    }
  });
  return byClass;
}
