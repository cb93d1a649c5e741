import type { Streams } from "../base/random.ts";
import type { ParametersOf } from "../base/parameters.ts";
import type { EpochDay } from "../base/units.ts";
import type { Lab } from "./customers.ts";
import { ExogenousSource, type ExogenousParameters } from "./exogenous/exogenous-source.ts";
import { ComputeMarket } from "./market.ts";
import type { computeTable } from "./parameters.ts";
import type { ComputeSource } from "./source.ts";

/** The compute section of a scenario. */
export type SourceParameters = ({ readonly kind: "market" } & ParametersOf<typeof computeTable>) | ExogenousParameters;

/** The compute market that a scenario asks for; it runs `days` at most. */
export function makeSource(
  parameters: SourceParameters,
  labs: readonly Lab[],
  streams: Streams,
  startDay: EpochDay,
  days: number,
): ComputeSource {
  if (parameters.kind === "market") return new ComputeMarket(parameters, labs, streams, startDay, days);
  return new ExogenousSource(parameters, labs, streams, startDay, days);
}
