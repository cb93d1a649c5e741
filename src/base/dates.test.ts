import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "./assert.ts";
import {
  addMonths,
  civil,
  epochDay,
  firstDayOfMonth,
  isoDate,
  lastDayOfMonth,
  monthText,
  parseIsoDate,
  weekday,
  yyyymm,
} from "./dates.ts";

const MILLISECONDS_PER_DAY = 86_400_000;
const FIRST = epochDay(1900, 1, 1);
const LAST = epochDay(2200, 12, 31);

describe("civil dates", () => {
  it("agree with JavaScript's own for every day from 1900 to 2200, and go there and back", () => {
    for (let day = FIRST; day <= LAST; day++) {
      const oracle = new Date(day * MILLISECONDS_PER_DAY);
      const { year, month, day: dayOfMonth } = civil(day);
      if (year !== oracle.getUTCFullYear() || month !== oracle.getUTCMonth() + 1 || dayOfMonth !== oracle.getUTCDate())
        throw new Error(`day ${day}`);
      if (epochDay(year, month, dayOfMonth) !== day || parseIsoDate(isoDate(day)) !== day)
        throw new Error(`day ${day}`);
      if (weekday(day) !== (oracle.getUTCDay() + 6) % 7) throw new Error(`weekday of day ${day}`);
    }
  });

  it("reach from year 1 to year 9999 and no further", () => {
    expect(isoDate(epochDay(1, 1, 1))).toBe("0001-01-01");
    expect(isoDate(epochDay(9999, 12, 31))).toBe("9999-12-31");
    expect(() => civil(epochDay(1, 1, 1) - 1)).toThrow(InvariantError);
    expect(() => civil(epochDay(9999, 12, 31) + 1)).toThrow(InvariantError);
    expect(() => civil(0.5)).toThrow(InvariantError);
    expect(() => civil(NaN)).toThrow(InvariantError);
  });

  it("begin at 1970-01-01", () => {
    expect(epochDay(1970, 1, 1)).toBe(0);
    expect(epochDay(2000, 3, 1)).toBe(11_017);
  });

  it.each([
    ["2026-03-31", 1],
    ["2000-01-01", 5],
    ["1969-07-20", 6],
    ["2024-02-29", 3],
    ["1970-01-01", 3],
    ["2100-03-01", 0],
  ])("know that %s was day %d of the week, Monday being 0", (text, expected) => {
    expect(weekday(parseIsoDate(text)!)).toBe(expected);
  });

  it.each([
    [2026, 2, 29],
    [1900, 2, 29],
    [2026, 4, 31],
    [2026, 13, 1],
    [2026, 0, 1],
    [2026, 1, 0],
    [0, 1, 1],
    [2026.5, 1, 1],
    [2026, NaN, 1],
  ])("refuse %d-%d-%d", (year, month, day) => {
    expect(() => epochDay(year, month, day)).toThrow(InvariantError);
  });
});

describe("parseIsoDate", () => {
  it.each([
    "2026-02-30",
    "2026-1-1",
    "26-01-01",
    "2026-01-01 ",
    "2026/01/01",
    "",
    "2026-00-10",
    "0000-01-01",
    "2023-02-29",
  ])("does not take %j for a date", (text) => {
    expect(parseIsoDate(text)).toBeUndefined();
  });
});

describe("months", () => {
  it("of a day are its year and month", () => {
    expect(yyyymm(epochDay(2026, 3, 31))).toBe(202603);
    expect(monthText(202603)).toBe("2026-03");
  });

  it("begin and end where their neighbours end and begin", () => {
    const months = fc.tuple(fc.integer({ min: 1900, max: 2200 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(months, ([year, month]) => {
        const now = year * 100 + month;
        const next = addMonths(now, 1);
        expect(lastDayOfMonth(now) + 1).toBe(firstDayOfMonth(next));
        expect(yyyymm(lastDayOfMonth(now))).toBe(now);
        expect(yyyymm(firstDayOfMonth(next))).toBe(next);
      }),
      { seed: 20260322, numRuns: 500 },
    );
  });

  it("add up, forth and back", () => {
    expect(addMonths(202611, 3)).toBe(202702);
    expect(addMonths(202601, -1)).toBe(202512);
    expect(addMonths(202612, -24)).toBe(202412);
    fc.assert(
      fc.property(fc.integer({ min: -1200, max: 1200 }), fc.integer({ min: -1200, max: 1200 }), (m, n) => {
        expect(addMonths(addMonths(202603, m), n)).toBe(addMonths(202603, m + n));
      }),
      { seed: 20260322, numRuns: 500 },
    );
  });

  it("end on 28 or 29 February", () => {
    expect(isoDate(lastDayOfMonth(202402))).toBe("2024-02-29");
    expect(isoDate(lastDayOfMonth(202602))).toBe("2026-02-28");
    expect(isoDate(lastDayOfMonth(210002))).toBe("2100-02-28");
    expect(isoDate(lastDayOfMonth(200002))).toBe("2000-02-29");
  });

  it("that do not exist are refused", () => {
    for (const month of [202600, 202613, 2026, NaN, 202603.5]) {
      expect(() => monthText(month)).toThrow(InvariantError);
      expect(() => firstDayOfMonth(month)).toThrow(InvariantError);
      expect(() => lastDayOfMonth(month)).toThrow(InvariantError);
      expect(() => addMonths(month, 1)).toThrow(InvariantError);
    }
    expect(() => addMonths(202603, 0.5)).toThrow(InvariantError);
    expect(() => addMonths(999912, 1)).toThrow(InvariantError);
  });
});
