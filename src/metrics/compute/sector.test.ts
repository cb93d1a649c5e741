import { describe, expect, it } from "vitest";
import { epochDay, firstDayOfMonth } from "../../base/dates.ts";
import { MICROSECONDS_PER_HOUR } from "../../base/units.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { sector } from "./sector.ts";

/** Hours from midnight UTC of 1 January 2025 on; local years end eight hours before UTC's. */
function measured(hours: number, gpuPrice: (hour: number) => number): (id: string, window: string) => number {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { start_date: epochDay(2025, 1, 1), warmup_sessions: 0 });
  for (let hour = 0; hour < hours; hour++) {
    addRow(recorder, "compute", {
      t_us: hour * MICROSECONDS_PER_HOUR,
      utilisation: 0.8,
      available_gpus: 1_000_000,
      local_utilisation: 0.25,
      local_gpus: 400_000,
      gpu_usd_hour: gpuPrice(hour),
    });
  }
  sector.measure(factsOf(recorder.tables, recorder.dictionaries), new MetricWriter(recorder.tables.metrics, registry));
  const { metric_id, window, value } = recorder.tables.metrics.columns;
  return (id, of) => value.values[metric_id.values.findIndex((name, k) => name === id && window.values[k] === of)];
}

describe("size of the sector", () => {
  it("revenue and growth by hand", () => {
    const year = (365 * 24 - 8) / 24;
    // 34.6 % a year from month to month, flat within the month
    const midnight = epochDay(2025, 1, 1);
    const price = (hour: number): number => {
      let month = 202501;
      const day = midnight + Math.floor((hour + 8) / 24);
      while (month < 202512 && firstDayOfMonth(month + 1) <= day) month += 1;
      return 2 * Math.exp((Math.log(1.346) * (firstDayOfMonth(month) - midnight)) / 365.25);
    };
    const value = measured(year * 24, price);
    expect(value("sector_growth", "run")).toBeCloseTo(0.346, 9);
    // 900,000 GPUs at 2 USD
    expect(measured(48, () => 2)("sector_revenue", "2025")).toBeCloseTo((900_000 * 2 * 8766) / 1e9, 9);
    expect(measured(48, () => 2)("sector_revenue", "run")).toBeCloseTo(15.7788, 9);
  });

  it("does not tell growth from less than a year", () => {
    expect(measured(100 * 24, () => 2)("sector_growth", "run")).toBeNaN();
  });

  it("leaves out a year with less than a day", () => {
    expect(measured(365 * 24, () => 2)("sector_revenue", "2026")).toBeUndefined();
  });
});
