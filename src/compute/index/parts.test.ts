import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { Stream } from "../../base/random.ts";
import { defaultsOf } from "../../testing/defaults-of.ts";
import { LevelBreaks } from "./breaks.ts";
import { MissingData } from "./missing-data.ts";
import { MonthMean } from "./month-mean.ts";
import { indexTable, type IndexParameters, tokenKindsTable, type TokenKindsParameters } from "./parameters.ts";
import { TokenKinds } from "./token-kinds.ts";

const DEFAULTS: IndexParameters = {
  ...defaultsOf(indexTable),
  id: "tpi",
  fixedMix: { cachedPercent: 50, outputPercent: 20 },
};
const KINDS: TokenKindsParameters = defaultsOf(tokenKindsTable);

const index = (changes: Partial<IndexParameters> = {}): IndexParameters => ({ ...DEFAULTS, ...changes });

const curve = (value: number) => [{ day: 0, value }];

describe("kinds of token", () => {
  /** Of ten traded tokens two are output, four cached, four other input. */
  const kinds = new TokenKinds(
    { cachedRatio: 1, uncachedRatio: 10, outputRatio: 30, cachedShare: curve(0.5), outputShare: curve(0.2) },
    0,
  );

  it("by hand: a traded token is 0.4 x 1 + 0.4 x 10 + 0.2 x 30 = 10.4 units", () => {
    expect(kinds.priceFactor(index())).toBe(1);
    expect(kinds.priceFactor(index({ tokens: "cached" }))).toBeCloseTo(1 / 10.4, 12);
    expect(kinds.priceFactor(index({ tokens: "uncached" }))).toBeCloseTo(10 / 10.4, 12);
    expect(kinds.priceFactor(index({ tokens: "output" }))).toBeCloseTo(30 / 10.4, 12);
  });

  it("by hand: a fixed mix of the traded mix costs what a traded token does; all output what output does", () => {
    expect(kinds.priceFactor(index({ tokens: "fixed_mix" }))).toBeCloseTo(1, 12);
    const output = { cachedPercent: 50, outputPercent: 100 };
    expect(kinds.priceFactor(index({ tokens: "fixed_mix", fixedMix: output }))).toBeCloseTo(30 / 10.4, 12);
  });

  it("leave the value of all tokens what it was, at any mix and ratios", () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    const ratio = fc.double({ min: 0.01, max: 1000, noNaN: true });
    fc.assert(
      fc.property(share, share, ratio, ratio, ratio, (cached, output, cachedRatio, uncachedRatio, outputRatio) => {
        const any = new TokenKinds(
          { cachedRatio, uncachedRatio, outputRatio, cachedShare: curve(cached), outputShare: curve(output) },
          0,
        );
        let value = 0;
        for (const tokens of ["cached", "uncached", "output"] as const)
          value += any.volumeFactor(index({ tokens })) * any.priceFactor(index({ tokens }));
        expect(value).toBeCloseTo(1, 9);
        expect(any.cached + any.uncached + any.output).toBeCloseTo(1, 12);
      }),
      { seed: 20260322, numRuns: 100 },
    );
  });

  it("follow the mix over time: output gets dearer per token where less of it is sold", () => {
    const outputShare = [
      { day: 0, value: 0.2 },
      { day: 10, value: 0.1 },
    ];
    const moving = new TokenKinds({ ...KINDS, outputShare }, 0);
    const before = moving.priceFactor(index({ tokens: "output" }));
    moving.moveTo(240);
    expect(moving.output).toBeCloseTo(0.1, 12);
    expect(moving.priceFactor(index({ tokens: "output" }))).toBeGreaterThan(1.1 * before);
  });
});

describe("level breaks", () => {
  const breaks = [
    { date: 30, percent: 50, restated: false },
    { date: 20, percent: -10, restated: true },
    { date: 10, percent: 70, restated: true },
  ];

  it("multiply from their day on, in any order of writing; those up to the first day have no effect", () => {
    const level = new LevelBreaks(breaks, 10);
    expect([level.reach(19), level.level]).toEqual([1, 1]);
    expect([level.reach(20), level.level]).toEqual([0.9, 0.9]);
    expect([level.reach(29), level.level]).toEqual([1, 0.9]);
    expect(level.reach(31)).toBe(1);
    expect(level.level).toBeCloseTo(1.35, 12);
  });

  it("that fall between two calls restate together", () => {
    const level = new LevelBreaks(breaks, 0);
    expect(level.reach(40)).toBeCloseTo(1.7 * 0.9, 12);
    expect(level.level).toBeCloseTo(1.7 * 0.9 * 1.5, 12);
  });
});

describe("missing data", () => {
  it("are those of the list, and others as often as asked", () => {
    const never = new MissingData(index({ missingDays: [5] }), new Stream("x"));
    expect([4, 5, 6].map((day) => never.isMissing(day))).toEqual([false, true, false]);
    const often = new MissingData(index({ missingProbability: 0.2 }), new Stream("x"));
    let missing = 0;
    for (let day = 0; day < 10_000; day++) if (often.isMissing(day)) missing++;
    expect(Math.abs(missing - 2000)).toBeLessThan(4 * Math.sqrt(1600));
  });

  it("on listed days leave the random ones as they are", () => {
    const listed = new MissingData(index({ missingProbability: 0.3, missingDays: [3, 50] }), new Stream("x"));
    const random = new MissingData(index({ missingProbability: 0.3 }), new Stream("x"));
    for (let day = 0; day < 200; day++) {
      const isListed = day === 3 || day === 50;
      expect(listed.isMissing(day)).toBe(random.isMissing(day) || isListed);
    }
  });

  it("of a rarer index are among those of a more gappy one on the same seed", () => {
    const rare = new MissingData(index({ missingProbability: 0.1 }), new Stream("x"));
    const gappy = new MissingData(index({ missingProbability: 0.3 }), new Stream("x"));
    for (let day = 0; day < 500; day++) {
      const isRare = rare.isMissing(day);
      expect(gappy.isMissing(day) || !isRare).toBe(true);
    }
  });
});

describe("the mean of a month so far", () => {
  it("by hand: starts anew each month; a day without a value counts in the true mean only", () => {
    const mean = new MonthMean();
    mean.add(epochDay(2026, 3, 31), 100, 100);
    mean.add(epochDay(2026, 4, 1), 1, 10);
    mean.add(epochDay(2026, 4, 2), undefined, 20);
    mean.add(epochDay(2026, 4, 3), 4, 30);
    expect([mean.value, mean.trueValue]).toEqual([2.5, 20]);
    mean.restate(2);
    expect([mean.value, mean.trueValue]).toEqual([5, 20]);
  });
});
