import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Submissions } from "../submissions.ts";
import { methodNames, methods } from "./index.ts";
import type { MethodTerms } from "./method.ts";

type Pair = readonly [volume: number, price: number];

function submit(pairs: readonly Pair[]): Submissions {
  const submissions = new Submissions(pairs.length);
  pairs.forEach(([volume, price], i) => {
    submissions.submit(i, volume, price);
  });
  return submissions;
}

const terms = (changes: Partial<MethodTerms> = {}): MethodTerms => ({ providerCap: 1, winsorPercent: 0, ...changes });

/** Sellers by volume and price, not in the order of prices; the dear one without volume must not count. */
const market: readonly Pair[] = [
  [40, 2],
  [30, 1],
  [0, 99],
  [20, 3],
  [10, 10],
];

describe("the methods of an index, by hand", () => {
  it("volume-weighted mean: 0.4 x 2 + 0.3 x 1 + 0.2 x 3 + 0.1 x 10 = 2.7", () => {
    const submissions = submit(market);
    expect(methods.volume_weighted(submissions, terms())).toBeCloseTo(2.7, 12);
    expect(submissions.largestWeight).toBeCloseTo(0.4, 12);
    expect(submissions.count).toBe(4);
  });

  it("volume-weighted mean capped at 30 %: 0.3 x 2 + 0.3 x 1 + 4/15 x 3 + 2/15 x 10", () => {
    const submissions = submit(market);
    expect(methods.volume_weighted(submissions, terms({ providerCap: 0.3 }))).toBeCloseTo(0.9 + 12 / 15 + 20 / 15, 12);
    expect(submissions.largestWeight).toBeCloseTo(0.3, 12);
  });

  it("provider mean: (2 + 1 + 3 + 10) / 4 = 4, whatever the cap", () => {
    const submissions = submit(market);
    expect(methods.provider_mean(submissions, terms({ providerCap: 0.1 }))).toBe(4);
    expect(submissions.largestWeight).toBe(0.25);
  });

  it("winsorised mean at 15 %: the dearest tenth is pulled to 3, so 0.4 x 2 + 0.3 x 1 + 0.3 x 3 = 2", () => {
    expect(methods.winsorised_mean(submit(market), terms({ winsorPercent: 15 }))).toBeCloseTo(2, 12);
  });

  it("winsorised mean at 35 %: both tails are pulled to 2", () => {
    expect(methods.winsorised_mean(submit(market), terms({ winsorPercent: 35 }))).toBeCloseTo(2, 12);
  });

  it("winsorised mean: a tail that holds exactly the per cent is pulled in, one that holds more is not", () => {
    const quarters: Pair[] = [
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 8],
    ];
    expect(methods.winsorised_mean(submit(quarters), terms({ winsorPercent: 25 }))).toBeCloseTo(2.5, 12);
    expect(methods.winsorised_mean(submit(quarters), terms({ winsorPercent: 24 }))).toBeCloseTo(3.5, 12);
  });

  it("winsorised mean under a cap: capped at 30 % the dearest weighs 2/15, less than 15 %, and is pulled to 3", () => {
    const value = methods.winsorised_mean(submit(market), terms({ providerCap: 0.3, winsorPercent: 15 }));
    expect(value).toBeCloseTo(0.9 + 0.4 * 3, 12);
  });

  it("median of four: (2 + 3) / 2; of three: the middle one", () => {
    expect(methods.median(submit(market), terms())).toBe(2.5);
    expect(methods.median(submit(market.slice(0, 4)), terms())).toBe(2);
  });
});

describe("every method", () => {
  const volume = fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.double({ min: 1e-6, max: 1e6, noNaN: true }) },
  );
  const price = fc.oneof(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.integer({ min: 1, max: 4 }));
  const pairs = fc.array(fc.tuple(volume, price), { minLength: 1, maxLength: 12 });
  const anyTerms = fc.record({
    providerCap: fc.double({ min: 0.01, max: 1, noNaN: true }),
    winsorPercent: fc.double({ min: 0, max: 49.9, noNaN: true }),
  });
  const traded = (sellers: readonly Pair[]) => sellers.filter(([v]) => v > 0);

  it.each(methodNames)(
    "%s lies between the lowest and the highest price and weighs nobody above max(cap, 1/n)",
    (name) => {
      fc.assert(
        fc.property(pairs, anyTerms, (sellers, method) => {
          const prices = traded(sellers).map(([, p]) => p);
          fc.pre(prices.length > 0);
          const submissions = submit(sellers);
          const value = methods[name](submissions, method);
          expect(value).toBeGreaterThanOrEqual(Math.min(...prices) * (1 - 1e-12));
          expect(value).toBeLessThanOrEqual(Math.max(...prices) * (1 + 1e-12));
          expect(submissions.largestWeight).toBeLessThanOrEqual(
            Math.max(method.providerCap, 1 / prices.length) + 1e-12,
          );
        }),
        { seed: 20260322, numRuns: 300 },
      );
    },
  );

  it.each(methodNames)("%s forgets who submitted to the value before", (name) => {
    const used = submit(market);
    methods[name](used, terms());
    used.clear();
    used.submit(1, 5, 1);
    used.submit(3, 5, 3);
    expect(methods[name](used, terms())).toBe(2);
  });

  it.each(methodNames)("%s does not depend on the order of the sellers, and scales with prices", (name) => {
    fc.assert(
      fc.property(pairs, anyTerms, (sellers, method) => {
        fc.pre(traded(sellers).length > 0);
        const value = methods[name](submit(sellers), method);
        const turned = methods[name](submit([...sellers].reverse()), method);
        const doubled = methods[name](submit(sellers.map(([v, p]) => [v, 2 * p])), method);
        // A tail that sums to the winsor level but for the last bit may fall on either side of it.
        if (name !== "winsorised_mean") expect(Math.abs(turned - value)).toBeLessThanOrEqual(1e-9 * value);
        expect(Math.abs(doubled - 2 * value)).toBeLessThanOrEqual(1e-9 * value);
      }),
      { seed: 20260322, numRuns: 200 },
    );
  });
});
