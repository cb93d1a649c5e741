import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion, apportionWithin } from "./apportion.ts";

const runs = { seed: 20260322, numRuns: 300 };
const weightsOf = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 8 });

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, x) => all + x, 0);
}

/** Whole shares that add up and lie less than one from the exact part; equal weights in order. */
function sharesFairly(split: typeof apportion) {
  return fc.property(weightsOf, fc.double({ min: 0, max: 2, noNaN: true }), (weights, ratio) => {
    const all = sum(weights);
    const total = all === 0 ? 0 : Math.floor(ratio * all);
    const shares = split(total, weights);
    expect(sum(shares)).toBe(total);
    for (const [i, share] of shares.entries()) {
      const exact = all === 0 ? 0 : (total * weights[i]!) / all;
      expect(Math.abs(share - exact)).toBeLessThan(1 + 1e-6);
      if (total <= all) expect(share).toBeLessThanOrEqual(weights[i]!);
    }
  });
}

describe("apportionment by largest remainder", () => {
  it("gives the rest to the largest remainders, of equal ones to the first", () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(7, [50, 30, 20])).toEqual([4, 2, 1]);
    expect(apportion(0, [0, 0])).toEqual([0, 0]);
    expect(apportion(5, [0, 3])).toEqual([0, 5]);
  });

  it("is exact where products pass 2^53", () => {
    expect(apportion(9e15, [3e15, 6e15])).toEqual([3e15, 6e15]);
  });

  it("refuses to give something to nobody, and fractions", () => {
    expect(() => apportion(1, [0, 0])).toThrow("to nobody");
    expect(() => apportion(0.5, [1])).toThrow("whole amount");
    expect(() => apportion(1, [0.5, 1])).toThrow("weight");
  });

  it("adds up for any weights", () => {
    fc.assert(sharesFairly(apportion), runs);
  });

  it("would be caught rounding every share by itself", () => {
    const rounding = (total: number, weights: readonly number[]): number[] =>
      weights.map((weight) => (sum(weights) === 0 ? 0 : Math.round((total * weight) / sum(weights))));
    expect(() => fc.assert(sharesFairly(rounding), runs)).toThrow();
  });
});

/** Adds up to what the caps allow and keeps them. */
function keepsCaps(split: typeof apportionWithin) {
  const members = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })), {
    minLength: 1,
    maxLength: 8,
  });
  return fc.property(members, fc.integer({ min: 0, max: 9000 }), (pairs, total) => {
    const caps = pairs.map(([, cap]) => cap);
    const shares = split(
      total,
      pairs.map(([weight]) => weight),
      caps,
    );
    const reachable = sum(pairs.map(([weight, cap]) => (weight > 0 ? cap : 0)));
    expect(sum(shares)).toBe(Math.min(total, reachable));
    for (const [i, share] of shares.entries()) expect(share).toBeLessThanOrEqual(caps[i]!);
  });
}

describe("apportionment within caps", () => {
  it("passes on what a cap keeps out", () => {
    expect(apportionWithin(100, [1, 1, 2], [10, 100, 100])).toEqual([10, 30, 60]);
    expect(apportionWithin(500, [1, 1, 2], [10, 100, 100])).toEqual([10, 100, 100]);
  });

  it("keeps caps and adds up for any sizes", () => {
    fc.assert(keepsCaps(apportionWithin), runs);
  });

  it("would be caught dropping what a cap keeps out", () => {
    const dropping = (total: number, weights: readonly number[], caps: readonly number[]): number[] =>
      sum(weights) === 0 ? [...weights] : apportion(total, weights).map((share, i) => Math.min(share, caps[i]!));
    expect(() => fc.assert(keepsCaps(dropping), runs)).toThrow();
  });
});
