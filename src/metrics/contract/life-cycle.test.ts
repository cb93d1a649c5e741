import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { lifeCycle } from "./life-cycle.ts";

/** Open interest by contract and session; each contract ends with its list. `heldAfter`: one with a position left over. */
function measured(lives: readonly (readonly number[])[], heldAfter = -1): (id: string) => number {
  const recorder = new Recorder(0);
  lives.forEach((lots, instrument) => {
    addRow(recorder, "instruments", {
      instrument_id: instrument,
      multiplier: 1,
      tick_size: 1,
      last_trade_date: 20_000 + lots.length - 1,
      delivery_month: "2024-10",
    });
    lots.forEach((oi, session) =>
      addRow(recorder, "session_stats", {
        instrument_id: instrument,
        session_no: session,
        trade_date: 20_000 + session,
        oi_lots: oi,
      }),
    );
    const last = lots.length - 1;
    addRow(recorder, "settlements", { instrument_id: instrument, session_no: last - 1, is_final: 0 });
    addRow(recorder, "settlements", { instrument_id: instrument, session_no: last, is_final: 1 });
    const heldUntil = instrument === heldAfter ? last : last - 1;
    addRow(recorder, "positions", { agent_id: 0, instrument_id: instrument, session_no: heldUntil, position_lots: 1 });
  });
  lifeCycle.measure(
    factsOf(recorder.tables, recorder.dictionaries),
    new MetricWriter(recorder.tables.metrics, registry),
  );
  const { metric_id, value } = recorder.tables.metrics.columns;
  return (id) => value.values[metric_id.values.indexOf(id)];
}

describe("the life of a listed month", () => {
  it("follows open interest from listing over its peak to zero", () => {
    const value = measured([
      [10, 40, 20, 0],
      [5, 10, 15, 20, 0],
      [0, 0],
    ]);
    expect(value("contracts_settled")).toBe(2);
    expect(value("life_peak")).toBeCloseTo((1 / 3 + 3 / 4) / 2, 12);
    expect(value("life_runoff")).toBe((0.5 + 1) / 2);
    expect(value("life_rise_and_fall")).toBe(0.5);
    expect(value("life_zero")).toBe(1);
  });

  it("notices a position that outlives final settlement", () => {
    expect(
      measured(
        [
          [10, 40, 20, 0],
          [5, 10, 0],
        ],
        1,
      )("life_zero"),
    ).toBe(0.5);
  });

  it("says nothing about contracts that still trade", () => {
    const value = measured([]);
    expect(value("contracts_settled")).toBeNaN();
    expect(value("life_peak")).toBeNaN();
  });
});
