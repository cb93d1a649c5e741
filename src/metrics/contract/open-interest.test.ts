import { describe, expect, it } from "vitest";
import { MICROSECONDS_PER_HOUR } from "../../base/units.ts";
import { epochDay } from "../../base/dates.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { openInterest } from "./open-interest.ts";

describe("open interest", () => {
  it("values open interest in lots, tokens, CNY and months of use", () => {
    const recorder = new Recorder(0);
    const day = epochDay(2024, 4, 2);
    addRow(recorder, "runs", { start_date: day, warmup_sessions: 0 });
    addRow(recorder, "instruments", {
      instrument_id: 0,
      multiplier: 1000,
      tick_size: 1000,
      last_trade_date: day + 60,
      delivery_month: "2024-05",
    });
    [20, 40].forEach((lots, session) =>
      addRow(recorder, "session_stats", {
        instrument_id: 0,
        session_no: session,
        trade_date: day + session,
        settle_price: 2.5e6,
        oi_lots: lots,
      }),
    );
    // April 2024 has 30 days of 24 x 100 Mtok
    for (let hour = 0; hour < 24; hour++) {
      addRow(recorder, "compute", {
        t_us: hour * MICROSECONDS_PER_HOUR,
        served_mtok: 100,
        throughput_mtok: 1,
        efficiency: 1,
      });
    }
    const facts = factsOf(recorder.tables, recorder.dictionaries);
    openInterest.measure(facts, new MetricWriter(recorder.tables.metrics, registry));
    const { metric_id, scope, window, value, n_obs } = recorder.tables.metrics.columns;
    const of = (id: string): number => {
      const row = metric_id.values.findIndex(
        (name, k) => name === id && scope.values[k] === "all" && window.values[k] === "2024-04",
      );
      expect(n_obs.values[row]).toBe(2);
      return value.values[row];
    };
    expect(of("oi_lots")).toBe(30);
    expect(of("oi_mtok")).toBe(30_000);
    expect(of("oi_cny")).toBe(75_000);
    expect(of("oi_use_share")).toBeCloseTo(30_000 / 72_000, 12);
  });

  it("of GPU-hours has a value and no tokens", () => {
    const recorder = new Recorder(0);
    const day = epochDay(2024, 4, 2);
    addRow(recorder, "runs", { start_date: day, warmup_sessions: 0 });
    const terms = { tick_size: 1000, last_trade_date: day + 60, delivery_month: "2024-05" };
    addRow(recorder, "instruments", { ...terms, instrument_id: 0, product: 0, multiplier: 1000 });
    addRow(recorder, "instruments", { ...terms, instrument_id: 1, product: 1, multiplier: 730 });
    for (const instrument_id of [0, 1])
      addRow(recorder, "session_stats", {
        instrument_id,
        session_no: 0,
        trade_date: day,
        settle_price: 2.5e6,
        oi_lots: 10,
      });
    const facts = factsOf(recorder.tables, recorder.dictionaries);
    openInterest.measure(facts, new MetricWriter(recorder.tables.metrics, registry));
    const { metric_id, scope, window, value } = recorder.tables.metrics.columns;
    const of = (id: string): number =>
      value.values[
        metric_id.values.findIndex((name, k) => name === id && scope.values[k] === "all" && window.values[k] === "run")
      ];
    expect(of("oi_lots")).toBe(20);
    expect(of("oi_mtok")).toBe(10_000);
    expect(of("oi_cny")).toBe(25_000 + 18_250);
  });
});
