import { randomExponential, randomGeometric, randomLogNormal, randomNormal, randomPoisson } from "d3-random";
import { describe, expect, it } from "vitest";
import { InvariantError } from "./assert.ts";
import { sha256Hex, Stream } from "./random.ts";
import {
  bernoulli,
  exponential,
  geometric,
  integerBelow,
  lognormal,
  normal,
  poisson,
  uniformBetween,
} from "./samplers.ts";

type Sampler = (stream: Stream) => number;
/** Central moments: mean, then those of order 2, 3 and 4. */
type Moments = readonly [number, number, number, number];

function samples(n: number, sampler: Sampler, seed = "samples"): Float64Array {
  const stream = new Stream(seed);
  return Float64Array.from({ length: n }, () => sampler(stream));
}

/** How many of its own standard errors the sample's mean of (x - mean)^order lies from the true one. */
function momentScore(x: Float64Array, mean: number, order: number, expected: number): number {
  let sum = 0;
  let squares = 0;
  for (const value of x) {
    const power = (value - mean) ** order - expected;
    sum += power;
    squares += power * power;
  }
  return sum === 0 ? 0 : sum / Math.sqrt(squares);
}

/** Largest distance between the distribution functions of two samples, times the root that makes it scale-free. */
function kolmogorovSmirnov(x: Float64Array, y: Float64Array): number {
  x.sort();
  y.sort();
  let most = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    const value = Math.min(x[i], y[j]);
    while (i < x.length && x[i] <= value) i++;
    while (j < y.length && y[j] <= value) j++;
    most = Math.max(most, Math.abs(i / x.length - j / y.length));
  }
  return most * Math.sqrt((x.length * y.length) / (x.length + y.length));
}

/** The statistic passes 1.95 once in a thousand (N. Smirnov 1948); discrete samples stay lower. */
const KS_LIMIT = 1.95;

function normalMoments(mean: number, sd: number): Moments {
  return [mean, sd ** 2, 0, 3 * sd ** 4];
}

function poissonMoments(mean: number): Moments {
  return [mean, mean, mean, mean + 3 * mean * mean];
}

function geometricMoments(p: number): Moments {
  const q = 1 - p;
  return [1 / p, q / p ** 2, (q * (2 - p)) / p ** 3, (q * (9 * q + p * p)) / p ** 4];
}

function lognormalMoments(median: number, sigma: number): Moments {
  const [m1, m2, m3, m4] = [1, 2, 3, 4].map((k) => median ** k * Math.exp((k * k * sigma * sigma) / 2));
  return [m1, m2 - m1 ** 2, m3 - 3 * m1 * m2 + 2 * m1 ** 3, m4 - 4 * m1 * m3 + 6 * m1 ** 2 * m2 - 3 * m1 ** 4];
}

const cases: readonly [string, Sampler, Moments][] = [
  ["normal(0, 1)", (s) => normal(s), normalMoments(0, 1)],
  ["normal(-3, 2)", (s) => normal(s, -3, 2), normalMoments(-3, 2)],
  ["exponential(5)", (s) => exponential(s, 5), [5, 25, 250, 5625]],
  ["lognormal(2, 0.3)", (s) => lognormal(s, 2, 0.3), lognormalMoments(2, 0.3)],
  ["uniformBetween(-1, 3)", (s) => uniformBetween(s, -1, 3), [1, 16 / 12, 0, 256 / 80]],
  ["integerBelow(6)", (s) => integerBelow(s, 6), [2.5, 35 / 12, 0, 707 / 48]],
  ["bernoulli(0.3)", (s) => (bernoulli(s, 0.3) ? 1 : 0), [0.3, 0.21, 0.21 * 0.4, 0.21 * 0.37]],
  ["geometric(0.2)", (s) => geometric(s, 0.2), geometricMoments(0.2)],
  ["geometric(1e-5)", (s) => geometric(s, 1e-5), geometricMoments(1e-5)],
  ...[0.05, 3, 9.99, 10, 40, 1000, 1e6].map(
    (mean) => [`poisson(${mean})`, (s: Stream) => poisson(s, mean), poissonMoments(mean)] as const,
  ),
] as [string, Sampler, Moments][];

