import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyTable, AWKWARD_NAMES } from "../testing/tables.ts";
import { decimalText } from "./cells.ts";
import { writeNumericRows } from "./csv-writer-fast.ts";
import { writeRows, writeTable, writeWith } from "./csv-writer.ts";
import { readTable } from "./csv-reader.ts";
import type { Table } from "./table.ts";
import { Column, emptyDictionaries, makeTable } from "./table.ts";
import type { TableName } from "./tables.ts";
import { tables } from "./tables.ts";

const names = Object.keys(tables) as TableName[];
const numericNames = names.filter((name) => Object.values(makeTable(name).columns).every((c) => c instanceof Column));
let folder = "";
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpit-csv-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
const newPath = () => join(folder, `${files++}.csv`);

function contents(table: Table): unknown {
  return Object.values(table.columns).map((column) => [...column.values.slice(0, table.rows)]);
}

function written(table: Table, dictionaries = AWKWARD_NAMES): string {
  const path = newPath();
  writeTable(table, dictionaries, path);
  return readFileSync(path, "utf8");
}

describe("CSV", () => {
  it.each(names)("%s read back equals its columns", (name) => {
    const property = fc.property(anyTable(name, AWKWARD_NAMES), (table) => {
      const path = newPath();
      writeTable(table, AWKWARD_NAMES, path);
      expect(contents(readTable(name, path, AWKWARD_NAMES))).toEqual(contents(table));
      rmSync(path);
    });
    fc.assert(property, { seed: 20260322, numRuns: 30 });
  });

  it.each(numericNames)("the fast writer gives %s the bytes that csv-stringify gives it", (name) => {
    const property = fc.property(anyTable(name, AWKWARD_NAMES), (table) => {
      const [fast, general] = [newPath(), newPath()];
      const fastFile = writeWith(writeNumericRows, table, AWKWARD_NAMES, fast);
      expect(writeWith(writeRows, table, AWKWARD_NAMES, general)).toEqual(fastFile);
      expect(readFileSync(fast)).toEqual(readFileSync(general));
    });
    fc.assert(property, { seed: 20260322, numRuns: 40 });
  });

  it("takes the fast writer for the tables that grow large", () => {
    expect(numericNames).toEqual(expect.arrayContaining(["trades", "quotes", "orders", "compute", "positions"]));
  });

  it("writes the same bytes whatever the size of the chunks it is made of", () => {
    const table = makeTable("trades", 3);
    for (let i = 0; i < 5000; i++) {
      const row = table.addRow();
      table.columns.trade_id.values[row] = i;
      table.columns.price.values[row] = i * 1_234_567;
    }
    const [fast, general] = [newPath(), newPath()];
    const file = writeWith(writeNumericRows, table, AWKWARD_NAMES, fast);
    expect(writeWith(writeRows, table, AWKWARD_NAMES, general)).toEqual(file);
    expect(file.bytes).toBe(statSync(fast).size);
    expect(file.sha256).toBe(createHash("sha256").update(readFileSync(fast)).digest("hex"));
    expect(contents(readTable("trades", fast, AWKWARD_NAMES))).toEqual(contents(table));
  });

  it("prints whole small units as exact decimals", () => {
    expect(decimalText(12_345, 4)).toBe("1.2345");
    expect(decimalText(-5, 4)).toBe("-0.0005");
    expect(decimalText(1_200_000, 6)).toBe("1.2");
    expect(decimalText(0, 6)).toBe("0");
    expect(decimalText(Number.MAX_SAFE_INTEGER, 4)).toBe("900719925474.0991");
  });

  it("has a header, LF, lower-case booleans, ISO dates, names for codes and nothing for missing values", () => {
    const table = makeTable("settlements", 2);
    const row = table.addRow();
    table.columns.instrument_id.values[row] = 1;
    table.columns.settle_price.values[row] = 1_250_000;
    table.columns.method.values[row] = 4;
    table.columns.is_final.values[row] = 1;
    const header = Object.keys(table.columns).join(",");
    expect(written(table)).toBe(`${header}\n2,"TK,24",,1.25,index_month_mean,,,,true,\n`);
    const months = makeTable("instruments", 0);
    const month = months.addRow();
    months.columns.list_date.values[month] = 19_723;
    expect(written(months)).toContain(",2024-01-01,");
  });

  it("refuses a value that the column's type does not have", () => {
    const cases: [TableName, string, number][] = [
      ["trades", "qty_lots", 1.5],
      ["trades", "qty_lots", 2 ** 53],
      ["trades", "price", Infinity],
      ["trades", "phase", 4],
      ["trades", "phase", -1],
      ["trades", "buy_agent_id", 99],
      ["compute", "price", -Infinity],
      ["settlements", "is_final", 2],
      ["instruments", "tick_size", 0.5],
      ["instruments", "product", 7],
    ];
    for (const [name, column, value] of cases) {
      const table: Table = makeTable(name, 0);
      const row = table.addRow();
      (table.columns[column] as Column).values[row] = value;
      expect(() => written(table), `${name}.${column} ${value}`).toThrow(`column ${column}, row 0: ${value}`);
    }
  });

  it("never writes over a file", () => {
    const path = newPath();
    writeFileSync(path, "mine");
    expect(() => writeTable(makeTable("trades"), AWKWARD_NAMES, path)).toThrow("EEXIST");
    expect(readFileSync(path, "utf8")).toBe("mine");
  });
});

