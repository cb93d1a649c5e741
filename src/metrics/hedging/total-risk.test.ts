import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { summarise } from "../summary.ts";
import { MetricWriter } from "../writer.ts";
import { hedging } from "./hedging.ts";
import { totalRisk } from "./total-risk.ts";

const [LAB, CENTRE, OTHER_LAB] = [0, 1, 2];

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

/** A second lab whose shortage is about 2 budgets a month, and a class of one centre. */
const SHORT_MONTHS: readonly Month[] = [
  { unhedged: 0.2, hedged: 0.1, lost: 2 },
  { unhedged: 0, hedged: 0, lost: 2.6 },
  { unhedged: 0.1, hedged: 0.05, lost: 2 },
];

function recorded(months: readonly Month[], runId = 0, otherMonths: readonly Month[] = []): Recorder {
  const recorder = new Recorder(runId);
  recorder.dictionaries.agent.push("lab-01", "centre-01", "lab-02");
  ["lab", "centre", "lab"].forEach((kind, agent) => addRow(recorder, "agents", { agent_id: agent, class: kind }));
  addMonths(recorder, LAB, months);
  addMonths(recorder, CENTRE, months);
  addMonths(recorder, OTHER_LAB, otherMonths);
  const { tables, dictionaries } = recorder;
  const writer = new MetricWriter(tables.metrics, registry);
  for (const family of [hedging, totalRisk]) family.measure(factsOf(tables, dictionaries), writer);
  return recorder;
}

function addMonths(recorder: Recorder, agent: number, months: readonly Month[]): void {
  const budget = 2;
  const side = agent === CENTRE ? -1 : 1;
  months.forEach(({ unhedged, hedged, lost }, k) => {
    const month = 202601 + k;
    addRow(recorder, "hedge_months", {
      agent_id: agent,
      agent_class: agent === CENTRE ? "centre" : "lab",
      side,
      delivery_month: month,
      budget_price: budget,
      horizon_sessions: 30,
      surprise_unhedged: unhedged,
      surprise_hedged: hedged,
    });
    // 1,000 asked for in two rows; the second is a day without service
    const use = { agent_id: agent, delivery_month: month, side };
    addRow(recorder, "exposures", { ...use, qty_requested: 600, shortage_cost: 0 });
    addRow(recorder, "exposures", { ...use, qty_requested: 400, shortage_cost: lost * budget * 1000 * 10_000 });
  });
}

function summaryOf(recorders: readonly Recorder[]): ReturnType<typeof summarise> {
  const runs = recorders.map(({ runId, tables }) => ({
    runId,
    metrics: tables.metrics,
    hedgeMonths: tables.hedge_months,
  }));
  return summarise(runs, "seed");
}

function classRow({ columns }: ReturnType<typeof summarise>, id: string): number {
  const { metric_id, scope, agent_class } = columns;
  return metric_id.values.findIndex(
    (name, k) => name === id && scope.values[k] === "class" && agent_class.values[k] === "lab",
  );
}

