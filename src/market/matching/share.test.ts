import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareOf } from "./share.ts";

const MOST = 2 ** 31 - 1;
const exact = (lots: number, part: number, total: number): number =>
  Number((BigInt(lots) * BigInt(part)) / BigInt(total));

describe("share of an order in the lots given out", () => {
  it("is the product divided and rounded down", () => {
    expect([shareOf(50, 57, 403), shareOf(50, 28, 403), shareOf(50, 300, 403)]).toEqual([7, 3, 37]);
    expect(shareOf(0, 5, 9)).toBe(0);
    expect(shareOf(9, 9, 9)).toBe(9);
  });

  it("is exact where the product passes 2^53", () => {
    expect(shareOf(MOST, MOST, MOST)).toBe(MOST);
    expect(shareOf(MOST - 1, MOST, MOST)).toBe(MOST - 1);
    // A double of the product would be rounded up to a multiple of the total.
    expect(shareOf(MOST - 1, MOST - 1, MOST)).toBe(MOST - 2);
    expect(shareOf(MOST, MOST, 32 * MOST)).toBe(exact(MOST, MOST, 32 * MOST));
    const quantity = fc.integer({ min: 1, max: MOST });
    const near = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(quantity, quantity, fc.integer({ min: 0, max: 31 * MOST }), near, (lots, part, others, n) => {
        expect(shareOf(lots, part, part + others)).toBe(exact(lots, part, part + others));
        const close = Math.min(MOST, part + n);
        expect(shareOf(MOST - n, part, close)).toBe(exact(MOST - n, part, close));
      }),
      { seed: 20260322, numRuns: 5000 },
    );
  });
});
