import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "./assert.ts";
import { checkedInteger, checkedProduct, checkedSum, MAX_SAFE, multiplyDivide, roundHalfEven } from "./integers.ts";

const runs = { seed: 20260322, numRuns: 3000 };
const safe = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.integer({ min: -100, max: 100 }));

/** Nearest whole number to numerator / denominator, ties to even, by whole-number arithmetic alone. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return nearest(-numerator, -denominator);
  let floor = numerator / denominator;
  if (floor * denominator > numerator) floor--;
  const twice = 2n * (numerator - floor * denominator);
  if (twice < denominator) return floor;
  if (twice > denominator) return floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}

function isSafe(value: bigint): boolean {
  return value <= BigInt(MAX_SAFE) && value >= -BigInt(MAX_SAFE);
}

/** What a function gives, or "refused" where it throws InvariantError. */
function outcome(compute: () => number): bigint | "refused" {
  try {
    return BigInt(compute());
  } catch (error) {
    if (error instanceof InvariantError) return "refused";
    throw error;
  }
}

describe("checked arithmetic", () => {
  it("gives BigInt's sum and product, or refuses where they pass 2^53", () => {
    fc.assert(
      fc.property(safe, safe, (a, b) => {
        const sum = BigInt(a) + BigInt(b);
        const product = BigInt(a) * BigInt(b);
        expect(outcome(() => checkedSum(a, b))).toBe(isSafe(sum) ? sum : "refused");
        expect(outcome(() => checkedProduct(a, b))).toBe(isSafe(product) ? product : "refused");
      }),
      runs,
    );
  });

  it.each([NaN, Infinity, -Infinity, 0.5, 2 ** 53, -(2 ** 53)])("refuses %d", (value) => {
    expect(() => checkedInteger(value)).toThrow(InvariantError);
    expect(() => checkedSum(value, 0)).toThrow(InvariantError);
    expect(() => checkedProduct(1, value)).toThrow(InvariantError);
  });

  it("accepts the largest whole number and refuses one more", () => {
    expect(checkedInteger(MAX_SAFE)).toBe(MAX_SAFE);
    expect(checkedSum(MAX_SAFE, 0)).toBe(MAX_SAFE);
    expect(() => checkedSum(MAX_SAFE, 1)).toThrow(InvariantError);
    expect(() => checkedSum(-MAX_SAFE, -1)).toThrow(InvariantError);
  });
});

describe("roundHalfEven", () => {
  it.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [-0.5, 0],
    [-1.5, -2],
    [-2.5, -2],
    [0.49999999999999994, 0],
    [-0.49999999999999994, 0],
    [0.5000000000000001, 1],
    [-0.5000000000000001, -1],
    [5e-324, 0],
    [-5e-324, 0],
    [4503599627370495.5, 4503599627370496],
    [4503599627370494.5, 4503599627370494],
    [-4503599627370495.5, -4503599627370496],
    [MAX_SAFE, MAX_SAFE],
    [-MAX_SAFE, -MAX_SAFE],
  ])("rounds %d to %d", (x, rounded) => {
    expect(roundHalfEven(x)).toBe(rounded);
  });

  it("never gives minus zero", () => {
    for (const x of [-0, -0.1, -0.5]) expect(Object.is(roundHalfEven(x), 0)).toBe(true);
  });

  it("is the nearest whole number, ties to even, for any double", () => {
    const doubles = fc.oneof(
      fc.double({ min: -(2 ** 52), max: 2 ** 52, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.integer().map((n) => n / 2),
    );
    fc.assert(
      fc.property(doubles, (x) => {
        const [numerator, denominator] = exactRatio(x);
        expect(BigInt(roundHalfEven(x))).toBe(nearest(numerator, denominator));
      }),
      runs,
    );
  });

  it.each([NaN, Infinity, -Infinity, 2 ** 53, 1e300])("refuses %d", (x) => {
    expect(() => roundHalfEven(x)).toThrow(InvariantError);
  });
});

/** A double as numerator and power-of-two denominator. */
function exactRatio(x: number): [bigint, bigint] {
  let denominator = 1n;
  while (!Number.isInteger(x)) {
    x *= 2;
    denominator *= 2n;
  }
  return [BigInt(x), denominator];
}

describe("multiplyDivide", () => {
  it("is the exactly rounded a b / divisor of BigInt, or refuses where that passes 2^53", () => {
    fc.assert(
      fc.property(safe, safe, safe, (a, b, divisor) => {
        fc.pre(divisor !== 0);
        const exact = nearest(BigInt(a) * BigInt(b), BigInt(divisor));
        expect(outcome(() => multiplyDivide(a, b, divisor))).toBe(isSafe(exact) ? exact : "refused");
      }),
      runs,
    );
  });

  it("rounds ties to even on both paths", () => {
    expect(multiplyDivide(5, 1, 2)).toBe(2);
    expect(multiplyDivide(7, 1, 2)).toBe(4);
    expect(multiplyDivide(-5, 1, 2)).toBe(-2);
    expect(multiplyDivide(5, -1, -2)).toBe(2);
    expect(multiplyDivide(2 ** 52 + 1, 6, 4)).toBe(6755399441055746);
    expect(multiplyDivide(2 ** 52 + 1, -6, 4)).toBe(-6755399441055746);
  });

  it("sees a quotient just short of a tie that a double cannot tell from it", () => {
    const divisor = 2 ** 53 - 1;
    expect(multiplyDivide((divisor - 1) / 2, 1, divisor)).toBe(0);
    expect(multiplyDivide((divisor + 1) / 2, 1, divisor)).toBe(1);
  });

  it("refuses a divisor of zero, fractions and NaN", () => {
    expect(() => multiplyDivide(1, 1, 0)).toThrow(InvariantError);
    expect(() => multiplyDivide(0.5, 1, 1)).toThrow(InvariantError);
    expect(() => multiplyDivide(1, NaN, 1)).toThrow(InvariantError);
    expect(() => multiplyDivide(1, 1, 1.5)).toThrow(InvariantError);
  });

  it("never gives minus zero", () => {
    expect(Object.is(multiplyDivide(-1, 1, 3), 0)).toBe(true);
    expect(Object.is(multiplyDivide(0, -5, 3), 0)).toBe(true);
  });
});
