import { describe, expect, it } from "vitest";
import { normalQuantile, tailLoss } from "./tail-loss.ts";

const upTo = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => ((i * 37) % n) + 1);

describe("tail loss", () => {
  it("is exceeded by one per cent of the scenarios: the sixth largest of 500, the second largest of 100", () => {
    expect(tailLoss(upTo(500), 500, 0.99)).toBe(495);
    expect(tailLoss(upTo(100), 100, 0.99)).toBe(99);
  });

  it("is the largest loss while there are few scenarios, and 0 without any", () => {
    expect(tailLoss(upTo(99), 99, 0.99)).toBe(99);
    expect(tailLoss(upTo(1), 1, 0.99)).toBe(1);
    expect(tailLoss(new Float64Array(5), 0, 0.99)).toBe(0);
  });

  it("looks at the first `count` only", () => {
    expect(tailLoss(Float64Array.of(1, 2, 9), 2, 0.99)).toBe(2);
  });
});

describe("normal quantile", () => {
  it("is 2.326348 at 99 % and 2.575829 at 99.5 %", () => {
    expect(normalQuantile(0.99)).toBeCloseTo(2.3263478740408408, 12);
    expect(normalQuantile(0.995)).toBeCloseTo(2.5758293035489004, 12);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
  });
});
