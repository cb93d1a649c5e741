import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, log, power } from "../base/elementary.ts";
import { shadowRatio, shortageRatio, type Willingness } from "./willingness.ts";

const OPEN = 1e9;
const mix: Willingness = { inelasticShare: 0.35, elasticity: 1.1, inelasticElasticity: 0.3, chokeToPosted: OPEN };
const single = (elasticity: number, chokeToPosted = OPEN): Willingness => ({
  inelasticShare: 0.5,
  elasticity,
  inelasticElasticity: elasticity,
  chokeToPosted,
});

const thousandth = fc.integer({ min: 0, max: 1000 }).map((x) => x / 1000);
const willingness = fc.record({
  inelasticShare: thousandth,
  elasticity: fc.constantFrom(0, 0.3, 0.999, 1, 1.001, 1.1, 3, 10),
  inelasticElasticity: fc.constantFrom(0, 0.1, 0.3, 1),
  chokeToPosted: fc.constantFrom(1.5, 4, 50),
});
const logPosted = fc.integer({ min: -200, max: 200 }).map((x) => x / 100);
const share = fc.oneof(thousandth, fc.constantFrom(1e-300, 1e-9, 1 - 1e-9, 1 - 1e-16));
const often = { seed: 20260322, numRuns: 500 };

/** q(y x posted) / q(posted). */
function asked(w: Willingness, logPostedRatio: number, y: number): number {
  const q = (x: number) =>
    (1 - w.inelasticShare) * exp(-w.elasticity * x) + w.inelasticShare * exp(-w.inelasticElasticity * x);
  return q(logPostedRatio + log(y)) / q(logPostedRatio);
}

/** Simpson's rule in ln y. */
function integral(f: (y: number) => number, from: number, to: number): number {
  const steps = 400;
  const h = (log(to) - log(from)) / steps;
  let total = 0;
  for (let n = 0; n <= steps; n++) {
    const y = exp(log(from) + n * h);
    total += f(y) * y * (n === 0 || n === steps ? 1 : n % 2 === 1 ? 4 : 2);
  }
  return (total * h) / 3;
}

describe("shadow price", () => {
  it("of the default mix at loads of 1.05, 1.1, 1.25, 1.5, 2 and 3 of capacity", () => {
    const ratios = [1.05, 1.1, 1.25, 1.5, 2, 3].map((load) => shadowRatio(mix, 0, 1 / load));
    expect(ratios.map((ratio, n) => ratio.toFixed(n < 4 ? 2 : 1))).toEqual([
      "1.06",
      "1.12",
      "1.32",
      "1.68",
      "2.5",
      "4.8",
    ]);
  });

  it("is the load to the power of one over the elasticity where there is only one", () => {
    expect(shadowRatio(single(0.5), 0.3, 1 / 1.25)).toBeCloseTo(1.5625, 12);
    expect(shadowRatio(single(1), -1, 0.25)).toBeCloseTo(4, 12);
    expect(shadowRatio(single(0.2), 0, 0.5)).toBeCloseTo(32, 10);
    expect(shadowRatio(single(1.1), 0, 0.8)).toBeCloseTo(power(1.25, 1 / 1.1), 12);
  });

  it("is the posted price where all is served, and never above the choke price", () => {
    expect(shadowRatio(mix, 0.4, 1)).toBe(1);
    expect(shadowRatio({ ...mix, chokeToPosted: 4 }, 0, 0.01)).toBe(4);
    expect(shadowRatio({ ...mix, chokeToPosted: 4 }, 0, 0)).toBe(4);
    expect(shadowRatio(single(0, 7), 0, 0.999)).toBe(7);
  });

  it("is where the customer asks for what it got, and falls with what it gets", () => {
    fc.assert(
      fc.property(willingness, logPosted, share, share, (w, posted, s, other) => {
        const ratio = shadowRatio(w, posted, s);
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(ratio).toBeLessThanOrEqual(w.chokeToPosted);
        if (ratio < w.chokeToPosted) expect(asked(w, posted, ratio)).toBeCloseTo(s, 11);
        else expect(asked(w, posted, ratio)).toBeGreaterThanOrEqual(s - 1e-11);
        const atMore = shadowRatio(w, posted, Math.max(s, other));
        expect(atMore).toBeLessThanOrEqual(ratio * (1 + 1e-12));
      }),
      often,
    );
  });
});

