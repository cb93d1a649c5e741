import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { giveOut, proRata, queueOf, split } from "../../testing/allocation-desk.ts";
import type { AllocationTerms } from "../engine/trading-terms.ts";
import { allocateLevel, LevelQueue } from "./level-allocation.ts";

const MOST = 2 ** 31 - 1;
const settings = { seed: 20260322, numRuns: 2000 };

const percent = fc.integer({ min: 0, max: 100 });
const topOrder = fc.option(fc.record({ minimumLots: fc.constant(1), maximumLots: fc.constantFrom(1, 3, 100, MOST) }), {
  nil: undefined,
});
const minimumLots = fc.integer({ min: 1, max: 4 });
const leadMarketMakers = fc.array(fc.record({ account: fc.integer({ min: 0, max: 3 }), percent }), { maxLength: 3 });
const anyTerms: fc.Arbitrary<AllocationTerms> = fc.oneof(
  fc.constant<AllocationTerms>({ algorithm: "price_time" }),
  fc.record({ minimumLots, topOrder }).map(proRata),
  fc.record({ minimumLots, topOrder, leadMarketMakers, timePercent: percent, levelling: fc.boolean() }).map(split),
);

/** Lots of a level, together below 2^31, and an order for fewer than all of them. */
const anyLevel = fc
  .oneof(
    fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 90 }),
    fc.array(fc.integer({ min: 1, max: 50_000_000 }), { minLength: 1, maxLength: 40 }),
    fc.tuple(fc.integer({ min: 1, max: 2 ** 30 }), fc.integer({ min: 1, max: 2 ** 30 - 1 })),
  )
  .filter((lots) => sum(lots) > 1)
  .chain((lots) =>
    fc.record({
      lots: fc.constant(lots),
      open: fc.oneof(
        fc.integer({ min: 1, max: Math.min(9, sum(lots) - 1) }),
        fc.integer({ min: 1, max: sum(lots) - 1 }),
      ),
      top: fc.integer({ min: -1, max: lots.length - 1 }),
      accounts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: lots.length, maxLength: lots.length }),
    }),
  );

function sum(lots: readonly number[]): number {
  return lots.reduce((total, n) => total + n, 0);
}

describe("allocation of a level", () => {
  it("gives out every lot of the order, and nobody more than it has, by every algorithm", () => {
    fc.assert(
      fc.property(anyTerms, anyLevel, (terms, { lots, open, ...standing }) => {
        const given = giveOut(terms, lots, open, standing);
        expect(sum(given)).toBe(open);
        expect(given.every((n, i) => n >= 0 && n <= lots[i])).toBe(true);
      }),
      settings,
    );
  });

  it("by time fills the earliest first", () => {
    expect(giveOut({ algorithm: "price_time" }, [5, 7, 9], 10)).toEqual([5, 5, 0]);
    expect(giveOut({ algorithm: "frequent_batch" }, [5, 7, 9], 13)).toEqual([5, 7, 1]);
  });

  it("pro rata gives the later of two orders no more than the earlier and at least as large one", () => {
    fc.assert(
      fc.property(minimumLots, anyLevel, (least, { lots, open }) => {
        const given = giveOut(proRata({ minimumLots: least }), lots, open);
        for (let i = 0; i + 1 < lots.length; i++) {
          if (lots[i] >= lots[i + 1]) expect(given[i]).toBeGreaterThanOrEqual(given[i + 1]);
        }
      }),
      settings,
    );
  });

  it("pro rata gives everybody his share, rounded down, at least, where that is the minimum", () => {
    fc.assert(
      fc.property(minimumLots, anyLevel, (least, { lots, open }) => {
        const given = giveOut(proRata({ minimumLots: least }), lots, open);
        const total = BigInt(sum(lots));
        lots.forEach((n, i) => {
          const share = Number((BigInt(n) * BigInt(open)) / total);
          if (share >= least) expect(given[i]).toBeGreaterThanOrEqual(share);
        });
      }),
      settings,
    );
  });

  it("gives the single lot of an order to one, and all but one lot of a level to all but one", () => {
    fc.assert(
      fc.property(anyTerms, anyLevel, (terms, { lots, open: _, ...standing }) => {
        expect(giveOut(terms, lots, 1, standing).filter((n) => n > 0)).toEqual([1]);
        const unfilled = giveOut(terms, lots, sum(lots) - 1, standing).map((n, i) => lots[i] - n);
        expect(unfilled.filter((n) => n > 0)).toEqual([1]);
      }),
      settings,
    );
  });

  it("a split with all by time and no market maker is price-time, with nothing by time pro rata", () => {
    fc.assert(
      fc.property(anyLevel, minimumLots, (level, least) => {
        const { lots, open } = level;
        expect(giveOut(split(), lots, open)).toEqual(giveOut({ algorithm: "price_time" }, lots, open));
        const nothing = split({ timePercent: 0, minimumLots: least });
        expect(giveOut(nothing, lots, open)).toEqual(giveOut(proRata({ minimumLots: least }), lots, open));
      }),
      settings,
    );
  });

  it("refuses to allocate nothing, or a whole level", () => {
    for (const open of [0, -1, 10, 11, Number.NaN]) {
      expect(() => allocateLevel(proRata(), queueOf([4, 6]), open)).toThrow("fewer lots");
    }
  });
});

describe("the queue of a level", () => {
  it("holds any number of orders and is used again", () => {
    const queue = new LevelQueue();
    for (let round = 0; round < 2; round++) {
      queue.clear();
      for (let i = 0; i < 1000; i++) queue.add(i, -i, 2);
      expect([queue.count, queue.unfilled, queue.top]).toEqual([1000, 2000, -1]);
      expect([queue.slot[999], queue.account[999], queue.lots[999], queue.given[999]]).toEqual([999, -999, 2, 0]);
      allocateLevel(proRata(), queue, 1000);
      expect([...new Set(queue.given.subarray(0, 1000))]).toEqual([1]);
      expect([queue.open, queue.unfilled]).toEqual([0, 1000]);
      queue.top = 5;
    }
  });
});
