import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { summarise } from "../summary.ts";
import { MetricWriter } from "../writer.ts";
import { totalRisk } from "./total-risk.ts";

const [LAB, CENTRE] = [0, 1];

/** One month of the buyer: surprises, and the surplus it lost per requested unit in budget prices. */
interface Month {
  readonly unhedged: number;
  readonly hedged: number;
  readonly lost: number;
}

const MONTHS: readonly Month[] = [
  { unhedged: 0.1, hedged: 0.02, lost: 0 },
  { unhedged: -0.1, hedged: -0.02, lost: 0 },
  { unhedged: 0.3, hedged: 0.06, lost: 0.3 },
];

function recorded(months: readonly Month[], runId = 0): Recorder {
  const recorder = new Recorder(runId);
  recorder.dictionaries.agent.push("lab-01", "centre-01");
  ["lab", "centre"].forEach((kind, agent) => addRow(recorder, "agents", { agent_id: agent, class: kind }));
  const budget = 2;
  months.forEach(({ unhedged, hedged, lost }, k) => {
    const month = 202601 + k;
    const surprises = { surprise_unhedged: unhedged, surprise_hedged: hedged };
    const row = { delivery_month: month, budget_price: budget, horizon_sessions: 30, ...surprises };
    addRow(recorder, "hedge_months", { ...row, agent_id: LAB, agent_class: "lab", side: 1 });
    addRow(recorder, "hedge_months", { ...row, agent_id: CENTRE, agent_class: "centre", side: -1 });
    // 1,000 asked for in two rows; the second is a day without service
    const use = { agent_id: LAB, delivery_month: month, side: 1 };
    addRow(recorder, "exposures", { ...use, qty_requested: 600, shortage_cost: 0 });
    addRow(recorder, "exposures", { ...use, qty_requested: 400, shortage_cost: lost * budget * 1000 * 10_000 });
  });
  const { tables, dictionaries } = recorder;
  totalRisk.measure(factsOf(tables, dictionaries), new MetricWriter(tables.metrics, registry));
  return recorder;
}

function metric(recorder: Recorder, id: string, scope: string, window = "run"): number | undefined {
  const { metric_id, scope: scopes, window: windows, value } = recorder.tables.metrics.columns;
  return value.values[
    metric_id.values.findIndex((name, k) => name === id && scopes.values[k] === scope && windows.values[k] === window)
  ];
}

describe("price risk and quantity risk", () => {
  it("a buyer's months by hand", () => {
    const recorder = recorded(MONTHS);
    expect(metric(recorder, "surprise_total_unhedged", "lab-01", "2026-03")).toBeCloseTo(0.6, 12);
    expect(metric(recorder, "surprise_total_hedged", "lab-01", "2026-03")).toBeCloseTo(0.36, 12);
    for (const scope of ["lab-01", "class"]) {
      expect(metric(recorder, "price_risk", scope)).toBeCloseTo(0.2, 12); // .1, -.1, .3 about .1
      expect(metric(recorder, "quantity_risk", scope)).toBeCloseTo(Math.sqrt(0.03), 12); // 0, 0, .3 about .1
      // totals .1, -.1, .6 about .2: squares .26; shortage -.1, -.1, .2 with them: .01 + .03 + .08
      expect(metric(recorder, "quantity_risk_share", scope)).toBeCloseTo(0.12 / 0.26, 12);
      // hedged .02, -.02, .36 about .12: .01 + .0196 + .0576
      expect(metric(recorder, "he_total", scope)).toBeCloseTo(1 - 0.0872 / 0.26, 12);
    }
    expect(metric(recorder, "he_total", "centre-01")).toBeUndefined();
  });

  it("is the hedge's effectiveness on price alone where nothing went unserved", () => {
    const recorder = recorded(MONTHS.map((month) => ({ ...month, lost: 0 })));
    expect(metric(recorder, "he_total", "class")).toBeCloseTo(1 - 0.2 * 0.2, 12);
    expect(metric(recorder, "quantity_risk", "class")).toBe(0);
    expect(metric(recorder, "quantity_risk_share", "class")).toBe(0);
  });

  it("pools buyers' months over replications in the summary", () => {
    const other = [
      { unhedged: 0.2, hedged: 0.1, lost: 0.1 },
      { unhedged: 0, hedged: 0, lost: 0 },
    ];
    const runs = [recorded(MONTHS, 0), recorded(other, 1)].map(({ runId, tables }) => ({
      runId,
      metrics: tables.metrics,
      hedgeMonths: tables.hedge_months,
    }));
    const { metric_id, scope, mean, n_obs, ci_lo, ci_hi, ci_method } = summarise(runs, "seed").columns;
    const row = metric_id.values.findIndex((name, k) => name === "he_total" && scope.values[k] === "class");
    const squares = (values: readonly number[]): number => {
      const centre = values.reduce((a, b) => a + b, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
    };
    const [unhedged, hedged] = [squares([0.1, -0.1, 0.6, 0.3, 0]), squares([0.02, -0.02, 0.36, 0.2, 0])];
    expect(mean.values[row]).toBeCloseTo(1 - hedged / unhedged, 12);
    expect(n_obs.values[row]).toBe(5);
    expect(ci_method.values[row]).toContain("bootstrap");
    expect(ci_lo.values[row]).toBeLessThan(mean.values[row]);
    expect(ci_hi.values[row]).toBeGreaterThanOrEqual(mean.values[row]);
  });
});
