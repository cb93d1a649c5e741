import { describe, expect, it } from "vitest";
import { anyTopOrder, giveOut, split } from "../../testing/allocation-desk.ts";

const maker = (account: number, percent: number): { account: number; percent: number } => ({ account, percent });
const total = (lots: readonly number[]): number => lots.reduce((sum, n) => sum + n, 0);

// Where no page is named, the numbers are those of the tests of github.com/jacobbrooks/CME-Globex-Replica, which reads
// CME's pages as we do: CME's own examples of these steps could not be had.
describe("split between time and pro rata (CME's K)", () => {
  it("gives 40 % by time and the rest pro rata over what is then unfilled", () => {
    const terms = split({ timePercent: 40 });
    expect(giveOut(terms, [100, 100, 100], 100)).toEqual([54, 23, 23]);
  });

  it("top order, two market makers, 40 % by time, pro rata, one lot to each that is below the minimum", () => {
    const leadMarketMakers = [maker(1, 10), maker(2, 20)];
    const terms = split({ topOrder: anyTopOrder, leadMarketMakers, timePercent: 40, minimumLots: 2, levelling: true });
    const lots = [2, 51, 47, 100, 1, 1, 1, 1];
    const given = giveOut(terms, lots, 202, { top: 0, accounts: [0, 1, 2] });
    // Makers 20 and 40; by time 31, 7 and 18 of the third; 84 over the 82 and four single lots left: 80; then 1 each.
    expect(given).toEqual([2, 51, 47, 98, 1, 1, 1, 1]);
    expect(total(given)).toBe(202);
  });

  it("levels the largest orders first where all shares are below the minimum", () => {
    const terms = split({ topOrder: anyTopOrder, timePercent: 40, minimumLots: 2, levelling: true });
    expect(giveOut(terms, [1, 100, 30, 80, 30, 60], 8, { top: 0 })).toEqual([1, 4, 1, 1, 0, 1]);
  });

  it("without levelling what the minimum leaves goes by time", () => {
    const terms = split({ topOrder: anyTopOrder, timePercent: 40, minimumLots: 2 });
    expect(giveOut(terms, [1, 100, 30, 80, 30, 60], 8, { top: 0 })).toEqual([1, 7, 0, 0, 0, 0]);
  });

  it("rounds the part by time to the nearest lot, a half up", () => {
    // 40 % of 7 is 2.8, 50 % of 5 is 2.5, 10 % of 14 is 1.4; the minimum leaves the rest to levelling.
    const by = (timePercent: number, open: number): number[] =>
      giveOut(
        split({ timePercent, minimumLots: 1000, levelling: true }),
        [100, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        open,
      );
    expect(by(40, 7)).toEqual([4, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(by(50, 5)).toEqual([4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(by(10, 14)).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it("levels orders that the pro rata step left out, of equally large ones the earlier, one lot each, the rest by time", () => {
    const terms = split({ timePercent: 0, minimumLots: 10, levelling: true });
    // 30 over 150: shares of 2, 2, 4, 4 and 18 lots; levelled are all but the last.
    expect(giveOut(terms, [10, 10, 20, 20, 90], 30)).toEqual([9, 1, 1, 1, 18]);
    // 12 over 150: nobody has 10; five lots are levelled, seven more go by time.
    expect(giveOut(terms, [10, 10, 20, 20, 90], 12)).toEqual([8, 1, 1, 1, 1]);
    expect(giveOut(terms, [10, 10, 20, 20, 90], 2)).toEqual([0, 0, 1, 0, 1]);
    expect(giveOut(terms, [10, 20, 20, 10, 20], 2)).toEqual([0, 1, 1, 0, 0]);
  });

  it("with all by time (100 %) rounds the market makers' parts down and has no pro rata", () => {
    const leadMarketMakers = [maker(1, 20), maker(2, 10)];
    const terms = split({ topOrder: anyTopOrder, leadMarketMakers });
    // 49 after the top order: floor(9.8), floor(4.9), 36 by time to the first maker's order.
    expect(giveOut(terms, [1, 59, 40], 50, { top: 0, accounts: [0, 1, 2] })).toEqual([1, 45, 4]);
  });

  it("with nothing by time (0 %) gives the rest pro rata over what the market makers left unfilled", () => {
    const leadMarketMakers = [maker(1, 20), maker(2, 10)];
    const terms = split({ topOrder: anyTopOrder, leadMarketMakers, timePercent: 0 });
    expect(giveOut(terms, [1, 59, 40], 50, { top: 0, accounts: [0, 1, 2] })).toEqual([1, 30, 19]);
  });
});

describe("lead market makers (CME's Q, S and T)", () => {
  it("Q: top order up to 250, a market maker's 40 % of the rest, then pro rata", () => {
    const topOrder = { minimumLots: 1, maximumLots: 250 };
    const terms = split({ topOrder, leadMarketMakers: [maker(1, 40)], timePercent: 0 });
    expect(giveOut(terms, [300, 15, 160], 400, { top: 0, accounts: [0, 0, 1] })).toEqual([278, 8, 114]);
  });

  it("S: top order, market makers, then by time", () => {
    const terms = split({ topOrder: anyTopOrder, leadMarketMakers: [maker(1, 10), maker(2, 20)] });
    // 30 after the top order: 3 and 6; 21 by time over 7, 4 and 10 unfilled lots.
    expect(giveOut(terms, [10, 10, 10, 10], 40 - 1, { top: 0, accounts: [0, 1, 2, 0] })).toEqual([10, 10, 10, 9]);
    expect(giveOut(terms, [10, 10, 10, 10], 25, { top: 0, accounts: [0, 1, 2, 0] })).toEqual([10, 10, 5, 0]);
  });

  it("T: a market maker's right ends at its lots", () => {
    const terms = split({ leadMarketMakers: [maker(1, 20), maker(2, 80)] });
    expect(giveOut(terms, [10, 10, 10, 4], 30, { accounts: [0, 1, 2, 0] })).toEqual([10, 10, 10, 0]);
    expect(giveOut(terms, [10, 10, 10, 4], 20, { accounts: [0, 1, 2, 0] })).toEqual([6, 4, 10, 0]);
  });

  it("adds up the orders of one market maker and fills them by time", () => {
    const terms = split({ leadMarketMakers: [maker(1, 50)] });
    expect(giveOut(terms, [40, 10, 5, 30], 40, { accounts: [0, 1, 0, 1] })).toEqual([20, 10, 0, 10]);
  });

  it("leaves the top order's lots out of the market maker's right, also where it is his", () => {
    const terms = split({ topOrder: anyTopOrder, leadMarketMakers: [maker(1, 50)] });
    expect(giveOut(terms, [30, 10, 20], 30, { top: 1, accounts: [0, 1, 1] })).toEqual([10, 10, 10]);
  });

  it("takes rights of 100 % together, and gives nothing where the right is 0 or the market maker absent", () => {
    const accounts = [0, 1, 2];
    expect(giveOut(split({ leadMarketMakers: [maker(1, 60), maker(2, 40)] }), [9, 9, 9], 10, { accounts })).toEqual([
      0, 6, 4,
    ]);
    expect(giveOut(split({ leadMarketMakers: [maker(2, 100)] }), [9, 9, 20], 10, { accounts })).toEqual([0, 0, 10]);
    expect(giveOut(split({ leadMarketMakers: [maker(1, 0), maker(7, 50)] }), [9, 9, 9], 10, { accounts })).toEqual([
      9, 1, 0,
    ]);
  });

  it("gives a market maker one lot where his right is part of one, but only where all goes by time", () => {
    const standing = { accounts: [0, 1, 2] };
    const leadMarketMakers = [maker(1, 50), maker(2, 50)];
    expect(giveOut(split({ leadMarketMakers }), [9, 9, 9], 1, standing)).toEqual([0, 1, 0]);
    expect(giveOut(split({ leadMarketMakers: [maker(1, 10), maker(2, 10)] }), [9, 9, 9], 3, standing)).toEqual([
      1, 1, 1,
    ]);
    expect(giveOut(split({ leadMarketMakers, timePercent: 0 }), [9, 9, 9], 1, standing)).toEqual([1, 0, 0]);
  });

  it("has parts of 2^31 lots exact", () => {
    const terms = split({ leadMarketMakers: [maker(1, 33)], timePercent: 0 });
    const open = 2 ** 31 - 3;
    const right = Number((33n * BigInt(open)) / 100n);
    expect(giveOut(terms, [2 ** 31 - 2 - right, right], open, { accounts: [0, 1] })).toEqual([open - right, right]);
  });
});
