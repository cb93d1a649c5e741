import { describe, expect, it } from "vitest";
import { BY_DAY_VWAP, BY_LAST_QUOTE, BY_NEIGHBOUR, daySettlements, type DayOfMonth, UNCHANGED } from "./day-vwap.ts";

const quiet: DayOfMonth = {
  previousTicks: 1000,
  bandLow: 930,
  bandHigh: 1070,
  tradedTicks: 0,
  tradedLots: 0,
  lastQuoteSum: undefined,
};

describe("daily settlement prices", () => {
  it("are the volume-weighted mean of all trades of the day, to the nearest tick", () => {
    // 10 lots at 1000 and 5 at 1006: 15030 / 15 = 1002.
    expect(daySettlements([{ ...quiet, tradedTicks: 15_030, tradedLots: 15 }])).toEqual([
      { ticks: 1002, method: BY_DAY_VWAP },
    ]);
  });

  it("round halves to even", () => {
    expect(daySettlements([{ ...quiet, tradedTicks: 2001, tradedLots: 2 }])[0]!.ticks).toBe(1000);
    expect(daySettlements([{ ...quiet, tradedTicks: 2003, tradedLots: 2 }])[0]!.ticks).toBe(1002);
  });

  it("are the mid of the last two-sided quote where nothing traded", () => {
    expect(daySettlements([{ ...quiet, lastQuoteSum: 2020 }])).toEqual([{ ticks: 1010, method: BY_LAST_QUOTE }]);
  });

  it("do not take a quote outside the band", () => {
    expect(daySettlements([{ ...quiet, lastQuoteSum: 2200 }])).toEqual([{ ticks: 1000, method: UNCHANGED }]);
  });

  it("move with the nearest month that traded, inside the band", () => {
    const traded = {
      ...quiet,
      previousTicks: 2000,
      bandLow: 1860,
      bandHigh: 2140,
      tradedTicks: 21_000,
      tradedLots: 10,
    };
    const far = { ...quiet, previousTicks: 100, bandLow: 97, bandHigh: 103 };
    expect(daySettlements([traded, quiet, far])).toEqual([
      { ticks: 2100, method: BY_DAY_VWAP },
      { ticks: 1050, method: BY_NEIGHBOUR },
      { ticks: 103, method: BY_NEIGHBOUR },
    ]);
  });

  it("take the nearer expiry of two equally close months", () => {
    const up = { ...quiet, tradedTicks: 10_100, tradedLots: 10 };
    const down = { ...quiet, tradedTicks: 9_900, tradedLots: 10 };
    expect(daySettlements([up, quiet, down])[1]!.ticks).toBe(1010);
    expect(daySettlements([down, quiet, up])[1]!.ticks).toBe(990);
  });

  it("stay where they were when nothing traded and nobody quoted", () => {
    expect(daySettlements([quiet, quiet])).toEqual([
      { ticks: 1000, method: UNCHANGED },
      { ticks: 1000, method: UNCHANGED },
    ]);
  });
});
