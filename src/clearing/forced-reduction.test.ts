import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Side } from "../base/units.ts";
import {
  forcedReduction,
  type ForcedReduction,
  type LockedHolder,
  TIER_HEDGE_HIGH,
  TIER_LOSER,
  TIER_SPECULATIVE_ANY,
  TIER_SPECULATIVE_HIGH,
  TIER_SPECULATIVE_LOW,
} from "./forced-reduction.ts";

const parameters = { lossPercent: 6, highProfitPercent: 6, lowProfitPercent: 3 };
const nothing = { longLots: 0, shortLots: 0, longEntryTicks: 0, shortEntryTicks: 0, queuedLots: 0, isHedger: false };

function short(account: number, shortLots: number, shortEntryTicks: number, queuedLots = 0): LockedHolder {
  return { ...nothing, account, shortLots, shortEntryTicks, queuedLots };
}

function long(account: number, longLots: number, longEntryTicks: number, isHedger = false): LockedHolder {
  return { ...nothing, account, longLots, longEntryTicks, isHedger };
}

/** Limit up at 1200: losses of 16.7, 4.2 and 8.3 %. */
const shorts = (first = 80): LockedHolder[] => [
  short(0, 100, 1000, first),
  short(1, 50, 1150, 50),
  short(2, 60, 1100, 60),
];
/** Profits of 16.7, 6.7, 4.2 and 0.8 % of speculators; 16.7 and 4.2 % of hedgers. */
const longs = [
  long(3, 40, 1000),
  long(4, 30, 1120),
  long(5, 60, 1150),
  long(6, 20, 1190),
  long(7, 100, 1000, true),
  long(8, 50, 1150, true),
];

/** Closed lots by account. */
function closedLots(result: ForcedReduction): Record<number, number> {
  const rows = result.reductions.filter((row) => row.reducedLots > 0);
  return Object.fromEntries(rows.map((row) => [row.account, row.reducedLots]));
}

function tiers(result: ForcedReduction): Record<number, number> {
  return Object.fromEntries(result.reductions.map((row) => [row.account, row.tier]));
}

function reduce(holders: readonly LockedHolder[], lockSide: Side = 1, settlement = 1200): ForcedReduction {
  return forcedReduction(parameters, holders, lockSide, settlement);
}

describe("forced position reduction", () => {
  it("closes 140 lots of shorts that lose 6 % against 70 of 6 %, 60 of 3 % and half of the 20 that just win", () => {
    const result = reduce([...shorts(), ...longs]);
    expect(tiers(result)).toEqual({
      0: TIER_LOSER,
      2: TIER_LOSER,
      3: TIER_SPECULATIVE_HIGH,
      4: TIER_SPECULATIVE_HIGH,
      5: TIER_SPECULATIVE_LOW,
      6: TIER_SPECULATIVE_ANY,
      7: TIER_HEDGE_HIGH,
    });
    expect(closedLots(result)).toEqual({ 0: 80, 2: 60, 3: 40, 4: 30, 5: 60, 6: 10 });
  });

  it("takes hedge profits only when all speculative ones are used up", () => {
    expect(closedLots(reduce([...shorts(100), ...longs]))).toEqual({
      0: 100,
      2: 60,
      3: 40,
      4: 30,
      5: 60,
      6: 20,
      7: 10,
    });
  });

  it("shares within a tier in proportion to the lots held", () => {
    // 35 of 70 lots.
    expect(closedLots(reduce([short(0, 100, 1000, 35), ...longs]))).toEqual({ 0: 35, 3: 20, 4: 15 });
    // 33: 18.86 and 14.14.
    expect(closedLots(reduce([short(0, 100, 1000, 33), ...longs]))).toEqual({ 0: 33, 3: 19, 4: 14 });
  });

  it("shares among the losers where the winners are too few", () => {
    // 70 winning lots for claims of 80 and 60.
    expect(closedLots(reduce([...shorts(), ...longs.slice(0, 2)]))).toEqual({ 0: 40, 2: 30, 3: 40, 4: 30 });
  });

  it("pairs losers with winners by account and tier", () => {
    expect(reduce([...shorts(), ...longs.slice(0, 2)]).closures).toEqual([
      { longAccount: 3, shortAccount: 0, lots: 40 },
      { longAccount: 4, shortAccount: 2, lots: 30 },
    ]);
  });

  it("mirrors at limit down", () => {
    const holders = [{ ...long(0, 10, 1000), queuedLots: 10 }, short(1, 4, 1000), short(2, 16, 900)];
    const result = reduce(holders, -1, 850);
    expect(closedLots(result)).toEqual({ 0: 10, 1: 4, 2: 6 });
    expect(result.closures).toEqual([
      { longAccount: 0, shortAccount: 1, lots: 4 },
      { longAccount: 0, shortAccount: 2, lots: 6 },
    ]);
    const [loser, , winner] = result.reductions;
    expect(loser).toMatchObject({ side: 1, positionLots: 10, askedLots: 10, reducedLots: 10 });
    expect(loser!.unitResultPercent).toBeCloseTo(-17.647, 3);
    expect(winner).toMatchObject({ account: 2, side: -1, positionLots: 16, askedLots: 16, reducedLots: 6 });
    expect(winner!.unitResultPercent).toBeCloseTo(5.882, 3);
  });

  it("tests the loss and the profits at exactly their percentages", () => {
    // 60 of 1000 is 6 %, 59.99 is not.
    const holders = [short(0, 9, 940, 9), short(1, 9, 940.01, 9), long(2, 9, 940), long(3, 9, 970), long(4, 9, 970.5)];
    const result = reduce(holders, 1, 1000);
    expect(tiers(result)).toEqual({
      0: TIER_LOSER,
      2: TIER_SPECULATIVE_HIGH,
      3: TIER_SPECULATIVE_LOW,
      4: TIER_SPECULATIVE_ANY,
    });
  });

  it("asks only for net positions; what a loser wants to close beyond is closed against its own other side", () => {
    const both = { ...short(0, 100, 1000, 100), longLots: 30, longEntryTicks: 1100 };
    const result = reduce([both, long(1, 100, 1000)]);
    expect(closedLots(result)).toEqual({ 0: 70, 1: 70 });
    expect(result.closures).toEqual([
      { longAccount: 0, shortAccount: 0, lots: 30 },
      { longAccount: 1, shortAccount: 0, lots: 70 },
    ]);
  });

  it("leaves out losers on the winning side, winners without a profit and accounts without a closing order", () => {
    const holders = [short(0, 10, 1000), { ...long(1, 10, 1300), queuedLots: 10 }, long(2, 10, 1200)];
    expect(reduce(holders)).toEqual({ reductions: [], closures: [] });
  });

  it("knows percentages of a settlement price below zero, and none of zero", () => {
    expect(closedLots(reduce([short(0, 5, -120, 5), long(1, 5, -120)], 1, -100))).toEqual({ 0: 5, 1: 5 });
    const atZero = reduce([short(0, 5, -1, 5), long(1, 5, -1)], 1, 0);
    expect(closedLots(atZero)).toEqual({ 0: 5, 1: 5 });
    expect(atZero.reductions[0]!.unitResultPercent).toBeNaN();
  });
});

