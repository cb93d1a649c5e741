import { availableParallelism } from "node:os";
import { UsageError } from "./exit-code.ts";

const REPLICATIONS_MAXIMUM = 10_000;
const WORKERS_MAXIMUM = 512;

/** A whole number from 1 to a maximum, undefined if the option was not given. Throws UsageError for anything else. */
function count(option: string, text: string | undefined, maximum: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= 1 && value <= maximum) return value;
  throw new UsageError(`--${option} must be a whole number from 1 to ${maximum}, got "${text}"`);
}

/** The argument of --replications. */
export function replicationsOption(text: string | undefined): number | undefined {
  return count("replications", text, REPLICATIONS_MAXIMUM);
}

/** The argument of --workers: without one, a worker per core. */
export function workersOption(text: string | undefined): number {
  return count("workers", text, WORKERS_MAXIMUM) ?? availableParallelism();
}

/** The arguments of --set, each path=value. */
export function setOption(texts: readonly string[]): string[] {
  for (const text of texts) {
    if (/^[^=]+=/.test(text)) continue;
    throw new UsageError(`--set takes path=value, got "${text}"; write the scenario before --set`);
  }
  return [...texts];
}

/** An argument as a POSIX shell takes it. */
export function shellQuoted(argument: string): string {
  return /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
