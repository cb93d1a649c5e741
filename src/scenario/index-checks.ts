import { hasGpuPrice } from "../compute/exogenous/parameters.ts";
import type { IndexParameters } from "../compute/index/parameters.ts";
import type { Check, Finding } from "./check.ts";
import { rising } from "./rising.ts";
import type { Compute, Scenario } from "./schema.ts";

/** The one seller of a scenario that names none, and the one generation of hardware. */
const ONLY_SELLER = "market";
const ONLY_GENERATION = "h100";

/** What indices need from sellers and fleets. */
export const indexChecks: readonly Check<Scenario>[] = [
  { reads: ["compute.indices"], find: someIndex },
  { reads: ["compute.indices"], find: eachIndex(dates) },
  { reads: ["compute.indices", "compute.sellers", "compute.gpu_sellers"], find: eachIndex(coverage) },
  { reads: ["compute.indices", "compute.sellers", "compute.gpu_sellers"], find: eachIndex(bar) },
  { reads: ["compute.indices", "compute.capacity.generations"], find: eachIndex(underlying) },
  { reads: ["compute.indices"], find: eachIndex(missing) },
];

type IndexCheck = (index: IndexParameters, compute: Compute) => Finding[];

function eachIndex(find: IndexCheck): Check<Scenario>["find"] {
  return ({ compute }) =>
    compute.indices.flatMap((index, at) =>
      find(index, compute).map(({ path, message }) => ({ path: `compute.indices[${String(at)}].${path}`, message })),
    );
}

function someIndex({ compute }: Scenario): Finding[] {
  if (compute.indices.length > 0) return [];
  return [{ path: "compute.indices", message: "must hold at least one index: futures settle to it" }];
}

function dates({ breaks }: IndexParameters): Finding[] {
  return rising(
    "breaks",
    breaks.map(({ date }) => date),
    ".date",
  );
}

function sellersOf({ underlying: good }: IndexParameters, { sellers, gpuSellers }: Compute) {
  return (good === "token" ? sellers : gpuSellers).providers;
}

function idsOf(index: IndexParameters, compute: Compute): string[] {
  const providers = sellersOf(index, compute);
  return providers.length > 0 ? providers.map(({ id }) => id) : [ONLY_SELLER];
}

/** An index covers sellers that there are, each once, and as many as it wants to hear from. */
function coverage(index: IndexParameters, compute: Compute): Finding[] {
  const ids = idsOf(index, compute);
  const found = index.covered.flatMap((id, at, all): Finding[] => {
    const path = `covered[${String(at)}]`;
    if (!ids.includes(id)) return [{ path, message: `there is no seller ${id}; known: ${ids.join(", ")}` }];
    return all.indexOf(id) < at ? [{ path, message: `${id} is covered already` }] : [];
  });
  if (found.length > 0) return found;
  const covered = index.covered.length > 0 ? index.covered.length : ids.length;
  if (index.minimumSubmissions <= covered) return [];
  const message = `must be at most the number of sellers that it covers, ${String(covered)}, got ${String(index.minimumSubmissions)}`;
  return [{ path: "minimum_submissions", message }];
}

/** Somebody's tokens are good enough at the start; the bar is quality_log 0 then. */
function bar(index: IndexParameters, compute: Compute): Finding[] {
  if (index.quality === "none") return [];
  const providers = sellersOf(index, compute);
  const covered = providers.filter(({ id }) => index.covered.length === 0 || index.covered.includes(id));
  if (providers.length === 0 || covered.length === 0 || covered.some(({ qualityLog }) => qualityLog >= 0)) return [];
  return [{ path: "quality", message: "leaves nobody: no seller that it covers has a quality_log of 0 or more" }];
}

/** GPU-hours have a price, a generation that there is, and no kinds of token. */
function underlying(index: IndexParameters, compute: Compute): Finding[] {
  const { underlying: good, generation, tokens } = index;
  if (good === "token") {
    if (generation === "") return [];
    return [{ path: "generation", message: `must be empty for an index of tokens, got ${generation}` }];
  }
  const found: Finding[] = [];
  if (compute.kind !== "market" && !hasGpuPrice(compute)) {
    const cure = compute.kind === "series" ? "compute.gpu_column" : "compute.gpu_usd_hour";
    found.push({ path: "underlying", message: `gpu_hour needs a price of GPU-hours; give ${cure}` });
  }
  const ids = generationsOf(compute);
  if (generation !== "" && !ids.includes(generation)) {
    found.push({ path: "generation", message: `there is no generation ${generation}; known: ${ids.join(", ")}` });
  }
  if (tokens !== "traded") {
    found.push({ path: "tokens", message: `must be traded for an index of GPU-hours, got ${tokens}` });
  }
  return found;
}

function generationsOf(compute: Compute): string[] {
  if (compute.kind === "process") return [ONLY_GENERATION, ...compute.gpuGenerations.map(({ id }) => id)];
  if (compute.kind !== "market" || compute.capacity.generations.length === 0) return [ONLY_GENERATION];
  return compute.capacity.generations.map(({ id }) => id);
}

/** An index has a value on some days. */
function missing({ missingProbability, fallback }: IndexParameters): Finding[] {
  if (missingProbability < 1 || fallback !== "skip") return [];
  return [
    { path: "missing_probability", message: "must be below 1 where missing days are skipped: no day would be left" },
  ];
}
