import { describe, expect, it } from "vitest";
import { Recorder } from "../record/recorder.ts";
import { addRow, syntheticMarket } from "../testing/metric-tables.ts";
import { replicationMetrics } from "./replication.ts";
import { summaryLines } from "./summary-text.ts";
import { summarise } from "./summary.ts";

function linesOf(recorders: readonly Recorder[]): string[] {
  const replications = recorders.map((recorder) => {
    replicationMetrics(recorder.tables, recorder.dictionaries);
    return { runId: recorder.runId, metrics: recorder.tables.metrics, hedgeMonths: recorder.tables.hedge_months };
  });
  return summaryLines(summarise(replications, "20260322"));
}

function surge(replications: number): Recorder[] {
  return Array.from({ length: replications }, (_, k) => syntheticMarket(k, { firstMonth: 202412, months: 10 }));
}

const NOT_FOR_PEOPLE = /NaN|undefined|Infinity|null|\[object/;

describe("the summary on the screen", () => {
  it("says in a dozen lines what happened", () => {
    expect(linesOf(surge(3)).join("\n")).toMatchInlineSnapshot(`
      "Use            0.0960 T/day (Dec 2024) -> 0.0960 T/day (Jan 2025) -> 0.0960 T/day (Sep 2025)   official: 1
      Spot           2.00 -> 2.00 -> 2.00 CNY per million tokens; 2.50 -> 2.50 -> 2.50 USD per GPU-hour, in the same months
      Compute        88 % -> 88 % -> 88 % of GPUs busy; in 0 of 10 months more than 20 % of requested tokens were priced out, 9.1 % in Sep 2025
      Futures        front month: spread 30 [30, 30] bp, effective 20 [20, 20] bp, depth at best CNY 42 k, volatility 15 % a year
      Alive          100 messages, 10 trades on the front month's median day since March 2025; two-sided 99 % of continuous trading
      Open interest  4.6 %, CNY 274 k (2024-Q4) -> 4.7 %, CNY 286 k (2025-Q3); as a share of a month's tokens, all listed months
      Contracts      10 settled: open interest peaks at 65 % of life, 100 % of the peak is left for settlement, 0 % fall before it, 100 % end at zero
      Hedging        ai lab: 96 [96, 96] % of the variance of monthly cost surprises removed, at a cost of -2.4 [-18, 13] % of budget; 50 % of use hedged
                     data centre: 96 [96, 96] % of the variance of monthly cost surprises removed, at a cost of 2.5 [-13, 18] % of budget; 0 % of use hedged
      Who trades     market maker 50 %, ai lab 25 %, data centre 25 % of volume since March 2025
                     every class trades in every week; no class is on both sides of any volume
      Stress         a trade at the price limit on 0 days, locked 0 % of the time; 0 margin calls, 0 liquidations a replication
      Refused        price outside band 3 messages a replication"
    `);
  });

  it("says how often access was rationed, how short the worst month was and what that takes away from a hedge", () => {
    const recorders = surge(2);
    recorders.forEach(({ tables }, runId) => {
      const { t_us, served_mtok, unserved_mtok, shadow_price } = tables.compute.columns;
      for (let row = 0; row < tables.compute.rows; row++) {
        if (t_us.values[row] < 100 * 86_400e6 || t_us.values[row] >= 110 * 86_400e6) continue; // ten days of March
        served_mtok.values[row] = 2000 - 100 * runId;
        unserved_mtok.values[row] = 2400 + 100 * runId;
        shadow_price.values[row] = 3;
      }
      const { side, qty_realised, qty_requested, shortage_cost } = tables.exposures.columns;
      for (let row = 0; row < tables.exposures.rows; row += 3) {
        if (side.values[row] !== 1) continue;
        qty_requested.values[row] = 1.2 * qty_realised.values[row];
        shortage_cost.values[row] = 0.3 * qty_realised.values[row] * 10_000;
      }
    });
    const text = linesOf(recorders).join("\n");
    expect(text).toContain(
      "of GPUs busy; rationed in 1 of 10 months, 24 % [19, 29] unserved in Mar 2025", // (9.1 % x 21 + 54.5 or 56.8 % x 10) / 31
    );
    expect(text).toContain(
      "\nRationing      shadow price 1.16 [1.16, 1.16] times the posted price in Mar 2025; " + // (2 x 21 + 3 x 10) / (2 x 31)
        "unserved: 0 % of lab-01's requests\n",
    );
    expect(text).toMatch(/\n {15}a buyer's price risk [\d.]+ %, quantity risk [\d.]+ % of budget\n/);
    expect(text).toMatch(/ai lab: .* of use hedged; unserved use takes \d+ points away\n/);
    expect(text).toMatch(/data centre: .* of use hedged\n/);
    expect(text).not.toContain("priced out");
  });

  it("counts months in which nothing at all was served, and says nothing of a hedge that adds variance", () => {
    const recorders = surge(2);
    for (const { tables } of recorders) {
      const { t_us, served_mtok, unserved_mtok, shadow_price } = tables.compute.columns;
      for (let row = 0; row < tables.compute.rows; row++) {
        if (t_us.values[row] < 100 * 86_400e6 || t_us.values[row] >= 101 * 86_400e6) continue; // a day of March
        served_mtok.values[row] = 0;
        unserved_mtok.values[row] = 4400;
        shadow_price.values[row] = 8;
      }
      const { side, qty_realised, shortage_cost } = tables.exposures.columns;
      for (let row = 0; row < tables.exposures.rows; row += 3) {
        if (side.values[row] === 1) shortage_cost.values[row] = 0.3 * qty_realised.values[row] * 10_000;
      }
      const { type, amount_ccy } = tables.cash_flows.columns;
      for (let row = 0; row < tables.cash_flows.rows; row++) {
        if (type.values[row] === 0) amount_ccy.values[row] *= -1; // the futures lose what they gained
      }
    }
    const text = linesOf(recorders).join("\n");
    expect(text).toContain("rationed in 1 of 10 months, 12 % [12, 12] unserved in Mar 2025"); // (9.1 % x 30 + 100 %) / 31
    expect(text).toMatch(/ai lab: -\d+ .* of use hedged\n/);
    expect(text).not.toContain("unserved use");
  });

  it("fits a terminal", () => {
    for (const line of linesOf(surge(2))) expect(line.length).toBeLessThan(170);
  });

  it.each([
    ["no replication", []],
    ["a run with empty tables", [new Recorder(0)]],
    ["one month of one replication", [syntheticMarket(0, { firstMonth: 202602, months: 1 })]],
  ])("prints sensible lines for %s", (_, recorders) => {
    const text = linesOf(recorders).join("\n");
    expect(text).not.toMatch(NOT_FOR_PEOPLE);
    expect(text).toContain("Futures");
  });

  it("says that a market without trades did not trade", () => {
    const recorder = new Recorder(0);
    addRow(recorder, "agents", { agent_id: 0, class: "noise" });
    addRow(recorder, "instruments", { instrument_id: 0, last_trade_date: 20_100, delivery_month: "2025-01" });
    addRow(recorder, "session_stats", {
      instrument_id: 0,
      session_no: 0,
      trade_date: 20_000,
      n_trades: 0,
      n_messages: 0,
      continuous_us: 100,
      two_sided_us: 0,
    });
    const text = linesOf([recorder]).join("\n");
    expect(text).not.toMatch(NOT_FOR_PEOPLE);
    expect(text).toContain("no two-sided market in the front month");
    expect(text).toContain("0 messages, 0 trades");
    expect(text).toContain("nobody traded");
  });
});
