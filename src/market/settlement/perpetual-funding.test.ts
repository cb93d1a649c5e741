import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fundingPerLot, fundingRate, FundingWindow } from "./perpetual-funding.ts";

const terms = { intervalHours: 8, capPercent: 0.75, deadBandPercent: 0.05 };
const free = { ...terms, capPercent: 100, deadBandPercent: 0 };

describe("the funding rate of a perpetual", () => {
  it("is the premium of mark over index: 2.53 over 2.50 is 1.2 %", () => {
    expect(fundingRate(free, 2.53, 2.5)).toBeCloseTo(0.012, 12);
    expect(fundingRate(free, 2.47, 2.5)).toBeCloseTo(-0.012, 12);
  });

  it("is what a premium has above the dead band: 0.40 - 0.05 = 0.35 %, and nothing of 0.04 %", () => {
    expect(fundingRate(terms, 2.51, 2.5)).toBeCloseTo(0.0035, 12);
    expect(fundingRate(terms, 2.501, 2.5)).toBe(0);
    expect(fundingRate(terms, 2.49, 2.5)).toBeCloseTo(-0.0035, 12);
  });

  it("is capped either way", () => {
    expect(fundingRate(terms, 2.6, 2.5)).toBe(0.0075);
    expect(fundingRate(terms, 2.4, 2.5)).toBe(-0.0075);
  });

  it("without cap and dead band pays mark less index: 1.2 % of 730 h x 2.50 is USD 21.90 a lot", () => {
    expect(fundingPerLot(fundingRate(free, 2.53, 2.5), 2.5, 730)).toBe(219_000);
  });

  /** Whether what longs pay is what shorts receive, is whole, and never more than the cap. */
  const isFair = (perLot: typeof fundingPerLot): void =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 9 }),
        (mark, index, longs) => {
          const money = perLot(fundingRate(terms, mark, index), index, 730);
          const short = longs.reduce((sum, lots) => sum + lots, 0);
          const paid = longs.reduce((sum, lots) => sum + lots * money, 0);
          expect(Number.isInteger(money)).toBe(true);
          expect(paid - short * money).toBe(0);
          expect(Math.abs(money)).toBeLessThanOrEqual(0.0075 * index * 730 * 10_000 + 0.5);
          if (mark > index) expect(money).toBeGreaterThanOrEqual(0);
          if (mark < index) expect(money).toBeLessThanOrEqual(0);
        },
      ),
      { seed: 20260322, numRuns: 300 },
    );

  it("moves whole money from one side to the other", () => isFair(fundingPerLot));

  it("and a payment on the wrong side, or of parts of the money unit, would be caught", () => {
    expect(() => isFair((...given) => -fundingPerLot(...given))).toThrow();
    expect(() => isFair((rate, index, multiplier) => rate * index * multiplier * 10_000)).toThrow();
  });
});

describe("the mark of a perpetual", () => {
  it("is the volume-weighted mean since the last funding: (250 x 3 + 254 x 1) / 4 = 251", () => {
    const window = new FundingWindow();
    window.trade(250, 3);
    window.trade(254, 1);
    expect(window.close(240)).toBe(251);
  });

  it("without a trade since then is the settlement price", () => {
    const window = new FundingWindow();
    window.trade(250, 3);
    window.close(240);
    expect(window.close(240)).toBe(240);
  });
});
