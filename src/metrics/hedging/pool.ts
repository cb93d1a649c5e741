import type { TableOf } from "../../record/table.ts";
import { isHeadline } from "./headline.ts";
import { ownMeans } from "./own-means.ts";

/** Metrics that hold one hedger's delivery month with its shortage cost, see total-risk.ts. */
export const SHORTAGE = "surprise_shortage";
export const TOTAL_UNHEDGED = "surprise_total_unhedged";
export const TOTAL_HEDGED = "surprise_total_hedged";

/** One hedger's delivery month in one replication, as it enters the headline. */
export interface Surprise {
  /** Position in the list of replications, not its run_id. */
  readonly replication: number;
  /** One number per hedger, the same in all replications. */
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

/** With the shortage cost in both legs, which is also here by itself. */
interface TotalSurprise extends Surprise {
  readonly shortage: number;
}

/**
 * The same with the shortage cost in both legs, of buyers, less each buyer's own mean of it over all its months and
 * replications here: what one buyer always loses more than another is known and no risk. A bootstrap holds these means
 * fixed. Names of hedgers must mean the same ones in all replications.
 */
export function totalSurprisesByClass(
  replications: readonly ReplicationTables[],
): ReadonlyMap<string, readonly Surprise[]> {
  return new Map([...rawTotalsByClass(replications)].map(([agentClass, all]) => [agentClass, aboutOwnShortage(all)]));
}

/** Where nothing is unserved the surprises stay the same numbers, so that he_total is he_net. */
function aboutOwnShortage(all: readonly TotalSurprise[]): readonly Surprise[] {
  const certain = ownMeans(
    all.map((surprise) => surprise.hedger),
    all.map((surprise) => surprise.shortage),
  );
  return all.map(({ replication, hedger, month, unhedged, hedged }, k) => ({
    replication,
    hedger,
    month,
    unhedged: unhedged - certain[k],
    hedged: hedged - certain[k],
  }));
}

function rawTotalsByClass(replications: readonly ReplicationTables[]): ReadonlyMap<string, TotalSurprise[]> {
  const byClass = new Map<string, TotalSurprise[]>();
  const hedgers = new Map<string, number>();
  replications.forEach(({ metrics }, replication) => {
    const hedgedOf = valuesOf(metrics, TOTAL_HEDGED);
    const shortageOf = valuesOf(metrics, SHORTAGE);
    for (const [key, unhedged] of valuesOf(metrics, TOTAL_UNHEDGED)) {
      const [name, agentClass, window] = key.split("\n");
      if (!hedgers.has(name)) hedgers.set(name, hedgers.size);
      const surprises = byClass.get(agentClass) ?? [];
      byClass.set(agentClass, surprises);
      surprises.push({
        replication,
        hedger: hedgers.get(name)!,
        month: Number(window.replace("-", "")),
        unhedged,
        hedged: hedgedOf.get(key) ?? NaN,
        shortage: shortageOf.get(key) ?? NaN,
      });
    }
  });
  return byClass;
}

/** A metric's values by scope, class and window. */
function valuesOf({ rows, columns }: TableOf<"metrics">, id: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    if (columns.metric_id.values[row] !== id) continue;
    const key = [columns.scope, columns.agent_class, columns.window].map((column) => column.values[row]).join("\n");
    values.set(key, columns.value.values[row]);
  }
  return values;
}
