import { parentPort, workerData } from "node:worker_threads";
import { replicationMetrics } from "../metrics/replication.ts";
import type { TableName } from "../record/tables.ts";
import { tables } from "../record/tables.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { runWorld } from "../world.ts";
import type { Failure, FailureKind, ReplicationTiming, RunMessage, WorkerMessage, WorkerSetup } from "./messages.ts";
import { commitReplication } from "./replication-folder.ts";
import { isSystemError } from "./system-error.ts";

/*
 * A worker thread: runs one replication after the other, writes each to disk and reports. It imports no zod: the
 * scenario arrives checked.
 */

const setup: WorkerSetup = workerData;
const world: { runWorld: typeof runWorld } = await import(setup.world);
parentPort!.on("message", ({ replication }: RunMessage) => post(outcome(replication)));

function post(message: WorkerMessage): void {
  parentPort!.postMessage(message);
}

function outcome(replication: number): WorkerMessage {
  try {
    return { type: "done", timing: runReplication(replication) };
  } catch (error) {
    return { type: "failed", failure: failureOf(replication, error) };
  }
}

function runReplication(replication: number): ReplicationTiming {
  const { identity, scenario, folder } = setup;
  const start = performance.now();
  const { recorder, events, messages } = world.runWorld(scenario, replication, {
    variant: identity.variant,
    scenarioName: identity.scenario,
    configSha256: identity.configSha256,
    version: identity.version,
    onProgress: (fraction: number, done = 0) => post({ type: "progress", fraction, events: done }),
  });
  replicationMetrics(recorder.tables, recorder.dictionaries);
  const simulated = performance.now();
  commitReplication(folder, identity, recorder, writtenTables(scenario, replication));
  const simulationSeconds = (simulated - start) / 1000;
  return { replication, events, messages, simulationSeconds, writingSeconds: (performance.now() - simulated) / 1000 };
}

const SPREAD_TABLES: readonly TableName[] = ["spreads", "spread_stats", "implied_quotes"];

/** Tables of one replication that the scenario wants on disk. */
function writtenTables({ record, venues }: Scenario, replication: number): TableName[] {
  const listsSpreads = Object.values(venues).some(({ contracts }) => contracts.some(({ spreads }) => spreads.listed));
  return (Object.keys(tables) as TableName[]).filter((name) => {
    if (name === "orders" || name === "order_events") return record.orders;
    if (name === "compute_regions") return record.regions;
    if (name === "lab_use") return record.labUse;
    if (name === "trades") return replication < record.tradesReplications;
    if (SPREAD_TABLES.includes(name)) return listsSpreads;
    return "run_id" in tables[name].columns; // the others are over all replications
  });
}

function failureOf(replication: number, error: unknown): Failure {
  const kind = kindOf(error);
  if (!(error instanceof Error)) return { replication, kind, message: String(error) };
  return { replication, kind, message: kind === "bug" ? (error.stack ?? error.message) : error.message };
}

function kindOf(error: unknown): FailureKind {
  if (isSystemError(error)) return "system";
  const memory = error instanceof RangeError && /allocation/i.test(error.message);
  return memory ? "thread" : "bug";
}