describe("moments", () => {
  it.each(cases)(
    "of %s: mean, variance, third and fourth are the exact ones within four standard errors",
    (_, sampler, moments) => {
      const x = samples(200_000, sampler);
      const [mean] = moments;
      expect(Math.abs(momentScore(x, mean, 1, 0)), "mean").toBeLessThan(4);
      for (const order of [2, 3, 4])
        expect(Math.abs(momentScore(x, mean, order, moments[order - 1])), `moment ${order}`).toBeLessThan(4);
    },
  );
});

describe("distributions", () => {
  const source = new Stream("oracle");
  const uniform = () => source.uniform();
  it.each<[string, Sampler, () => number]>([
    ["normal", (s) => normal(s, 1, 2), randomNormal.source(uniform)(1, 2)],
    ["exponential", (s) => exponential(s, 4), randomExponential.source(uniform)(1 / 4)],
    ["lognormal", (s) => lognormal(s, Math.exp(0.5), 0.8), randomLogNormal.source(uniform)(0.5, 0.8)],
    ["geometric", (s) => geometric(s, 0.15), randomGeometric.source(uniform)(0.15)],
    ["poisson of small mean", (s) => poisson(s, 2.5), randomPoisson.source(uniform)(2.5)],
    ["poisson of large mean", (s) => poisson(s, 60), randomPoisson.source(uniform)(60)],
  ])("%s is that of d3-random", (_, sampler, oracle) => {
    const x = samples(50_000, sampler, "mine");
    expect(kolmogorovSmirnov(x, Float64Array.from({ length: 50_000 }, oracle))).toBeLessThan(KS_LIMIT);
  });

  it("can be told apart by the same test when a parameter is off by a few hundredths", () => {
    const x = samples(50_000, (s) => normal(s, 1, 2), "mine");
    expect(
      kolmogorovSmirnov(
        x,
        samples(50_000, (s) => normal(s, 1, 2.08), "other"),
      ),
    ).toBeGreaterThan(KS_LIMIT);
  });

  it.each([0.05, 1, 5, 9.99, 10, 12, 30, 300, 10_000])("poisson(%d) has the exact probabilities", (mean) => {
    const n = 100_000;
    const counts = new Map<number, number>();
    for (const k of samples(n, (s) => poisson(s, mean), "poisson")) counts.set(k, (counts.get(k) ?? 0) + 1);
    // From far below the mean, where nothing falls, the probabilities follow from their ratios and add up to one.
    const first = Math.max(0, Math.floor(mean - 12 * Math.sqrt(mean)));
    const last = Math.ceil(mean + 12 * Math.sqrt(mean) + 20);
    const weights = [1e-300];
    for (let k = first + 1; k <= last; k++) weights.push((weights[k - first - 1] * mean) / k);
    const total = weights.reduce((sum, w) => sum + w, 0);
    let most = 0;
    let difference = 0;
    weights.forEach((weight, i) => {
      difference += (counts.get(first + i) ?? 0) / n - weight / total;
      most = Math.max(most, Math.abs(difference));
    });
    expect(most * Math.sqrt(n)).toBeLessThan(KS_LIMIT);
  });

  it("normal reaches the tail beyond the ziggurat as often as it should", () => {
    const n = 2_000_000;
    const stream = new Stream("tail");
    let beyond = 0;
    let far = 0;
    for (let i = 0; i < n; i++) {
      const z = Math.abs(normal(stream));
      if (z > 3.442619855899) beyond++;
      if (z > 4) far++;
    }
    for (const [count, probability] of [
      [beyond, 5.76107e-4],
      [far, 6.33425e-5],
    ])
      expect(Math.abs(count - n * probability)).toBeLessThan(4 * Math.sqrt(n * probability));
  });

  it("integerBelow gives every number equally often", () => {
    const counts = new Float64Array(7);
    for (const k of samples(70_000, (s) => integerBelow(s, 7))) counts[k]++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(22.5); // 6 degrees of freedom, once in a thousand
  });
});

