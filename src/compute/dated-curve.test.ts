import { describe, expect, it } from "vitest";
import { exp } from "../base/elementary.ts";
import { DatedCurve } from "./dated-curve.ts";

describe("a dated curve", () => {
  const knots = [
    { day: 10, value: 1 },
    { day: 20, value: 4 },
    { day: 30, value: 2 },
  ];

  it("is flat outside its dates and exact at midnight UTC of each", () => {
    const curve = new DatedCurve(knots, 8);
    expect(exp(curve.logAt(0))).toBeCloseTo(1, 12);
    expect(exp(curve.logAt(48))).toBeCloseTo(1, 12);
    expect(exp(curve.logAt(12 * 24))).toBeCloseTo(4, 12);
    expect(exp(curve.logAt(22 * 24))).toBeCloseTo(2, 12);
    expect(exp(curve.logAt(5000))).toBeCloseTo(2, 12);
  });

  it("is a straight line of logarithms between dates: half-way from 1 to 4 stands 2", () => {
    expect(exp(new DatedCurve(knots, 10).logAt(120))).toBeCloseTo(2, 12);
  });

  it("refuses no knots, dates that do not rise and values that are not positive", () => {
    expect(() => new DatedCurve([], 0)).toThrow("needs a knot");
    expect(() => new DatedCurve([knots[1], knots[0]], 0)).toThrow("rising dates");
    expect(() => new DatedCurve([{ day: 1, value: 0 }], 0)).toThrow("positive values");
    expect(() => new DatedCurve([{ day: 1, value: NaN }], 0)).toThrow("positive values");
  });
});
