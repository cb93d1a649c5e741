import { describe, expect, it } from "vitest";
import { quietDay } from "../../testing/settlement-days.ts";
import { dayPrice } from "./day-vwap.ts";
import type { DayOfMonth } from "./day-of-month.ts";
import { BY_DAY_VWAP, BY_LAST_QUOTE, BY_NEIGHBOUR, UNCHANGED } from "./methods.ts";
import { fillQuietMonths, type Following } from "./quiet-months.ts";

function settle(days: readonly DayOfMonth[], following: Following = "proportional") {
  return fillQuietMonths(days, days.map(dayPrice), following);
}

describe("settlement prices of months without trades", () => {
  it("are the mid of the last two-sided quote", () => {
    expect(settle([{ ...quietDay, lastQuoteSum: 2020 }])).toEqual([
      { ticks: 1010, method: BY_LAST_QUOTE, windowLots: 0 },
    ]);
  });

  it("do not take a quote outside the band", () => {
    expect(settle([{ ...quietDay, lastQuoteSum: 2200 }])).toEqual([{ ticks: 1000, method: UNCHANGED, windowLots: 0 }]);
  });

  it("move with the nearest month that traded, in proportion and inside the band: 2000 -> 2100 moves 1000 to 1050", () => {
    const band = { bandLow: 1860, bandHigh: 2140 };
    const traded = { ...quietDay, previousTicks: 2000, ...band, tradedTicks: 21_000, tradedLots: 10 };
    const far = { ...quietDay, previousTicks: 100, bandLow: 97, bandHigh: 103 };
    expect(settle([traded, quietDay, far])).toEqual([
      { ticks: 2100, method: BY_DAY_VWAP, windowLots: 10 },
      { ticks: 1050, method: BY_NEIGHBOUR, windowLots: 0 },
      { ticks: 103, method: BY_NEIGHBOUR, windowLots: 0 },
    ]);
  });

  it("move by as much money in absolute terms: 60 ticks of .01 are 30 ticks of .02", () => {
    const traded = { ...quietDay, previousTicks: 2000, bandHigh: 2140, tradedTicks: 20_600, tradedLots: 10 };
    const coarse = { ...quietDay, tickMicro: 20_000 };
    expect(settle([traded, coarse], "absolute")[1]).toEqual({ ticks: 1030, method: BY_NEIGHBOUR, windowLots: 0 });
  });

  it("take the nearer expiry of two equally close months", () => {
    const up = { ...quietDay, tradedTicks: 10_100, tradedLots: 10 };
    const down = { ...quietDay, tradedTicks: 9_900, tradedLots: 10 };
    expect(settle([up, quietDay, down])[1]!.ticks).toBe(1010);
    expect(settle([down, quietDay, up])[1]!.ticks).toBe(990);
  });

  it("stay where they were where a price of zero gives no proportion", () => {
    const traded = { ...quietDay, previousTicks: 0, bandLow: -10, bandHigh: 10, tradedTicks: 5, tradedLots: 1 };
    expect(settle([traded, quietDay])[1]!.method).toBe(UNCHANGED);
  });

  it("stay where they were when nothing traded and nobody quoted", () => {
    expect(settle([quietDay, quietDay]).map(({ ticks, method }) => [ticks, method])).toEqual([
      [1000, UNCHANGED],
      [1000, UNCHANGED],
    ]);
  });
});
