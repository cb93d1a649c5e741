import { describe, expect, it } from "vitest";
import { autocorrelation, mean, median, quantile, standardDeviation, student975 } from "./statistics.ts";

describe("statistics", () => {
  it("quantiles interpolate as R's default does", () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([4, 1, 3, 2], 0.95)).toBeCloseTo(3.85, 12);
    expect(median([5, 1, 9])).toBe(5);
    expect(median([])).toBeNaN();
  });

  it("mean and standard deviation need values", () => {
    expect(mean([])).toBeNaN();
    expect(standardDeviation([3])).toBeNaN();
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.138089935, 9);
  });

  it("autocorrelation of a swing is negative, of a trend positive", () => {
    expect(autocorrelation([1, -1, 1, -1])).toBe(-0.75);
    expect(autocorrelation([1, 2, 3, 4])).toBe(0.25);
    expect(autocorrelation([2, 2])).toBeNaN();
    expect(autocorrelation([])).toBeNaN();
  });

  it("Student's 97.5 % points are those of published tables", () => {
    const published = [
      [1, 12.706],
      [7, 2.3646],
      [11, 2.20099],
      [13, 2.16037],
      [19, 2.09302],
      [29, 2.04523],
      [120, 1.97993],
      [1000, 1.96234],
    ];
    for (const [degrees, point] of published) expect(student975(degrees)).toBeCloseTo(point, degrees === 1 ? 3 : 4);
    expect(student975(0)).toBeNaN();
  });
});
