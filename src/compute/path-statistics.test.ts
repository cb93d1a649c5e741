import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { emptyPath, type PathDays } from "./path-record.ts";
import { autocorrelation, largeMovesPerYear, medianOfMeans, volatility, weekdayReturns } from "./path-statistics.ts";

const monday = epochDay(2024, 1, 1);

function pathOf(fixing: number[]): PathDays {
  const path = emptyPath(monday, fixing.length);
  path.fixing.set(fixing);
  return path;
}

describe("path statistics", () => {
  it("take log changes from weekday to weekday over weekends", () => {
    const path = pathOf([1, 2, 2, 2, 4, NaN, NaN, 8]);
    const returns = weekdayReturns(path, "fixing", monday, monday + 7);
    expect(returns.map((x) => Math.round((x / Math.log(2)) * 1e9) / 1e9)).toEqual([1, 0, 0, 1, 1]);
  });

  it("annualise with 252 trading days", () => {
    expect(volatility([0.01, -0.01, 0.01, -0.01])).toBeCloseTo(0.01 * Math.sqrt(252), 12);
  });

  it("give autocorrelation -1 for a zigzag, and count moves beyond the limit", () => {
    expect(autocorrelation([1, -1, 1, -1, 1])).toBeCloseTo(-1, 12);
    expect(largeMovesPerYear([0.08, -0.08, 0.01, 0], 0.07)).toBeCloseTo(126, 9);
  });

  it("take the median over paths of each path's mean", () => {
    const paths = [pathOf([1, 3]), pathOf([5, 5]), pathOf([9, 1])];
    expect(medianOfMeans(paths, "fixing", monday, monday + 1)).toBe(5);
  });
});
