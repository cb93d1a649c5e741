import { describe, expect, it } from "vitest";
import { figure, largeFigure, percent } from "./format.ts";

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
  });
});
