import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { hedgeCut } from "./hedge-cut.ts";

const LAB = { class: "ai-lab" };

/** A month in which forced reduction takes 20 of one lab's 80 lots on day 1, none of another's 90; each wants 100. */
function recorded(lastSession: number): Recorder {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { warmup_sessions: 0 });
  addRow(recorder, "agents", { agent_id: 0, ...LAB });
  addRow(recorder, "agents", { agent_id: 1, ...LAB });
  addRow(recorder, "agents", { agent_id: 2, class: "noise" });
  for (let session = 0; session <= lastSession; session++)
    addRow(recorder, "session_stats", { instrument_id: 0, session_no: session, trade_date: 20_000 + session });
  const plan = { instrument_id: 0, session_no: 0, target_lots: 100 };
  addRow(recorder, "hedge_plans", { ...plan, agent_id: 0 });
  addRow(recorder, "hedge_plans", { ...plan, agent_id: 1 });
  addRow(recorder, "hedge_plans", { ...plan, agent_id: 0, session_no: 2, target_lots: 1000 });
  const cut = { session_no: 1, instrument_id: 0, side: 1 };
  addRow(recorder, "forced_reductions", { ...cut, agent_id: 0, position_lots: 80, reduced_lots: 20 });
  addRow(recorder, "forced_reductions", { ...cut, agent_id: 1, position_lots: 90, reduced_lots: 0 });
  addRow(recorder, "forced_reductions", { ...cut, agent_id: 2, side: -1, position_lots: 20, reduced_lots: 20 });
  addRow(recorder, "positions", { agent_id: 0, instrument_id: 0, session_no: 6, position_lots: 70 });
  addRow(recorder, "positions", { agent_id: 1, instrument_id: 0, session_no: 6, position_lots: 90 });
  return recorder;
}

function measured(lastSession: number): (id: string, agentClass?: string) => number | undefined {
  const recorder = recorded(lastSession);
  const facts = factsOf(recorder.tables, recorder.dictionaries);
  hedgeCut.measure(facts, new MetricWriter(recorder.tables.metrics, registry));
  const { rows, columns } = recorder.tables.metrics;
  const { metric_id: metric, window, value, agent_class: name } = columns;
  return (id, agentClass = "ai-lab") => {
    const row = metric.values.findIndex(
      (m, k) => k < rows && m === id && window.values[k] === "run" && name.values[k] === agentClass,
    );
    return row < 0 ? undefined : value.values[row];
  };
}

describe("hedges under forced reduction", () => {
  it("two labs of which one is cut and buys half of it back", () => {
    const value = measured(6);
    expect(value("hedge_ratio_before_cut")).toBe(170 / 200);
    expect(value("hedge_ratio_after_cut")).toBe(150 / 200);
    expect(value("hedge_ratio_week_later")).toBe(160 / 200);
  });

  it("is missing a week later where the month is no longer traded", () => {
    expect(measured(5)("hedge_ratio_after_cut")).toBe(150 / 200);
    expect(measured(5)("hedge_ratio_week_later")).toBeNaN();
  });

  it("knows no hedge ratio of those who plan no hedge", () => {
    expect(measured(6)("hedge_ratio_before_cut", "noise")).toBeUndefined();
  });
});