describe("edges", () => {
  const stream = new Stream("edges");
  it("with nothing to choose give the only value", () => {
    for (let i = 0; i < 1000; i++) {
      expect(bernoulli(stream, 0)).toBe(false);
      expect(bernoulli(stream, 1)).toBe(true);
      expect(geometric(stream, 1)).toBe(1);
      expect(integerBelow(stream, 1)).toBe(0);
      expect(Object.is(poisson(stream, 0), 0)).toBe(true);
      expect(Object.is(exponential(stream, 0), 0)).toBe(true);
      expect(normal(stream, 5, 0)).toBe(5);
      expect(lognormal(stream, 3, 0)).toBe(3);
      expect(uniformBetween(stream, 2, 2)).toBe(2);
    }
  });

  it("stay in range at the ends of the unit interval", () => {
    for (const u of [0, 5e-324, 0.5, 1 - 2 ** -53]) {
      const fixed = { uniform: () => u } as unknown as Stream;
      expect(exponential(fixed, 2)).toBeGreaterThanOrEqual(0);
      expect(exponential(fixed, 2)).toBeLessThan(Infinity);
      expect(integerBelow(fixed, 2 ** 32)).toBeLessThan(2 ** 32);
      expect(integerBelow(fixed, 3)).toBeLessThan(3);
      expect(geometric(fixed, 0.1)).toBeGreaterThanOrEqual(1);
      expect(Number.isSafeInteger(geometric(fixed, 1e-12))).toBe(true);
      expect(Number.isSafeInteger(poisson(fixed, 9.9))).toBe(true);
    }
  });

  it.each<[string, () => unknown]>([
    ["normal, sd below zero", () => normal(stream, 0, -1)],
    ["normal, NaN", () => normal(stream, NaN, 1)],
    ["normal, sd NaN", () => normal(stream, 0, NaN)],
    ["normal, infinite", () => normal(stream, Infinity, 1)],
    ["normal, sd infinite", () => normal(stream, 0, Infinity)],
    ["exponential, below zero", () => exponential(stream, -1)],
    ["exponential, NaN", () => exponential(stream, NaN)],
    ["lognormal, median zero", () => lognormal(stream, 0, 1)],
    ["lognormal, sigma below zero", () => lognormal(stream, 1, -1)],
    ["lognormal, NaN", () => lognormal(stream, NaN, 1)],
    ["uniformBetween, crossed", () => uniformBetween(stream, 2, 1)],
    ["uniformBetween, infinite", () => uniformBetween(stream, 0, Infinity)],
    ["uniformBetween, NaN", () => uniformBetween(stream, NaN, 1)],
    ["integerBelow, zero", () => integerBelow(stream, 0)],
    ["integerBelow, fraction", () => integerBelow(stream, 1.5)],
    ["integerBelow, too many", () => integerBelow(stream, 2 ** 32 + 1)],
    ["bernoulli, below zero", () => bernoulli(stream, -0.1)],
    ["bernoulli, above one", () => bernoulli(stream, 1.1)],
    ["bernoulli, NaN", () => bernoulli(stream, NaN)],
    ["geometric, zero", () => geometric(stream, 0)],
    ["geometric, above one", () => geometric(stream, 1.1)],
    ["geometric, NaN", () => geometric(stream, NaN)],
    ["poisson, below zero", () => poisson(stream, -1)],
    ["poisson, NaN", () => poisson(stream, NaN)],
    ["poisson, too large", () => poisson(stream, 1e10)],
  ])("refuse %s", (_, draw) => {
    expect(draw).toThrow(InvariantError);
  });
});

describe("state", () => {
  function mixture(stream: Stream): number[] {
    return [
      normal(stream, 1, 2),
      exponential(stream, 3),
      lognormal(stream, 1, 0.5),
      uniformBetween(stream, -1, 1),
      integerBelow(stream, 100),
      bernoulli(stream, 0.4) ? 1 : 0,
      poisson(stream, 3),
      poisson(stream, 30),
      geometric(stream, 0.1),
    ];
  }

  it("is in the stream alone: a saved stream goes on with the same variates after any draw", () => {
    const stream = new Stream("restore");
    for (let i = 0; i < 200; i++) {
      for (let k = 0; k < i % 7; k++) normal(stream);
      const copy = new Stream(stream.state());
      expect(mixture(copy)).toEqual(mixture(stream));
    }
  });

  it("gives the same bytes as ever, on every version of Node", () => {
    const stream = new Stream("frozen");
    const values = Float64Array.from(Array.from({ length: 2000 }, () => mixture(stream)).flat());
    const hash = sha256Hex(Array.from(new BigUint64Array(values.buffer), (bits) => bits.toString(16)).join(" "));
    expect(hash).toMatchInlineSnapshot(`"72e07bd61d29ce67033e0a3523a5ac2b83e4deeaeb29885f380098149e984ad4"`);
  });
});
