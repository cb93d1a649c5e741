import { summaryLines } from "../metrics/summary-text.ts";
import type { Table } from "../record/table.ts";
import type { Plan } from "../sweep/plan.ts";
import type { SweepResult } from "../sweep/sweep.ts";
import { shellQuoted } from "./arguments.ts";

/** What is about to run. */
export function headerLines({ loaded, identity, replications }: Plan, workers: number): string[] {
  const variant = identity.variant === "" ? [] : [`variant ${identity.variant}`];
  const threads = Math.min(workers, replications);
  const size = `${counted(replications, "replication")} on ${counted(threads, "worker")}`;
  const parts = [`tokenpit ${identity.version}`, loaded.file, ...variant, size, `seed ${identity.seed}`];
  return [parts.join("   "), `  ${loaded.scenario.question}`, ""];
}

/** What happened, where the tables are, and what to do next. */
export function resultLines(plan: Plan, { contents, folder }: SweepResult): string[] {
  if (contents === undefined) return [];
  const { tables, files, bytes, summary } = contents;
  const size = `${tables} tables in ${files} CSV files, ${megabytes(bytes)}; names and units: docs/tables.md`;
  return [
    ...summaryLines(summary, settlementIndices(plan), currencies(plan)),
    "",
    `Tables   ${folder}/   (${size})`,
    `Again    ${commandLine(plan)}`,
    `Change   npx tokenpit ${plan.again} --set ${narrowerBand(plan)}`,
  ];
}

/** The command that makes the run, or what is missing of it, in the same folder. */
export function commandLine({ again, folder, folderNamed }: Plan): string {
  return `npx tokenpit ${again}${folderNamed ? ` --out ${shellQuoted(folder)}` : ""}`;
}

/** A change of a rule that every scenario has, as an example of one. */
function narrowerBand({ loaded }: Plan): string {
  const [[venue, { rules }]] = Object.entries(loaded.scenario.venues);
  const percent = rules.dailyBand.percent > 4 ? 4 : rules.dailyBand.percent / 2;
  return `venues.${venue}.rules.daily_band.percent=${percent}`;
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} MB`;
}

/** The outcome of a run, or a list of them for several variants, as one JSON document. */
export function summaryJson(outcomes: readonly { plan: Plan; result: SweepResult }[], several: boolean): string {
  const runs = outcomes.map(({ plan, result }) => ({
    version: plan.identity.version,
    scenario: plan.identity.scenario,
    variant: plan.identity.variant,
    seed: plan.identity.seed,
    replications: plan.replications,
    finished: result.finished.length,
    folder: result.folder,
    failures: result.failures,
    summary: result.contents === undefined ? [] : rowsOf(result.contents.summary),
  }));
  return JSON.stringify(several ? runs : runs[0], undefined, 2);
}

/** Rows as objects; NaN becomes null, as JSON writes it. */
function rowsOf(table: Table): Record<string, unknown>[] {
  const columns = Object.entries(table.columns);
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, column.values[row]])),
  );
}

/** Names of the indices that the scenario's contracts settle to. */
function settlementIndices({ loaded: { scenario } }: Plan): string[] {
  const first = scenario.compute.indices.at(0)?.id ?? "";
  return Object.values(scenario.venues).flatMap(({ contracts }) => contracts.map(({ index }) => index || first));
}

/** Currencies of the scenario's venues. */
function currencies({ loaded: { scenario } }: Plan): string {
  return [...new Set(Object.values(scenario.venues).map(({ currency }) => currency))].join("/");
}
