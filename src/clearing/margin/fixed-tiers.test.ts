import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { defaultsOf } from "../../testing/defaults-of.ts";
import { EARLY, grossOf, monthRisk, oneContract } from "../../testing/month-risks.ts";
import { FixedTiers } from "./fixed-tiers.ts";
import { type FixedTierParameters, fixedTiersTable } from "./fixed-tiers-parameters.ts";
import type { MonthRisk } from "./month-risk.ts";

const VALUE = 20_000 * 10_000; // money of a lot: 2000 ticks of 10.0000
const holiday = { fromDays: 5, addPoints: 0 };

function tiers(changes: Partial<FixedTierParameters> = {}): FixedTierParameters {
  return { ...defaultsOf(fixedTiersTable), holiday, ...changes };
}

function percentOf(risk: MonthRisk, day: number, changes: Partial<FixedTierParameters> = {}, closedDays = 1): number {
  const model = new FixedTiers(tiers(changes), oneContract(1, [epochDay(2024, 1, 1)]));
  model.update([risk], day, closedDays);
  return (100 * model.perLot[0]!) / VALUE;
}

describe("fixed tiers", () => {
  it("ask 10 %, in the month before delivery 15 %, in the delivery month 20 % of the settlement value", () => {
    const january = monthRisk(0);
    expect(percentOf(january, epochDay(2023, 11, 30))).toBe(10);
    expect(percentOf(january, epochDay(2023, 12, 1))).toBe(15);
    expect(percentOf(january, epochDay(2024, 1, 2))).toBe(20);
  });

  it("take a price below zero like its opposite and round money half to even", () => {
    expect(percentOf(monthRisk(0, { settlementTicks: -2000 }), EARLY)).toBe(10);
    const model = new FixedTiers(tiers(), oneContract(1));
    model.update([monthRisk(0, { settlementTicks: 1, terms: { tickMoney: 25 } })], EARLY, 1);
    expect(model.perLot[0]).toBe(2);
  });

  it("ask nothing of a month that has expired or is not listed", () => {
    const model = new FixedTiers(tiers(), oneContract(2));
    model.update([monthRisk(0, { isExpired: true }), undefined], EARLY, 1);
    expect([...model.perLot]).toEqual([0, 0]);
    expect(model.required(...grossOf([3, -3]), 0)).toBe(0);
  });

  // January 2024 ends with Wednesday 31st: after Friday 26th three trading days are left, after Monday 29th two.
  it("step up to 30 % when two trading days are left after the next one", () => {
    const nearExpiry = [{ tradingDays: 2, percent: 30 }];
    expect(percentOf(monthRisk(0), epochDay(2024, 1, 26), { nearExpiry })).toBe(20);
    expect(percentOf(monthRisk(0), epochDay(2024, 1, 29), { nearExpiry })).toBe(30);
    expect(percentOf(monthRisk(0), epochDay(2024, 1, 31), { nearExpiry })).toBe(30);
  });

  // Last trade Tuesday 2 January, a holiday on Monday 1st: after Thursday 28 December Friday and Tuesday are left.
  it("do not count holidays as trading days", () => {
    const month = monthRisk(0, { terms: { lastTradeDay: epochDay(2024, 1, 2) } });
    const nearExpiry = [{ tradingDays: 2, percent: 30 }];
    expect(percentOf(month, epochDay(2023, 12, 27), { nearExpiry })).toBe(15);
    expect(percentOf(month, epochDay(2023, 12, 28), { nearExpiry })).toBe(30);
  });

  it("rise with open interest level by level", () => {
    const openInterestLevels = [
      { fromLots: 1000, percent: 11 },
      { fromLots: 2000, percent: 13 },
    ];
    const at = (openInterestLots: number): number =>
      percentOf(monthRisk(0, { openInterestLots }), EARLY, { openInterestLevels });
    expect([at(999), at(1000), at(1999), at(2000)]).toEqual([10, 11, 11, 13]);
  });

  it("add points to the base over a long holiday, and the highest of several rates holds", () => {
    const over = { holiday: { fromDays: 5, addPoints: 2 } };
    expect(percentOf(monthRisk(0), EARLY, over, 4)).toBe(10);
    expect(percentOf(monthRisk(0), EARLY, over, 5)).toBe(12);
    expect(percentOf(monthRisk(0), epochDay(2024, 1, 2), over, 9)).toBe(20);
  });

  it("ask what a locked market asks for where that is more: 12 % after D1, 14 % after D2", () => {
    expect(percentOf(monthRisk(0, { lockMarginPercent: 12 }), EARLY)).toBe(12);
    expect(percentOf(monthRisk(0, { lockMarginPercent: 14 }), EARLY)).toBe(14);
    expect(percentOf(monthRisk(0, { lockMarginPercent: 14 }), epochDay(2024, 1, 2))).toBe(20);
  });

  it("keep the base for a perpetual for ever", () => {
    const terms = { isPerpetual: true, deliveryMonth: 999912, lastTradeDay: epochDay(9999, 12, 31) };
    const nearExpiry = [{ tradingDays: 250, percent: 30 }];
    expect(percentOf(monthRisk(0, { terms }), epochDay(2030, 1, 2), { nearExpiry })).toBe(10);
  });

  it("charge both sides gross, or the larger side of all months of a contract", () => {
    const months = [monthRisk(0), monthRisk(1, { settlementTicks: 1000 })]; // margin 2,000 and 1,000 a lot
    const [long, short] = [Int32Array.of(3, 0), Int32Array.of(1, 5)];
    const gross = new FixedTiers(tiers(), oneContract(2));
    gross.update(months, EARLY, 1);
    expect(gross.required(long, short, 0)).toBe(13_000 * 10_000); // 6,000 + 2,000 + 5,000
    const larger = new FixedTiers(tiers({ sides: "larger_per_contract" }), oneContract(2));
    larger.update(months, EARLY, 1);
    expect(larger.required(long, short, 0)).toBe(7_000 * 10_000); // long 6,000, short 2,000 + 5,000
  });

  it("charge both sides of a month within its last five trading days all the same", () => {
    const months = [monthRisk(0), monthRisk(1)];
    const larger = new FixedTiers(tiers({ sides: "larger_per_contract", bothSidesLastDays: 5 }), oneContract(2));
    larger.update(months, epochDay(2024, 1, 25), 1); // four days left: Fri 26th, Mon 29th to Wed 31st
    // 20 % of January long, 15 % of February short: 4,000 + 3,000, not the larger of them
    expect(larger.required(...grossOf([1, -1]), 0)).toBe(7_000 * 10_000);
    larger.update(months, epochDay(2024, 1, 23), 1); // six days left
    expect(larger.required(...grossOf([1, -1]), 0)).toBe(4_000 * 10_000);
  });
});

