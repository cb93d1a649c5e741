import { describe, expect, it } from "vitest";
import { ols } from "../base/estimate/ols.ts";
import { Stream } from "../base/random.ts";
import { normal } from "../base/samplers.ts";
import { TrendLearner, dampedDays } from "./trend-learner.ts";

describe("TrendLearner", () => {
  it("believes the prior before two observations", () => {
    const learner = new TrendLearner(45, -0.01, 30);
    learner.observe(3, 2);
    expect(learner.slope).toBe(-0.01);
    expect(learner.level).toBe(2);
  });

  it("is ordinary least squares with an endless memory and no prior", () => {
    const random = new Stream("trend");
    const x = Array.from({ length: 50 }, (_, i) => i + (i % 5));
    const y = x.map((day) => 3 - 0.02 * day + normal(random, 0, 0.1));
    const learner = new TrendLearner(1e12, 0, 0);
    x.sort((a, b) => a - b).forEach((day, i) => learner.observe(day, y[i]));
    const fit = ols(x, y);
    expect(learner.slope).toBeCloseTo(fit.slope, 8);
    expect(learner.level).toBeCloseTo(fit.intercept + fit.slope * x[x.length - 1], 8);
  });

  it("equals the weighted sums computed afresh", () => {
    const random = new Stream("weights");
    const days = [0, 1, 2, 5, 6, 7, 12, 13];
    const y = days.map((day) => 0.05 * day + normal(random));
    const learner = new TrendLearner(4, 0.2, 6);
    days.forEach((day, i) => learner.observe(day, y[i]));
    const weight = days.map((day) => 2 ** (-(13 - day) / 4));
    const t = days.map((day) => day - 13);
    const sum = (values: number[]): number => values.reduce((a, b, i) => a + weight[i] * b, 0);
    const s0 = sum(days.map(() => 1));
    const meanT = sum(t) / s0;
    const meanY = sum(y) / s0;
    const spread = sum(t.map((v) => (v - meanT) ** 2));
    const joint = sum(t.map((v, i) => (v - meanT) * (y[i] - meanY)));
    const slope = (joint + 18 * 0.2) / (spread + 18);
    expect(learner.slope).toBeCloseTo(slope, 10);
    expect(learner.level).toBeCloseTo(meanY - slope * meanT, 10);
  });

  it("finds a change of trend after a few half-lives", () => {
    const learner = new TrendLearner(20, 0, 20);
    for (let day = 0; day < 300; day++) learner.observe(day, day < 150 ? 0 : -0.01 * (day - 150));
    expect(learner.slope).toBeGreaterThan(-0.0105);
    expect(learner.slope).toBeLessThan(-0.009);
  });
});

describe("dampedDays", () => {
  it("starts at one day a day and ends at the damping time", () => {
    expect(dampedDays(1, 1000)).toBeCloseTo(0.9995, 5);
    expect(dampedDays(1e6, 90)).toBeCloseTo(90, 9);
    expect(dampedDays(0, 90)).toBe(0);
  });
});
