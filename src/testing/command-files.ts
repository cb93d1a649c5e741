import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../cli/exit-code.ts";
import { loadContract } from "../cli/match/contract.ts";
import { CommandFile } from "../cli/match/match-file.ts";
import type { Tally } from "../cli/match/tally.ts";

/** What a command file came to: CSV texts without their header lines, row by row. */
export interface Played {
  readonly trades: readonly string[];
  readonly book: readonly string[];
  readonly refusals: readonly string[];
  readonly tally: Tally;
}

/** Plays a command file under rules in YAML, in pieces of so many bytes. */
export function played(commands: string | Uint8Array, rules?: string, pieceBytes = 1 << 18): Played {
  const texts = { tape: "", book: "", refusals: "" };
  const into = (name: keyof typeof texts) => (bytes: Uint8Array) =>
    void (texts[name] += new TextDecoder().decode(bytes));
  const outputs = { tape: into("tape"), book: into("book"), refusals: into("refusals") };
  const file = new CommandFile("commands.csv", withRules(rules), outputs);
  const bytes = typeof commands === "string" ? new TextEncoder().encode(commands) : commands;
  for (let at = 0; at < bytes.length; at += pieceBytes) file.push(bytes.subarray(at, at + pieceBytes));
  file.finish();
  const rows = (text: string) => text.split("\n").slice(1, -1);
  return { trades: rows(texts.tape), book: rows(texts.book), refusals: rows(texts.refusals), tally: file.tally };
}

/** A contract from YAML. */
export function withRules(rules: string | undefined): ReturnType<typeof loadContract> {
  if (rules === undefined) return loadContract(undefined);
  const folder = mkdtempSync(join(tmpdir(), "tokenpit-rules-"));
  try {
    const path = join(folder, "contract.yaml");
    writeFileSync(path, rules);
    return loadContract(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Line and reason of refusals. */
export function refusedLines(refusals: readonly string[]): string[] {
  return refusals.map((row) => `${row.split(",")[0]} ${row.split(",")[4]}`);
}

/** What is said about a command file that cannot be read, line by line; nothing about one that can. */
export function complaints(commands: string | Uint8Array, rules?: string): string[] {
  try {
    played(commands, rules);
  } catch (error) {
    if (error instanceof UsageError) return error.message.split("\n");
    throw error;
  }
  return [];
}
