import { tables } from "./tables.ts";
import type { TableName } from "./tables.ts";
import type { Dictionaries, Table, TableSet } from "./table.ts";
import { emptyDictionaries, makeTable } from "./table.ts";

/**
 * Everything that one replication records: typed columns per table. Nothing is formatted while the market runs. The
 * fastest way to write a row is
 *
 *     const trades = recorder.tables.trades;
 *     const row = trades.addRow();
 *     trades.columns.price_ticks.values[row] = priceTicks;
 */
export class Recorder {
  readonly runId: number;
  readonly tables: TableSet;
  readonly dictionaries: Dictionaries = emptyDictionaries();

  constructor(runId: number) {
    this.runId = runId;
    const set: Partial<Record<TableName, Table>> = {};
    for (const name of Object.keys(tables) as TableName[]) set[name] = makeTable(name, runId);
    this.tables = set as unknown as TableSet;
  }
}
