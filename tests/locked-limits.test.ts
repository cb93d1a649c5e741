import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PRICE_EVENTS } from "../src/record/tables.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { run, valuesOf } from "./worlds.ts";

/*
 * The scenario of locked limits up to the day after its forced reduction, in its tables: three days, the ladder of bands
 * and margins, and who had to give.
 */

const FILE = join(import.meta.dirname, "../scenarios/locked-limits.yaml");
const LOSER = 0;
const HEDGE_HIGH = 4;

const { scenario } = loadScenario(FILE, { set: ["end=2025-11-13"] });
const { recorder } = run(scenario);
const { tables, dictionaries } = recorder;
const { limits_halts: events, forced_reductions: reductions } = tables;

/** Session, band in percent and day of the sequence of every day that a month ended locked up. */
function locksOf(month: string): { session: number; bandPercent: number; day: number }[] {
  const c = events.columns;
  return Array.from(valuesOf(events, c.type), (type, row) => ({ type, row }))
    .filter(({ type, row }) => {
      const isLock = type === PRICE_EVENTS.indexOf("locked_up");
      return isLock && dictionaries.instrument[c.instrument_id.values[row]!] === month;
    })
    .map(({ row }) => ({
      session: c.session_no.values[row]!,
      bandPercent: 100 * (c.limit_high.values[row]! / c.ref_price.values[row]! - 1),
      day: c.lock_day.values[row]!,
    }));
}

interface Reduced {
  readonly month: number;
  readonly tier: number;
  readonly side: number;
  readonly agent: string;
  readonly asked: number;
  readonly reduced: number;
  readonly percent: number;
}

const rows: readonly Reduced[] = Array.from({ length: reductions.rows }, (_, row) => {
  const c = reductions.columns;
  return {
    month: c.instrument_id.values[row]!,
    tier: c.tier.values[row]!,
    side: c.side.values[row]!,
    agent: dictionaries.agent[c.agent_id.values[row]!]!,
    asked: c.asked_lots.values[row]!,
    reduced: c.reduced_lots.values[row]!,
    percent: c.unit_result_percent.values[row]!,
  };
});
const sum = (of: readonly Reduced[], key: "asked" | "reduced"): number => of.reduce((all, row) => all + row[key], 0);
const months = [...new Set(rows.map((row) => row.month))];

/** Margin of a class of accounts over the value of what they hold, percent, on a session. */
function marginPercent(prefix: string, session: number): number {
  const m = tables.margin.columns;
  const p = tables.positions.columns;
  const isOwn = (agent: number): boolean => dictionaries.agent[agent]!.startsWith(prefix);
  let required = 0;
  let value = 0;
  for (let row = 0; row < tables.margin.rows; row++)
    if (m.session_no.values[row] === session && m.cycle_no.values[row] === 0 && isOwn(m.agent_id.values[row]!))
      required += m.im_req_ccy.values[row]!;
  for (let row = 0; row < tables.positions.rows; row++)
    if (p.session_no.values[row] === session && isOwn(p.agent_id.values[row]!)) value += p.notional_ccy.values[row]!;
  return (100 * required) / value;
}

describe("locked limits", () => {
  it.each(["TK2511", "TK2512", "TK2601"])(
    "%s ends three days running locked, with bands of 7, 10 and 12 %",
    (month) => {
      const locks = locksOf(month).slice(0, 3);
      expect(locks.map(({ day }) => day)).toEqual([1, 2, 3]);
      expect(locks.map(({ session }) => session - locks[0]!.session)).toEqual([0, 1, 2]);
      // A limit is a whole tick inside its band.
      expect(locks.map(({ bandPercent }) => Math.round(bandPercent))).toEqual([7, 10, 12]);
    },
  );

  it("asks for margins of 12 and 14 % after the first and the second locked day, and 15 % in the delivery month", () => {
    const first = locksOf("TK2512")[0]!.session;
    const labs = [-1, 0, 1].map((offset) => marginPercent("lab-", first + offset));
    expect(labs[0]).toBeLessThan(11);
    expect(labs[1]).toBeGreaterThan(11.5);
    expect(labs[1]).toBeLessThan(13);
    expect(labs[2]).toBeGreaterThan(13.5);
    expect(labs[2]).toBeLessThan(14.5);
  });

  it("closes as many long lots as short ones in each month, all of those who lose 6 % or more a lot", () => {
    expect(months.length).toBeGreaterThan(3);
    for (const month of months) {
      const own = rows.filter((row) => row.month === month);
      const losers = own.filter((row) => row.tier === LOSER);
      const winners = own.filter((row) => row.tier !== LOSER);
      expect(sum(losers, "reduced")).toBe(sum(winners, "reduced"));
      expect(losers.every((row) => row.side === -1 && row.percent <= -6)).toBe(true);
      expect(winners.every((row) => row.side === 1 && row.percent > 0)).toBe(true);
    }
  });

  it("cuts a tier of winners only when the one before has nothing left, hedgers last", () => {
    for (const month of months)
      for (let tier = 2; tier <= HEDGE_HIGH; tier++) {
        const isTouched =
          sum(
            rows.filter((row) => row.month === month && row.tier === tier),
            "reduced",
          ) > 0;
        const before = rows.filter((row) => row.month === month && row.tier !== LOSER && row.tier < tier);
        if (isTouched) expect(sum(before, "reduced")).toBe(sum(before, "asked"));
      }
  });

  it("lets out data centres that missed their calls, and reaches the labs' hedges in one month at least", () => {
    const of = (prefix: string, tier: number) =>
      rows.filter((row) => row.agent.startsWith(prefix) && row.tier === tier && row.reduced > 0);
    expect(of("centre-", LOSER).length).toBeGreaterThan(0);
    expect(of("lab-", HEDGE_HIGH).length).toBeGreaterThan(0);
  });
});
