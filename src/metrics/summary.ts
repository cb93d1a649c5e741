import { log } from "../base/elementary.ts";
import { Streams } from "../base/random.ts";
import type { TableOf } from "../record/table.ts";
import { makeTable } from "../record/table.ts";
import { OFFICIAL_USE } from "./compute/official-use.ts";
import { BOOTSTRAP_BLOCK_MONTHS, BOOTSTRAP_DRAWS, RUN_WINDOW } from "./conventions.ts";
import { bootstrapInterval } from "./hedging/bootstrap.ts";
import { effectiveness } from "./hedging/effectiveness.ts";
import { ensembleEffectiveness } from "./hedging/ensemble.ts";
import type { ReplicationTables, Surprise } from "./hedging/pool.ts";
import { surprisesByClass, totalSurprisesByClass } from "./hedging/pool.ts";
import { registry } from "./registry.ts";
import { mean, quantile, standardDeviation, student975 } from "./statistics.ts";

export type { ReplicationTables } from "./hedging/pool.ts";

interface Group {
  readonly id: string;
  readonly scope: string;
  readonly agentClass: string;
  readonly window: string;
  readonly values: number[];
  observations: number;
  flag: string;
}

/**
 * Metrics over replications, which count equally: mean, standard deviation, quantiles and Student's t interval of the mean
 * for each (metric, scope, class, window); he_net and he_total of a class and he_ens pooled, with bootstrap intervals from
 * the streams metrics/bootstrap of `rootSeed`; use_log_sd. Rows are sorted by metric (in registry order), scope, class and window, so the result
 * does not depend on the order in which replications finished if the list is sorted by run.
 */
export function summarise(replications: readonly ReplicationTables[], rootSeed: string): TableOf<"metrics_summary"> {
  const summary = makeTable("metrics_summary");
  const pooled = surprisesByClass(replications);
  const pooledTotals = totalSurprisesByClass(replications);
  const streams = new Streams(rootSeed, 0);
  const groups = groupsOf(replications);
  for (const group of sorted([...groups, ...ensembleGroups(pooled), ...logUseGroups(groups)])) {
    const row = addGroup(summary, group, replications.length);
    const surprises = pooled.get(group.agentClass) ?? [];
    if (group.id === "use_log_sd") setLogSpread(summary, row, group.values);
    if (group.id === "he_net" && group.scope === "class") setPooled(summary, row, surprises, streams);
    if (group.id === "he_total" && group.scope === "class") {
      setPooled(summary, row, pooledTotals.get(group.agentClass) ?? [], streams);
    }
    if (group.id === "he_ens") setEnsemble(summary, row, surprises, replications.length, streams);
  }
  return summary;
}

/** One he_ens row for each class of hedgers: no replication has a value of it by itself. */
function ensembleGroups(pooled: ReadonlyMap<string, unknown>): Group[] {
  const place = { id: "he_ens", scope: "class", window: RUN_WINDOW };
  return [...pooled.keys()].map((agentClass) => ({ ...place, agentClass, values: [], observations: 0, flag: "" }));
}

/** One use_log_sd row, from the logarithms, for each month with an official figure. */
function logUseGroups(groups: readonly Group[]): Group[] {
  return groups
    .filter(({ id, window }) => id === "use" && OFFICIAL_USE[window] !== undefined)
    .map((use) => ({ ...use, id: "use_log_sd", values: use.values.filter((value) => value > 0).map(log) }));
}

function groupsOf(replications: readonly ReplicationTables[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { metrics } of replications) {
    const columns = metrics.columns;
    for (let row = 0; row < metrics.rows; row++) {
      const id = columns.metric_id.values[row];
      const scope = columns.scope.values[row];
      const agentClass = columns.agent_class.values[row];
      const window = columns.window.values[row];
      const key = `${id}\n${scope}\n${agentClass}\n${window}`;
      let group = groups.get(key);
      if (group === undefined) {
        groups.set(key, (group = { id, scope, agentClass, window, values: [], observations: 0, flag: "" }));
      }
      addValue(group, columns.value.values[row], columns.n_obs.values[row], columns.flag.values[row]);
    }
  }
  return [...groups.values()];
}

function addValue(group: Group, value: number, observations: number, flag: string): void {
  if (Number.isFinite(value)) group.values.push(value);
  else group.flag = flag;
  group.observations += observations;
}

