import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Command } from "./command.ts";
import { textOption } from "./command.ts";
import { EXIT_DONE, EXIT_INTERRUPTED, UsageError } from "./exit-code.ts";
import { interruption } from "./interruption.ts";
import { loadContract } from "./match/contract.ts";
import { CommandFile, playFile } from "./match/match-file.ts";
import { OutputFile } from "./match/output-file.ts";
import { summaryLines } from "./match/summary.ts";
import { printNote, printResult } from "./print.ts";

const STANDARD_INPUT = "-";
const OUTPUTS = ["out", "book", "refusals"] as const;

const path = (describe: string) => ({ describe, type: "string", requiresArg: true }) as const;

/** Feeds a file of commands to the matching engine; docs/matching.md describes the files. */
export const matchCommand: Command = {
  name: "match",
  argument: { name: "file", describe: "A CSV file of commands, or - for standard input" },
  sentence: "Feeds a file of order commands to the matching engine and writes its trades.",
  example: "npx tokenpit match commands.csv --rules contract.yaml --out trades.csv --book book.csv",
  options: {
    rules: path("A YAML file with the contract's rules; without one price-time, tick 1, no band"),
    out: path("File for the trades; without one they go to standard output"),
    book: path("File for the orders that are left"),
    refusals: path("File for the commands that were refused"),
  },
  execute: (parsed) => match(parsed),
};

async function match(parsed: Readonly<Record<string, unknown>>): Promise<number> {
  const commands = inputOf(textOption(parsed, "file")!);
  const rules = textOption(parsed, "rules");
  const paths = OUTPUTS.map((name) => textOption(parsed, name));
  checkPaths(commands, rules, paths);
  const contract = loadContract(rules);
  const { signal, end } = interruption();
  const files: OutputFile[] = [];
  try {
    const [out, book, refusals] = paths.map((name) => (name === undefined ? undefined : opened(name, files)));
    const print = (bytes: Uint8Array): void => void process.stdout.write(Buffer.from(bytes));
    const file = new CommandFile(commands, contract, { tape: out ?? print, book, refusals });
    const start = performance.now();
    if (!(await playFile(commands, file, signal))) return EXIT_INTERRUPTED;
    const seconds = (performance.now() - start) / 1000;
    for (const written of files) written.commit();
    const say = out === undefined ? printNote : printResult;
    for (const line of summaryLines(file.tally, seconds)) say(line);
    return EXIT_DONE;
  } finally {
    end();
    for (const written of files) written.discard();
  }
}

/** A sink into a new file, which joins the others. */
function opened(name: string, files: OutputFile[]): (bytes: Uint8Array) => void {
  const file = new OutputFile(name);
  files.push(file);
  return (bytes) => file.write(bytes);
}

/** yargs makes an empty text of a single dash. */
function inputOf(argument: string): string {
  return argument === "" && process.argv.includes(STANDARD_INPUT) ? STANDARD_INPUT : argument;
}

/** Throws UsageError for a file that is not there, and for two files that are one. */
function checkPaths(commands: string, rules: string | undefined, outputs: readonly (string | undefined)[]): void {
  if (commands !== STANDARD_INPUT) {
    if (!existsSync(commands)) throw new UsageError(`there is no file "${commands}"`);
    if (statSync(commands).isDirectory()) throw new UsageError(`"${commands}" is a folder, not a file`);
  }
  const place = (name: string): string => (existsSync(name) ? realpathSync(name) : resolve(name));
  const taken = new Set([commands, rules].filter((name) => name !== undefined).map(place));
  for (const name of outputs) {
    if (name === undefined) continue;
    if (taken.has(place(name)) && !isDevice(name)) throw new UsageError(`"${name}" is named twice`);
    if (existsSync(name) && statSync(name).isDirectory()) throw new UsageError(`"${name}" is a folder, not a file`);
    if (!existsSync(dirname(name))) throw new UsageError(`there is no folder "${dirname(name)}"`);
    taken.add(place(name));
  }
}

/** A device or a pipe may take several outputs. */
function isDevice(name: string): boolean {
  return existsSync(name) && !statSync(name).isFile();
}
