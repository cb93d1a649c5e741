import type { TableOf } from "../record/table.ts";
import { RUN_WINDOW } from "./conventions.ts";

/** One row of metrics_summary as the summary on the screen needs it. */
export interface SummaryRow {
  readonly scope: string;
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

/** Scopes of a compute market as a whole and of classes of participants. */
const COMMON_SCOPES: ReadonlySet<string> = new Set(["compute", "class"]);

/** Finds rows of a metrics_summary table. Rows without a value count as absent. */
export class SummaryView {
  readonly #rows = new Map<string, SummaryRow>();

  constructor(summary: TableOf<"metrics_summary">) {
    const columns = summary.columns;
    for (let row = 0; row < summary.rows; row++) {
      if (!Number.isFinite(columns.mean.values[row])) continue;
      const scope = columns.scope.values[row];
      const agentClass = columns.agent_class.values[row];
      const window = columns.window.values[row];
      this.#rows.set(keyOf(columns.metric_id.values[row], scope, window, agentClass), {
        scope,
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

  /** Rows over the run of those that have a name of their own, participants or indices, in the table's order. */
  named(id: string): readonly SummaryRow[] {
    const rows = [...this.#rows].filter(([key]) => key.startsWith(`${id}\n`)).map(([, row]) => row);
    return rows.filter(({ scope, window }) => window === RUN_WINDOW && !COMMON_SCOPES.has(scope));
  }
}

function keyOf(id: string, scope: string, window: string, agentClass: string): string {
  return `${id}\n${scope}\n${window}\n${agentClass}`;
}
