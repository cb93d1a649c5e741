import { describe, expect, it } from "vitest";
import { quietDay } from "../../testing/settlement-days.ts";
import type { DayOfMonth, SpreadOfDay } from "./day-of-month.ts";
import {
  BY_LAST_TRADE,
  BY_NEIGHBOUR,
  BY_PREVIOUS_IN_QUOTES,
  BY_SPREAD_VWAP,
  BY_WINDOW_VWAP,
  UNCHANGED,
} from "./methods.ts";
import type { Standing } from "./trade-windows.ts";
import { windowPrices } from "./window-vwap.ts";

const any = { minimumLots: 1, spreadMinimumLots: 1 };

function standing(values: Partial<Standing>): Standing {
  return { bidTicks: undefined, askTicks: undefined, lastTicks: undefined, ...values };
}

function only(day: Partial<DayOfMonth>) {
  return windowPrices(any, [{ ...quietDay, ...day }], [])[0]!;
}

function spread(near: number, far: number, lots: number, ticks: number): SpreadOfDay {
  return { near, far, monthsApart: far - near, ticksPerLegTick: 1, window: { ticksLots: lots * ticks, lots } };
}

describe("settlement prices by a two-minute window", () => {
  describe("of the active month", () => {
    it("are the mean of its trades in the window: 30 lots at 1004 and 10 at 1008 make 1005", () => {
      expect(only({ window: { ticksLots: 40_200, lots: 40 } })).toEqual({
        ticks: 1005,
        method: BY_WINDOW_VWAP,
        windowLots: 40,
      });
    });

    it("midway between two ticks take that closer to the previous settlement, 1000: 1004.5 is 1004 and 995.5 is 996", () => {
      expect(only({ window: { ticksLots: 2009, lots: 2 } }).ticks).toBe(1004);
      expect(only({ window: { ticksLots: 1991, lots: 2 } }).ticks).toBe(996);
    });

    it("do not take the window where it traded less than the minimum", () => {
      const day = { ...quietDay, window: { ticksLots: 2009, lots: 2 } };
      expect(windowPrices({ ...any, minimumLots: 3 }, [day], [])[0]!.method).toBe(UNCHANGED);
    });

    it("are else the day's last trade, 1015 between a bid of 1010 and an ask of 1020", () => {
      expect(only({ standing: standing({ lastTicks: 1015, bidTicks: 1010, askTicks: 1020 }) })).toEqual({
        ticks: 1015,
        method: BY_LAST_TRADE,
        windowLots: 0,
      });
    });

    it("are the bid above the last trade, or the ask below it", () => {
      expect(only({ standing: standing({ lastTicks: 1015, bidTicks: 1018 }) }).ticks).toBe(1018);
      expect(only({ standing: standing({ lastTicks: 1015, bidTicks: 1001, askTicks: 1003 }) }).ticks).toBe(1003);
    });

    it("are else the previous settlement, 1000, moved to the bid above it or the ask below it", () => {
      expect(only({ standing: standing({ bidTicks: 1006, askTicks: 1009 }) })).toEqual({
        ticks: 1006,
        method: BY_PREVIOUS_IN_QUOTES,
        windowLots: 0,
      });
      expect(only({ standing: standing({ askTicks: 997 }) }).ticks).toBe(997);
    });

    it("stay where they were when nothing traded and nobody quoted", () => {
      expect(only({})).toEqual({ ticks: 1000, method: UNCHANGED, windowLots: 0 });
    });
  });

  it("follow CME's printed example of crude oil: 50.58, 50.90, 51.13, 51.26 from calendar spreads", () => {
    // X7 50.58 from 10,584 lots. Z7: 50.58 + .32. F8: 51.14 x 371 / 1 month with 51.13 x 998 / 2 months.
    // G8: 51.26 from 328 / 1, 70 / 2 and 437 / 3 lots.
    const month = { ...quietDay, previousTicks: 5000, bandLow: 4500, bandHigh: 5500 };
    const active = { ...month, openInterestLots: 10, window: { ticksLots: 5058 * 10_584, lots: 10_584 } };
    const spreads = [
      spread(0, 1, 2326, -32),
      spread(1, 2, 371, -24),
      spread(0, 2, 998, -55),
      spread(2, 3, 328, -13),
      spread(1, 3, 70, -36),
      spread(0, 3, 437, -68),
    ];
    expect(windowPrices(any, [active, month, month, month], spreads)).toEqual([
      { ticks: 5058, method: BY_WINDOW_VWAP, windowLots: 10_584 },
      { ticks: 5090, method: BY_SPREAD_VWAP, windowLots: 2326 },
      { ticks: 5113, method: BY_SPREAD_VWAP, windowLots: 1369 },
      { ticks: 5126, method: BY_SPREAD_VWAP, windowLots: 835 },
    ]);
  });

  it("weigh spreads by lots over the months between their legs: (1100 x 10 / 1 + 1040 x 10 / 2) / 15 = 1080", () => {
    const active = { ...quietDay, openInterestLots: 1, window: { ticksLots: 1000, lots: 1 } };
    const wide = { ...quietDay, bandHigh: 1200 };
    const spreads = [spread(1, 2, 10, -50), spread(0, 2, 10, -40), spread(0, 1, 10, -50)];
    expect(windowPrices(any, [active, wide, wide], spreads).map(({ ticks }) => ticks)).toEqual([1000, 1050, 1080]);
  });

  it("turn spread steps into ticks: -25 steps of half a tick put the far month 12.5 ticks up, and 12 is closer to 1000", () => {
    const active = { ...quietDay, openInterestLots: 1, window: { ticksLots: 1000, lots: 1 } };
    const half = { ...spread(0, 1, 4, -25), ticksPerLegTick: 2 };
    expect(windowPrices(any, [active, quietDay], [half])[1]!.ticks).toBe(1012);
  });

  it("begin at the month with the largest open interest and go outwards, also to nearer months", () => {
    const days = [
      quietDay,
      quietDay,
      { ...quietDay, openInterestLots: 7, window: { ticksLots: 1010, lots: 1 } },
      quietDay,
    ];
    const prices = windowPrices(any, days, [spread(1, 2, 3, 20), spread(0, 1, 3, 5)]);
    expect(prices.map(({ ticks, method }) => [ticks, method])).toEqual([
      [1035, BY_SPREAD_VWAP],
      [1030, BY_SPREAD_VWAP],
      [1010, BY_WINDOW_VWAP],
      [1010, BY_NEIGHBOUR],
    ]);
  });

  it("of other months without spread trades are the mean of their own in the window", () => {
    const active = { ...quietDay, openInterestLots: 1, window: { ticksLots: 1010, lots: 1 } };
    const other = { ...quietDay, window: { ticksLots: 2080, lots: 2 } };
    expect(windowPrices({ ...any, spreadMinimumLots: 5 }, [active, other], [spread(0, 1, 4, 5)])[1]).toEqual({
      ticks: 1040,
      method: BY_WINDOW_VWAP,
      windowLots: 2,
    });
  });

  it("are else moved by the net change of the month before, to the ask that this violates", () => {
    const active = { ...quietDay, openInterestLots: 1, window: { ticksLots: 1030, lots: 1 } };
    const other = { ...quietDay, previousTicks: 950 };
    const capped = { ...other, standing: standing({ bidTicks: 960, askTicks: 970 }) };
    const prices = windowPrices(any, [active, other, capped, other], []);
    expect(prices.map(({ ticks }) => ticks)).toEqual([1030, 980, 970, 970]);
    expect(prices[1]!.method).toBe(BY_NEIGHBOUR);
  });

  it("are unchanged in all months when nothing traded and nobody quoted", () => {
    expect(windowPrices(any, [quietDay, quietDay, quietDay], []).map(({ method }) => method)).toEqual([
      UNCHANGED,
      UNCHANGED,
      UNCHANGED,
    ]);
  });

  it("of no listed months are none", () => {
    expect(windowPrices(any, [], [])).toEqual([]);
  });
});
