import { fileURLToPath } from "node:url";
import { computeTable, type ComputeParameters } from "../compute/parameters.ts";
import { filesOnDisk } from "../scenario/load-files.ts";
import { resolveScenario } from "../scenario/resolve.ts";

const PARTS = fileURLToPath(new URL("../../scenarios/parts/", import.meta.url));
const tables = { market: computeTable };
const compute = { kind: "oneOf", by: "kind", meaning: "The compute market.", tables } as const;
const root = { kind: "group", meaning: "A file with nothing but a compute market.", fields: { compute } } as const;

/** The shipped compute market, for tests of the compute layer alone. */
export function chinaCompute(): ComputeParameters {
  return computeOf("china-compute.yaml");
}

/** The same with the United States beside it. */
export function abroadCompute(): ComputeParameters {
  return computeOf("china-and-us.yaml");
}

function computeOf(file: string): ComputeParameters {
  return resolveScenario<{ compute: ComputeParameters }>(filesOnDisk(PARTS + file), {}, { root, checks: [] }).value
    .compute;
}
