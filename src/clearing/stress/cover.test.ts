import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthRisk } from "../../testing/month-risks.ts";
import { accountGain, type StressedBook, stressedLosses } from "./book.ts";
import { coverOf, fundRequired, stressTest } from "./cover.ts";
import type { StressParameters } from "./parameters.ts";
import { stressGains, type StressScenario, uniformGains } from "./scenarios.ts";

const UNIT = 10_000;
const contracts = ["TK", "GPU"];
const fall: StressScenario = { name: "fall", percent: -20, twistPercent: 0, contracts: [] };
const rise: StressScenario = { name: "rise", percent: 30, twistPercent: 0, contracts: [] };
const settings: StressParameters = {
  scenarios: [fall, rise],
  cover: 2,
  bufferPercent: 10,
  resizeBelow: 0,
  minimumFund: 0,
};
/** Three months of TK and one of GPU, each lot worth 20,000. */
const months = [monthRisk(0), monthRisk(1), monthRisk(2), monthRisk(3, { contract: 1 })];

/** One row per account: member, margin, net lots per instrument. */
function book(rows: readonly [member: number, margin: number, ...lots: number[]][], members = 3): StressedBook {
  const instruments = (rows[0]?.length ?? 2) - 2;
  const lots = rows.flatMap(([, , ...net]) => net);
  return {
    member: Int32Array.from(rows, ([member]) => member),
    margin: Float64Array.from(rows, ([, margin]) => margin * UNIT),
    long: Int32Array.from(lots, (n) => Math.max(n, 0)),
    short: Int32Array.from(lots, (n) => Math.max(-n, 0)),
    instruments,
    members,
  };
}

describe("stress scenarios", () => {
  it("move every month by the same percentage: -20 % of 20,000 is -4,000 a lot", () => {
    expect([...stressGains(fall, months, contracts)]).toEqual([-4000, -4000, -4000, -4000].map((x) => x * UNIT));
  });

  it("turn the curve about its middle: +10 %, 0, -10 %, and move one contract otherwise", () => {
    const twist = { ...fall, percent: 0, twistPercent: 10, contracts: [{ code: "GPU", percent: -40 }] };
    expect([...stressGains(twist, months, contracts)]).toEqual([2000, 0, -2000, -8000].map((x) => x * UNIT));
  });

  it("leave prices at zero at the least, and months that are not live alone", () => {
    const crash = { ...fall, percent: -90, twistPercent: -30 };
    const some = [monthRisk(0), monthRisk(1, { isExpired: true }), monthRisk(2), undefined];
    expect([...stressGains(crash, some, contracts)]).toEqual([-20000, 0, -12000, 0].map((x) => x * UNIT));
  });
});

/*
 * Each lot loses 4,000 on the fall. Member 0: own account long 10 with margin 25,000: 15,000 beyond; client long 10 with
 * 30,000: 10,000; client short 10 gains 40,000, which helps neither. Member 1: client long 5 with 12,000: 8,000. Member 2:
 * short 25. On the rise of 6,000 a lot: the client short 10 loses 60,000 less 20,000 margin, member 2 150,000 - 50,000.
 */
const example = book([
  [0, 25_000, 10],
  [0, 30_000, 10],
  [0, 20_000, -10],
  [1, 12_000, 5],
  [2, 50_000, -25],
]);

describe("stressed losses beyond margin", () => {
  it("add up a member's accounts without gains of one against losses of another", () => {
    const gains = stressGains(fall, [monthRisk(0)], contracts);
    expect([...stressedLosses(example, gains)].map((x) => x / UNIT)).toEqual([25_000, 8_000, 0]);
  });

  it("leave out members in default", () => {
    const without = { ...example, member: Int32Array.of(-1, -1, -1, 1, 2) };
    const gains = stressGains(rise, [monthRisk(0)], contracts);
    expect([...stressedLosses(without, gains)].map((x) => x / UNIT)).toEqual([0, 0, 100_000]);
  });
});

