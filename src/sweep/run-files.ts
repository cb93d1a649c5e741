import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { metricDictionary } from "./metric-dictionary.ts";
import { summarise } from "../metrics/summary.ts";
import { readTable } from "../record/csv-reader.ts";
import { writeTable } from "../record/csv-writer.ts";
import { FileSink, type WrittenFile } from "../record/file-sink.ts";
import type { Table, TableOf } from "../record/table.ts";
import { emptyDictionaries } from "../record/table.ts";
import { type TableName, tables } from "../record/tables.ts";
import { replaceFile, replaceJson, replaceText } from "./atomic-file.ts";
import type { TablePaths } from "./data-package.ts";
import { dataPackage } from "./data-package.ts";
import { runName } from "./identity.ts";
import type { Plan } from "./plan.ts";
import { runReadme } from "./readme.ts";
import { readRunFile, replicationFolder, replicationName, sha256OfFile } from "./replication-folder.ts";
import { writeManifest } from "./run-folder.ts";

const METRICS = "metrics";

/** What a run's folder holds. */
export interface RunContents {
  readonly summary: TableOf<"metrics_summary">;
  readonly tables: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Writes everything that a run's folder has beside its replications, from what is on disk and in the order of the
 * replications, so that neither the number of workers nor an interruption shows in a byte.
 */
export function writeRunFiles(plan: Plan, finished: readonly number[]): RunContents {
  const { folder, loaded, identity } = plan;
  const summary = summarise(readReplications(folder, finished), identity.seed);
  const written = {
    "scenario.resolved.yaml": replaceText(join(folder, "scenario.resolved.yaml"), loaded.resolvedYaml),
    ...writeAttachments(plan),
    "metrics.csv": replaceFile(join(folder, "metrics.csv"), (path) => concatenate(metricFiles(folder, finished), path)),
    "metrics_summary.csv": replaceTable(folder, summary),
    "metric_dictionary.csv": replaceTable(folder, metricDictionary()),
  };
  const parts = tableParts(folder, finished);
  const name = runName(loaded.name, identity);
  const files = {
    ...written,
    "datapackage.json": replaceJson(join(folder, "datapackage.json"), dataPackage(name, loaded.scenario.title, parts)),
    "README.md": replaceText(join(folder, "README.md"), runReadme(plan, finished, parts)),
  };
  writeManifest(folder, {
    ...identity,
    status: finished.length === plan.replications ? "complete" : "incomplete",
    replications: plan.replications,
    finished,
    files,
    runs: Object.fromEntries(finished.map((r) => [replicationName(r), sha256OfFile(runFilePath(folder, r))])),
  });
  const paths = parts.flatMap((part) => part.paths);
  const bytes = paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
  return { summary, tables: parts.length, files: paths.length, bytes };
}

/** The data files of the scenario, where scenario.resolved.yaml names them. */
function writeAttachments({ folder, loaded }: Plan): Record<string, WrittenFile> {
  const written: Record<string, WrittenFile> = {};
  for (const { path, text } of loaded.attachments) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    written[path] = replaceText(join(folder, path), text);
  }
  return written;
}

function runFilePath(folder: string, replication: number): string {
  return join(replicationFolder(folder, replication), "run.json");
}

function readReplications(folder: string, finished: readonly number[]) {
  const dictionaries = emptyDictionaries();
  return finished.map((runId) => {
    const place = replicationFolder(folder, runId);
    const metrics = readTable(METRICS, join(place, "metrics.csv"), dictionaries);
    return { runId, metrics, hedgeMonths: readTable("hedge_months", join(place, "hedge_months.csv"), dictionaries) };
  });
}

function metricFiles(folder: string, finished: readonly number[]): string[] {
  return finished.map((replication) => join(replicationFolder(folder, replication), "metrics.csv"));
}

/** One CSV file out of several with the same header. */
function concatenate(paths: readonly string[], target: string) {
  const sink = new FileSink(target);
  paths.forEach((path, i) => {
    const bytes = readFileSync(path);
    sink.write(i === 0 ? bytes : bytes.subarray(bytes.indexOf("\n") + 1));
  });
  return sink.finish();
}

function replaceTable(folder: string, table: Table) {
  return replaceFile(join(folder, `${table.name}.csv`), (path) => writeTable(table, emptyDictionaries(), path));
}

/** The tables on disk: of the replications, and those over all of them. */
function tableParts(folder: string, finished: readonly number[]): TablePaths[] {
  const written = finished.map((replication) => ({
    replication,
    files: Object.keys(readRunFile(replicationFolder(folder, replication))!.files),
  }));
  const names = (Object.keys(tables) as TableName[]).filter((name) => name !== METRICS);
  const parts = names
    .map((name) => ({
      name,
      paths: written
        .filter(({ files }) => files.includes(`${name}.csv`))
        .map(({ replication }) => `runs/${replicationName(replication)}/${name}.csv`),
    }))
    .filter(({ paths }) => paths.length > 0);
  const overAll: readonly TableName[] = [METRICS, "metrics_summary", "metric_dictionary"];
  return [...parts, ...overAll.map((name) => ({ name, paths: [`${name}.csv`] }))];
}
