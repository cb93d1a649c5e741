import { describe, expect, it } from "vitest";
import { caraDemandCny, settlementVariance } from "./cara.ts";

describe("caraDemandCny", () => {
  it("buys what is too cheap, sells what is too dear, and nothing at a fair price", () => {
    expect(caraDemandCny(1e8, 4, 0.02, 0.1, 0)).toBeGreaterThan(0);
    expect(caraDemandCny(1e8, 4, -0.02, 0.1, 0)).toBeLessThan(0);
    expect(caraDemandCny(1e8, 4, 0, 0.1, 0)).toBe(0);
  });

  it("is equity / aversion x mispricing / variance: 1e8 / 4 x 0.02 / 0.1 = 5e6", () => {
    expect(caraDemandCny(1e8, 4, 0.02, 0.1, 0)).toBeCloseTo(5e6, 6);
  });

  it("wants less of one month the more it holds of others that move with it", () => {
    expect(caraDemandCny(1e8, 4, 0.02, 0.1, 0.09 * 5e6)).toBeCloseTo(0.5e6, 6);
  });
});

describe("settlementVariance", () => {
  it("is that of a random walk up to the month plus a third of the month", () => {
    expect(settlementVariance(0.5, 365, 0, 1)).toBeCloseTo(0.25, 12);
    expect(settlementVariance(0.5, 0, 30, 1)).toBeCloseTo((0.25 * 10) / 365, 12);
  });

  it("goes to nothing as the fixings become known", () => {
    expect(settlementVariance(0.5, 0, 10, 0.5)).toBeCloseTo((0.25 * 10) / 3 / 365 / 4, 12);
    expect(settlementVariance(0.5, 0, 0, 0)).toBe(0);
  });
});
