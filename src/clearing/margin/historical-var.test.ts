import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, log } from "../../base/elementary.ts";
import { Streams } from "../../base/random.ts";
import { normal } from "../../base/samplers.ts";
import { defaultsOf } from "../../testing/defaults-of.ts";
import { EARLY, grossOf, monthRisk, oneContract } from "../../testing/month-risks.ts";
import { HistoricalVar } from "./historical-var.ts";
import { type HistoricalVarParameters, historicalVarTable } from "./historical-var-parameters.ts";

const VALUE = 20_000 * 10_000;
const noStress = { weightPercent: 0, shockPercent: 15, twistPercent: 4 };
const noConcentration = { thresholdLots: 0, percent: 2 };

function parameters(changes: Partial<HistoricalVarParameters> = {}): HistoricalVarParameters {
  return defaultsOf(historicalVarTable, {
    stress: noStress,
    concentration: noConcentration,
    floorPercent: 0,
    ...changes,
  });
}

function model(changes: Partial<HistoricalVarParameters> = {}, instruments = 1): HistoricalVar {
  return new HistoricalVar(parameters(changes), oneContract(instruments));
}

/** Margin of one lot in percent of its value after settlements at these prices, one a day. */
function percentAfter(prices: readonly number[], changes: Partial<HistoricalVarParameters> = {}): number {
  const found = model(changes);
  prices.forEach((settlementTicks, d) => found.update([monthRisk(0, { settlementTicks })], EARLY + d));
  return (100 * found.perLot[0]!) / (prices.at(-1)! * 100_000);
}

/** A path of prices with the given yearly volatility, in percent, each day. */
function path(volatilities: readonly number[], seed = "var"): number[] {
  const stream = new Streams(seed, 0).get("prices");
  let x = log(1e6);
  return [1e6, ...volatilities.map((sigma) => Math.round(exp((x += normal(stream, 0, sigma / 100 / Math.sqrt(252))))))];
}

describe("historical VaR before there is history", () => {
  it.each([
    [26, 5.4],
    [30.2, 6.3],
    [36.5, 7.6],
    [89, 18.4],
  ])("covers 99 % of two days at a volatility of %s %%: %s %%", (proxyVolatilityPercent, expected) => {
    expect(percentAfter([2000], { proxyVolatilityPercent })).toBeCloseTo(expected, 1);
  });

  it("takes a contract's own proxy", () => {
    const contracts = [{ code: "TK", proxyVolatilityPercent: 26 }];
    expect(percentAfter([2000], { contracts })).toBeCloseTo(5.39, 2);
  });

  // x = 5.39 % of 20,000 = 1,078 each, correlation .9: long and short sqrt(.1 (2 x^2)) = .447 x; two longs 1.949 x.
  it("lets months offset each other as far as they move together", () => {
    const found = model({ proxyVolatilityPercent: 26 }, 2);
    found.update([monthRisk(0), monthRisk(1)], EARLY);
    const one = found.perLot[0]!;
    expect(found.required(...grossOf([1, -1]), 0) / one).toBeCloseTo(Math.sqrt(0.2), 6);
    expect(found.required(...grossOf([1, 1]), 0) / one).toBeCloseTo(Math.sqrt(3.8), 6);
    expect(found.required(...grossOf([2, 0]), 0) / one).toBeCloseTo(2, 6);
  });
});

