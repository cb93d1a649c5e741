import { describe, expect, it } from "vitest";
import { Streams } from "../../base/random.ts";
import { ensembleEffectiveness } from "./ensemble.ts";
import type { Surprise } from "./pool.ts";

const stream = () => new Streams("20260322", 0).get("ensemble");

function surprise(replication: number, month: number, unhedged: number, hedged: number): Surprise {
  return { replication, hedger: 1, month, unhedged, hedged };
}

describe("effectiveness over replications", () => {
  it("variance over replications by hand", () => {
    const surprises = [
      surprise(0, 202401, 0, 0),
      surprise(1, 202401, 2, 1), // variances 2 and .5
      surprise(0, 202402, 10, 10),
      surprise(1, 202402, 16, 14), // variances 18 and 8; the trend between months does not count
      surprise(1, 202403, 99, -99), // one replication only: left out
    ];
    const estimate = ensembleEffectiveness(surprises, 2, stream(), 100);
    expect(estimate.value).toBeCloseTo(1 - 8.5 / 20, 12);
    expect(estimate.cells).toBe(2);
  });

  it("has a wide interval with few replications that holds the estimate", () => {
    const surprises = [3, 1, 4, 1, 5, 9, 2, 6].map((value, r) => surprise(r, 202401, value, value / 2 + (r % 3)));
    const { value, low, high } = ensembleEffectiveness(surprises, 8, stream(), 500);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });

  it("is missing with one replication", () => {
    const estimate = ensembleEffectiveness([surprise(0, 202401, 1, 1)], 1, stream(), 10);
    expect(estimate.value).toBeNaN();
    expect(estimate.low).toBeNaN();
  });
});
