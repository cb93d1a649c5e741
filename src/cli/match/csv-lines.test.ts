import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvLines } from "./csv-lines.ts";

/** Lines as [number, ...fields] or [number, fault], read in pieces of a size. */
function read(text: string | Uint8Array, size = 1 << 20): (string | number)[][] {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const lines = new CsvLines();
  const found: (string | number)[][] = [];
  const take = () => {
    while (lines.next()) {
      const fields = Array.from({ length: lines.count }, (_, field) => lines.textOf(field));
      found.push([lines.line, ...(lines.fault === "" ? fields : [lines.fault])]);
    }
  };
  for (let at = 0; at < bytes.length; at += size) {
    lines.push(bytes.subarray(at, at + size));
    take();
  }
  lines.finish();
  take();
  return found;
}

describe("lines of CSV", () => {
  it.each([
    ["plain fields", "a,b\nc,d\n", [[1, "a", "b"], [2, "c", "d"]]], // prettier-ignore
    ["a last line without end", "a\nb", [[1, "a"], [2, "b"]]], // prettier-ignore
    ["CRLF", "a,b\r\nc,\r\n", [[1, "a", "b"], [2, "c", ""]]], // prettier-ignore
    ["a byte order mark", "\ufeffa,b\n", [[1, "a", "b"]]],
    ["nothing but a byte order mark", "\ufeff", []],
    ["empty fields", ",,\n", [[1, "", "", ""]]],
    ["empty lines", "\n\na\r\n\r\n  \nb\n", [[3, "a"], [6, "b"]]], // prettier-ignore
    ["spaces around", " a ,\tb c\t\n", [[1, "a", "b c"]]],
    ["quotes", '"a,b","c ""d""",""\n', [[1, "a,b", 'c "d"', ""]]],
    ["quotes at the end of CRLF lines", '"a"\r\n"b""",c\r\n', [[1, "a"], [2, 'b"', "c"]]], // prettier-ignore
    ["other scripts", "é,中文\n", [[1, "é", "中文"]]],
    ["nothing", "", []],
  ])("%s", (_, text, expected) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(read(text, size)).toEqual(expected);
  });

  it.each([
    ["a quote that does not end", 'x,"ab\nc\n', "a quote that is not closed on its line (field 2)"],
    ["a doubled quote that does not end", '"ab""\nc\n', "a quote that is not closed on its line (field 1)"],
    ["a quote in the middle", 'x,a"b\nc\n', "a quote inside a field without quotes (field 2)"],
    ["text behind a quote", '"a"b,c\nc\n', "text after a closing quote (field 1)"],
    ["a control character", "a\u0000b\nc\n", "a control character (field 1)"],
    ["a control character in quotes", 'x,"a\u0001b"\nc\n', "a control character (field 2)"],
    ["a carriage return alone", "a\rb\nc\n", "a control character (field 1)"],
  ])("names %s and goes on with the next line", (_, text, fault) => {
    for (const size of [1, 2, 1000]) {
      expect(read(text, size)).toEqual([
        [1, fault],
        [2, "c"],
      ]);
    }
  });

  it("names bytes that are not UTF-8, inside quotes too", () => {
    const fault = "bytes that are not UTF-8 (field 2)";
    for (const bytes of [
      [97, 44, 0xff, 10, 98, 10],
      [97, 44, 34, 0xc3, 34, 10, 98, 10],
    ]) {
      expect(read(Uint8Array.from(bytes))).toEqual([
        [1, fault],
        [2, "b"],
      ]);
    }
  });

  it("names a line that is too long and keeps nothing of it", () => {
    const lines = new CsvLines();
    lines.push(new TextEncoder().encode("ab\n"));
    expect([lines.next(), lines.next()]).toEqual([true, false]);
    for (let piece = 0; piece < 200; piece++) {
      lines.push(new Uint8Array(50_000).fill(120));
      expect(lines.next()).toBe(false);
    }
    expect(lines.bytes.length).toBeLessThan(1_000_000);
    lines.push(new TextEncoder().encode("\nb\n"));
    expect([lines.next(), lines.line, lines.fault]).toEqual([true, 2, "the line has more than 65536 bytes"]);
    expect([lines.next(), lines.line, lines.textOf(0), lines.fault]).toEqual([true, 3, "b", ""]);
    expect(read("x".repeat(70_000))).toEqual([[1, "the line has more than 65536 bytes"]]);
    expect(read("x".repeat(65_536))[0]).toHaveLength(2);
  });

  it("finds the fields that were written, however the bytes are cut", () => {
    const field = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", " ", "\t", "7") });
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { maxLength: 8 });
    const property = fc.property(
      table,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom("\n", "\r\n"),
      (rows, size, end) => {
        const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",") + end).join("");
        expect(read(text, size)).toEqual(rows.map((row, index) => [index + 1, ...row]));
      },
    );
    fc.assert(property, { seed: 20260322, numRuns: 200 });
  });

  it("survives any bytes", () => {
    const property = fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
      expect(read(bytes, size)).toEqual(read(bytes));
    });
    fc.assert(property, { seed: 20260322, numRuns: 300 });
  });
});
