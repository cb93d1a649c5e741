import { describe, expect, it } from "vitest";
import { Recorder } from "./recorder.ts";
import { makeTable } from "./table.ts";
import { tables } from "./tables.ts";

describe("a table", () => {
  it("starts every row missing, with empty texts and its run_id filled in, also after growing", () => {
    const table = makeTable("agents", 7);
    for (let i = 0; i < 2000; i++) expect(table.addRow()).toBe(i);
    expect(table.rows).toBe(2000);
    expect(table.columns.run_id.values[1999]).toBe(7);
    expect(table.columns.capital_ccy.values[1999]).toBeNaN();
    expect(table.columns.class.values[1999]).toBe("");
  });

  it("keeps what was written when it grows", () => {
    const table = makeTable("trades", 0);
    for (let i = 0; i < 10_000; i++) {
      const row = table.addRow();
      table.columns.trade_id.values[row] = i;
    }
    expect(Array.from(table.columns.trade_id.values.slice(0, 10_000))).toEqual(
      Array.from({ length: 10_000 }, (_, i) => i),
    );
  });

  it("refuses the row after its maximum", () => {
    const table = makeTable("trades", 0, 300);
    for (let i = 0; i < 300; i++) table.addRow();
    expect(() => table.addRow()).toThrow("table trades is full: 300 rows");
    expect(table.rows).toBe(300);
  });
});

describe("the definition of the tables", () => {
  it("names only columns of the table in keys, codes of enums and dictionaries of ids", () => {
    for (const [name, definition] of Object.entries(tables)) {
      const columns: Record<string, { type: string; values?: readonly string[]; dictionary?: string }> =
        definition.columns;
      for (const key of definition.key) expect(Object.keys(columns), name).toContain(key);
      for (const column of Object.values(columns)) {
        expect(column.values !== undefined, name).toBe(column.type === "enum");
        expect(column.dictionary !== undefined, name).toBe(column.type === "id");
      }
    }
  });

  it("has one recorder table per definition", () => {
    expect(Object.keys(new Recorder(0).tables)).toEqual(Object.keys(tables));
  });
});
