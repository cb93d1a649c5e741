import { describe, expect, it } from "vitest";
import type { TableOf } from "../record/table.ts";
import { Recorder } from "../record/recorder.ts";
import { syntheticMarket } from "../testing/metric-tables.ts";
import type { ReplicationTables } from "./hedging/pool.ts";
import { replicationMetrics } from "./replication.ts";
import { summarise } from "./summary.ts";

function measured(recorder: Recorder): ReplicationTables {
  replicationMetrics(recorder.tables, recorder.dictionaries);
  return { runId: recorder.runId, metrics: recorder.tables.metrics, hedgeMonths: recorder.tables.hedge_months };
}

function synthetic(count: number): ReplicationTables[] {
  return Array.from({ length: count }, (_, k) => measured(syntheticMarket(k, { firstMonth: 202412, months: 8 })));
}

/** A replication with one metric value per entry. */
function plain(runId: number, values: readonly number[]): ReplicationTables {
  const { tables } = new Recorder(runId);
  values.forEach((value, k) => {
    const row = tables.metrics.addRow();
    tables.metrics.columns.metric_id.values[row] = "qs_bp";
    tables.metrics.columns.scope.values[row] = "front";
    tables.metrics.columns.window.values[row] = `2025-0${k + 1}`;
    tables.metrics.columns.value.values[row] = value;
    tables.metrics.columns.n_obs.values[row] = 20;
    if (Number.isNaN(value)) tables.metrics.columns.flag.values[row] = "no observations";
  });
  return { runId, metrics: tables.metrics, hedgeMonths: tables.hedge_months };
}

function rowOf(summary: TableOf<"metrics_summary">, id: string, window: string, agentClass = ""): number {
  const { metric_id, scope, window: windows, agent_class } = summary.columns;
  const ofClass = agentClass === "" ? () => true : (k: number) => scope.values[k] === "class";
  return metric_id.values.findIndex(
    (name, k) => name === id && windows.values[k] === window && agent_class.values[k] === agentClass && ofClass(k),
  );
}

function cellsOf(summary: TableOf<"metrics_summary">): unknown[] {
  return Object.values(summary.columns).map((column) => [...column.values.slice(0, summary.rows)]);
}

describe("the summary over replications", () => {
  it("counts replications equally and uses Student's t", () => {
    const summary = summarise([plain(0, [10]), plain(1, [14]), plain(2, [18])], "seed");
    const row = rowOf(summary, "qs_bp", "2025-01");
    expect(summary.columns.mean.values[row]).toBe(14);
    expect(summary.columns.sd.values[row]).toBe(4);
    expect(summary.columns.q50.values[row]).toBe(14);
    expect(summary.columns.q05.values[row]).toBeCloseTo(10.4, 12);
    expect(summary.columns.ci_lo.values[row]).toBeCloseTo(14 - (4.3026527 * 4) / Math.sqrt(3), 6);
    expect(summary.columns.n_runs.values[row]).toBe(3);
    expect(summary.columns.n_obs.values[row]).toBe(60);
    expect(summary.columns.unit.values[row]).toBe("bp");
  });

  it("says how many replications have a value", () => {
    const summary = summarise([plain(0, [10, NaN]), plain(1, [NaN, NaN])], "seed");
    const first = rowOf(summary, "qs_bp", "2025-01");
    expect(summary.columns.mean.values[first]).toBe(10);
    expect(summary.columns.ci_lo.values[first]).toBeNaN();
    expect(summary.columns.flag.values[first]).toBe("1 of 2 replications: no observations");
    const second = rowOf(summary, "qs_bp", "2025-02");
    expect(summary.columns.n_runs.values[second]).toBe(0);
    expect(summary.columns.mean.values[second]).toBeNaN();
    expect(summary.columns.flag.values[second]).toBe("no observations");
  });

  it("pools hedging effectiveness with a bootstrap interval", () => {
    const summary = summarise(synthetic(4), "seed");
    for (const agentClass of ["ai-lab", "data-centre"]) {
      const row = rowOf(summary, "he_net", "run", agentClass);
      const { mean, ci_lo, ci_hi, n_obs, ci_method } = summary.columns;
      expect(mean.values[row]).toBeCloseTo(0.96, 2); // futures gain .8 of the price's rise: 1 - .2^2
      expect(ci_lo.values[row]).toBeLessThanOrEqual(mean.values[row]);
      expect(ci_hi.values[row]).toBeGreaterThanOrEqual(mean.values[row]);
      expect(n_obs.values[row]).toBe(4 * 7); // December's programme began on its first day
      expect(ci_method.values[row]).toContain("2000 draws");
      const ensemble = rowOf(summary, "he_ens", "run", agentClass);
      expect(mean.values[ensemble]).toBeCloseTo(0.96, 2);
      expect(summary.columns.n_runs.values[ensemble]).toBe(4);
    }
  });

  it("standard deviation over replications of log use in official months", () => {
    const use = [0.9, 1.1, 1].map((value, runId) => {
      const replication = plain(runId, [value, value]);
      replication.metrics.columns.metric_id.values.fill("use");
      return replication;
    });
    const summary = summarise(use, "seed");
    const row = rowOf(summary, "use_log_sd", "2025-01");
    const logs = [Math.log(0.9), Math.log(1.1), 0];
    const centre = (logs[0] + logs[1]) / 3;
    const squares = logs.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    expect(summary.columns.mean.values[row]).toBeCloseTo(Math.sqrt(squares / 2), 12);
    expect(summary.columns.ci_lo.values[row]).toBeNaN();
    expect(rowOf(summary, "use_log_sd", "2025-02")).toBe(-1);
  });

  it("leaves single hedgers to the mean over replications", () => {
    const summary = summarise(synthetic(3), "seed");
    const { metric_id, scope, ci_method, n_runs } = summary.columns;
    const row = scope.values.findIndex((name, k) => name === "lab-01" && metric_id.values[k] === "he_net");
    expect(ci_method.values[row]).toContain("Student");
    expect(n_runs.values[row]).toBe(3);
  });

  it("is the same for the same seed and has another interval for another", () => {
    const replications = synthetic(2);
    const first = summarise(replications, "seed");
    expect(cellsOf(summarise(replications, "seed"))).toEqual(cellsOf(first));
    const other = summarise(replications, "other");
    const row = rowOf(first, "he_net", "run", "ai-lab");
    expect(other.columns.mean.values[row]).toBe(first.columns.mean.values[row]);
    expect(other.columns.ci_lo.values[row]).not.toBe(first.columns.ci_lo.values[row]);
  });

  it("has one row per key, in registry order", () => {
    const summary = summarise(synthetic(2), "seed");
    const { metric_id, scope, agent_class, window } = summary.columns;
    const keys = Array.from({ length: summary.rows }, (_, k) =>
      [metric_id, scope, agent_class, window].map((column) => column.values[k]).join("/"),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(metric_id.values[0]).toBe("use");
  });

  it("is empty without replications", () => {
    expect(summarise([], "seed").rows).toBe(0);
  });
});
