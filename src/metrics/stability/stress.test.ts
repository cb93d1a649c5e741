import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { rejects } from "./rejects.ts";
import { stress } from "./stress.ts";

function measured(): (id: string) => number {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { warmup_sessions: 1 });
  for (let session = 0; session < 4; session++) {
    for (const instrument of [0, 1]) {
      addRow(recorder, "session_stats", {
        instrument_id: instrument,
        session_no: session,
        trade_date: 20_000 + session,
        continuous_us: 100,
        limit_us: session === 2 && instrument === 1 ? 60 : 0,
        at_limit: session === 0 || session === 2 ? 1 + instrument : 0,
      });
    }
  }
  addRow(recorder, "margin_calls", { call_id: 0, session_no: 0, liquidated_lots: 5 });
  addRow(recorder, "margin_calls", { call_id: 1, session_no: 1, liquidated_lots: 0 });
  addRow(recorder, "margin_calls", { call_id: 2, session_no: 3, liquidated_lots: 7 });
  for (const agent of [0, 1]) {
    for (const instrument of [0, 1]) {
      for (const session of [0, 2]) {
        addRow(recorder, "positions", { agent_id: agent, instrument_id: instrument, session_no: session });
      }
    }
  }
  addRow(recorder, "rejects", { session_no: 0, reason: 5, n: 9 });
  addRow(recorder, "rejects", { session_no: 1, reason: 5, n: 2 });
  addRow(recorder, "rejects", { session_no: 2, reason: 5, n: 3 });
  addRow(recorder, "rejects", { session_no: 2, reason: 9, n: 1 });
  const facts = factsOf(recorder.tables, recorder.dictionaries);
  const writer = new MetricWriter(recorder.tables.metrics, registry);
  stress.measure(facts, writer);
  rejects.measure(facts, writer);
  const { metric_id, window, value } = recorder.tables.metrics.columns;
  return (id) => value.values[metric_id.values.findIndex((name, k) => name === id && window.values[k] === "run")];
}

describe("stress", () => {
  it("counts limit days, calls and liquidations after the warm-up", () => {
    const value = measured();
    expect(value("limit_sessions")).toBe(1);
    expect(value("lock_sessions")).toBe(1);
    expect(value("lock_share")).toBeCloseTo(0.3 / 3, 12);
    expect(value("margin_calls")).toBe(2);
    expect(value("liquidations")).toBe(1);
  });

  it("relates calls to accounts with a position and limit hits to listed months", () => {
    const value = measured();
    expect(value("margin_calls_position_year")).toBe((243 * 2) / 2); // two calls, two accounts on one measured day
    expect(value("limit_hits_contract_year")).toBeCloseTo(243 / 3, 10); // both months on one of three days
  });

  it("counts refused messages by reason", () => {
    const value = measured();
    expect(value("rejects_price_outside_band")).toBe(5);
    expect(value("rejects_too_many_orders")).toBe(1);
    expect(value("rejects_market_closed")).toBe(0);
  });
});
