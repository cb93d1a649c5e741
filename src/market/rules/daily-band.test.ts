import { describe, expect, it } from "vitest";
import { dailyBand } from "./daily-band.ts";

const rule = { percent: 7, firstDayMultiple: 2 };

describe("the daily price band", () => {
  it("lies symmetrically around the previous settlement, rounded inwards to whole ticks", () => {
    expect(dailyBand(rule, 1000, false)).toEqual({ low: 930, high: 1070 });
    expect(dailyBand(rule, 1013, false)).toEqual({ low: 1013 - 70, high: 1013 + 70 });
  });

  it("is twice as wide on a listed month's first day", () => {
    expect(dailyBand(rule, 1000, true)).toEqual({ low: 860, high: 1140 });
  });

  it("lets the smallest price move by a tick, and one of zero or below too", () => {
    expect(dailyBand(rule, 3, false)).toEqual({ low: 2, high: 4 });
    expect(dailyBand(rule, 0, false)).toEqual({ low: -1, high: 1 });
    expect(dailyBand(rule, -1000, false)).toEqual({ low: -1070, high: -930 });
  });
});
