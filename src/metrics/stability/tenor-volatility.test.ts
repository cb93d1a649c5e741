import { describe, expect, it } from "vitest";
import { addMonths, firstDayOfMonth, lastDayOfMonth, monthText } from "../../base/dates.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { tenorVolatility } from "./tenor-volatility.ts";

const FIRST = 202501;

/** Daily log change of a listed month: by months ahead, in the delivery month by its day. */
type Move = (monthsAhead: number, dayOfMonth: number, days: number) => number;

/** Every day of 2025 is a trading day; the months January 2025 to December 2025 + 11 trade from a year before to their end. */
function measured(move: Move, lastDay = lastDayOfMonth(202512)): (id: string, scope: string) => number {
  const recorder = new Recorder(0);
  for (let k = 0; k < 23; k++) {
    const month = addMonths(FIRST, k);
    const terms = { tick_size: 1, multiplier: 1, delivery_month: monthText(month) };
    addRow(recorder, "instruments", { ...terms, instrument_id: k, last_trade_date: lastDayOfMonth(month) });
  }
  const price = new Array<number>(23).fill(1e6);
  for (let ahead0 = 0; ahead0 < 12; ahead0++) {
    const current = addMonths(FIRST, ahead0);
    const [from, to] = [firstDayOfMonth(current), Math.min(lastDayOfMonth(current), lastDay)];
    for (let day = from; day <= to; day++) {
      const sign = day % 2 === 0 ? 1 : -1;
      for (let ahead = 0; ahead < 12; ahead++) {
        const k = ahead0 + ahead;
        price[k] *= Math.exp(sign * move(ahead, day - from, lastDayOfMonth(current) - from + 1));
        const place = { instrument_id: k, session_no: day - firstDayOfMonth(FIRST), trade_date: day };
        addRow(recorder, "session_stats", { ...place, settle_price: price[k] });
      }
    }
  }
  const facts = factsOf(recorder.tables, recorder.dictionaries);
  tenorVolatility.measure(facts, new MetricWriter(recorder.tables.metrics, registry));
  const { metric_id, scope, window, value } = recorder.tables.metrics.columns;
  return (id, of) =>
    value.values[
      metric_id.values.findIndex((name, k) => name === id && scope.values[k] === of && window.values[k] === "2025")
    ];
}

const annual = (daily: number): number => daily * Math.sqrt(243);

describe("volatility towards delivery", () => {
  it("volatility by months to delivery, by hand", () => {
    const value = measured((ahead, day, days) =>
      ahead > 0 ? (ahead <= 3 ? 0.03 : 0.02) : day < days / 3 ? 0.012 : day < (2 * days) / 3 ? 0.008 : 0.006,
    );
    for (const tenor of [1, 2, 3]) expect(value("tenor_vol_ann", `tenor-${tenor}`)).toBeCloseTo(annual(0.03), 6);
    for (const tenor of [4, 9, 11]) expect(value("tenor_vol_ann", `tenor-${tenor}`)).toBeCloseTo(annual(0.02), 6);
    expect(value("tenor_vol_ann", "tenor-0-first")).toBeCloseTo(annual(0.012), 6);
    expect(value("tenor_vol_ann", "tenor-0-second")).toBeCloseTo(annual(0.008), 6);
    expect(value("tenor_vol_ann", "tenor-0-last")).toBeCloseTo(annual(0.006), 6);
    expect(value("samuelson_ratio", "all")).toBeCloseTo(1.5, 6);
    expect(value("delivery_vol_ratio", "all")).toBeCloseTo(0.2, 6);
  });

  it("averages variances, not volatilities, and counts months equally", () => {
    const value = measured((ahead) => (ahead === 1 ? 0.05 : ahead <= 3 ? 0.01 : 0.02));
    expect(value("samuelson_ratio", "all")).toBeCloseTo(Math.sqrt((25 + 1 + 1) / 3 / 4), 6);
  });

  it("leaves a delivery month out of its thirds that the run does not see to its end", () => {
    const cut = measured((ahead) => (ahead > 0 ? 0.02 : 0.5), firstDayOfMonth(FIRST) + 20);
    expect(cut("tenor_vol_ann", "tenor-0-last")).toBeNaN();
    expect(cut("delivery_vol_ratio", "all")).toBeNaN();
    expect(cut("tenor_vol_ann", "tenor-1")).toBeCloseTo(annual(0.02), 6);
  });
});
