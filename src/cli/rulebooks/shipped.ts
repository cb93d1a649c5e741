import { loadScenario } from "../../scenario/load.ts";
import { scenarioTable } from "../../scenario/schema.ts";
import { loadPart } from "../../scenario/load-part.ts";
import { valueOf } from "../../scenario/setting.ts";
import type { CountryParameters } from "../../compute/parameters.ts";
import { gpuHoursOf, tokensOf, type Underlying } from "./underlying.ts";

/** A rulebook that comes with the program: rulebooks/<name>.yaml and rulebooks/<name>-clearing.yaml. */
export interface Rulebook {
  readonly name: string;
  readonly underlying: "token" | "gpu_hour";
}

export const RULEBOOKS: readonly Rulebook[] = [
  { name: "shfe", underlying: "token" },
  { name: "cme", underlying: "gpu_hour" },
  { name: "ice", underlying: "gpu_hour" },
];

const TOKENS = "usage-surge.yaml";
const GPU_HOURS = "gpu-futures.yaml";
const UNITED_STATES = "parts/us-compute.yaml";

/** What the contracts of the shipped rulebooks are measured by. */
export interface Markets {
  underlyingOf(rulebook: Rulebook, index: string): Underlying;
  /** Where prices and use come from, for the reader. */
  readonly explanation: string;
}

/** Reads prices and national use from the shipped scenarios in a folder. */
export function markets(scenarios: string): Markets {
  const { compute: china, start, end } = loadScenario(scenarios + TOKENS).scenario;
  const { compute: process, start: gpuStart } = loadScenario(scenarios + GPU_HOURS).scenario;
  if (china.kind !== "market" || process.kind !== "process") throw new Error("a scenario has another kind of market");
  const tokens = tokensOf(china, start, end);
  const country = scenarioTable.compute.tables.market.abroad.item;
  const unitedStates = valueOf(loadPart(scenarios + UNITED_STATES, country)) as CountryParameters;
  const equivalents = new Map(china.capacity.generations.map(({ id, h100Equivalents }) => [id, h100Equivalents]));
  const gpuHours = (index: string): Underlying => {
    const generation = (process.indices.find(({ id }) => id === index) ?? process.indices[0]).generation;
    return gpuHoursOf(process, unitedStates, generation, equivalents.get(generation) ?? 1, gpuStart);
  };
  return {
    underlyingOf: ({ underlying }, index) => (underlying === "token" ? tokens : gpuHours(index)),
    explanation: `Price and use are those of the day from which a lot and a tick hold for newly listed months, or of the first day of
the scenario that they are read from, if that is later. Tokens: the reference price and China's demand at it, by the dated
curves of \`${TOKENS}\`. GPU-hours: the price at which \`${GPU_HOURS}\` starts, and the hours of all GPUs of cloud grade
in the United States, counted in the contract's generation (\`${UNITED_STATES}\`). Limits are shares of what the country uses
in the whole month; where several are named, the largest holds. A lot's fee is that of an order without maker's or taker's
add-on.`,
  };
}
