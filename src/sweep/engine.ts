import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
const CODE = fileURLToPath(new URL("..", import.meta.url));
const PACKAGE_JSON = fileURLToPath(new URL("../../package.json", import.meta.url));

/** The code that makes results: two runs with equal fingerprints, scenarios and seeds have equal bytes. */
export interface Engine {
  readonly version: string;
  /** SHA-256 over the path and text of every program file and over the pinned dependencies. */
  readonly fingerprint: string;
}

/** The running program's version and fingerprint. */
export function readEngine(): Engine {
  const { version, dependencies } = JSON.parse(readFileSync(PACKAGE_JSON, "utf8"));
  const hash = createHash("sha256").update(JSON.stringify(dependencies));
  for (const path of programFiles()) hash.update(`\0${path}\0`).update(readFileSync(join(CODE, path)));
  return { version, fingerprint: hash.digest("hex") };
}

/** The file that a worker thread starts with. */
export function workerFile(): URL {
  return new URL(`./worker${EXTENSION}`, import.meta.url);
}

/** The module that runs one replication. */
export function worldFile(): URL {
  return new URL(`../world${EXTENSION}`, import.meta.url);
}

function programFiles(): string[] {
  const paths = readdirSync(CODE, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  return paths.filter(isProgram).sort();
}

function isProgram(path: string): boolean {
  return path.endsWith(EXTENSION) && !path.endsWith(".test.ts") && !path.endsWith(".d.ts");
}
