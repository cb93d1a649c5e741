import { describe, expect, it } from "vitest";
import { addMonths } from "../../base/dates.ts";
import type { Stream } from "../../base/random.ts";
import { Streams } from "../../base/random.ts";
import { normal } from "../../base/samplers.ts";
import { bootstrapInterval } from "./bootstrap.ts";
import type { Surprise } from "./pool.ts";

/** Independent Gaussian surprises whose hedge leaves a quarter of the variance: true effectiveness .75. */
function gaussian(stream: Stream, replications: number, months: number): Surprise[] {
  const surprises: Surprise[] = [];
  for (let replication = 0; replication < replications; replication++) {
    for (let k = 0; k < months; k++) {
      const [risk, basis] = [normal(stream), normal(stream)];
      const hedged = 3 + 0.5 * basis;
      const unhedged = hedged + Math.sqrt(0.75) * risk;
      surprises.push({ replication, hedger: 1, month: addMonths(202401, k), unhedged, hedged });
    }
  }
  return surprises;
}

function streamOf(name: string): Stream {
  return new Streams("20260322", 0).get(name);
}

describe("block bootstrap of hedging effectiveness", () => {
  it("gives the same interval for the same stream and another for another", () => {
    const surprises = gaussian(streamOf("data"), 4, 12);
    const first = bootstrapInterval(surprises, streamOf("a"), 300, 6);
    expect(bootstrapInterval(surprises, streamOf("a"), 300, 6)).toEqual(first);
    expect(bootstrapInterval(surprises, streamOf("b"), 300, 6)).not.toEqual(first);
  });

  it("covers the true value in about 95 of 100 Gaussian worlds", () => {
    const data = streamOf("worlds");
    const draws = streamOf("draws");
    const worlds = 200;
    let covered = 0;
    for (let world = 0; world < worlds; world++) {
      const { low, high } = bootstrapInterval(gaussian(data, 8, 24), draws, 200, 3);
      if (low <= 0.75 && 0.75 <= high) covered += 1;
    }
    expect(covered / worlds).toBeGreaterThan(0.87);
    expect(covered / worlds).toBeLessThanOrEqual(1);
  });

  it("is narrower with more replications", () => {
    const width = (replications: number): number => {
      const interval = bootstrapInterval(gaussian(streamOf("data"), replications, 24), streamOf("a"), 300, 6);
      return interval.high - interval.low;
    };
    expect(width(32)).toBeLessThan(width(2));
  });

  it("is wider when hedgers move together than the same number of independent ones", () => {
    const stream = streamOf("data");
    const alone = gaussian(stream, 4, 60);
    const together = gaussian(stream, 4, 12).flatMap((s) => [1, 2, 3, 4, 5].map((hedger) => ({ ...s, hedger })));
    const width = (surprises: Surprise[]): number => {
      const interval = bootstrapInterval(surprises, streamOf("a"), 400, 3);
      return interval.high - interval.low;
    };
    expect(width(together)).toBeGreaterThan(1.3 * width(alone));
  });

  it("is missing without surprises and without variance", () => {
    expect(bootstrapInterval([], streamOf("a"), 50, 6).low).toBeNaN();
    const constant = gaussian(streamOf("data"), 2, 3).map((s) => ({ ...s, unhedged: 0.1 }));
    expect(bootstrapInterval(constant, streamOf("a"), 50, 6).high).toBeNaN();
  });
});