function squares(values: readonly number[]): number {
  const centre = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
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
    expect(metric(recorder, "surprise_shortage", "lab-01", "2026-03")).toBeCloseTo(0.3, 12);
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

  it("what one buyer always loses more than another is no risk", () => {
    const recorder = recorded(MONTHS, 0, SHORT_MONTHS);
    expect(metric(recorder, "surprise_total_unhedged", "lab-02", "2026-02")).toBeCloseTo(2.6, 12);
    // shortage of 0, 0, .3 about .1 and of 2, 2.6, 2 about 2.2: squares .06 + .24; six months less two means
    expect(metric(recorder, "quantity_risk", "class")).toBeCloseTo(Math.sqrt(0.3 / 4), 12);
    expect(metric(recorder, "quantity_risk", "lab-02")).toBeCloseTo(Math.sqrt(0.24 / 2), 12);
    // with the price: 0, -.2, .5 and 0, .4, -.1 about .1: .4; shortage with them .02 + .1 + .16 + .02
    expect(metric(recorder, "quantity_risk_share", "class")).toBeCloseTo(0.3 / 0.4, 12);
    // hedged: -.08, -.12, .26 and -.1, .4, -.15
    const hedged = squares([-0.08, -0.12, 0.26, -0.1, 0.4, -0.15]);
    expect(metric(recorder, "he_total", "class")).toBeCloseTo(1 - hedged / 0.4, 12);
  });

  it("is no more than price risk where the same buyer goes without the same share every month", () => {
    const certain = SHORT_MONTHS.map((month) => ({ ...month, lost: 2 }));
    const recorder = recorded(
      MONTHS.map((month) => ({ ...month, lost: 0 })),
      0,
      certain,
    );
    expect(metric(recorder, "quantity_risk", "class")).toBe(0);
    expect(metric(recorder, "quantity_risk_share", "class")).toBe(0);
    expect(metric(recorder, "he_total", "class")).toBe(metric(recorder, "he_net", "class"));
    const summary = summaryOf([recorder]);
    const [total, net] = ["he_total", "he_net"].map((id) => summary.columns.mean.values[classRow(summary, id)]);
    expect(total).toBeCloseTo(net, 12);
  });

  it("says nothing of a class with one month a buyer", () => {
    const recorder = recorded(MONTHS.slice(0, 1), 0, SHORT_MONTHS.slice(0, 1));
    expect(metric(recorder, "quantity_risk", "class")).toBeNaN();
  });

  it("is he_net to the last digit, pooled as well, where nothing went unserved", () => {
    const served = (months: readonly Month[], scale: number): Month[] =>
      months.map(({ unhedged, hedged }, k) => ({
        unhedged: unhedged / scale,
        hedged: (hedged * (k + 1)) / 7,
        lost: 0,
      }));
    const runs = [3, 11].map((scale, runId) => recorded(served(MONTHS, scale), runId, served(SHORT_MONTHS, scale)));
    for (const run of runs) {
      for (const scope of ["lab-01", "lab-02", "class"]) {
        expect(metric(run, "he_total", scope)).toBe(metric(run, "he_net", scope));
      }
    }
    const summary = summaryOf(runs);
    const [total, net] = ["he_total", "he_net"].map((id) => summary.columns.mean.values[classRow(summary, id)]);
    expect(total).toBe(net);
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
    const summary = summaryOf([recorded(MONTHS, 0), recorded(other, 1)]);
    const { mean, n_obs, ci_lo, ci_hi, ci_method } = summary.columns;
    const row = classRow(summary, "he_total");
    const [unhedged, hedged] = [squares([0.1, -0.1, 0.6, 0.3, 0]), squares([0.02, -0.02, 0.36, 0.2, 0])];
    expect(mean.values[row]).toBeCloseTo(1 - hedged / unhedged, 12);
    expect(n_obs.values[row]).toBe(5);
    expect(ci_method.values[row]).toContain("bootstrap");
    expect(ci_lo.values[row]).toBeLessThan(mean.values[row]);
    expect(ci_hi.values[row]).toBeGreaterThanOrEqual(mean.values[row]);
  });

  it("takes a buyer's own mean over all replications in the summary", () => {
    const always = (lost: number): Month[] => SHORT_MONTHS.slice(0, 2).map((month) => ({ ...month, lost }));
    const calm = MONTHS.slice(0, 2);
    const summary = summaryOf([recorded(calm, 0, always(2)), recorded(calm, 1, always(3))]);
    // lab-01 .1, -.1 twice; lab-02 .2, 0 with a shortage of 2 and then of 3, about 2.5
    const unhedged = squares([0.1, -0.1, 0.2 - 0.5, -0.5, 0.1, -0.1, 0.2 + 0.5, 0.5]);
    const hedged = squares([0.02, -0.02, 0.1 - 0.5, -0.5, 0.02, -0.02, 0.1 + 0.5, 0.5]);
    expect(summary.columns.mean.values[classRow(summary, "he_total")]).toBeCloseTo(1 - hedged / unhedged, 12);
  });
});