describe("reading CSV", () => {
  const header = "run_id,t_us,requested_mtok";
  const compute = Object.keys(tables.compute.columns).join(",");
  const row = (first: string) => `${first}${",".repeat(17)}`;
  const read = (text: string | Uint8Array) => {
    const path = newPath();
    writeFileSync(path, text);
    try {
      return readTable("compute", path, emptyDictionaries());
    } catch (error) {
      return (error as Error).message.replace(path, "f.csv");
    }
  };

  it.each([
    ["", "f.csv:1:1: the file is empty, expected a header"],
    [header + "\n", "f.csv:1:13: column 4 of compute must be served_mtok, got nothing"],
    ["run_id,t_ms\n", 'f.csv:1:8: column 2 of compute must be t_us, got "t_ms"'],
    [`${compute}\n${row("0,x")}\n`, 'f.csv:2:3: t_us: "x" is not a valid integer'],
    [
      `${compute}\n${row("0,1")}\n${row("0,9007199254740993")}\n`,
      'f.csv:3:3: t_us: "9007199254740993" is not a valid integer',
    ],
    [`${compute}\n0,1\n`, "f.csv:2:3: expected 19 cells, got 2"],
    [`${compute}\n"0"1\n`, "f.csv:2:4: text after a closing quote"],
    [`${compute}\n0,1"\n`, "f.csv:2:4: a quote inside a cell that is not quoted"],
    [`${compute}\n"0\n`, "f.csv:3:1: the file ends inside quotes"],
    [new Uint8Array([0xff, 0xfe]), "f.csv:1:1: the file is not UTF-8 text"],
  ])("names file, line, column and reason: %#", (text, message) => {
    expect(read(text)).toBe(message);
  });

  it("takes CRLF and a byte order mark, as spreadsheets leave them, and a last line without an end", () => {
    const table = read(`\ufeff${compute}\r\n${row("0,5")}\r\n${row("0,6")}`) as Table;
    expect(table.rows).toBe(2);
    expect((table.columns["t_us"] as Column).values[1]).toBe(6);
  });

  it("adds names that the dictionary lacks", () => {
    const table = makeTable("margin", 0);
    const row = table.addRow();
    table.columns.agent_id.values[row] = 2;
    const path = newPath();
    writeTable(table, AWKWARD_NAMES, path);
    const dictionaries = emptyDictionaries();
    expect(readTable("margin", path, dictionaries).columns.agent_id.values[0]).toBe(0);
    expect(dictionaries.agent).toEqual(["größe-3"]);
  });
});