describe("historical VaR", () => {
  // Volatility held at the proxy (decay 1): past moves themselves. Moves +5 %, -5 %, +5.26 % in logs.
  const byHand = { decay: 1, lookbackDays: 3, trustDays: 3, liquidationDays: 1 };
  it("is the worst past move for a long lot, -5.13 %, and for a short one, +5.13 %", () => {
    expect(percentAfter([2000, 2100, 1995, 2100], byHand)).toBeCloseTo(5.1293, 4);
    expect(percentAfter([2000, 1900, 2000, 1900], { ...byHand, liquidationDays: 4 })).toBeCloseTo(10.2587, 3);
  });

  it("forgets what is older than the lookback", () => {
    expect(percentAfter([1000, 2000, 2020, 2000, 2020, 2000], byHand)).toBeCloseTo(0.995, 3);
  });

  it("moves from proxy to history day by day", () => {
    const half = { ...byHand, trustDays: 2, lookbackDays: 4, proxyVolatilityPercent: 26 };
    const normalPart = 2.3263478740408408 * (26 / Math.sqrt(252));
    expect(percentAfter([2000, 2100], half)).toBeCloseTo((4.879 + normalPart) / 2, 3);
    expect(percentAfter([2000, 2100, 1995], half)).toBeCloseTo(5.1293, 4);
  });

  it("finds 5.4 % for two days of a market with a volatility of 26 %, whatever the proxy said", () => {
    const prices = path(new Array<number>(1500).fill(26));
    const found = percentAfter(prices, { proxyVolatilityPercent: 80, lookbackDays: 1000, decay: 0.995 });
    expect(found).toBeGreaterThan(4.8);
    expect(found).toBeLessThan(6.1);
  });

  it("is filtered: the same history asks for more after a storm than in the calm after it", () => {
    const calm = new Array<number>(300).fill(20);
    const storm = path([...calm, ...new Array<number>(60).fill(80)]);
    const after = path([...calm, ...new Array<number>(60).fill(80), ...calm]);
    expect(percentAfter(storm)).toBeGreaterThan(2.5 * percentAfter(after));
  });

  it("learns a day once, however often it is asked", () => {
    const found = model(byHand);
    const again = model(byHand);
    [2000, 2100, 1995].forEach((settlementTicks, d) => {
      found.update([monthRisk(0, { settlementTicks })], EARLY + d);
      for (let i = 0; i < 3; i++) again.update([monthRisk(0, { settlementTicks })], EARLY + d);
    });
    expect([...again.perLot]).toEqual([...found.perLot]);
  });

  it("gives a month that is new the history of its place on the curve", () => {
    const found = model({ ...byHand, lookbackDays: 2, trustDays: 2 }, 3);
    [2000, 2100, 1995].forEach((ticks, d) =>
      found.update([monthRisk(0, { settlementTicks: ticks }), monthRisk(1, { settlementTicks: 2 * ticks })], EARLY + d),
    );
    found.update([undefined, monthRisk(1, { settlementTicks: 3990 }), monthRisk(2)], EARLY + 2);
    expect(found.perLot[2]! / VALUE).toBeCloseTo(0.051293, 6);
  });

  it("knows that months move together: a calendar spread whose legs never parted asks for nothing", () => {
    const found = model(byHand, 2);
    [2000, 2100, 1995, 2000].forEach((settlementTicks, d) =>
      found.update([monthRisk(0, { settlementTicks }), monthRisk(1, { settlementTicks })], EARLY + d),
    );
    expect(found.required(...grossOf([7, -7]), 0)).toBe(0);
    expect(found.required(...grossOf([7, 7]), 0)).toBe(found.required(...grossOf([14, 0]), 0));
  });

  it("lines the days of two contracts up, also when one is listed later", () => {
    const two = new HistoricalVar(parameters({ ...byHand, lookbackDays: 4 }), {
      instruments: 2,
      contracts: ["A", "B"],
      holidays: [],
    });
    const prices = [2000, 1500, 1400, 2100, 1995, 2100];
    prices.forEach((settlementTicks, d) => {
      const b = d < 2 ? undefined : monthRisk(1, { settlementTicks, contract: 1 });
      two.update([monthRisk(0, { settlementTicks }), b], EARLY + d);
    });
    expect(two.required(...grossOf([3, -3]), 0)).toBe(0);
  });
});

