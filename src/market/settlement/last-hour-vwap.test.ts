import { describe, expect, it } from "vitest";
import { quietDay } from "../../testing/settlement-days.ts";
import { lastHourPrice } from "./last-hour-vwap.ts";
import { BY_DAY_VWAP, BY_EARLIER_WINDOW, BY_LAST_QUOTE, BY_WINDOW_VWAP } from "./methods.ts";
import { NOT_TRADED } from "./trade-windows.ts";

const early = { ticksLots: 9_900, lots: 10 };
const late = { ticksLots: 15_060, lots: 15 };
const traded = { ...quietDay, tradedTicks: 24_960, tradedLots: 25, tradedEarlyOnly: false };
const lockedUp = { bidTicks: 1070, askTicks: undefined, lastTicks: undefined };

describe("the settlement price by the last hour", () => {
  it("is the mean of the last hour's trades, whatever traded before: 15 lots for 15060 make 1004", () => {
    expect(lastHourPrice({ ...traded, stretches: [late, early] })).toEqual({
      ticks: 1004,
      method: BY_WINDOW_VWAP,
      windowLots: 15,
    });
  });

  it("reaches back hour by hour to the last one with a trade", () => {
    const stretches = [NOT_TRADED, NOT_TRADED, late, early];
    expect(lastHourPrice({ ...traded, stretches })).toEqual({ ticks: 1004, method: BY_EARLIER_WINDOW, windowLots: 15 });
  });

  it("is the whole day's mean where the last trade lies within an hour after the opening: 24960 / 25 = 998.4", () => {
    const stretches = [NOT_TRADED, late, early];
    expect(lastHourPrice({ ...traded, stretches, tradedEarlyOnly: true })).toEqual({
      ticks: 998,
      method: BY_DAY_VWAP,
      windowLots: 25,
    });
  });

  it("is the limit price where nothing traded in the last hour and the book closes locked", () => {
    const atLimit = { ticks: 1070, method: BY_LAST_QUOTE, windowLots: 0 };
    expect(lastHourPrice({ ...traded, stretches: [NOT_TRADED, late], standing: lockedUp })).toEqual(atLimit);
    expect(lastHourPrice({ ...quietDay, stretches: [NOT_TRADED], standing: lockedUp })).toEqual(atLimit);
    const lockedDown = { bidTicks: undefined, askTicks: 930, lastTicks: undefined };
    expect(lastHourPrice({ ...quietDay, stretches: [NOT_TRADED], standing: lockedDown })!.ticks).toBe(930);
  });

  it("is that of the trades where the book closes locked after trades in the last hour", () => {
    expect(lastHourPrice({ ...traded, stretches: [late], standing: lockedUp })!.ticks).toBe(1004);
  });

  it("does not exist without a trade", () => {
    expect(lastHourPrice({ ...quietDay, stretches: [NOT_TRADED, NOT_TRADED] })).toBeUndefined();
  });
});
