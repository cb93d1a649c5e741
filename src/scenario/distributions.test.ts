import { describe, expect, it } from "vitest";
import { problemsOf, resolveSmall } from "../testing/scenario-files.ts";

const withMaker = (fields: string) =>
  `start: 2024-01-15\nagents:\n  - {id: a, kind: maker, spread_ticks: 3, ${fields}}\n`;
const maker = (fields: string) =>
  (resolveSmall(withMaker(fields)).value as { agents: Record<string, unknown>[] }).agents[0];

describe("distributions", () => {
  it("arrive as plain data in the place of a number that may vary", () => {
    expect(maker("latency_ms: {uniform: [1, 5]}").latencyMs).toEqual({ distribution: "uniform", low: 1, high: 5 });
    expect(maker("skew: {normal: {mean: 1, sd: 0}}").skew).toEqual({ distribution: "normal", mean: 1, sd: 0 });
    expect(maker("skew: {lognormal: {median: 2, sigma: 0.5}}").skew).toEqual({
      distribution: "lognormal",
      median: 2,
      sigma: 0.5,
    });
    expect(maker("skew: {choice: [1, 2.5]}").skew).toEqual({ distribution: "choice", values: [1, 2.5] });
  });

  it.each([
    ["latency_ms: {uniform: [5, 1]}", "latency_ms.uniform: low must not be above high, got 5 and 1"],
    ["latency_ms: {uniform: [5]}", "must be written {uniform: [low, high]}, got a list of 1"],
    ["latency_ms: {uniform: [-1, 5]}", "agents[0].latency_ms.uniform[0]: must be a number from 0 to 1000 (ms), got -1"],
    ["latency_ms: {unifrom: [1, 5]}", "did you mean uniform?"],
    ["latency_ms: {uniform: [1, 5], choice: [1]}", "must be a number or one of {uniform: [low, high]}"],
    ["latency_ms: {}", "must be a number or one of"],
    ["latency_ms: {choice: []}", "must be written {choice: [a, b, c]}, got an empty list"],
    ["latency_ms: {choice: [1, 2000]}", "latency_ms.choice[1]: must be a number from 0 to 1000 (ms), got 2000"],
    [
      "latency_ms: {normal: {mean: 500, sd: 100}}",
      "reaches from -100 to 1.10e+3 (6 standard deviations); every value must be",
    ],
    ["latency_ms: {lognormal: {median: 500, sigma: 1}}", "every value must be a number from 0 to 1000 (ms)"],
    ["skew: {normal: {mean: 1, sd: -1}}", "skew.normal.sd: must be a number of at least 0, got -1"],
    ["skew: {normal: {mean: 1}}", "must be written {normal: {mean: m, sd: s}}, got a map (mean)"],
    ["skew: {lognormal: {median: 0, sigma: 1}}", "skew.lognormal.median: must be a number above 0, got 0"],
    ["skew: {uniform: [.nan, 1]}", "must be a finite number, got .nan"],
  ])("%s is refused", (fields, message) => {
    const problems = problemsOf(withMaker(fields));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it("a whole number varies only by choice among whole numbers", () => {
    const text = (value: string) => `start: 2024-01-15\nagents: [{id: a, kind: maker, spread_ticks: ${value}}]`;
    expect(problemsOf(text("{choice: [1, 4]}"))).toEqual([]);
    expect(problemsOf(text("{choice: [1, 4.5]}"))[0]).toContain("must be a whole number from 1 to 50 (ticks), got 4.5");
    expect(problemsOf(text("{uniform: [1, 4]}"))[0]).toContain(
      "must be a whole number, or {choice: [a, b, c]} of whole numbers",
    );
  });
});