function sorted(groups: Group[]): readonly Group[] {
  const rank = new Map([...registry.keys()].map((id, position) => [id, position]));
  return groups.sort(
    (a, b) =>
      (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) ||
      compare(a.scope, b.scope) ||
      compare(a.agentClass, b.agentClass) ||
      compare(a.window, b.window),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function addGroup(summary: TableOf<"metrics_summary">, group: Group, replications: number): number {
  const row = addRow(summary, group);
  const columns = summary.columns;
  const n = group.values.length;
  const centre = mean(group.values);
  const sd = standardDeviation(group.values);
  const halfWidth = (student975(n - 1) * sd) / Math.sqrt(n);
  columns.n_runs.values[row] = n;
  columns.n_obs.values[row] = group.observations;
  columns.mean.values[row] = centre;
  columns.sd.values[row] = sd;
  columns.q05.values[row] = quantile(group.values, 0.05);
  columns.q50.values[row] = quantile(group.values, 0.5);
  columns.q95.values[row] = quantile(group.values, 0.95);
  columns.ci_lo.values[row] = centre - halfWidth;
  columns.ci_hi.values[row] = centre + halfWidth;
  if (n > 1) columns.ci_method.values[row] = "Student t over replications";
  columns.flag.values[row] = flagOf(n, replications, group.flag);
  return row;
}

function flagOf(values: number, replications: number, reason: string): string {
  if (values === replications) return values === 1 ? "one replication" : "";
  const because = reason === "" ? "" : `: ${reason}`;
  return values === 0 ? reason : `${values} of ${replications} replications${because}`;
}

function addRow(
  summary: TableOf<"metrics_summary">,
  of: Pick<Group, "id" | "scope" | "agentClass" | "window">,
): number {
  const row = summary.addRow();
  const columns = summary.columns;
  columns.metric_id.values[row] = of.id;
  columns.scope.values[row] = of.scope;
  columns.agent_class.values[row] = of.agentClass;
  columns.window.values[row] = of.window;
  columns.unit.values[row] = registry.get(of.id)?.unit ?? "";
  return row;
}

/** Puts the standard deviation where a metric's value is and leaves the rest empty. */
function setLogSpread(summary: TableOf<"metrics_summary">, row: number, logs: readonly number[]): void {
  const columns = summary.columns;
  for (const column of [columns.sd, columns.q05, columns.q50, columns.q95, columns.ci_lo, columns.ci_hi]) {
    column.values[row] = NaN;
  }
  columns.mean.values[row] = standardDeviation(logs);
  columns.ci_method.values[row] = "";
  if (logs.length < 2) columns.flag.values[row] = "needs two replications";
}

/** Replaces the mean over replications by the pooled value and its interval by the block bootstrap's. */
function setPooled(
  summary: TableOf<"metrics_summary">,
  row: number,
  surprises: readonly Surprise[],
  streams: Streams,
): void {
  const columns = summary.columns;
  const stream = streams.get(`metrics/bootstrap/${columns.metric_id.values[row]}/${columns.agent_class.values[row]}`);
  const interval = bootstrapInterval(surprises, stream, BOOTSTRAP_DRAWS, BOOTSTRAP_BLOCK_MONTHS);
  columns.mean.values[row] = effectiveness(
    surprises.map((surprise) => surprise.unhedged),
    surprises.map((surprise) => surprise.hedged),
  );
  columns.n_obs.values[row] = surprises.length;
  columns.ci_lo.values[row] = interval.low;
  columns.ci_hi.values[row] = interval.high;
  columns.ci_method.values[row] =
    `stationary bootstrap of replications and months, ${BOOTSTRAP_DRAWS} draws, blocks of ${BOOTSTRAP_BLOCK_MONTHS} months`;
}

function setEnsemble(
  summary: TableOf<"metrics_summary">,
  row: number,
  surprises: readonly Surprise[],
  replications: number,
  streams: Streams,
): void {
  const columns = summary.columns;
  const stream = streams.get(`metrics/bootstrap/he_ens/${columns.agent_class.values[row]}`);
  const estimate = ensembleEffectiveness(surprises, replications, stream, BOOTSTRAP_DRAWS);
  columns.n_runs.values[row] = replications;
  columns.n_obs.values[row] = estimate.cells;
  columns.mean.values[row] = estimate.value;
  columns.ci_lo.values[row] = estimate.low;
  columns.ci_hi.values[row] = estimate.high;
  columns.ci_method.values[row] = `bootstrap of replications, ${BOOTSTRAP_DRAWS} draws`;
  if (!Number.isFinite(estimate.value)) columns.flag.values[row] = "needs two replications";
}
