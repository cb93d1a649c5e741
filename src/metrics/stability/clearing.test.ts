import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { clearing } from "./clearing.ts";

/** Four sessions, the first of which is warm-up. Prices locked up on days 1 to 3, two layers of a waterfall paid on day 3. */
function measured(): (id: string, agentClass?: string) => number {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { warmup_sessions: 1 });
  addRow(recorder, "agents", { agent_id: 0, class: "ai-lab" });
  addRow(recorder, "agents", { agent_id: 1, class: "noise" });
  for (let session = 0; session < 4; session++) {
    addRow(recorder, "session_stats", { instrument_id: 0, session_no: session, trade_date: 20_000 + session });
    addRow(recorder, "ccp_daily", {
      session_no: session,
      fund_over_cover: 2 - 0.5 * session,
      n_breaches: session === 3 ? 1 : 0,
      im_required_ccy: 10_000 * (session + 1),
    });
    addRow(recorder, "margin", { agent_id: 0, session_no: session, cycle_no: 0, im_held_ccy: 5 });
    addRow(recorder, "margin", { agent_id: 0, session_no: session, cycle_no: 1, im_held_ccy: 5 });
    addRow(recorder, "limits_halts", { session_no: session, type: 0, lock_day: session });
  }
  addRow(recorder, "limits_halts", { session_no: 2, type: 2, lock_day: 0 });
  addRow(recorder, "limits_halts", { session_no: 2, type: 3, lock_day: 0 });
  addRow(recorder, "limits_halts", { session_no: 2, type: 7, lock_day: 0 });
  const reduction = { session_no: 3, instrument_id: 0 };
  addRow(recorder, "forced_reductions", { ...reduction, agent_id: 0, side: 1, position_lots: 40, reduced_lots: 10 });
  addRow(recorder, "forced_reductions", { ...reduction, agent_id: 1, side: -1, position_lots: 20, reduced_lots: 10 });
  addRow(recorder, "defaults", { default_id: 0, type: 0, session_no: 1, loss_ccy: 70_000, member_paid_ccy: 70_000 });
  addRow(recorder, "defaults", {
    default_id: 1,
    type: 1,
    session_no: 3,
    loss_ccy: 500_000,
    mutual_fund_used_ccy: 100_000,
    assessed_ccy: 20_000,
    haircut_ccy: 10_000,
    torn_up_ccy: 0,
    uncovered_ccy: 30_000,
  });
  addRow(recorder, "waterfall", { default_id: 1, layer_no: 0, layer: 0, used_ccy: 340_000 });
  addRow(recorder, "waterfall", { default_id: 1, layer_no: 1, layer: 3, used_ccy: 100_000 });
  addRow(recorder, "waterfall", { default_id: 1, layer_no: 2, layer: 7, used_ccy: 0 });
  const facts = factsOf(recorder.tables, recorder.dictionaries);
  clearing.measure(facts, new MetricWriter(recorder.tables.metrics, registry));
  const { metric_id: metric, window, value, agent_class: name } = recorder.tables.metrics.columns;
  return (id, agentClass = "") =>
    value.values[
      metric.values.findIndex((m, k) => m === id && window.values[k] === "run" && name.values[k] === agentClass)
    ];
}

describe("price limits and clearing", () => {
  it("adds up a table of locks, halts, a forced reduction and a default", () => {
    const value = measured();
    expect(value("locked_month_days")).toBe(3);
    expect(value("longest_lock")).toBe(3);
    expect(value("halts")).toBe(1);
    expect(value("adjusted_trades")).toBe(1);
    expect(value("reduced_lots")).toBe(10);
    expect(value("reduced_share", "ai-lab")).toBe(0.25);
    expect(value("reduced_share", "noise")).toBe(0.5);
    expect(value("client_defaults")).toBe(1);
    expect(value("member_defaults")).toBe(1);
    expect(value("member_default_loss")).toBe(50);
    expect(value("mutualised_loss")).toBe(13);
    expect(value("uncovered_loss")).toBe(3);
    expect(value("layer_reached")).toBe(2);
    expect(value("fund_over_cover_min")).toBe(0.5);
    expect(value("margin_breaches")).toBe(1);
    expect(value("margin_coverage")).toBeCloseTo(2 / 3, 12);
    expect(value("im_required_mean")).toBe(3);
  });
});
