import { Buffer } from "node:buffer";
import { stringify } from "csv-stringify/sync";
import { isoDate } from "../base/dates.ts";
import { ByteText } from "./byte-text.ts";
import { badCell, MONEY_DIGITS, namesOf, PRICE_DIGITS } from "./cells.ts";
import type { Column, Dictionaries, Table } from "./table.ts";
import type { ColumnType } from "./tables.ts";

const CHUNK_BYTES = 1 << 16;
const NUMBER_BYTES = 27;
const COMMA = 44;
const LINE_FEED = 10;
const BOOLEANS = ["false", "true"];

/** How the cells of one column are printed. */
interface CellWriter {
  readonly column: Column;
  readonly type: ColumnType;
  /** Printed names of codes (enum, id, boolean), quoted where they must be. */
  readonly names: readonly Uint8Array[];
  /** The day printed last and its text: dates come in long runs of equal ones. */
  day: number;
  dayText: string;
}

/** Rows of a table without text columns, as bytes, without making a string per cell. */
export function writeNumericRows(table: Table, dictionaries: Dictionaries, write: (chunk: Uint8Array) => void): void {
  const writers = Object.values(table.columns).map((column) => cellWriter(column as Column, dictionaries));
  const widest = writers.reduce(
    (sum, { names }) => sum + names.reduce((w, n) => Math.max(w, n.length + 1), NUMBER_BYTES),
    0,
  );
  const text = new ByteText(CHUNK_BYTES + widest);
  for (let row = 0; row < table.rows; row++) {
    for (let i = 0; i < writers.length; i++) {
      writeCell(text, writers[i], row);
      text.byte(COMMA);
    }
    text.bytes[text.length - 1] = LINE_FEED;
    if (text.length < CHUNK_BYTES) continue;
    write(text.bytes.subarray(0, text.length));
    text.length = 0;
  }
  if (text.length > 0) write(text.bytes.subarray(0, text.length));
}

function cellWriter(column: Column, dictionaries: Dictionaries): CellWriter {
  const type = column.definition.type;
  const names = type === "boolean" ? BOOLEANS : namesOf(column.definition, dictionaries);
  return { column, type, names: names.map(quoted), day: NaN, dayText: "" };
}

function quoted(name: string): Uint8Array {
  return Buffer.from(stringify([[name]], { eof: false }));
}

function writeCell(text: ByteText, writer: CellWriter, row: number): void {
  const value = writer.column.values[row];
  if (value !== value) return; // missing
  const type = writer.type;
  if (type === "number") {
    if (!Number.isFinite(value)) throw badCell(writer.column, row);
    text.ascii(String(value));
    return;
  }
  if (!Number.isSafeInteger(value)) throw badCell(writer.column, row);
  if (type === "integer") text.integer(value);
  else if (type === "price") text.decimal(value, 1_000_000, PRICE_DIGITS);
  else if (type === "money") text.decimal(value, 10_000, MONEY_DIGITS);
  else if (type === "date") text.ascii(dateText(writer, value));
  else writeName(text, writer, value, row);
}

function writeName(text: ByteText, writer: CellWriter, code: number, row: number): void {
  if (code < 0 || code >= writer.names.length) throw badCell(writer.column, row);
  text.append(writer.names[code]);
}

function dateText(writer: CellWriter, day: number): string {
  if (day !== writer.day) {
    writer.day = day;
    writer.dayText = isoDate(day);
  }
  return writer.dayText;
}
