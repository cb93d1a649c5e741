import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cappedWeights, countPositive } from "./provider-weights.ts";

function weigh(volumes: number[], cap: number): { weights: number[]; largest: number } {
  const weights = new Float64Array(volumes.length);
  const largest = cappedWeights(Float64Array.from(volumes), cap, weights);
  return { weights: [...weights], largest };
}

function expectWeights(volumes: number[], cap: number, expected: number[]): void {
  const { weights, largest } = weigh(volumes, cap);
  expected.forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 12));
  expect(largest).toBeCloseTo(Math.max(...expected), 12);
}

describe("capped index weights", () => {
  it("are volume shares where nobody passes the cap", () => {
    expectWeights([3, 3, 2, 2], 0.3, [0.3, 0.3, 0.2, 0.2]);
  });

  it("spread what is above the cap over the others by volume: 60/30/10 at 50 % is 50/37.5/12.5", () => {
    expectWeights([60, 30, 10], 0.5, [0.5, 0.375, 0.125]);
  });

  it("cap those whom the spreading lifts above it: 50/28/14/8 at 30 % is 30/30/25.45/14.55", () => {
    expectWeights([50, 28, 14, 8], 0.3, [0.3, 0.3, (0.4 * 14) / 22, (0.4 * 8) / 22]);
  });

  it("are equal where the cap cannot hold: three providers at 30 %, or two of four that sold anything", () => {
    expectWeights([98, 1, 1], 0.3, [1 / 3, 1 / 3, 1 / 3]);
    expectWeights([9, 0, 1, 0], 0.5, [0.5, 0, 0.5, 0]);
    expectWeights([7], 0.3, [1]);
  });

  it("need somebody with volume", () => {
    expect(() => weigh([0, 0], 0.3)).toThrow("need volume");
  });

  it("add up to one, hold the cap wherever it can hold and keep the order of volumes", () => {
    const volume = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(volume, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (volumes, cap) => {
          const n = countPositive(Float64Array.from(volumes));
          fc.pre(n > 0);
          const { weights, largest } = weigh(volumes, cap);
          expect(weights.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 9);
          expect(largest).toBeLessThanOrEqual(Math.max(cap, 1 / n) * (1 + 1e-9));
          weights.forEach((x, i) => {
            weights.forEach((y, j) => {
              if (volumes[i] >= volumes[j]) expect(x).toBeGreaterThanOrEqual(y * (1 - 1e-9));
            });
          });
        },
      ),
      { seed: 20260322, numRuns: 300 },
    );
  });
});