describe("lost surplus", () => {
  it("of randomly refused tokens of the default mix makes them worth 2.3, 3.0, 4.3 and 10.3 posted prices", () => {
    const worth = [3, 5, 10, 50].map((choke) => 1 + shortageRatio({ ...mix, chokeToPosted: choke }, 0, 0, "random"));
    // 1 + .65 (1 - choke^-.1) / .1 + .35 (choke^.7 - 1) / .7
    [2.255, 3.009, 4.343, 10.336].forEach((expected, n) => expect(worth[n]).toBeCloseTo(expected, 3));
  });

  it("at elasticity one is a logarithm", () => {
    // Refused at random: (1 - s) ln 4. Least valued: ln(1/s) - s (1/s - 1), the shadow price 1/s.
    expect(shortageRatio(single(1, 4), 0.7, 0.6, "random")).toBeCloseTo(0.4 * log(4), 12);
    expect(shortageRatio(single(1, 4), 0.7, 0.5, "least_valued")).toBeCloseTo(log(2) - 0.5, 12);
  });

  it("near elasticity one has no digits lost", () => {
    // u = (1 - e) ln choke just inside and outside of where the series takes over: (e^u - 1) / (1 - e).
    for (const u of [0.0099, -0.0099, 0.0101, -0.0101]) {
      const e = 1 - u / log(4);
      const exact = log(4) * (1 + u / 2 + (u * u) / 6 + u ** 3 / 24 + u ** 4 / 120 + u ** 5 / 720);
      expect(shortageRatio(single(e, 4), 0, 0, "random")).toBeCloseTo(exact, 12);
    }
  });

  it("is the same with the shadow ratio handed over", () => {
    const w = { ...mix, chokeToPosted: 4 };
    const plain = shortageRatio(w, 0.1, 0.8, "least_valued");
    expect(shortageRatio(w, 0.1, 0.8, "least_valued", shadowRatio(w, 0.1, 0.8))).toBe(plain);
    expect(plain).toBeGreaterThan(0.02);
  });

  it("at elasticity zero is all that is refused at the choke price", () => {
    expect(shortageRatio(single(0, 4), 0, 0.9, "least_valued")).toBeCloseTo(0.3, 12);
    expect(shortageRatio(single(0, 4), 0, 0.9, "random")).toBeCloseTo(0.3, 12);
  });

  it("is nothing where all is served", () => {
    expect(shortageRatio(mix, 0, 1, "least_valued")).toBe(0);
    expect(shortageRatio(mix, 0, 1, "random")).toBe(0);
  });

  it("is the area under demand above what is served", () => {
    fc.assert(
      fc.property(willingness, logPosted, share, (w, posted, s) => {
        const shadow = shadowRatio(w, posted, s);
        const area = integral((y) => asked(w, posted, y) - s, 1, shadow);
        expect(shortageRatio(w, posted, s, "least_valued")).toBeCloseTo(area, 7);
        const all = integral((y) => asked(w, posted, y), 1, w.chokeToPosted);
        expect(shortageRatio(w, posted, s, "random")).toBeCloseTo((1 - s) * all, 6);
      }),
      often,
    );
  });

  it("is never negative, never more at random's expense, and lies below refused x (choke - 1)", () => {
    fc.assert(
      fc.property(willingness, logPosted, share, (w, posted, s) => {
        const least = shortageRatio(w, posted, s, "least_valued");
        const random = shortageRatio(w, posted, s, "random");
        expect(least).toBeGreaterThanOrEqual(0);
        expect(least).toBeLessThanOrEqual(random + 1e-12);
        expect(random).toBeLessThanOrEqual((1 - s) * (w.chokeToPosted - 1) + 1e-9);
      }),
      often,
    );
  });
});
