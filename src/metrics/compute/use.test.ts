import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { MICROSECONDS_PER_HOUR } from "../../base/units.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { use } from "./use.ts";

/** From 30 December 2024, 96 hours: local December, UTC+8, ends after the first 40. `hours`: how many are on record. */
function measured(hours = 96, pricedOut = 10_000): (id: string, window: string) => number {
  const recorder = new Recorder(0);
  for (let hour = 0; hour < hours; hour++) {
    const january = hour >= 40;
    addRow(recorder, "compute", {
      t_us: hour * MICROSECONDS_PER_HOUR,
      requested_mtok: january ? 50_000 : 10_000,
      served_mtok: january ? 40_000 : 10_000,
      unserved_mtok: january ? pricedOut : 0,
      capacity_mtok: 50_000,
      price: january ? 3 : 2,
      gpu_usd_hour: 2.5,
      throughput_mtok: 1,
      efficiency: 1,
      utilisation: january ? 0.96 : 0.5,
      local_gpus: january ? 100 : 0,
      local_utilisation: january ? 0.25 : NaN,
      inference_share: 0.25,
    });
  }
  addRow(recorder, "runs", { start_date: epochDay(2024, 12, 30), warmup_sessions: 0 });
  use.measure(factsOf(recorder.tables, recorder.dictionaries), new MetricWriter(recorder.tables.metrics, registry));
  const { metric_id, window, value } = recorder.tables.metrics.columns;
  return (id, of) => value.values[metric_id.values.findIndex((name, k) => name === id && window.values[k] === of)];
}

describe("use and price of compute", () => {
  it("adds up hours in local calendar months", () => {
    const value = measured();
    expect(value("use", "2024-12")).toBeCloseTo(0.24, 12);
    expect(value("use", "2025-01")).toBeCloseTo(0.96, 12);
    expect(value("use", "2025-Q1")).toBeCloseTo(0.96, 12);
    expect(value("requested_over_served", "2025-01")).toBe(1.25);
    expect(value("unserved_share", "2025-01")).toBe(0.2);
    expect(value("served_over_capacity_max", "run")).toBe(0.8);
    expect(value("unserved_share", "2024-12")).toBe(0);
    expect(value("token_price", "run")).toBeCloseTo((40 * 2 + 56 * 3) / 96, 12);
    expect(value("tight_hours_share", "run")).toBeCloseTo(56 / 96, 12);
    expect(value("utilisation", "2024-12")).toBe(0.5);
    expect(value("local_utilisation", "run")).toBe(0.25);
    expect(value("local_utilisation", "2024-12")).toBeUndefined();
  });

  it("counts the months in which more than a fifth was priced out", () => {
    expect(measured()("scarce_months", "run")).toBe(0); // a fifth in January is not more than a fifth
    expect(measured(96, 10_001)("scarce_months", "run")).toBe(1);
  });

  it("leaves out a month with less than a day of hours", () => {
    expect(measured(19)("use", "2024-12")).toBeUndefined();
    expect(measured(19)("use", "run")).toBeGreaterThan(0);
  });

  it("puts the official figure beside the months that have one", () => {
    expect(measured()("use_official", "2025-01")).toBe(1);
    expect(measured()("use_official", "2024-12")).toBeUndefined();
  });
});
