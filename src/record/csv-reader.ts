import { closeSync, openSync, readSync } from "node:fs";
import { TextDecoder } from "node:util";
import { cellValue, namesOf } from "./cells.ts";
import type { CsvRecord } from "./csv-parser.ts";
import { CsvError, CsvParser } from "./csv-parser.ts";
import type { Dictionaries, Table, TableOf } from "./table.ts";
import { Column, makeTable } from "./table.ts";
import type { TableName } from "./tables.ts";

const CHUNK_BYTES = 1 << 20;

/**
 * Reads a CSV file of a table back into its columns. Names of an id column that its dictionary lacks are added in the
 * order of appearance. Throws CsvError (file:line:column: reason) for the first row that is not of this table, system
 * errors as they come.
 */
export function readTable<N extends TableName>(name: N, path: string, dictionaries: Dictionaries): TableOf<N> {
  const table = makeTable(name);
  appendTable(table, path, dictionaries);
  return table;
}

/** As readTable, adding the rows to a table: replications one after the other. */
export function appendTable(table: Table, path: string, dictionaries: Dictionaries): void {
  const rows = new RowReader(table, path, dictionaries);
  const parser = new CsvParser(path, (record) => rows.read(record));
  forEachChunk(path, (text) => parser.push(text));
  parser.end();
  rows.end();
}

class RowReader {
  readonly #table: Table;
  readonly #path: string;
  readonly #columns;
  #headerSeen = false;

  constructor(table: Table, path: string, dictionaries: Dictionaries) {
    this.#table = table;
    this.#path = path;
    this.#columns = Object.values(table.columns).map((column) => {
      const open = column.definition.type === "id" ? dictionaries[column.definition.dictionary!] : undefined;
      return { column, open, codes: codesOf(namesOf(column.definition, dictionaries)) };
    });
  }

  read(record: CsvRecord): void {
    if (!this.#headerSeen) this.#readHeader(record);
    else this.#readRow(record);
  }

  end(): void {
    if (!this.#headerSeen) throw new CsvError(this.#path, 1, 1, "the file is empty, expected a header");
  }

  #readHeader(record: CsvRecord): void {
    this.#headerSeen = true;
    this.#columns.forEach(({ column }, i) => {
      if (record.cells[i] === column.name) return;
      const got = record.cells[i] === undefined ? "nothing" : `"${record.cells[i]}"`;
      throw this.#error(record, i, `column ${i + 1} of ${this.#table.name} must be ${column.name}, got ${got}`);
    });
    this.#checkLength(record);
  }

  #readRow(record: CsvRecord): void {
    this.#checkLength(record);
    const row = this.#table.addRow();
    for (let i = 0; i < record.cells.length; i++) this.#readCell(record, i, row);
  }

  #readCell(record: CsvRecord, i: number, row: number): void {
    const { column, open, codes } = this.#columns[i];
    const text = record.cells[i];
    if (!(column instanceof Column)) {
      column.values[row] = text;
      return;
    }
    if (open !== undefined && text !== "" && !codes.has(text)) codes.set(text, open.push(text) - 1);
    const value = cellValue(column.definition, text, codes);
    if (value === undefined)
      throw this.#error(record, i, `${column.name}: "${text}" is not a valid ${column.definition.type}`);
    column.values[row] = value;
  }

  #checkLength(record: CsvRecord): void {
    const wanted = this.#columns.length;
    const got = record.cells.length;
    if (got !== wanted) throw this.#error(record, Math.min(got, wanted), `expected ${wanted} cells, got ${got}`);
  }

  #error(record: CsvRecord, cell: number, reason: string): CsvError {
    const i = Math.min(cell, record.cells.length - 1);
    return new CsvError(this.#path, record.lines[i], record.columns[i], reason);
  }
}

function codesOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, code) => [name, code]));
}

function forEachChunk(path: string, use: (text: string) => void): void {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const bytes = new Uint8Array(CHUNK_BYTES);
  const descriptor = openSync(path, "r");
  try {
    for (let n = readSync(descriptor, bytes); n > 0; n = readSync(descriptor, bytes)) {
      use(decode(decoder, bytes.subarray(0, n), path));
    }
    use(decode(decoder, undefined, path));
  } finally {
    closeSync(descriptor);
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, path: string): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new CsvError(path, 1, 1, "the file is not UTF-8 text");
  }
}
