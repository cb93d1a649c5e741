import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProportionalShares } from "./proportional-shares.ts";

function divide(amount: number, claims: readonly number[]): number[] {
  const shares = new Float64Array(claims.length).fill(-1);
  const sum = new ProportionalShares(claims.length).divide(amount, Float64Array.from(claims), shares);
  expect(sum).toBe(shares.reduce((a, b) => a + b, 0));
  return [...shares];
}

/** Largest remainders in whole numbers without bounds, by sorting. */
function oracle(amount: number, claims: readonly number[]): number[] {
  const total = claims.reduce((sum, claim) => sum + BigInt(claim), 0n);
  if (total <= BigInt(amount)) return [...claims];
  const shares = claims.map((claim) => (BigInt(amount) * BigInt(claim)) / total);
  const rest = claims.map((claim) => (BigInt(amount) * BigInt(claim)) % total);
  const order = claims.map((_, i) => i).sort((a, b) => (rest[a] === rest[b] ? a - b : rest[a] < rest[b] ? 1 : -1));
  const left = Number(BigInt(amount) - shares.reduce((a, b) => a + b, 0n));
  for (const i of order.slice(0, left)) shares[i]++;
  return shares.map(Number);
}

describe("proportional shares", () => {
  it("are the whole parts, and one more for the largest remainders", () => {
    // 100 x 1/6, 2/6, 3/6 = 16.67, 33.33, 50: one is left and goes to the first.
    expect(
      divide(
        100,
        [10, 20, 30].map((n) => n * 10),
      ),
    ).toEqual([17, 33, 50]);
    // 7 over 3, 3, 3, 1 of 10: 2.1, 2.1, 2.1, 0.7: one is left, for the last.
    expect(divide(7, [3, 3, 3, 1])).toEqual([2, 2, 2, 1]);
  });

  it("of equal remainders the lower index has its one first", () => {
    expect(divide(2, [5, 5, 5])).toEqual([1, 1, 0]);
    expect(divide(1, [0, 5, 5])).toEqual([0, 1, 0]);
    expect(divide(5, [4, 4, 0, 4])).toEqual([2, 2, 0, 1]);
  });

  it("are the claims where there is enough for all, and nothing where there is nothing", () => {
    expect(divide(6, [1, 2, 3])).toEqual([1, 2, 3]);
    expect(divide(100, [1, 2, 3])).toEqual([1, 2, 3]);
    expect(divide(0, [1, 2, 3])).toEqual([0, 0, 0]);
    expect(divide(0, [0, 0])).toEqual([0, 0]);
    expect(divide(9, [])).toEqual([]);
  });

  it("are exact where products pass 2^53", () => {
    const half = 2 ** 52 - 1;
    expect(divide(half, [half, half])).toEqual([2 ** 51, 2 ** 51 - 1]);
    expect(divide(2 ** 53 - 3, [2 ** 53 - 2, 1])).toEqual([2 ** 53 - 4, 1]);
  });

  it("equal those of unbounded whole numbers for any claims up to 2^53", () => {
    const small = fc.integer({ min: 0, max: 12 });
    const large = fc.integer({ min: 0, max: 2 ** 49 });
    const claims = fc.oneof(fc.array(small, { maxLength: 12 }), fc.array(large, { maxLength: 12 }));
    const part = fc.integer({ min: 0, max: 1200 }).map((x) => x / 1000);
    fc.assert(
      fc.property(claims, part, (list, share) => {
        const amount = Math.floor(share * list.reduce((a, b) => a + b, 0));
        expect(divide(amount, list)).toEqual(oracle(amount, list));
      }),
      { seed: 20260322, numRuns: 3000 },
    );
  });
});