type Reduce = typeof forcedReduction;

/** Longs and shorts lose the same lots, nobody more than asked or held, and no tier before the one above is used up. */
function conserves(rule: Reduce) {
  const lots = fc.integer({ min: 0, max: 40 });
  const holder = fc.record({
    longLots: lots,
    shortLots: lots,
    longEntryTicks: fc.integer({ min: 900, max: 1100 }),
    shortEntryTicks: fc.integer({ min: 900, max: 1100 }),
    queuedLots: lots,
    isHedger: fc.boolean(),
  });
  const side = fc.constantFrom<Side>(1, -1);
  return fc.property(fc.array(holder, { maxLength: 9 }), side, (drawn, lockSide) => {
    const holders = drawn.map((one, account) => ({ ...one, account }));
    const { reductions, closures } = rule(parameters, holders, lockSide, 1000);
    const sum = (rows: readonly { readonly reducedLots: number }[]): number =>
      rows.reduce((all, { reducedLots }) => all + reducedLots, 0);
    const losers = reductions.filter(({ tier }) => tier === TIER_LOSER);
    const winners = reductions.filter(({ tier }) => tier !== TIER_LOSER);
    expect(sum(losers)).toBe(sum(winners));
    for (const row of reductions) {
      expect(row.reducedLots).toBeLessThanOrEqual(row.askedLots);
      const higher = winners.filter(({ tier }) => row.tier !== TIER_LOSER && tier < row.tier);
      if (row.reducedLots > 0) for (const other of higher) expect(other.reducedLots).toBe(other.askedLots);
    }
    const long = holders.map((one) => one.longLots);
    const short = holders.map((one) => one.shortLots);
    for (const closure of closures) {
      long[closure.longAccount] = long[closure.longAccount]! - closure.lots;
      short[closure.shortAccount] = short[closure.shortAccount]! - closure.lots;
    }
    for (const left of [...long, ...short]) expect(left).toBeGreaterThanOrEqual(0);
    const between = closures.filter(({ longAccount, shortAccount }) => longAccount !== shortAccount);
    expect(between.reduce((all, closure) => all + closure.lots, 0)).toBe(sum(losers));
  });
}

describe("forced position reduction, for any holders", () => {
  const runs = { seed: 20260322, numRuns: 300 };

  it("reduces longs and shorts by the same lots, tier by tier, never more than asked or held", () => {
    fc.assert(conserves(forcedReduction), runs);
  });

  it("would be caught taking a lot too many from a winner, or closing a claim beyond the position", () => {
    const tooMany: Reduce = (...terms) => {
      const { reductions, closures } = forcedReduction(...terms);
      const last = reductions.length - 1;
      const changed = reductions.map((row, i) => (i === last ? { ...row, reducedLots: row.reducedLots + 1 } : row));
      return { reductions: changed, closures };
    };
    const doubled: Reduce = (...terms) => {
      const { reductions, closures } = forcedReduction(...terms);
      return { reductions, closures: [...closures, ...closures] };
    };
    expect(() => fc.assert(conserves(tooMany), runs)).toThrow();
    expect(() => fc.assert(conserves(doubled), runs)).toThrow();
  });

  it("would be caught reversing the tiers", () => {
    const reversed: Reduce = (...terms) => {
      const { reductions, closures } = forcedReduction(...terms);
      const winners = reductions.filter(({ tier }) => tier !== TIER_LOSER);
      let rest = winners.reduce((sum, { reducedLots }) => sum + reducedLots, 0);
      const others = [...winners].reverse().map((row) => {
        const reducedLots = Math.min(rest, row.askedLots);
        rest -= reducedLots;
        return { ...row, reducedLots };
      });
      return { reductions: [...reductions.filter(({ tier }) => tier === TIER_LOSER), ...others], closures };
    };
    expect(() => fc.assert(conserves(reversed), runs)).toThrow();
  });
});
