import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MICROSECONDS_PER_HOUR } from "../../base/units.ts";
import { finalPrice, meanOfHours, valueAt, type DatedValues, type FinalEvidence, type TimedValues } from "./final.ts";

const HOUR = MICROSECONDS_PER_HOUR;

/** Hourly values published at 1:00, 2:00 and so on. */
const hourly = (...values: readonly number[]): TimedValues => ({
  length: values.length,
  timeUs: (k) => (k + 1) * HOUR,
  value: (k) => values[k]!,
});
const fixings = (...rows: readonly (readonly [day: number, value: number])[]): DatedValues => ({
  length: rows.length,
  day: (k) => rows[k]![0],
  value: (k) => rows[k]![1],
});
const evidence = (changes: Partial<FinalEvidence> = {}): FinalEvidence => ({
  hourly: hourly(1, 2, 3, 4, 5),
  fixings: fixings([9, 90], [10, 100], [11, 104], [14, 99], [15, 200]),
  isMonthMean: false,
  firstDay: 10,
  lastDay: 14,
  closeUs: 5.5 * HOUR,
  ...changes,
});

describe("final settlement", () => {
  it("by the month's mean: (100 + 104 + 99) / 3 = 101, days before and after left out", () => {
    expect(finalPrice({ method: "index_month_mean" }, evidence())).toBe(101);
  });

  it("by the month's mean where the index is that mean already: its last fixing, 99", () => {
    expect(finalPrice({ method: "index_month_mean" }, evidence({ isMonthMean: true }))).toBe(99);
  });

  it("by a day: the fixing of the last day; without one the last before", () => {
    expect(finalPrice({ method: "index_day" }, evidence({ firstDay: 14 }))).toBe(99);
    expect(finalPrice({ method: "index_day" }, evidence({ firstDay: 12, lastDay: 12 }))).toBe(104);
  });

  it("without any fixing yet: the last value before the close", () => {
    const none = evidence({ fixings: fixings([15, 200]) });
    expect(finalPrice({ method: "index_month_mean" }, none)).toBe(5);
    expect(finalPrice({ method: "index_day" }, { ...none, fixings: fixings() })).toBe(5);
  });

  it("by the last two hours: at 5:30 the values of 4:00 and 5:00, (4 + 5) / 2", () => {
    expect(finalPrice({ method: "index_last_hours", hours: 2 }, evidence())).toBe(4.5);
    expect(finalPrice({ method: "index_last_hours", hours: 24 }, evidence())).toBe(3);
  });

  it("by the last two hours of a close at 5:00: the values of 3:00 and 4:00, for that of 5:00 comes too late", () => {
    expect(finalPrice({ method: "index_last_hours", hours: 2 }, evidence({ closeUs: 5 * HOUR }))).toBe(3.5);
  });

  it("by the last hours where none of them has a value: the last before", () => {
    expect(meanOfHours(hourly(1, 2), 9 * HOUR, 2)).toBe(2);
  });

  it("by instant: the last value before the close", () => {
    expect(finalPrice({ method: "index_instant" }, evidence())).toBe(5);
    expect(finalPrice({ method: "index_instant" }, evidence({ closeUs: 5 * HOUR }))).toBe(4);
    expect(() => valueAt(hourly(), HOUR)).toThrow("before there is any index value");
  });

  /** Whether a method's price lies within the values that it is made of, for values of all kinds. */
  const liesWithin = (price: typeof finalPrice): void =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 24 }),
        (values, hours) => {
          const rows = values.map((value, day) => [day, value] as const);
          const given = {
            ...evidence(),
            hourly: hourly(...values),
            fixings: fixings(...rows),
            firstDay: 0,
            lastDay: 99,
          };
          for (const method of ["index_month_mean", "index_day", "index_last_hours", "index_instant"] as const) {
            const result = price({ method, hours }, { ...given, closeUs: values.length * HOUR + 1 });
            expect(result).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-12));
            expect(result).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-12));
          }
        },
      ),
      { seed: 20260322, numRuns: 200 },
    );

  it("lies within the values that it is made of, by every method", () => liesWithin(finalPrice));

  it("and a sum divided by too little would be caught", () => {
    expect(() => liesWithin((terms, given) => (finalPrice(terms, given) * 3) / 2)).toThrow();
  });
});
