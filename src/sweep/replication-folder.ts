import { createHash, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeTable } from "../record/csv-writer.ts";
import type { WrittenFile } from "../record/file-sink.ts";
import { FileSink } from "../record/file-sink.ts";
import type { Recorder } from "../record/recorder.ts";
import type { TableName } from "../record/tables.ts";
import type { RunIdentity } from "./identity.ts";
import { sameRun } from "./identity.ts";

const PART = ".part-";

/** Contents of run.json: the proof that a replication is whole. */
interface RunFile extends RunIdentity {
  readonly replication: number;
  readonly files: Readonly<Record<string, WrittenFile & { readonly rows: number }>>;
}

/** Folder of a replication: <run>/runs/0007. */
export function replicationFolder(folder: string, replication: number): string {
  return join(folder, "runs", replicationName(replication));
}

/** 7 -> 0007. */
export function replicationName(replication: number): string {
  return String(replication).padStart(4, "0");
}

/**
 * Writes the tables of a finished replication beside its final place, makes them safe on disk and renames them there:
 * the rename is the commit point. If another process committed the same replication meanwhile, its bytes are the same
 * and stay.
 */
export function commitReplication(
  folder: string,
  identity: RunIdentity,
  recorder: Recorder,
  names: readonly TableName[],
): void {
  const final = replicationFolder(folder, recorder.runId);
  const part = `${final}${PART}${process.pid}-${randomBytes(4).toString("hex")}`;
  mkdirSync(part, { recursive: true });
  try {
    writeFiles(part, identity, recorder, names);
    renameSync(part, final);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (checkReplication(folder, identity, recorder.runId) !== "valid") throw error;
  }
  syncFolder(join(folder, "runs"));
}

function writeFiles(part: string, identity: RunIdentity, recorder: Recorder, names: readonly TableName[]): void {
  const files: Record<string, WrittenFile & { rows: number }> = {};
  for (const name of names) {
    const table = recorder.tables[name];
    const file = writeTable(table, recorder.dictionaries, join(part, `${name}.csv`));
    files[`${name}.csv`] = { ...file, rows: table.rows };
  }
  const run: RunFile = { ...identity, replication: recorder.runId, files };
  const sink = new FileSink(join(part, "run.json"));
  sink.write(new TextEncoder().encode(`${JSON.stringify(run, undefined, 2)}\n`));
  sink.finish();
  syncFolder(part);
}

/** Whether a replication is on disk: missing, damaged (something differs from its run.json) or valid. */
export function checkReplication(folder: string, identity: RunIdentity, replication: number) {
  const place = replicationFolder(folder, replication);
  if (!existsSync(place)) return "missing" as const;
  const run = readRunFile(place);
  const belongs = run !== undefined && sameRun(identity, run) && run.replication === replication;
  return belongs && filesMatch(place, run) ? ("valid" as const) : ("damaged" as const);
}

/** What a finished replication's run.json says about its files. */
export function readRunFile(place: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(join(place, "run.json"), "utf8"));
  } catch {
    return undefined;
  }
}

function filesMatch(place: string, run: RunFile): boolean {
  if (typeof run.files !== "object") return false;
  return Object.entries(run.files).every(([name, file]) => {
    const path = join(place, name);
    return existsSync(path) && statSync(path).size === file.bytes && sha256OfFile(path) === file.sha256;
  });
}

/** SHA-256 of a file's bytes. */
export function sha256OfFile(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** Removes what interrupted writers left behind: this process's own parts and those of processes that are no more. */
export function removeParts(folder: string): void {
  const runs = join(folder, "runs");
  if (!existsSync(runs)) return;
  for (const name of readdirSync(runs)) {
    const [, writer] = name.split(PART);
    if (writer === undefined || isAtWork(Number.parseInt(writer, 10))) continue;
    rmSync(join(runs, name), { recursive: true, force: true });
  }
}

function isAtWork(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function syncFolder(path: string): void {
  if (process.platform === "win32") return; // folders cannot be opened there
  const descriptor = openSync(path, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
