import { describe, expect, it } from "vitest";
import { priceRulesOf } from "../../testing/price-rules.ts";
import { bandPercent, dailyBand, distanceTicks } from "./daily-band.ts";

it("is not a tick narrower because percentages are no exact doubles", () => {
  expect(dailyBand(2.3, 3000)).toEqual({ low: 2931, high: 3069 });
  expect(dailyBand(8.2, 1500)).toEqual({ low: 1377, high: 1623 });
  expect(dailyBand(8.3, 1501)).toEqual({ low: 1377, high: 1625 });
});

describe("the daily price band", () => {
  it("lies symmetrically around the previous settlement, rounded inwards to whole ticks", () => {
    expect(dailyBand(7, 1000)).toEqual({ low: 930, high: 1070 });
    expect(dailyBand(7, 1013)).toEqual({ low: 1013 - 70, high: 1013 + 70 });
  });

  it("lets the smallest price move by a tick, and one of zero or below too", () => {
    expect(dailyBand(7, 3)).toEqual({ low: 2, high: 4 });
    expect(dailyBand(7, 0)).toEqual({ low: -1, high: 1 });
    expect(dailyBand(7, -1000)).toEqual({ low: -1070, high: -930 });
  });

  const rule = priceRulesOf({ dailyBand: { percent: 7, holidayAddPoints: 1, holidayDays: 5 } }).dailyBand;

  it("is twice as wide on a listed month's first day", () => {
    expect(bandPercent(rule, 7, true, 1)).toBe(14);
  });

  it("takes the wider of the first day's band and that of locked days, not both", () => {
    expect(bandPercent(rule, 10, true, 1)).toBe(14);
    expect(bandPercent(rule, 16, true, 1)).toBe(16);
    expect(bandPercent(rule, 10, false, 1)).toBe(10);
  });

  it("is wider by the holiday's points after a break of so many days", () => {
    expect(bandPercent(rule, 7, false, 4)).toBe(7);
    expect(bandPercent(rule, 7, false, 5)).toBe(8);
  });
});

describe("the distance of a price rule", () => {
  it("is its ticks, or where these are 0 its percentage of the settlement price, at least one tick", () => {
    expect(distanceTicks({ ticks: 20, percent: 3 }, 1000)).toBe(20);
    expect(distanceTicks({ ticks: 0, percent: 3 }, 1000)).toBe(30);
    expect(distanceTicks({ ticks: 0, percent: 3 }, -1000)).toBe(30);
    expect(distanceTicks({ ticks: 0, percent: 3 }, 10)).toBe(1);
  });
});
