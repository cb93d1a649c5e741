import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ols } from "../../base/estimate/ols.ts";
import { effectiveness } from "./effectiveness.ts";

/** Monthly changes of heating-oil futures and jet-fuel prices: Hull, Options, Futures, and Other Derivatives, table 3.2. */
const FUTURES = [
  0.021, 0.035, -0.046, 0.001, 0.044, -0.029, -0.026, -0.029, 0.048, -0.006, -0.036, -0.011, 0.019, -0.027, 0.029,
];
const SPOT = [
  0.029, 0.02, -0.044, 0.008, 0.026, -0.019, -0.01, -0.007, 0.043, 0.011, -0.036, -0.018, 0.009, -0.032, 0.023,
];

function hedgedWith(ratio: number): number[] {
  return SPOT.map((change, k) => change - ratio * FUTURES[k]);
}

describe("hedging effectiveness", () => {
  it("Hull's jet-fuel hedge: minimum-variance ratio and effectiveness", () => {
    const fit = ols(FUTURES, SPOT);
    expect(fit.slope).toBeCloseTo(0.7776506742, 9);
    expect(fit.intercept).toBeCloseTo(0.00087396, 8);
    expect(fit.residualSd).toBeCloseTo(0.01012597, 8);
    expect(effectiveness(SPOT, hedgedWith(fit.slope))).toBeCloseTo(0.8618752126, 9);
    expect(effectiveness(SPOT, hedgedWith(1))).toBeCloseTo(0.7914145182, 9);
    expect(effectiveness(SPOT, hedgedWith(0.78))).toBeCloseTo(0.8618673464, 9);
  });

  it("is zero without a hedge and one with a perfect one", () => {
    expect(effectiveness(SPOT, hedgedWith(0))).toBe(0);
    expect(
      effectiveness(
        SPOT,
        SPOT.map(() => 7),
      ),
    ).toBe(1);
  });

  it("is negative for a hedge that adds variance", () => {
    expect(effectiveness(SPOT, hedgedWith(-1))).toBeLessThan(0);
  });

  it("is missing where the unhedged side does not vary", () => {
    expect(effectiveness([1, 1], [1, 2])).toBeNaN();
    expect(effectiveness([1], [1])).toBeNaN();
    expect(effectiveness([], [])).toBeNaN();
  });

  it("never beats the minimum-variance ratio and ignores the level and scale of prices", () => {
    const best = effectiveness(SPOT, hedgedWith(ols(FUTURES, SPOT).slope));
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (h, c) => {
          const hedged = hedgedWith(h);
          const value = effectiveness(SPOT, hedged);
          expect(value).toBeLessThanOrEqual(best + 1e-12);
          const scaled = effectiveness(
            SPOT.map((s) => 5 + c * s),
            hedged.map((r) => c * r - 3),
          );
          expect(scaled).toBeCloseTo(value, 8);
        },
      ),
      { seed: 20260322, numRuns: 100 },
    );
  });
});
