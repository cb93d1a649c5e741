import { describe, expect, it } from "vitest";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { depth } from "./depth.ts";
import { spreads } from "./spreads.ts";

/** Time in seconds, bid, bid lots, ask, ask lots; ends at 10 s. Tick 0.01. */
const QUOTES = [
  [0, 99.98, 10, 100.02, 12],
  [1.2, 99.99, 8, 100.02, 12],
  [2.5, 99.99, 8, 100.03, 5],
  [4, 100, 6, 100.04, 9],
  [6, 99.97, 10, 100.01, 7],
  [9, 99.98, 11, 100.02, 10],
];
/** Time, price, lots, aggressor. */
const TRADES = [
  [0.5, 100.02, 3, 1],
  [1.5, 99.99, 2, -1],
  [3, 100.03, 4, 1],
  [5, 100, 5, -1],
  [7, 100.01, 1, 1],
];
const TICK = 0.01;

function microTape(splitAt: readonly number[] = []): Record<string, number> {
  const sums = { two: 0, spread: 0, relative: 0, bid: 0, ask: 0, es: 0, esRelative: 0, esLots: 0 };
  const steps = [...QUOTES.map((quote) => quote[0]), ...splitAt, 10].sort((a, b) => a - b);
  for (let k = 0; k + 1 < steps.length; k++) {
    const [, bid, bidLots, ask, askLots] = QUOTES.filter((quote) => quote[0] <= steps[k]).at(-1)!;
    const us = Math.round((steps[k + 1] - steps[k]) * 1e6);
    sums.two += us;
    sums.spread += Math.round((ask - bid) / TICK) * us;
    sums.relative += ((1e4 * (ask - bid)) / ((ask + bid) / 2)) * us;
    sums.bid += bidLots * us;
    sums.ask += askLots * us;
  }
  for (const [time, price, lots, aggressor] of TRADES) {
    const [, bid, , ask] = QUOTES.filter((quote) => quote[0] < time).at(-1)!;
    const mid = (ask + bid) / 2;
    const effective = 2 * aggressor * (price - mid);
    sums.es += (effective / TICK) * lots;
    sums.esRelative += ((1e4 * effective) / mid) * lots;
    sums.esLots += lots;
  }
  return {
    continuous_us: 10e6,
    two_sided_us: sums.two,
    spread_ticks_us: sums.spread,
    spread_rel_us: sums.relative,
    depth_bid_us: sums.bid,
    depth_ask_us: sums.ask,
    es_ticks_lots: sums.es,
    es_rel_lots: sums.esRelative,
    es_lots: sums.esLots,
  };
}

function measured(days: readonly Record<string, number>[], warmup = 0): (id: string, scope?: string) => number {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { warmup_sessions: warmup });
  const terms = { list_date: 20_000, last_trade_date: 20_100, delivery_month: "2024-12" };
  addRow(recorder, "instruments", { ...terms, instrument_id: 0, tick_size: 10_000, multiplier: 50 });
  days.forEach((day, session) =>
    addRow(recorder, "session_stats", {
      instrument_id: 0,
      session_no: session,
      trade_date: 20_000 + session,
      settle_price: 100e6,
      ...day,
    }),
  );
  const facts = factsOf(recorder.tables, recorder.dictionaries);
  const writer = new MetricWriter(recorder.tables.metrics, registry);
  spreads.measure(facts, writer);
  depth.measure(facts, writer);
  const { metric_id, scope, window, value } = recorder.tables.metrics.columns;
  return (id, of = "front") => {
    const row = metric_id.values.findIndex(
      (name, k) => name === id && scope.values[k] === of && window.values[k] === "run",
    );
    return value.values[row];
  };
}

describe("spreads and depth", () => {
  it("the golden micro-tape gives its time-weighted quoted spread and depth", () => {
    const value = measured([microTape()]);
    expect(value("qs_cny")).toBeCloseTo(0.0387, 12);
    expect(value("qs_ticks")).toBeCloseTo(3.87, 10);
    expect(value("qs_bp")).toBeCloseTo(3.869881, 6);
    expect(value("depth_lots")).toBeCloseTo(8.74 + 8.65, 10);
    expect(value("depth_cny")).toBeCloseTo((8.74 + 8.65) * 50 * 100, 6);
    expect(value("two_sided_share")).toBe(1);
  });

  it("the golden micro-tape gives its volume-weighted effective spread", () => {
    const value = measured([microTape()]);
    expect(value("es_cny")).toBeCloseTo(0.0386666667, 9);
    expect(value("es_ticks")).toBeCloseTo(3.86666667, 7);
    expect(value("es_bp")).toBeCloseTo(3.8666, 3);
  });

  it("do not change when an interval is split", () => {
    expect(measured([microTape([0.3, 5, 5.5, 9.9])])("qs_bp")).toBeCloseTo(measured([microTape()])("qs_bp"), 10);
  });

  it("weight days equally, whatever time they were two-sided", () => {
    const half = { ...microTape(), two_sided_us: 5e6, spread_ticks_us: 5e6 * 2 };
    const value = measured([microTape(), half]);
    expect(value("qs_ticks")).toBeCloseTo((3.87 + 2) / 2, 10);
    expect(value("two_sided_share")).toBeCloseTo(0.75, 12);
  });

  it("never make up a spread for a day without a two-sided quote", () => {
    const empty = Object.fromEntries(Object.keys(microTape()).map((key) => [key, 0]));
    const value = measured([{ ...empty, continuous_us: 10e6 }, microTape()]);
    expect(value("qs_ticks")).toBeCloseTo(3.87, 10);
    expect(value("es_ticks")).toBeCloseTo(3.8667, 4);
    expect(value("two_sided_share")).toBe(0.5);
  });

  it("leave warm-up sessions out", () => {
    expect(measured([{ ...microTape(), spread_ticks_us: 9e9 }, microTape()], 1)("qs_ticks")).toBeCloseTo(3.87, 10);
  });

  it("scale with prices while basis points stay", () => {
    const scaled = { ...microTape(), spread_ticks_us: 7 * microTape().spread_ticks_us };
    expect(measured([scaled])("qs_cny")).toBeCloseTo(7 * 0.0387, 10);
    expect(measured([scaled])("qs_bp")).toBeCloseTo(3.869881, 6);
  });
});
