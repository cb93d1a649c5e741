import { describe, expect, it } from "vitest";
import { dayPrice } from "./day-vwap.ts";
import { BY_DAY_VWAP } from "./methods.ts";
import { quietDay } from "../../testing/settlement-days.ts";

describe("the settlement price by the day's trades", () => {
  it("is the volume-weighted mean of all of them: 10 lots at 1000 and 5 at 1006 make 15030 / 15 = 1002", () => {
    expect(dayPrice({ ...quietDay, tradedTicks: 15_030, tradedLots: 15 })).toEqual({
      ticks: 1002,
      method: BY_DAY_VWAP,
      windowLots: 15,
    });
  });

  it("rounds halves to even", () => {
    expect(dayPrice({ ...quietDay, tradedTicks: 2001, tradedLots: 2 })!.ticks).toBe(1000);
    expect(dayPrice({ ...quietDay, tradedTicks: 2003, tradedLots: 2 })!.ticks).toBe(1002);
  });

  it("does not exist without a trade", () => {
    expect(dayPrice(quietDay)).toBeUndefined();
  });
});
