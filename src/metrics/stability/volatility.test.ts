import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { volatility } from "./volatility.ts";

function measured(settles: readonly number[], rv: readonly number[]): (id: string) => number {
  const recorder = new Recorder(0);
  addRow(recorder, "instruments", {
    instrument_id: 0,
    multiplier: 1,
    tick_size: 1,
    last_trade_date: 21_000,
    delivery_month: "2027-06",
  });
  settles.forEach((settle, session) =>
    addRow(recorder, "session_stats", {
      instrument_id: 0,
      session_no: session,
      trade_date: 20_000 + session,
      settle_price: settle,
      rv: rv[session],
      rv_n: rv[session] > 0 ? 50 : 0,
    }),
  );
  volatility.measure(
    factsOf(recorder.tables, recorder.dictionaries),
    new MetricWriter(recorder.tables.metrics, registry),
  );
  const { metric_id, window, value } = recorder.tables.metrics.columns;
  return (id) => value.values[metric_id.values.findIndex((name, k) => name === id && window.values[k] === "run")];
}

describe("volatility", () => {
  it("annualises the mean daily variance", () => {
    const value = measured([1_000_000, 1_010_000, 999_900], [4e-4, 2e-4, 0]);
    expect(value("rv_ann")).toBeCloseTo(Math.sqrt(243 * 3e-4), 12);
    const [up, down] = [Math.log(1.01), Math.log(0.9999 / 1.01)];
    expect(value("settle_vol_ann")).toBeCloseTo(Math.sqrt((243 * (up * up + down * down)) / 2), 12);
  });

  it("is missing without returns", () => {
    expect(measured([1_000_000], [0])("rv_ann")).toBeNaN();
    expect(measured([1_000_000], [0])("settle_vol_ann")).toBeNaN();
  });
});
