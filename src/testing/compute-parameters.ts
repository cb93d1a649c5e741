import { fileURLToPath } from "node:url";
import { computeTable, type ComputeParameters } from "../compute/parameters.ts";
import { filesOnDisk } from "../scenario/load-files.ts";
import { resolveScenario } from "../scenario/resolve.ts";

const FILE = fileURLToPath(new URL("../../scenarios/parts/china-compute.yaml", import.meta.url));
const compute = { kind: "group", meaning: "The compute market.", fields: computeTable } as const;
const root = { kind: "group", meaning: "A file with nothing but a compute market.", fields: { compute } } as const;

/** The shipped compute market, for tests of the compute layer alone. */
export function chinaCompute(): ComputeParameters {
  return resolveScenario<{ compute: ComputeParameters }>(filesOnDisk(FILE), {}, { root, checks: [] }).value.compute;
}
