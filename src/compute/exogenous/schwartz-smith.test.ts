import { mean, sampleCovariance, variance } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { exp, log } from "../../base/elementary.ts";
import { Streams } from "../../base/random.ts";
import type { SchwartzSmithParameters } from "./parameters.ts";
import { SchwartzSmith } from "./schwartz-smith.ts";

const OIL: SchwartzSmithParameters = {
  startPrice: 2,
  startDeviation: 0.4,
  kappaPerYear: 1.49,
  sigmaDeviation: 0.286,
  driftLogPerYear: -0.5,
  sigmaLevel: 0.145,
  correlation: 0.3,
};

describe("the price of Schwartz and Smith", () => {
  it("has the mean and variance of their equations 4 and 5, whatever the steps", () => {
    const { kappaPerYear: k, sigmaDeviation: c, sigmaLevel: x, correlation: rho } = OIL;
    const paths = 40_000;
    for (const steps of [[2], [0.3, 0.3, 1.4]]) {
      const streams = new Streams(`steps ${steps.length}`, 1);
      const logs = Array.from({ length: paths }, () => {
        const process = new SchwartzSmith(OIL, streams, "p");
        for (const dt of steps) process.step(dt);
        return log(process.price);
      });
      const expectedMean = log(2) - 0.4 + 0.4 * exp(-k * 2) - 0.5 * 2;
      const decayed = 1 - exp(-k * 2);
      const expectedVariance = (c * c * (1 - exp(-2 * k * 2))) / (2 * k) + x * x * 2 + (2 * rho * c * x * decayed) / k;
      expect(Math.abs(mean(logs) - expectedMean)).toBeLessThan(4 * Math.sqrt(expectedVariance / paths));
      expect(Math.abs(variance(logs) / expectedVariance - 1)).toBeLessThan(0.03);
    }
  });

  it("remembers changes of the level and forgets those of the deviation", () => {
    const streams = new Streams("memory", 1);
    const early: number[] = [];
    const late: number[] = [];
    const start = { ...OIL, startDeviation: 0, driftLogPerYear: 0, correlation: 0 };
    for (let path = 0; path < 20_000; path++) {
      const process = new SchwartzSmith(start, streams, "p");
      process.step(0.25);
      early.push(log(process.price / 2));
      process.step(5);
      late.push(log(process.price / 2));
    }
    // What is left of an early change after years is its level's part.
    const level = 0.145 * 0.145 * 0.25;
    expect(sampleCovariance(early, late) / level).toBeGreaterThan(0.85);
    expect(sampleCovariance(early, late) / level).toBeLessThan(1.15);
    expect(variance(early)).toBeGreaterThan(3 * level);
  });

  it("is a level alone or a deviation alone where the other has no volatility, and perfectly correlated at one", () => {
    for (const given of [{ sigmaDeviation: 0 }, { sigmaLevel: 0 }, { correlation: 1 }, { correlation: -1 }]) {
      const process = new SchwartzSmith({ ...OIL, ...given }, new Streams("edge", 1), "p");
      for (let hour = 0; hour < 100; hour++) process.step(1 / 8766);
      expect(process.price).toBeGreaterThan(0);
      expect(process.price).toBeLessThan(100);
    }
  });
});
