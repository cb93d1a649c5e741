import type { TableOf } from "../record/table.ts";

/** One row of metrics_summary as the summary on the screen needs it. */
export interface SummaryRow {
  readonly agentClass: string;
  readonly window: string;
  readonly replications: number;
  /** Over all replications. */
  readonly observations: number;
  readonly mean: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Finds rows of a metrics_summary table. Rows without a value count as absent. */
export class SummaryView {
  readonly #rows = new Map<string, SummaryRow>();

  constructor(summary: TableOf<"metrics_summary">) {
    const columns = summary.columns;
    for (let row = 0; row < summary.rows; row++) {
      if (!Number.isFinite(columns.mean.values[row])) continue;
      const agentClass = columns.agent_class.values[row];
      const window = columns.window.values[row];
      this.#rows.set(keyOf(columns.metric_id.values[row], columns.scope.values[row], window, agentClass), {
        agentClass,
        window,
        replications: columns.n_runs.values[row],
        observations: columns.n_obs.values[row],
        mean: columns.mean.values[row],
        median: columns.q50.values[row],
        low: columns.ci_lo.values[row],
        high: columns.ci_hi.values[row],
      });
    }
  }

  find(id: string, scope: string, window: string, agentClass = ""): SummaryRow | undefined {
    return this.#rows.get(keyOf(id, scope, window, agentClass));
  }

  /** All rows of a metric in a scope, over windows and classes, in the table's order. */
  all(id: string, scope: string): readonly SummaryRow[] {
    const start = `${id}\n${scope}\n`;
    return [...this.#rows].filter(([key]) => key.startsWith(start)).map(([, row]) => row);
  }
}

function keyOf(id: string, scope: string, window: string, agentClass: string): string {
  return `${id}\n${scope}\n${window}\n${agentClass}`;
}
