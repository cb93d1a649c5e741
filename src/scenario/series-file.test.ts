import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { Problems } from "./error.ts";
import type { SeriesColumns } from "./series-file.ts";
import { hourOf, parseSeries } from "./series-file.ts";

const DAY = epochDay(2026, 3, 31) * 24;
const COLUMNS: SeriesColumns = {
  dateColumn: "date",
  priceColumn: "price",
  gpuColumn: "",
  volumeColumn: "",
  utcOffsetHours: 8,
};

function read(text: string, columns: Partial<SeriesColumns> = {}) {
  const problems = new Problems();
  const rows = parseSeries(text, { ...COLUMNS, ...columns }, "prices.csv", problems);
  const lines = problems.list().map((p) => `${p.file}:${String(p.line)}:${String(p.column)} ${p.path}: ${p.message}`);
  return { rows, lines };
}

describe("the time of a row", () => {
  it.each([
    ["2026-03-31", DAY - 8],
    ["2026-03-31T14:00", DAY + 6],
    ["2026-03-31 14:30:00", DAY + 6.5],
    ["2026-03-31T06:00Z", DAY + 6],
    ["2026-03-31T14:00:00.000+08:00", DAY + 6],
    ["2026-03-31T00:30-0530", DAY + 6],
  ])("%s is local without a zone", (text, hour) => {
    expect(hourOf(text, 8)).toBe(hour);
  });

  it.each([
    "",
    "2026-02-30",
    "31.3.2026",
    "2026-3-31",
    "2026-03-31T24:00",
    "2026-03-31Z",
    "20260331",
    "2026-03-31T1:00",
  ])("%j is none", (text) => {
    expect(hourOf(text, 8)).toBeUndefined();
  });
});

describe("a series' file", () => {
  it("gives the columns asked for, wherever they stand, with quotes, spaces, CRLF and empty lines", () => {
    const text =
      '"note","close, CNY",date, h100 ,volume\r\n"a, b", 1.5,2026-03-30,2,3\r\n\r\n,"2e0",2026-03-31 ,2.5,0\r\n';
    const { rows, lines } = read(text, { priceColumn: "close, CNY", gpuColumn: "h100", volumeColumn: "volume" });
    expect(lines).toEqual([]);
    expect(rows).toEqual({ hours: [DAY - 32, DAY - 8], price: [1.5, 2], gpuUsdHour: [2, 2.5], tokensPerDay: [3, 0] });
    expect(read(text, { priceColumn: "close, CNY" }).rows).toMatchObject({
      gpuUsdHour: undefined,
      tokensPerDay: undefined,
    });
  });

  it.each([
    ["", "prices.csv:1:1 : is empty; a series has a header line and rows"],
    ["date,price\n", "prices.csv:1:1 : has no rows"],
    [
      "Dates,price\n2026-03-31,1\n",
      'prices.csv:1:1 compute.date_column: there is no column "date"; did you mean Dates?',
    ],
    ["date;price\n", 'there is no column "date"; the columns are "date;price"'],
    ["date,price,price\n", 'prices.csv:1:6 compute.price_column: there are several columns "price"'],
    ["date,price\n2026-03-31\n", "prices.csv:2:1 : has 1 cells, the header 2"],
    ["date,price\n2026-03-31,1,2\n", "prices.csv:2:1 : has 3 cells, the header 2"],
    ["date,price\n31/03/2026,1\n", "prices.csv:2:1 date: must be a date such as 2026-03-31 or a time such as"],
    ["date,price\n2026-03-31,1\n2026-03-31,1\n", "prices.csv:3:1 date: must be after the row before it (2026-03-31)"],
    ["date,price\n2026-03-31,1\n2026-03-30,1\n", "got 2026-03-30"],
    ["date,price\n2026-03-31,0\n", 'prices.csv:2:12 price: must be a number above 0 and at most 10000, got "0"'],
    ["date,price\n2026-03-31,-1\n", 'got "-1"'],
    ["date,price\n2026-03-31,\n", "price: must be a number above 0 and at most 10000, got nothing"],
    ["date,price\n2026-03-31,NaN\n", 'got "NaN"'],
    ["date,price\n2026-03-31,1e999\n", 'got "1e999"'],
    ["date,price\n2026-03-31,0x10\n", 'got "0x10"'],
    ['date,price\n2026-03-31,"1,5"\n', 'got "1,5"'],
    ['date,price\n2026-03-31,"1\n', "the file ends inside quotes"],
    ['date,price\n2026-03-31,1"2"\n', "prices.csv:2:13 : a quote inside a cell that is not quoted"],
  ])("%j is refused", (text, message) => {
    const { rows, lines } = read(text);
    expect(rows).toBeUndefined();
    expect(lines.join("\n")).toContain(message);
  });

  it("has all bad rows named, up to fifty", () => {
    const { lines } = read(`date,price\n${"x,y\n".repeat(1000)}`);
    expect(lines).toHaveLength(50);
    expect(lines[0]).toContain("prices.csv:2:1 date");
    expect(lines[1]).toContain("prices.csv:2:3 price");
    expect(lines[49]).toContain("prices.csv:26:3 price");
    expect(lines[49]).toContain("; the lines after it were not read");
  });

  it("is rows of finite positive numbers in rising order, or problems, whatever the text", () => {
    const time = fc.constantFrom("2026-03-31", "2026-04-01", "2026-04-02T05:00Z", "x");
    const cell = fc.constantFrom("2026-03-31", "2026-04-01", "2026-04-02T05:00Z", "1", "2.5", "0", "x", "", '"', " 7 ");
    const row = fc
      .tuple(time, fc.array(cell, { minLength: 1, maxLength: 2 }))
      .map(([first, cells]) => [first, ...cells].join(","));
    let good = 0;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 3 }), fc.constantFrom("", "", "\n", "x", ",", '"'), (texts, tail) => {
        const { rows, lines } = read(["date,price", ...texts].join("\n") + tail);
        expect(rows === undefined).toBe(lines.length > 0);
        if (rows === undefined) return;
        good++;
        expect(rows.price.every((price) => price > 0 && price < Infinity)).toBe(true);
        expect(rows.hours.every((hour, i) => i === 0 || hour > rows.hours[i - 1])).toBe(true);
        expect(rows.price.length).toBe(rows.hours.length);
      }),
      { seed: 20260322, numRuns: 3000 },
    );
    expect(good).toBeGreaterThan(20);
  });
});
