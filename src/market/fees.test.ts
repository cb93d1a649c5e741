import { describe, expect, it } from "vitest";
import { FEE_CLOSE, FEE_CLOSE_TODAY, FEE_MAKER, FEE_OPEN, FEE_SETTLEMENT, FEE_TAKER, FeeSchedule } from "./fees.ts";
import type { FeeParameters } from "./fees-parameters.ts";

const NONE = { perMille: 0, perLot: 0 };

function schedule(changes: Partial<FeeParameters> = {}): FeeSchedule {
  return new FeeSchedule({
    perMille: 0.05,
    perLot: 0,
    close: { rate: "as_open" },
    closeToday: { rate: "as_open" },
    maker: NONE,
    taker: NONE,
    settlementPerMille: 0.05,
    settlementPerLot: 0,
    ...changes,
  });
}

describe("fee schedule", () => {
  it("charges 0.05 per mille: CNY 18.75 on a lot of copper worth CNY 375,000", () => {
    expect(schedule().charge(FEE_OPEN, 3_750_000_000, 1)).toBe(187_500);
  });

  it("charges NYMEX's USD 3.65 a lot and USD 0.90 at settlement whatever the value", () => {
    const nymex = schedule({ perMille: 0, perLot: 3.65, settlementPerMille: 0, settlementPerLot: 0.9 });
    expect(nymex.charge(FEE_OPEN, 20_510_000, 1)).toBe(36_500);
    expect(nymex.charge(FEE_OPEN, 1, 7)).toBe(255_500);
    expect(nymex.charge(FEE_SETTLEMENT, 20_510_000, 2)).toBe(18_000);
  });

  it("adds the share of the value and the amount per lot before it rounds", () => {
    // 0.05 per mille of 30,000 is 1.5, and 0.5 per lot in units of 1e-4.
    expect(schedule({ perLot: 0.00005 }).charge(FEE_OPEN, 30_000, 1)).toBe(2);
  });

  it("rounds half to even", () => {
    expect([10_000, 30_000, 50_000].map((value) => schedule().charge(FEE_OPEN, value, 1))).toEqual([0, 2, 2]);
  });

  it("has the opening's rate for closing unless the rulebook names one", () => {
    const open = schedule().charge(FEE_OPEN, 1_000_000_000, 3);
    expect(schedule().charge(FEE_CLOSE, 1_000_000_000, 3)).toBe(open);
    expect(schedule().charge(FEE_CLOSE_TODAY, 1_000_000_000, 3)).toBe(open);
  });

  it("makes closing today free, or dear, where the rulebook says so, and leaves other closing alone", () => {
    const free = schedule({ closeToday: { rate: "own", ...NONE } });
    expect(free.charge(FEE_CLOSE_TODAY, 1_000_000_000, 3)).toBe(0);
    expect(free.charge(FEE_CLOSE, 1_000_000_000, 3)).toBe(50_000);
    const dear = schedule({ closeToday: { rate: "own", perMille: 0.1, perLot: 0 } });
    expect(dear.charge(FEE_CLOSE_TODAY, 1_000_000_000, 3)).toBe(100_000);
  });

  it("has no add-ons by default, and pays a rebate as a negative charge", () => {
    expect(schedule().charge(FEE_MAKER, 1_000_000_000, 3)).toBe(0);
    expect(schedule().charge(FEE_TAKER, 1_000_000_000, 3)).toBe(0);
    // Architect's fee schedule: maker 0.02 %, taker 0.25 %; a maker's rebate here.
    const venue = schedule({ maker: { perMille: -0.02, perLot: 0 }, taker: { perMille: 2.5, perLot: 0 } });
    expect(venue.charge(FEE_MAKER, 1_000_000_000, 1)).toBe(-20_000);
    expect(venue.charge(FEE_TAKER, 1_000_000_000, 1)).toBe(2_500_000);
  });
});
