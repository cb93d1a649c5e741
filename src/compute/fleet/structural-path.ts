import type { EpochDay } from "../../base/units.ts";
import { launchJumps } from "./generations.ts";
import type { CapacityParameters } from "./parameters.ts";
import { TokenYield } from "./token-yield.ts";

/** What is known of a fleet without any draw, at midnight UTC of each day from the start. */
export interface StructuralPath {
  /** Log change of the price level by launches of their mean size, those still to come included. */
  readonly meanLevelJump: Float64Array;
  /** Log of Mtok per GPU-hour. */
  readonly logYield: Float64Array;
}

/** The structural path over `days` days: at each midnight the same numbers as Fleet has in that hour. */
export function structuralPath(parameters: CapacityParameters, startDay: EpochDay, days: number): StructuralPath {
  const launches = launchJumps(parameters, undefined, startDay);
  const tokens = new TokenYield(parameters, undefined, startDay);
  const meanLevelJump = new Float64Array(days);
  const logYield = new Float64Array(days);
  for (let hour = 0; hour < days * 24; hour++) {
    launches.step(hour);
    tokens.step(hour);
    if (hour % 24 !== 0) continue;
    meanLevelJump[hour / 24] = launches.meanAdopted;
    logYield[hour / 24] = tokens.logStructural;
  }
  return { meanLevelJump, logYield };
}
