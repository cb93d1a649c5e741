import { InvariantError } from "../base/assert.ts";
import type { ColumnDefinition, NumericDefinition, TableDefinition, TableName, TextDefinition } from "./tables.ts";
import { tables } from "./tables.ts";

/** Rows beyond which a table refuses to grow: a run that needs more should switch the table off or write less. */
export const ROWS_MAXIMUM = 40_000_000;
const ROWS_AT_FIRST = 256;

/** A numeric column; NaN is a missing value. `values` is replaced when the table grows: never keep it across addRow. */
export class Column {
  readonly name: string;
  readonly definition: ColumnDefinition;
  values: Float64Array = new Float64Array(0);
  readonly #blank: number;

  constructor(name: string, definition: ColumnDefinition, blank: number) {
    this.name = name;
    this.definition = definition;
    this.#blank = blank;
  }

  grow(capacity: number): void {
    const grown = new Float64Array(capacity);
    grown.set(this.values);
    grown.fill(this.#blank, this.values.length);
    this.values = grown;
  }
}

/** A column of strings, "" where nothing was written. */
export class TextColumn {
  readonly name: string;
  readonly definition: ColumnDefinition;
  values: string[] = [];

  constructor(name: string, definition: ColumnDefinition) {
    this.name = name;
    this.definition = definition;
  }

  grow(capacity: number): void {
    while (this.values.length < capacity) this.values.push("");
  }
}

type AnyColumns = Readonly<Record<string, Column | TextColumn>>;

/**
 * One table in memory. Rows 0 to rows - 1 are valid; columns have room for more, so read with `rows`, not with the
 * length of `values`. Memory is taken with the first row, so a table that stays empty costs nothing.
 */
export class Table<Columns = AnyColumns> {
  readonly name: TableName;
  readonly definition: TableDefinition;
  readonly columns: Columns;
  readonly maximum: number;
  rows = 0;
  #capacity = 0;
  readonly #list: readonly (Column | TextColumn)[];

  /** Every row's `run_id` is `runId`; the other numeric cells start as NaN. */
  constructor(name: TableName, runId: number, maximum: number) {
    this.name = name;
    this.definition = tables[name];
    this.maximum = maximum;
    const columns: Record<string, Column | TextColumn> = {};
    for (const [key, definition] of Object.entries(this.definition.columns)) {
      const blank = key === "run_id" ? runId : NaN;
      columns[key] = definition.type === "text" ? new TextColumn(key, definition) : new Column(key, definition, blank);
    }
    this.columns = columns as Columns;
    this.#list = Object.values(columns);
  }

  /**
   * A new row, numeric cells missing, texts empty, run_id filled in; returns its index. Take the row first and the
   * columns' `values` after: adding may replace them. Throws InvariantError beyond `maximum` rows.
   */
  addRow(): number {
    if (this.rows === this.#capacity) this.#grow();
    return this.rows++;
  }

  #grow(): void {
    if (this.rows >= this.maximum) throw new InvariantError(`table ${this.name} is full: ${this.maximum} rows`);
    const wanted = Math.max(ROWS_AT_FIRST, Math.ceil(this.#capacity * 1.5));
    this.#capacity = Math.min(wanted, this.maximum);
    for (const column of this.#list) column.grow(this.#capacity);
  }
}

type ColumnFor<D> = D extends TextDefinition ? TextColumn : D extends NumericDefinition ? Column : never;

/** A table with its columns by name. */
export type TableOf<N extends TableName> = Table<{
  readonly [C in keyof (typeof tables)[N]["columns"]]: ColumnFor<(typeof tables)[N]["columns"][C]>;
}>;

export type TableSet = { readonly [N in TableName]: TableOf<N> };

/** Names behind the id columns: an id is a position in its list. */
export interface Dictionaries {
  instrument: string[];
  agent: string[];
  index: string[];
}

/** No names yet. */
export function emptyDictionaries(): Dictionaries {
  return { instrument: [], agent: [], index: [] };
}

/** An empty table. `runId` fills its run_id column (tables over all replications have none). */
export function makeTable<N extends TableName>(name: N, runId = NaN, maximum = ROWS_MAXIMUM): TableOf<N> {
  return new Table(name, runId, maximum);
}