/** Forgets the short side of the larger-side rule. */
class OneSided extends FixedTiers {
  override required(long: Int32Array, _short: Int32Array, base: number): number {
    return super.required(long, new Int32Array(long.length), base);
  }
}

describe("fixed tiers, any positions", () => {
  const setting = oneContract(3);
  const months = [monthRisk(0), monthRisk(1, { settlementTicks: 1500 }), monthRisk(2, { settlementTicks: 1200 })];
  const anyLots = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 });

  function hold(Model: typeof FixedTiers): void {
    fc.assert(
      fc.property(anyLots, fc.constantFrom("gross" as const, "larger_per_contract" as const), (lots, sides) => {
        const model = new Model(tiers({ sides }), setting);
        model.update(months, EARLY, 1);
        const margin = model.required(...grossOf(lots), 0);
        const perSide = (side: number): number =>
          lots.reduce((sum, n, i) => sum + Math.max(0, side * n) * model.perLot[i]!, 0);
        expect(margin).toBeGreaterThanOrEqual(Math.max(perSide(1), perSide(-1)));
        expect(margin).toBeLessThanOrEqual(perSide(1) + perSide(-1));
      }),
      { seed: 20260322, numRuns: 200 },
    );
  }

  it("is at least the dearer side and at most both", () => hold(FixedTiers));
  it("the property catches a model that forgets a side", () => expect(() => hold(OneSided)).toThrow());
});
