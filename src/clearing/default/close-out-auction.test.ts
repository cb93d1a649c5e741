import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Stream } from "../../base/random.ts";
import { awardLots, type Bid, drawBid } from "./close-out-auction.ts";

const runs = { seed: 20260322, numRuns: 300 };
const bid = (member: number, discountTicks: number, capacityLots: number): Bid => ({
  member,
  discountTicks,
  capacityLots,
});

/** No more than offered or bid for; a worse bid gets something only when every better one is full. */
function awardsBestFirst(award: typeof awardLots) {
  const bids = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 60 })), { maxLength: 6 });
  return fc.property(
    bids,
    fc.integer({ min: 0, max: 200 }),
    fc.integer({ min: 1, max: 20 }),
    (pairs, lots, blockLots) => {
      const all = pairs.map(([discount, capacity], member) => bid(member, discount, capacity));
      const awards = award(lots, blockLots, all);
      const sold = awards.reduce((sum, { lots: taken }) => sum + taken, 0);
      expect(sold).toBeLessThanOrEqual(lots);
      const room = (member: number): number => {
        const taken = awards.find((one) => one.member === member)?.lots ?? 0;
        return all[member]!.capacityLots - taken;
      };
      for (const { member, discountTicks, lots: taken } of awards) {
        expect(taken).toBeGreaterThan(0);
        expect(room(member)).toBeGreaterThanOrEqual(0);
        const better = all.filter((other) => other.discountTicks < discountTicks);
        for (const other of better) expect(room(other.member)).toBeLessThan(blockLots);
      }
      if (sold < lots) for (const { member } of all) expect(room(member)).toBeLessThan(blockLots);
    },
  );
}

describe("the close-out auction", () => {
  it("awards the best bids first, at their own prices, in whole blocks", () => {
    const bids = [bid(0, 5, 40), bid(1, 2, 25), bid(2, 5, 100)];
    expect(awardLots(73, 10, bids)).toEqual([
      { member: 1, discountTicks: 2, lots: 20 },
      { member: 0, discountTicks: 5, lots: 40 },
      { member: 2, discountTicks: 5, lots: 13 },
    ]);
  });

  it("leaves unsold what nobody has room for", () => {
    expect(awardLots(50, 10, [bid(0, 1, 19), bid(1, 1, 9)])).toEqual([{ member: 0, discountTicks: 1, lots: 10 }]);
    expect(awardLots(50, 10, [])).toEqual([]);
  });

  it("sells all that there is room for, to the best bids, and no more", () => {
    fc.assert(awardsBestFirst(awardLots), runs);
  });

  it("would be caught serving bids in member order, or beyond their capacity", () => {
    const inOrder: typeof awardLots = (lots, blockLots, bids) =>
      awardLots(
        lots,
        blockLots,
        bids.map((one, i) => bid(one.member, i, one.capacityLots)),
      ).map((one) => ({ ...one, discountTicks: bids[one.member]!.discountTicks }));
    const greedy: typeof awardLots = (lots, blockLots, bids) =>
      awardLots(
        lots,
        blockLots,
        bids.map((one) => bid(one.member, one.discountTicks, one.capacityLots + 1)),
      );
    expect(() => fc.assert(awardsBestFirst(inOrder), runs)).toThrow();
    expect(() => fc.assert(awardsBestFirst(greedy), runs)).toThrow();
  });
});

describe("a member's bid", () => {
  const parameters = { enabled: true, discountPercent: 20, dispersionPercent: 0, capacityPercent: 25, blockLots: 10 };
  const month = { marginPerLot: 1_000, tickMoney: 30 };

  it("is a percentage of a lot's margin, rounded up to a tick, for as many lots as the budget margins", () => {
    // 200 of money are 6.67 ticks of 30.
    expect(drawBid(parameters, 3, 10_500, month, new Stream("a"))).toEqual(bid(3, 7, 10));
  });

  it("never beats the settlement price", () => {
    const stream = new Stream("b");
    const wide = { ...parameters, discountPercent: 1, dispersionPercent: 50 };
    const discounts = Array.from({ length: 200 }, () => drawBid(wide, 0, 1, month, stream).discountTicks);
    expect(Math.min(...discounts)).toBe(0);
    expect(discounts.filter((discount) => discount > 0).length).toBeGreaterThan(50);
  });

  it("is for nothing without a budget or where lots cost no margin", () => {
    expect(drawBid(parameters, 0, -5, month, new Stream("c")).capacityLots).toBe(0);
    expect(drawBid(parameters, 0, 5, { marginPerLot: 0, tickMoney: 1 }, new Stream("c")).capacityLots).toBe(0);
  });
});
