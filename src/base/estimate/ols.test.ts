import { linearRegression } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../assert.ts";
import { Stream } from "../random.ts";
import { normal } from "../samplers.ts";
import { ols } from "./ols.ts";

describe("ols", () => {
  it("finds the certified values of NIST's Norris data set (StRD, linear regression, lower difficulty)", () => {
    const y = [
      0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9,
      10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4,
      449.2, 0.2,
    ];
    const x = [
      0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5,
      11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1,
      448.9, 0.5,
    ];
    const fit = ols(x, y);
    expect(fit.intercept).toBeCloseTo(-0.262323073774029, 10);
    expect(fit.slope).toBeCloseTo(1.00211681802045, 12);
    expect(fit.residualSd).toBeCloseTo(0.884796396144373, 10);
    expect(fit.n).toBe(36);
  });

  it("agrees with simple-statistics on random points", () => {
    const stream = new Stream("ols");
    const x = Array.from({ length: 200 }, () => normal(stream, 5, 3));
    const y = x.map((v) => 2 - 0.7 * v + normal(stream, 0, 0.5));
    const oracle = linearRegression(x.map((v, i) => [v, y[i]]));
    expect(ols(x, y).slope).toBeCloseTo(oracle.m, 10);
    expect(ols(x, y).intercept).toBeCloseTo(oracle.b, 10);
  });

  it("passes exactly through two points and keeps its digits far from the origin", () => {
    expect(ols([1, 3], [2, 6])).toEqual({ intercept: 0, slope: 2, residualSd: 0, n: 2 });
    const x = Float64Array.from({ length: 50 }, (_, i) => 1e9 + i);
    expect(
      ols(
        x,
        x.map((v) => 3 * (v - 1e9)),
      ).slope,
    ).toBeCloseTo(3, 12);
  });

  it("refuses too few points, unequal lengths, an x that stands still, and NaN", () => {
    expect(() => ols([1], [1])).toThrow(InvariantError);
    expect(() => ols([], [])).toThrow(InvariantError);
    expect(() => ols([1, 2], [1])).toThrow(InvariantError);
    expect(() => ols([2, 2], [1, 3])).toThrow(InvariantError);
    expect(() => ols([1, NaN], [1, 3])).toThrow(InvariantError);
    expect(() => ols([1, 2], [1, NaN])).toThrow(InvariantError);
    expect(() => ols([1, 2], [1, Infinity])).toThrow(InvariantError);
  });
});
