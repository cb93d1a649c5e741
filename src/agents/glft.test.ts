import { describe, expect, it } from "vitest";
import { glftAskDistance, glftBidDistance, glftHalf, glftSkew } from "./glft.ts";

/*
 * Parameters of the numerical section of Gueant, Lehalle & Fernandez-Tapia (2013): sigma 0.3 tick s^-1/2, A 0.9 s^-1,
 * k 0.3 tick^-1, gamma 0.01 tick^-1. By hand:
 *   half = 100 ln(1 + 1/30) = 3.278982
 *   skew = sqrt(0.09 x 0.01 / (2 x 0.3 x 0.9) x (31/30)^31) = sqrt(0.0016666667 x 2.763461) = 0.067866
 */
describe("GLFT closed form with the paper's parameters", () => {
  const half = glftHalf(0.01, 0.3);
  const skew = glftSkew(0.01, 0.3, 0.9, 0.3);

  it("has the half-spread (1/gamma) ln(1 + gamma/k)", () => {
    expect(half).toBeCloseTo(3.278982, 6);
  });

  it("has the skew sqrt(sigma^2 gamma / (2 k A) (1 + gamma/k)^(1 + k/gamma))", () => {
    expect(skew).toBeCloseTo(0.067866, 6);
  });

  it("quotes both sides alike without inventory", () => {
    expect(glftBidDistance(half, skew, 0)).toBeCloseTo(glftAskDistance(half, skew, 0), 12);
  });

  it("mirrors bid and ask when the inventory changes sign", () => {
    for (const q of [1, 2.5, 10]) {
      expect(glftBidDistance(half, skew, q)).toBeCloseTo(glftAskDistance(half, skew, -q), 12);
    }
  });

  it("shifts both quotes down by one skew for each unit held, the spread unchanged", () => {
    expect(glftBidDistance(half, skew, 3) - glftBidDistance(half, skew, 2)).toBeCloseTo(skew, 12);
    expect(glftAskDistance(half, skew, 3) - glftAskDistance(half, skew, 2)).toBeCloseTo(-skew, 12);
    expect(glftBidDistance(half, skew, 7) + glftAskDistance(half, skew, 7)).toBeCloseTo(2 * half + skew, 12);
  });

  it("goes to 1/k as risk aversion vanishes", () => {
    expect(glftHalf(1e-7, 0.3)).toBeCloseTo(1 / 0.3, 5);
    expect(glftSkew(1e-9, 0.3, 0.9, 0.3)).toBeLessThan(1e-4);
  });
});
