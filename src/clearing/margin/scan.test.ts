import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { defaultsOf } from "../../testing/defaults-of.ts";
import { EARLY, grossOf, monthRisk } from "../../testing/month-risks.ts";
import type { MonthRisk } from "./month-risk.ts";
import { Scan, SCENARIOS } from "./scan.ts";
import { type ScanParameters, scanTable } from "./scan-parameters.ts";

const USD = 10_000;
const setting = { instruments: 4, contracts: ["GPU1", "GPU2"], holidays: [] };
/** 730 GPU-hours, tick USD .01 = USD 7.30 a lot. */
const terms = { multiplier: 730, tickMoney: 73_000 };
const near = monthRisk(0, { settlementTicks: 281, terms }); // USD 2,051.30
const far = monthRisk(2, { settlementTicks: 270, terms }); // USD 1,971.00
const b200 = monthRisk(3, { settlementTicks: 587, contract: 1, terms }); // USD 4,285.10
const months = [near, undefined, far, b200];

function scan(changes: Partial<ScanParameters> = {}, risks: readonly (MonthRisk | undefined)[] = months, day = EARLY) {
  const model = new Scan({ ...defaultsOf(scanTable), ...changes }, setting);
  model.update(risks, day);
  return model;
}

function required(model: Scan, lots: readonly number[]): number {
  return model.required(...grossOf(lots), 0) / USD;
}

describe("scan", () => {
  it("has sixteen scenarios in pairs; the extreme moves cover 99 % of one range", () => {
    expect(SCENARIOS).toHaveLength(16);
    for (let s = 0; s < 14; s += 2) expect(SCENARIOS[s]).toBe(SCENARIOS[s + 1]);
    expect(SCENARIOS.slice(14)).toEqual([0.99, -0.99]);
  });

  it("asks one scan range of either side: 10 % of USD 2,051.30", () => {
    expect(scan().perLot[0]! / USD).toBe(205.13);
    expect(required(scan(), [1, 0, 0, 0])).toBe(205.13);
    expect(required(scan(), [-1, 0, 0, 0])).toBe(205.13);
  });

  // 10 long near, 10 short far: scan risk 10 x (205.13 - 197.10) = 80.30; 3 % of the dearer leg, 20,513.00, = 615.39.
  it("asks of a calendar spread the difference of the ranges and a charge: USD 80.30 + 615.39 = 695.69", () => {
    expect(required(scan(), [10, 0, -10, 0])).toBe(695.69);
  });

  // 10 long near, 4 short far: scan 2,051.30 - 788.40 = 1,262.90; 3 % of 4 x 2,051.30 = 246.156.
  it("charges only the lots that offset each other: USD 1,262.90 + 246.156 = 1,509.056", () => {
    expect(required(scan(), [10, 0, -4, 0])).toBe(1509.056);
  });

  it("forms calendar spreads in units of the underlying where lots differ", () => {
    const double = monthRisk(2, { settlementTicks: 270, terms: { multiplier: 1460, tickMoney: 146_000 } });
    // scan 4,102.60 - 3,942.00 = 160.60 with 20 lots against 10 of twice the size, charge 3 % of 41,026 = 1,230.78
    expect(required(scan({}, [near, undefined, double, undefined]), [20, 0, -10, 0])).toBe(1391.38);
  });

  const ratio = { first: "GPU1", second: "GPU2", firstUnits: 2, secondUnits: 1, creditPercent: 50 };
  const linked = { contracts: [{ code: "GPU2", factor: 1.2 }], interCommodity: [ratio] };

  // 20 GPU1 long: 4,102.60. 10 GPU2 short at 12 %: 10 x 514.212 = 5,142.12. Two to one: 7,300 spreads use both up, and
  // half of 9,244.72 is given back.
  it("gives a credit for GPU1 against GPU2: USD 4,102.60 + 5,142.12 - 4,622.36 = 4,622.36", () => {
    expect(required(scan(linked), [20, 0, 0, -10])).toBe(4622.36);
  });

  // 30 GPU1 long: 6,153.90, of which 20 lots are in spreads: 6,153.90 + 5,142.12 - 4,622.36.
  it("gives it for the units in spreads only: USD 6,673.66", () => {
    expect(required(scan(linked), [30, 0, 0, -10])).toBe(6673.66);
  });

  it("gives no credit for two longs, and adds contracts without a credit up", () => {
    expect(required(scan(linked), [20, 0, 0, 10])).toBe(9244.72);
    expect(required(scan(), [20, 0, 0, -10])).toBe(8387.7);
  });

  it("takes the range of the tenor, the delivery charge in the delivery month, and a locked market's if more", () => {
    const tenors = [
      { fromMonths: 3, percent: 8 },
      { fromMonths: 0, percent: 12 },
    ];
    expect(scan({ tenors }).perLot[0]! / USD).toBe(246.156); // January seen from November: two months
    expect(scan({ tenors }).perLot[2]! / USD).toBe(157.68); // March: four
    const inJanuary = epochDay(2024, 1, 2);
    expect(scan({ deliveryPercent: 5 }, months, inJanuary).perLot[0]! / USD).toBe(307.695);
    expect(required(scan({ deliveryPercent: 5 }, months, inJanuary), [-2, 0, 0, 0])).toBe(615.39);
    expect(scan({}, [{ ...near, lockMarginPercent: 14 }]).perLot[0]! / USD).toBe(287.182);
  });
});

/** Forgets the charge for calendar spreads. */
class WithoutCalendar extends Scan {
  constructor(parameters: ScanParameters, own: typeof setting) {
    super({ ...parameters, calendarPercent: 0 }, own);
  }
}

describe("scan, any positions", () => {
  const lots = fc.integer({ min: -50, max: 50 });
  const first = monthRisk(1, { settlementTicks: 281, terms });
  const all = [near, first, { ...far, settlementTicks: 281 }, b200];

  function hold(Model: typeof Scan): void {
    fc.assert(
      fc.property(lots, lots, lots, lots, (a, b, c, d) => {
        const model = new Model(defaultsOf(scanTable), setting);
        model.update(all, EARLY);
        const margin = required(model, [a, b, c, d]);
        const outright = [a, b, c, d].reduce((sum, n, i) => sum + (Math.abs(n) * model.perLot[i]!) / USD, 0);
        expect(margin).toBeLessThanOrEqual(outright + 1e-6);
        expect(margin).toBeGreaterThanOrEqual(0);
        expect(margin).toBe(required(model, [-a, -b, -c, -d]));
        // Every lot is either naked, at 10 %, or one of two in a calendar spread, at 3 % for both.
        const longs = Math.max(a, 0) + Math.max(b, 0) + Math.max(c, 0);
        const shorts = Math.max(-a, 0) + Math.max(-b, 0) + Math.max(-c, 0);
        const paired = Math.min(longs, shorts);
        const expected = 205.13 * (longs + shorts - 2 * paired) + 61.539 * paired + (Math.abs(d) * 4285.1) / 10;
        expect(margin).toBeCloseTo(expected, 3);
      }),
      { seed: 20260322, numRuns: 300 },
    );
  }

  it("pays outright or as a spread for every lot, alike for both sides, never more than outright", () => hold(Scan));
  it("the property catches a model without calendar charges", () => expect(() => hold(WithoutCalendar)).toThrow());
});
