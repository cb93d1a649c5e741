import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean } from "../scenario/suggest.ts";
import { UsageError } from "./exit-code.ts";

const SHIPPED = fileURLToPath(new URL("../../scenarios", import.meta.url));
const ENDING = ".yaml";

/** Names of the scenarios that come with the program. */
export function shippedScenarios(): string[] {
  const files = readdirSync(SHIPPED).filter((file) => file.endsWith(ENDING));
  return files.map((file) => basename(file, ENDING)).sort();
}

/** Path of a shipped scenario, as short as it can be written from here. */
export function shippedPath(name: string): string {
  const path = join(SHIPPED, name + ENDING);
  const short = relative(process.cwd(), path);
  return short.startsWith("..") || short.startsWith(sep) ? path : short;
}

/** The file that an argument means: a path, or the name of a shipped scenario. Throws UsageError if it is neither. */
export function scenarioFile(argument: string): string {
  const names = shippedScenarios();
  if (existsSync(argument)) return argument;
  if (names.includes(argument)) return shippedPath(argument);
  const hint = didYouMean(argument, [...names, ...names.map((name) => `scenarios/${name}${ENDING}`)]);
  throw new UsageError(`there is no file or shipped scenario "${argument}"${hint}`);
}
