import { describe, expect, it } from "vitest";
import { addMonths, epochDay, lastDayOfMonth, monthText } from "../../base/dates.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { curve } from "./curve.ts";

/** Slope of the run: one list of settlement prices by months ahead for each trading day from 6 January 2025. */
function slope(days: readonly (readonly number[])[], contracts: readonly string[] = []): number {
  const recorder = new Recorder(0);
  for (let k = 0; k < 12; k++) {
    const month = addMonths(202501, k);
    addRow(recorder, "instruments", {
      instrument_id: k,
      contract: contracts[k] ?? "TK",
      last_trade_date: lastDayOfMonth(month),
      delivery_month: monthText(month),
    });
  }
  days.forEach((prices, session) =>
    // the furthest month first: the order of rows does not matter
    [...prices.keys()].reverse().forEach((ahead) =>
      addRow(recorder, "session_stats", {
        instrument_id: ahead,
        session_no: session,
        trade_date: epochDay(2025, 1, 6) + session,
        settle_price: prices[ahead] * 1e6,
      }),
    ),
  );
  const { tables, dictionaries } = recorder;
  curve.measure(factsOf(tables, dictionaries), new MetricWriter(tables.metrics, registry));
  const { window, value } = tables.metrics.columns;
  return value.values[window.values.indexOf("run")];
}

describe("the futures curve", () => {
  it("slope of a curve by hand", () => {
    // from one to four months ahead: a quarter of a year
    expect(slope([[9, 4, 3.5, 3, 2]])).toBeCloseTo(Math.log(2 / 4) / 0.25, 12);
    const half = [1, 1, 1, 1, 1, 1, 1, Math.exp(-0.3)];
    const flat = [2, 2, 2, 2];
    expect(slope([half, flat])).toBeCloseTo(-0.3, 12); // mean of -0.6 a year and 0
  });

  it("is that of the venue's first contract, and no perpetual's", () => {
    const contracts = ["TK", "TK", "TK", "TK", "TK", "GPU1", "GPU1", "TKP"];
    expect(slope([[9, 4, 3.5, 3, 2, 7, 7, 7]], contracts)).toBeCloseTo(Math.log(2 / 4) / 0.25, 12);
  });

  it("needs three listed months", () => {
    expect(slope([[1, 2]])).toBeNaN();
  });
});
