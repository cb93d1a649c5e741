import { Buffer } from "node:buffer";
import { stringify } from "csv-stringify/sync";
import { cellText, namesOf } from "./cells.ts";
import { writeNumericRows } from "./csv-writer-fast.ts";
import type { WrittenFile } from "./file-sink.ts";
import { FileSink } from "./file-sink.ts";
import type { Dictionaries, Table } from "./table.ts";
import { Column } from "./table.ts";

const ROWS_PER_CHUNK = 2048;

/**
 * Writes a table as CSV (RFC 4180, UTF-8, LF, one header line) to a new file, chunk by chunk. Tables without texts,
 * which are the large ones, go through the fast writer; both write the same bytes. Throws InvariantError for a cell
 * that its column's type does not have, system errors as they come.
 */
export function writeTable(table: Table, dictionaries: Dictionaries, path: string): WrittenFile {
  const numeric = Object.values(table.columns).every((column) => column instanceof Column);
  return writeWith(numeric ? writeNumericRows : writeRows, table, dictionaries, path);
}

/** As writeTable, with the row writer named; for the test and the benchmark that compare the two. */
export function writeWith(
  writer: (table: Table, dictionaries: Dictionaries, write: (chunk: Uint8Array) => void) => void,
  table: Table,
  dictionaries: Dictionaries,
  path: string,
): WrittenFile {
  const sink = new FileSink(path);
  try {
    sink.write(Buffer.from(stringify([Object.keys(table.columns)])));
    writer(table, dictionaries, (chunk) => sink.write(chunk));
  } catch (error) {
    sink.abandon();
    throw error;
  }
  return sink.finish();
}

/** Rows of any table through csv-stringify. */
export function writeRows(table: Table, dictionaries: Dictionaries, write: (chunk: Uint8Array) => void): void {
  const columns = Object.values(table.columns);
  const names = columns.map((column) => namesOf(column.definition, dictionaries));
  for (let first = 0; first < table.rows; first += ROWS_PER_CHUNK) {
    const records: string[][] = [];
    for (let row = first; row < Math.min(first + ROWS_PER_CHUNK, table.rows); row++) {
      records.push(columns.map((c, i) => (c instanceof Column ? cellText(c, row, names[i]) : c.values[row])));
    }
    write(Buffer.from(stringify(records)));
  }
}
