import fc from "fast-check";
import type { Column, Dictionaries, Table } from "../record/table.ts";
import { makeTable, TextColumn } from "../record/table.ts";
import type { ColumnDefinition, TableName } from "../record/tables.ts";
import { tables } from "../record/tables.ts";

/** Names that a careless CSV writer would break. */
export const AWKWARD_NAMES: Dictionaries = {
  instrument: ["TK2403", "TK,24", 'TK"05"'],
  agent: ["lab 1", "maker\n2", "größe-3", "r\r4"],
  index: ["token"],
};

/** Random rows of one table: every cell valid or missing. */
export function anyTable(name: TableName, dictionaries: Dictionaries, maxRows = 12): fc.Arbitrary<Table> {
  const definitions = Object.entries<ColumnDefinition>(tables[name].columns);
  const row = fc.tuple(...definitions.map(([, definition]) => anyCell(definition, dictionaries)));
  return fc.array(row, { maxLength: maxRows }).map((rows) => fill(makeTable(name), rows));
}

function fill(table: Table, rows: readonly (readonly (number | string)[])[]): Table {
  for (const cells of rows) {
    const row = table.addRow();
    Object.values(table.columns).forEach((column, i) => {
      if (column instanceof TextColumn) column.values[row] = cells[i] as string;
      else (column as Column).values[row] = cells[i] as number;
    });
  }
  return table;
}

function anyCell(definition: ColumnDefinition, dictionaries: Dictionaries): fc.Arbitrary<number | string> {
  if (definition.type === "text") return fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[",\r\n a]*$/));
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant(NaN) },
    { weight: 9, arbitrary: anyValue(definition, dictionaries) },
  );
}

function anyValue(definition: ColumnDefinition, dictionaries: Dictionaries): fc.Arbitrary<number> {
  const below = (n: number) => fc.integer({ min: 0, max: n - 1 });
  switch (definition.type) {
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
    case "boolean":
      return below(2);
    case "enum":
      return below(definition.values!.length);
    case "id":
      return below(dictionaries[definition.dictionary!].length);
    case "date":
      return fc.integer({ min: -700_000, max: 2_900_000 });
    default:
      return fc.oneof(fc.integer({ min: -20_000_000, max: 20_000_000 }), fc.maxSafeInteger());
  }
}
