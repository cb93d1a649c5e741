import { describe, expect, it } from "vitest";
import { IndexDesk, isWeekday, NOISELESS, pair, PAIR } from "../../testing/index-desk.ts";
describe("the window of a fixing", () => {
  it("day: the volume-weighted mean of the hours since the last fixing, at 14:00 local", () => {
    const desk = new IndexDesk({}, { providers: PAIR, ...NOISELESS }, () => true, 8);
    const due: number[] = [];
    for (let hour = 0; hour < 30; hour++) {
      const fixing = hour < 3 ? desk.hourAt(1, 900) : desk.hourAt(2, 300);
      if (fixing !== undefined) due.push(hour, fixing);
    }
    // Midnight UTC is 08:00 in Beijing: the sixth hour ends at 14:00.
    expect(due[0]).toBe(5);
    expect(due[1]).toBeCloseTo((3 * 900 + 2 * 3 * 300) / 3600, 12);
    expect(due[2]).toBe(29);
    expect(due[3]).toBeCloseTo(2, 12);
    expect(desk.publisher.efficient).toBeCloseTo(2, 12);
  });

  it("day: Monday's covers the weekend, and nothing is fixed on it", () => {
    const desk = pair({}, isWeekday);
    const fixings = [1, 1, 1, 4, 4, 1, 1].map((price) => desk.dayAt(price));
    // Wednesday's covers the first 14 hours only; Saturday and Sunday are the fourth and the fifth day.
    expect(fixings.map((fixing) => fixing !== undefined)).toEqual([true, true, true, false, false, true, true]);
    expect(fixings[5]).toBeCloseTo(3, 12);
    expect(fixings[6]).toBeCloseTo(1, 12);
  });

  it("hour: nothing but the hour before the fixing", () => {
    const desk = pair({ window: "hour" });
    let fixing: number | undefined;
    for (let hour = 0; hour < 14; hour++) fixing = desk.hourAt(1 + hour);
    expect(fixing).toBeCloseTo(14, 12);
    expect(desk.publisher.efficient).toBeCloseTo(14, 12);
  });

  it("month: the mean of all days' values so far, published on business days, from the first of a month anew", () => {
    const desk = pair({ window: "month" }, isWeekday);
    const april = Array.from({ length: 30 }, (_, day) => desk.dayAt(1 + day));
    expect(april[2]).toBeCloseTo(2, 12);
    expect([april[3], april[4]]).toEqual([undefined, undefined]);
    expect(april[5]).toBeCloseTo((1 + 2 + 3 + 4 + 5 + 6) / 6, 12);
    expect(april[29]).toBeCloseTo(15.5, 12);
    expect(desk.publisher.isMonthMean).toBe(true);
    expect(desk.dayAt(50)).toBeCloseTo(50, 12);
  });

  it("business_month: the mean of business days' values, a weekend's trades being Monday's", () => {
    const desk = pair({ window: "business_month" }, isWeekday);
    const fixings = [1, 1, 1, 4, 4, 4].map((price) => desk.dayAt(price));
    expect(fixings[5]).toBeCloseTo((1 + 1 + 1 + 4) / 4, 12);
    expect(desk.publisher.efficient).toBeCloseTo(7 / 4, 12);
  });
});
