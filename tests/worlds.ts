import { createHash } from "node:crypto";
import { join } from "node:path";
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
