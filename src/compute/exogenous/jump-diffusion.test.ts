import { mean, sampleSkewness, variance } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { exp, log } from "../../base/elementary.ts";
import { Streams } from "../../base/random.ts";
import { JumpDiffusion } from "./jump-diffusion.ts";
import type { JumpDiffusionParameters } from "./parameters.ts";

const DAYS = 1096;
const DAY = 1 / 365.25;

/** Reproduces the path statistics of Xing (2026), arXiv 2603.21690: 15 % of three-year paths double, skew 2.3 to 2.4. */
const XING: JumpDiffusionParameters = {
  startPrice: 1,
  trendLogPerYear: -0.5,
  meanReversionPerYear: 2,
  volatility: 0.35,
  jumpsPerYear: 0.75,
  jumpMean: 0.45,
  jumpSd: 0.2,
};

/** Largest and last price of daily watched paths of three years. */
function simulate(parameters: JumpDiffusionParameters, paths: number) {
  const streams = new Streams("jump-diffusion test", 1);
  const highest = new Float64Array(paths);
  const last = new Float64Array(paths);
  for (let path = 0; path < paths; path++) {
    const process = new JumpDiffusion(parameters, streams, "p");
    for (let day = 0; day < DAYS; day++) {
      process.step(DAY);
      highest[path] = Math.max(highest[path], process.price);
    }
    last[path] = process.price;
  }
  return { highest, last: [...last] };
}

describe("mean-reverting jump diffusion", () => {
  it("doubles within 36 months on about 15 % of paths and ends with a skew of 2.3 to 2.4, as the published study's", () => {
    const { highest, last } = simulate(XING, 12_000);
    const doubled = highest.filter((price) => price >= 2).length / highest.length;
    expect(doubled).toBeGreaterThan(0.14);
    expect(doubled).toBeLessThan(0.16);
    expect(sampleSkewness(last)).toBeGreaterThan(2.1);
    expect(sampleSkewness(last)).toBeLessThan(2.6);
  });

  it("has the mean and the variance of its transition law, jumps included", () => {
    const years = 1.5;
    const { meanReversionPerYear: k, trendLogPerYear: m, volatility: s, jumpsPerYear: rate, jumpMean, jumpSd } = XING;
    const streams = new Streams("moments", 1);
    const paths = 40_000;
    const logs = Array.from({ length: paths }, () => {
      const process = new JumpDiffusion({ ...XING, startPrice: 3 }, streams, "p");
      for (const dt of [0.5, 0.01, 0.99]) process.step(dt);
      return log(process.price / 3);
    });
    const lasting = (1 - exp(-k * years)) / k;
    const expectedMean = m * years - m * lasting + rate * jumpMean * lasting;
    const halved = (1 - exp(-2 * k * years)) / (2 * k);
    const expectedVariance = s * s * halved + rate * (jumpMean * jumpMean + jumpSd * jumpSd) * halved;
    expect(Math.abs(mean(logs) - expectedMean)).toBeLessThan(4 * Math.sqrt(expectedVariance / paths));
    expect(variance(logs) / expectedVariance).toBeGreaterThan(0.96);
    expect(variance(logs) / expectedVariance).toBeLessThan(1.04);
  });

  it("without chance lags behind its trend by m / k in the end", () => {
    const process = new JumpDiffusion({ ...XING, volatility: 0, jumpsPerYear: 0 }, new Streams("x", 1), "p");
    for (let hour = 0; hour < 5 * 8766; hour++) process.step(1 / 8766);
    expect(log(process.price)).toBeCloseTo(-0.5 * 5 + 0.5 / 2, 4);
  });

  it("takes a jump at once and forgets it at the speed of reversion", () => {
    const jumpy = { ...XING, volatility: 0, trendLogPerYear: 0, jumpsPerYear: 5, jumpMean: 1, jumpSd: 0 };
    const process = new JumpDiffusion(jumpy, new Streams("x", 1), "p");
    let before = 0;
    let jumps = 0;
    for (let hour = 0; hour < 8766; hour++) {
      process.step(1 / 8766);
      const change = log(process.price) - before * exp(-2 / 8766);
      if (change > 0.5) jumps++;
      expect(Math.min(Math.abs(change), Math.abs(change - 1))).toBeLessThan(3e-4);
      before = log(process.price);
    }
    expect(jumps).toBeGreaterThan(0);
  });
});
