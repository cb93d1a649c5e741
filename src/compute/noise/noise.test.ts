import { mean, variance } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { exp } from "../../base/elementary.ts";
import { Stream } from "../../base/random.ts";
import { OrnsteinUhlenbeck } from "./ornstein-uhlenbeck.ts";
import { Pins } from "./pins.ts";
import { RandomWalk } from "./random-walk.ts";

const RUNS = 20_000;
const LN2 = 0.6931471805599453;

/** Values after each step of many paths: one array per step. */
function paths(steps: number, make: (stream: Stream) => { value: number }, step: (noise: never, i: number) => void) {
  const stream = new Stream("noise test");
  const columns = Array.from({ length: steps }, () => new Float64Array(RUNS));
  for (let run = 0; run < RUNS; run++) {
    const noise = make(stream);
    for (let i = 0; i < steps; i++) {
      step(noise as never, i);
      columns[i][run] = noise.value;
    }
  }
  return columns;
}

/** Four standard errors of a sample variance of normals. */
const varianceTolerance = (expected: number) => 4 * expected * Math.sqrt(2 / RUNS);

describe("mean-reverting noise", () => {
  const sd = 0.2;
  const halfLife = 10;

  it("has variance sd^2 (1 - e^(-2kt)) after t and keeps half of its value for a half-life", () => {
    const [first, later] = paths(
      2,
      (stream) => new OrnsteinUhlenbeck(stream, sd, halfLife),
      (noise: OrnsteinUhlenbeck) => {
        noise.step(10);
      },
    );
    expect(Math.abs(variance([...first]) - sd * sd * 0.75)).toBeLessThan(varianceTolerance(sd * sd));
    expect(Math.abs(variance([...later]) - sd * sd * (1 - 1 / 16))).toBeLessThan(varianceTolerance(sd * sd));
    const slope = mean([...first].map((x, i) => x * later[i])) / mean([...first].map((x) => x * x));
    expect(slope).toBeCloseTo(0.5, 1);
  });

  it("is the Ornstein-Uhlenbeck bridge on the way to a pin: variance 2 sd^2 sinh(ka) sinh(kb) / sinh(k(a+b)), zero there", () => {
    const length = 12;
    const columns = paths(
      length,
      (stream) => new OrnsteinUhlenbeck(stream, sd, halfLife),
      (noise: OrnsteinUhlenbeck, i) => {
        noise.stepTowardsZero(1, length - i);
      },
    );
    const sinh = (t: number) => (exp((LN2 / halfLife) * t) - exp((-LN2 / halfLife) * t)) / 2;
    for (const a of [1, 4, 6, 11]) {
      const expected = (2 * sd * sd * sinh(a) * sinh(length - a)) / sinh(length);
      expect(Math.abs(variance([...columns[a - 1]]) - expected)).toBeLessThan(varianceTolerance(expected));
    }
    expect(columns[length - 1].every((x) => x === 0)).toBe(true);
  });

  it("far from the pin moves as if there were none", () => {
    const free = new OrnsteinUhlenbeck(new Stream("x"), sd, halfLife);
    const pinned = new OrnsteinUhlenbeck(new Stream("x"), sd, halfLife);
    for (let i = 0; i < 50; i++) {
      free.step(1);
      pinned.stepTowardsZero(1, 10_000);
    }
    expect(pinned.value).toBeCloseTo(free.value, 12);
  });

  it("from hour to hour has the correlation asked for", () => {
    const [first, second] = paths(
      2,
      (stream) => {
        const noise = OrnsteinUhlenbeck.hourly(stream, sd, 0.8);
        for (let i = 0; i < 20; i++) noise.step(1);
        return noise;
      },
      (noise: OrnsteinUhlenbeck) => {
        noise.step(1);
      },
    );
    const slope = mean([...first].map((x, i) => x * second[i])) / mean([...first].map((x) => x * x));
    expect(slope).toBeCloseTo(0.8, 1);
  });
});

describe("a random walk", () => {
  it("is the Brownian bridge on the way to a pin: variance sd^2 t (T - t) / T, zero there", () => {
    const length = 8;
    const columns = paths(
      length,
      (stream) => new RandomWalk(stream, 0.5),
      (noise: RandomWalk, i) => {
        noise.stepTowardsZero(1, length - i);
      },
    );
    for (const t of [1, 4, 7]) {
      const expected = (0.25 * t * (length - t)) / length;
      expect(Math.abs(variance([...columns[t - 1]]) - expected)).toBeLessThan(varianceTolerance(expected));
    }
    expect(columns[length - 1].every((x) => x === 0)).toBe(true);
  });

  it("without a pin gains sd^2 a unit of time", () => {
    const columns = paths(
      4,
      (stream) => new RandomWalk(stream, 0.5),
      (noise: RandomWalk) => {
        noise.stepTowardsZero(1, Infinity);
      },
    );
    expect(Math.abs(variance([...columns[3]]) - 1)).toBeLessThan(varianceTolerance(1));
  });
});

describe("pins", () => {
  it("are counted from now to the next one after now, and end", () => {
    const pins = new Pins([9, 11, 15], 10);
    expect([-1, 0, 23, 24, 119, 120].map((hour) => pins.hoursToNext(hour))).toEqual([25, 24, 1, 96, 1, Infinity]);
  });
});
