import { createHash } from "node:crypto";
import { join } from "node:path";
import { assert } from "../src/base/assert.ts";
import type { Column, Table, TableSet } from "../src/record/table.ts";
import type { Scenario } from "../src/scenario/schema.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { runWorld, type WorldOptions, type WorldResult } from "../src/world.ts";

/*
 * Short worlds made from the shipped scenario, for the tests that look at a whole run through its tables.
 */

const USAGE_SURGE = join(import.meta.dirname, "../scenarios/usage-surge.yaml");
/** Two weeks over the end of a month, so that one contract settles finally. */
const TWO_WEEKS = ["start=2025-03-20", "end=2025-04-04", "warmup_sessions=0"];

/** The usage surge, its dates and whatever else changed by texts path=value. */
export function surge(set: readonly string[] = [], variant?: string): Scenario {
  const options = { set: [...TWO_WEEKS, ...set], ...(variant === undefined ? {} : { variant }) };
  return loadScenario(USAGE_SURGE, options).scenario;
}

/** Runs a scenario under names that a test need not care about. */
export function run(scenario: Scenario, options: Partial<WorldOptions> = {}, replication = 0): WorldResult {
  const names = { variant: "", scenarioName: "test", configSha256: "", version: "test" };
  return runWorld(scenario, replication, { ...names, ...options });
}

/** The valid rows of a numeric column. */
export function valuesOf(table: Table<unknown>, column: Column): Float64Array {
  return column.values.subarray(0, table.rows);
}

/** Adds up the weights of the rows with equal keys; without weights, counts them. */
export function sumBy(rows: number, keyOf: (row: number) => string, weightOf = (_row: number) => 1) {
  const sums = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const key = keyOf(row);
    sums.set(key, (sums.get(key) ?? 0) + weightOf(row));
  }
  return sums;
}

/** SHA-256 over every column of a table but run_id; a missing value is one value, whatever its bits. */
export function tableHash(table: Table): string {
  const hash = createHash("sha256").update(`${table.name} ${String(table.rows)}`);
  for (const [name, column] of Object.entries(table.columns)) {
    if (name === "run_id") continue;
    hash.update(`\0${name}\0`);
    if (Array.isArray(column.values)) hash.update(column.values.slice(0, table.rows).join("\0"));
    else hash.update(column.values.slice(0, table.rows).map((value) => (value === value ? value : NaN)));
  }
  return hash.digest("hex");
}

/** The hash of every table, by name. */
export function tableHashes(tables: TableSet): Record<string, string> {
  return Object.fromEntries(Object.values(tables).map((table) => [table.name, tableHash(table)]));
}

/** Session, instrument, agent and lots of every position that the trades add up to, in the order of the table. */
export function positionsOf({ trades, settlements, session_stats }: TableSet): string[] {
  const { columns } = trades;
  const finals = settlements.columns;
  const held = new Map<number, Map<number, number>>();
  const lines: string[] = [];
  const book = (agent: number, instrument: number, lots: number) => {
    const own = held.get(agent) ?? new Map<number, number>();
    held.set(agent, own.set(instrument, (own.get(instrument) ?? 0) + lots));
  };
  let trade = 0;
  const sessions = 1 + Math.max(...valuesOf(session_stats, session_stats.columns.session_no));
  for (let session = 0; session < sessions; session++) {
    for (; trade < trades.rows && columns.session_no.values[trade] === session; trade++) {
      const instrument = columns.instrument_id.values[trade]!;
      book(columns.buy_agent_id.values[trade]!, instrument, columns.qty_lots.values[trade]!);
      book(columns.sell_agent_id.values[trade]!, instrument, -columns.qty_lots.values[trade]!);
    }
    for (let row = 0; row < settlements.rows; row++)
      if (finals.session_no.values[row] === session && finals.is_final.values[row] === 1)
        for (const own of held.values()) own.delete(finals.instrument_id.values[row]!);
    for (const [agent, own] of held)
      for (const [instrument, lots] of own) if (lots !== 0) lines.push(positionLine(session, agent, instrument, lots));
  }
  assert(trade === trades.rows, "trades after the last session");
  return lines.sort();
}

function positionLine(session: number, agent: number, instrument: number, lots: number): string {
  return `session ${String(session)}: agent ${String(agent)}, month ${String(instrument)}, ${String(lots)} lots`;
}

export function recordedPositions({ positions }: TableSet): string[] {
  const { session_no, agent_id, instrument_id, position_lots } = positions.columns;
  // An account may be as long as it is short.
  const rows = Array.from({ length: positions.rows }, (_, row) => row).filter((row) => position_lots.values[row] !== 0);
  return rows
    .map((row) =>
      positionLine(
        session_no.values[row]!,
        agent_id.values[row]!,
        instrument_id.values[row]!,
        position_lots.values[row]!,
      ),
    )
    .sort();
}
