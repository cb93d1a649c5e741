import { describe, expect, it } from "vitest";
import { log } from "../../base/elementary.ts";
import { Streams } from "../../base/random.ts";
import { capacityOf } from "../../testing/capacity-parameters.ts";
import { Generations } from "./generations.ts";
import { Vintages } from "./vintages.ts";

const START = 1000;
const generation = (id: string, launch: number, startSharePercent: number) => ({
  id,
  launch,
  h100Equivalents: 1,
  kilowatts: 1,
  opexUsdHour: 0,
  startSharePercent,
  launchJumpMean: 0,
  launchJumpSd: 0,
  priceOffset: 0,
  noiseSd: 0,
  noiseHalfLifeDays: 30,
});

/** Shares after so many days of equal growth, in % a year. */
function after(days: number, growthPercent: number, retirementPercentPerYear: number, purchaseRampDays = 100) {
  const generations = [generation("new", START + 50, 0), generation("old", 1, 20), generation("middle", 500, 60)];
  const parameters = { ...capacityOf(), generations, retirementPercentPerYear, purchaseRampDays };
  const known = new Generations(parameters, new Streams("x", 0), "compute", START);
  const vintages = new Vintages(parameters, known);
  for (let day = 1; day <= days; day++) {
    for (let hour = 24 * (day - 1); hour < 24 * day; hour++) known.step(hour);
    vintages.closeDay(24 * day - 1, log(1 + growthPercent / 100) / 365.25);
  }
  return vintages.share;
}

describe("what a fleet is made of", () => {
  it("is at first what its shares say, normalised, without what comes later", () => {
    expect([...after(0, 0, 0)]).toEqual([0.25, 0.75, 0]);
  });

  it("loses its oldest hardware first, at the given share of the whole a year, replaced by the newest launched", () => {
    const shares = after(50, 0, 30);
    expect(shares[0]).toBeCloseTo(0.25 - (0.3 * 50) / 365.25, 12);
    expect(shares[2]).toBe(0);
    const later = after(365, 0, 30);
    expect(later[0]).toBe(0);
    expect(later[1] + later[2]).toBeCloseTo(1, 12);
  });

  it("buys the newest after its launch only, by a part that rises over the ramp", () => {
    const newest = (days: number) => after(days, 100, 0)[2];
    expect(newest(50)).toBe(0);
    expect(newest(60)).toBeGreaterThan(0);
    const purchases = 1 - 2 ** (-100 / 365.25);
    expect(newest(150)).toBeCloseTo(purchases / 2, 1);
    expect(after(150, 100, 0, 1e-6)[2]).toBeCloseTo(purchases, 2);
    expect(after(150, 100, 0, 1e-6)[2]).toBeGreaterThan(newest(150) + 0.05);
  });

  it("shrinks by its oldest hardware where it shrinks faster than it retires", () => {
    const shares = after(365, -20, 5);
    expect(shares[2]).toBe(0);
    expect(shares[0]).toBeCloseTo((0.25 - 0.2) / 0.8, 3);
    expect([...shares].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });
});
