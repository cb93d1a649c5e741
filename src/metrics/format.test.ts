import { describe, expect, it } from "vitest";
import { count, counted, figure, largeFigure, percent } from "./format.ts";

describe("figures for people", () => {
  it("show significant digits and group thousands", () => {
    expect(figure(0.1043)).toBe("0.104");
    expect(figure(142.4)).toBe("142");
    expect(figure(1234567.8)).toBe("1,234,568");
    expect(figure(-3.14159, 2)).toBe("-3.1");
    expect(figure(0)).toBe("0");
    expect(figure(-0.00012, 2)).toBe("-0.00012");
    expect(figure(-1e-20, 2)).toBe("0");
  });

  it("show a missing value as a dash", () => {
    expect(figure(NaN)).toBe("-");
    expect(largeFigure(Infinity)).toBe("-");
  });

  it("name millions and show shares in per cent", () => {
    expect(largeFigure(912_345, 2)).toBe("912 k");
    expect(largeFigure(1_240_000)).toBe("1.24 M");
    expect(largeFigure(-2.5e9)).toBe("-2.50 bn");
    expect(percent(0.991)).toBe("99.1 %");
    expect(percent(1)).toBe("100 %");
    expect(percent(0.0312)).toBe("3.1 %");
    expect(percent(0.0043)).toBe("0.4 %");
  });

  it("do not round what is next to nothing or to all", () => {
    expect(percent(0)).toBe("0 %");
    expect(percent(2e-10)).toBe("<0.1 %");
    expect(percent(0.00049)).toBe("<0.1 %");
    expect(percent(0.0006)).toBe("0.1 %");
    expect(percent(0.9998)).toBe(">99.9 %");
  });

  it("count whole things, means of counts with one decimal", () => {
    expect(count(4)).toBe("4");
    expect(count(0.625)).toBe("0.6");
    expect(count(0.01)).toBe("<0.1");
    expect(count(12.5)).toBe("13");
    expect(count(6421)).toBe("6,421");
    expect(count(NaN)).toBe("-");
    expect([0, 1, 1.5].map((n) => counted(n, "month"))).toEqual(["0 months", "1 month", "1.5 months"]);
  });
});