describe("parts of the requirement", () => {
  // One lot 26 %: 5.388 %; stress 15 %: .75 x 5.388 + .25 x 15 = 7.791 %.
  it("weigh history and stress as SPAN 2 does", () => {
    const stress = { ...noStress, weightPercent: 25 };
    expect(percentAfter([2000], { proxyVolatilityPercent: 26, stress })).toBeCloseTo(7.791, 2);
  });

  it("stress a calendar spread with a turn of the curve: 4 % of each leg", () => {
    const found = model({ stress: { ...noStress, weightPercent: 100 } }, 2);
    found.update([monthRisk(0), monthRisk(1)], EARLY);
    expect(found.required(...grossOf([1, -1]), 0)).toBe(0.08 * VALUE);
    expect(found.required(...grossOf([1, 1]), 0)).toBe(0.3 * VALUE);
  });

  it("never fall below the floor or what a locked month asks for", () => {
    expect(percentAfter([2000], { proxyVolatilityPercent: 1, floorPercent: 3 })).toBe(3);
    const found = model({ floorPercent: 3 });
    found.update([monthRisk(0, { lockMarginPercent: 14 })], EARLY);
    expect(found.perLot[0]).toBe(2_800 * 10_000);
    expect(found.required(...grossOf([-2]), 0)).toBe(5_600 * 10_000);
  });

  it("ask 2 % more for every lot above the concentration threshold", () => {
    const found = model({ concentration: { thresholdLots: 100, percent: 2 } });
    found.update([monthRisk(0)], EARLY);
    expect(found.required(...grossOf([130]), 0)).toBeCloseTo(130 * found.perLot[0]! + 30 * 0.02 * VALUE, -3);
  });
});

describe("tools against procyclicality", () => {
  const calm = new Array<number>(500).fill(15);
  const storm = [...calm, ...new Array<number>(30).fill(90)];
  const tools = {
    none: { tool: "none" },
    buffer: { tool: "buffer", percent: 25, longRunDays: 500 },
    floor: { tool: "floor", longRunDays: 500 },
  } as const;
  const at = (volatilities: readonly number[], tool: keyof typeof tools): number =>
    percentAfter(path(volatilities), { procyclicality: tools[tool], proxyVolatilityPercent: 40 });

  it("buffer: 25 % more in calm times, used up in the storm", () => {
    expect(at(calm, "buffer") / at(calm, "none")).toBeCloseTo(1.25, 6);
    expect(at(storm, "buffer")).toBe(at(storm, "none"));
  });

  it("floor: never less than with long-run volatility", () => {
    const quiet = [...new Array<number>(250).fill(60), ...new Array<number>(150).fill(10)];
    expect(at(quiet, "floor")).toBeGreaterThan(1.5 * at(quiet, "none"));
    expect(at(storm, "floor")).toBe(at(storm, "none"));
  });

  it("stressed weight: calm margin is higher and the step from calm to storm smaller", () => {
    const stress = { ...noStress, weightPercent: 25 };
    const step = (changes: Partial<HistoricalVarParameters>): number =>
      percentAfter(path(storm), changes) / percentAfter(path(calm), changes);
    expect(step({ stress })).toBeLessThan(0.85 * step({}));
  });
});

/** Nets nothing: months never offset each other. */
class Gross extends HistoricalVar {
  override required(long: Int32Array, short: Int32Array, base: number): number {
    let sum = 0;
    for (let i = 0; i < this.perLot.length; i++) sum += (long[base + i]! + short[base + i]!) * this.perLot[i]!;
    return sum;
  }
}

describe("historical VaR, any positions", () => {
  function hold(Model: typeof HistoricalVar): void {
    const found = new Model(
      parameters({ stress: { ...noStress, weightPercent: 25 }, floorPercent: 3 }),
      oneContract(2),
    );
    found.update([monthRisk(0), monthRisk(1, { settlementTicks: 1900 })], EARLY);
    const lots = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(lots, lots, fc.integer({ min: 1, max: 5 }), (a, b, n) => {
        const margin = found.required(...grossOf([a, b]), 0);
        expect(Number.isSafeInteger(margin)).toBe(true);
        expect(margin).toBeLessThanOrEqual(Math.abs(a) * found.perLot[0]! + Math.abs(b) * found.perLot[1]! + 100);
        expect(Math.abs(found.required(...grossOf([n * a, n * b]), 0) - n * margin)).toBeLessThanOrEqual(n);
        // A hedge of the other month never costs more than no hedge of the same size on the same side.
        expect(found.required(...grossOf([a, -b]), 0) <= margin).toBe(a * b >= 0);
      }),
      { seed: 20260322, numRuns: 200 },
    );
  }

  it("is proportional, diversified and never more than outright", () => hold(HistoricalVar));
  it("the property catches a model that does not net", () => expect(() => hold(Gross)).toThrow());
});
