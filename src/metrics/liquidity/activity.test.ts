import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { activity } from "./activity.ts";

/** Three days; two months whose lots hold 10 and 1,000 Mtok; the first expires on day 20,020. */
function measured(): (id: string, scope: string) => number {
  const recorder = new Recorder(0);
  [10, 1000].forEach((multiplier, instrument) =>
    addRow(recorder, "instruments", {
      instrument_id: instrument,
      multiplier,
      tick_size: 1000,
      list_date: 20_000,
      last_trade_date: 20_020 + 30 * instrument,
      delivery_month: "2024-11",
    }),
  );
  [20_000, 20_001, 20_014].forEach((day, session) => {
    for (const instrument of [0, 1]) {
      const many = instrument === 0 ? 1 : 10;
      addRow(recorder, "session_stats", {
        instrument_id: instrument,
        session_no: session,
        trade_date: day,
        settle_price: 2e6,
        n_messages: many * (session + 1) * 100,
        n_trades: many * (session + 1),
        volume_lots: many * (session + 1),
        turnover_ccy: many * (session + 1) * 10_000,
      });
    }
  });
  activity.measure(
    factsOf(recorder.tables, recorder.dictionaries),
    new MetricWriter(recorder.tables.metrics, registry),
  );
  const { metric_id, scope, window, value } = recorder.tables.metrics.columns;
  return (id, of) =>
    value.values[
      metric_id.values.findIndex((name, k) => name === id && scope.values[k] === of && window.values[k] === "run")
    ];
}

describe("activity", () => {
  it("counts days equally, in lots, tokens and CNY", () => {
    const value = measured();
    expect(value("n_trades", "all")).toBe((11 + 22 + 33) / 3);
    expect(value("volume_lots", "all")).toBe(22);
    expect(value("volume_mtok", "all")).toBe((2 * (10 + 10_000)) / 1);
    expect(value("volume_cny", "all")).toBe(22);
    expect(value("n_messages", "all")).toBe(2200);
    expect(value("n_messages_median", "all")).toBe(2200);
  });

  it("follows the front month over its roll a week before expiry", () => {
    const value = measured();
    expect(value("n_trades", "front")).toBe((1 + 2 + 30) / 3);
    expect(value("n_trades_median", "front")).toBe(2);
  });
});