describe("cover", () => {
  it("is the largest loss, or the two largest together", () => {
    expect(coverOf(Float64Array.of(5, 9, 7), 1)).toBe(9);
    expect(coverOf(Float64Array.of(5, 9, 7), 2)).toBe(16);
    expect(coverOf(Float64Array.of(5), 2)).toBe(5);
    expect(coverOf(new Float64Array(0), 2)).toBe(0);
  });

  // Rise: 40,000 and 100,000: Cover 1 100,000, Cover 2 140,000; fall: 25,000 and 33,000.
  it("is that of the worst scenario, and sizes the fund with a buffer: 154,000 for Cover 2, 110,000 for Cover 1", () => {
    const two = stressTest(settings, [monthRisk(0)], contracts, example);
    expect(two).toMatchObject({ cover1: 100_000 * UNIT, cover2: 140_000 * UNIT, worstScenario: "rise" });
    expect(two.fundRequired).toBe(154_000 * UNIT);
    expect([...two.losses].map((x) => x / UNIT)).toEqual([40_000, 0, 100_000]);
    expect(stressTest({ ...settings, cover: 1 }, [monthRisk(0)], contracts, example).fundRequired).toBe(110_000 * UNIT);
  });

  it("may have its two figures from different scenarios; the one that sizes the fund is named", () => {
    const two = book([
      [0, 0, 10],
      [1, 0, 10],
      [2, 0, -8],
      [2, 60_000, 0],
    ]);
    // Fall: 40,000 twice; rise: 48,000 once.
    const found = (cover: number) => stressTest({ ...settings, cover }, [monthRisk(0)], contracts, two);
    expect(found(2)).toMatchObject({ cover1: 48_000 * UNIT, cover2: 80_000 * UNIT, worstScenario: "fall" });
    expect(found(1).worstScenario).toBe("rise");
  });

  it("asks for the minimum where that is more, and for no fund with cover 0", () => {
    expect(fundRequired({ ...settings, minimumFund: 500 }, 100 * UNIT)).toBe(500 * UNIT);
    expect(fundRequired({ ...settings, minimumFund: 500, cover: 0 }, 100 * UNIT)).toBe(0);
    expect(stressTest(settings, [monthRisk(0)], contracts, book([[0, 1, 0]]))).toMatchObject({
      cover1: 0,
      worstScenario: "",
      fundRequired: 0,
    });
  });
});

/** Lets one client's gain pay another's loss. */
function netted(from: StressedBook, gains: Float64Array): Float64Array {
  const losses = new Float64Array(from.members);
  for (let a = 0; a < from.member.length; a++)
    losses[from.member[a]!] = losses[from.member[a]!]! - accountGain(from, a, gains) - from.margin[a]!;
  return losses.map((loss) => Math.max(0, loss));
}

describe("any book", () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 100_000 }),
    fc.integer({ min: -30, max: 30 }),
    fc.integer({ min: -30, max: 30 }),
  );
  const books = fc.array(row, { minLength: 1, maxLength: 8 }).map((rows) => book(rows));
  const shock = fc.integer({ min: -100, max: 200 });
  const two = [monthRisk(0), monthRisk(1, { settlementTicks: 1500 })];

  function hold(losses: typeof stressedLosses): void {
    fc.assert(
      fc.property(books, shock, (any, percent) => {
        const gains = uniformGains(two, percent);
        const found = losses(any, gains);
        for (let account = 0; account < any.member.length; account++) {
          const own = -accountGain(any, account, gains) - any.margin[account]!;
          expect(found[any.member[account]!]).toBeGreaterThanOrEqual(own);
        }
        const worse = losses(any, uniformGains(two, percent < 0 ? Math.max(-100, percent * 1.5) : percent * 1.5));
        for (let m = 0; m < any.members; m++) expect(worse[m]).toBeGreaterThanOrEqual(found[m]!);
        expect(coverOf(found, 2)).toBeLessThanOrEqual(2 * coverOf(found, 1));
      }),
      { seed: 20260322, numRuns: 300 },
    );
  }

  it("loses no less than each of its accounts does, and more in a larger move", () => hold(stressedLosses));
  it("the property catches losses that are netted over clients", () => expect(() => hold(netted)).toThrow());
});
