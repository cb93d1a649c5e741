import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { MICROSECONDS_PER_DAY } from "../../base/units.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { indices } from "./indices.ts";

function measured(fill: (recorder: Recorder) => void): (id: string, scope: string, window?: string) => number {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { start_date: epochDay(2025, 12, 30), warmup_sessions: 0 });
  recorder.dictionaries.index.push("tokens", "h100");
  fill(recorder);
  const { tables, dictionaries } = recorder;
  indices.measure(factsOf(tables, dictionaries), new MetricWriter(tables.metrics, registry));
  const { metric_id, scope, window, value } = tables.metrics.columns;
  return (id, of, at = "run") =>
    value.values[
      metric_id.values.findIndex((name, k) => name === id && scope.values[k] === of && window.values[k] === at)
    ];
}

describe("quality of indices", () => {
  it("errors of two indices by hand", () => {
    const value = measured((recorder) => {
      const fixing = (index: number, day: number, published: number, efficient: number, cells = {}): void =>
        addRow(recorder, "spot_index", {
          index_id: index,
          t_us: day * MICROSECONDS_PER_DAY,
          value: published,
          efficient_value: efficient,
          is_fixing: 1,
          status: 0,
          ...cells,
        });
      fixing(0, 0, 1.02, 1);
      fixing(0, 1, 99, 1, { is_fixing: 0 }); // an hourly value
      fixing(1, 1, 3, 2.5, { status: 1 });
      fixing(0, 3, 1.92, 2, { status: 1 });
      fixing(0, 4, 2, 2);
      fixing(0, 5, 2, NaN); // nothing was traded
    });
    expect(value("index_error_mean", "tokens")).toBeCloseTo((0.02 - 0.04) / 3, 12);
    expect(value("index_error_rms", "tokens")).toBeCloseTo(Math.sqrt((0.0004 + 0.0016) / 3), 12);
    expect(value("index_error_mean", "tokens", "2025")).toBeCloseTo(0.02, 12);
    expect(value("index_error_mean", "tokens", "2026-Q1")).toBeCloseTo(-0.02, 12);
    expect(value("index_error_mean", "tokens", "2026-01")).toBeUndefined();
    expect(value("index_fallback_share", "tokens")).toBe(1 / 4);
    expect(value("index_error_mean", "h100")).toBeCloseTo(0.2, 12);
    expect(value("index_fallback_share", "h100")).toBe(1);
  });
});
