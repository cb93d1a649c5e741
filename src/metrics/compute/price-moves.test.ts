import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR } from "../../base/units.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { priceMoves } from "./price-moves.ts";

const START = epochDay(2025, 3, 30);

/** Value of a metric in a window. */
function measured(fill: (recorder: Recorder) => void): (id: string, window?: string) => number {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { start_date: START, warmup_sessions: 2 });
  fill(recorder);
  const { tables, dictionaries } = recorder;
  priceMoves.measure(factsOf(tables, dictionaries), new MetricWriter(tables.metrics, registry));
  const { metric_id, window, value } = tables.metrics.columns;
  return (id, of = "run") =>
    value.values[metric_id.values.findIndex((name, k) => name === id && window.values[k] === of)];
}

function fixing(recorder: Recorder, day: number, value: number, index = 0, isFixing = 1): void {
  const timeUs = day * MICROSECONDS_PER_DAY + 8 * MICROSECONDS_PER_HOUR;
  addRow(recorder, "spot_index", { index_id: index, t_us: timeUs, value, is_fixing: isFixing });
}

describe("moves of index and GPU price", () => {
  it("volatility and autocorrelation of fixings by hand", () => {
    const moves = [0.01, -0.02, 0.03, 0];
    const value = measured((recorder) => {
      let level = 2;
      fixing(recorder, 0, level);
      moves.forEach((move, k) => {
        fixing(recorder, k, 99, 0, 0); // an hourly value
        fixing(recorder, k + 1, 77, 1); // another index
        fixing(recorder, k + 1, (level *= Math.exp(move)));
      });
    });
    // about the mean 0.005: 5, -25, 25, -5 thousandths
    expect(value("index_vol_ann")).toBeCloseTo(Math.sqrt((243 * 1300e-6) / 3), 10);
    expect(value("index_autocorrelation")).toBeCloseTo((-125 - 625 - 125) / 1300, 10);
    // the changes to 31 March, then 1 to 3 April
    expect(value("index_vol_ann", "2025-Q1")).toBeNaN();
    expect(value("index_vol_ann", "2025-Q2")).toBeCloseTo(Math.sqrt((243 * (1900 / 1.5) * 1e-6) / 2), 10);
    expect(value("index_vol_ann", "2025-04")).toBeUndefined();
  });

  it("are those of the index that is on record hour by hour, which futures settle to", () => {
    const value = measured((recorder) => {
      fixing(recorder, 0, 5, 1, 0);
      [1, 2, 1].forEach((level, day) => fixing(recorder, day, level, 0));
      [3, 3, 3].forEach((level, day) => fixing(recorder, day, level, 1));
    });
    expect(value("index_vol_ann")).toBe(0);
  });

  it("volatility and range of GPU-hour prices by hand", () => {
    const value = measured((recorder) => {
      // local days begin at 16:00 UTC: hour 16 opens 31 March, 40 and 64 those after it
      for (let hour = 0; hour < 16 + 4 * 24; hour++) {
        const day = Math.floor((hour + 8) / 24);
        const price = [9, 2, 2 * Math.exp(0.1), 5, 2 * Math.exp(0.1)][day];
        addRow(recorder, "compute", {
          t_us: hour * MICROSECONDS_PER_HOUR,
          gpu_usd_hour: day === 2 && hour % 2 === 0 ? price * 1.2 : day === 2 ? price * 0.8 : price,
        });
      }
      // 31 March, 1 and 3 April are trading days; the first day has too few hours and 2 April no trading
      [0, 1, 2, 4].forEach((day, session) =>
        addRow(recorder, "session_stats", { instrument_id: 0, session_no: session, trade_date: START + day }),
      );
    });
    expect(value("gpu_vol_ann")).toBeCloseTo(Math.sqrt(243 * 2 * 0.05 * 0.05), 10); // changes 0.1 and 0
    expect(value("gpu_day_range")).toBeCloseTo((1 + 1.5 + 1) / 3, 10);
    expect(value("gpu_day_range", "2025-03")).toBe(1);
  });

  it("is empty without data", () => {
    const value = measured(() => undefined);
    for (const id of ["index_vol_ann", "index_autocorrelation", "gpu_vol_ann", "gpu_day_range"]) {
      expect(value(id)).toBeNaN();
    }
  });
});
