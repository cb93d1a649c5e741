import { exp } from "../../base/elementary.ts";
import type { Stream } from "../../base/random.ts";
import type { EpochDay } from "../../base/units.ts";
import { DatedCurve } from "../dated-curve.ts";
import { AdoptedJumps } from "./adopted-jumps.ts";
import type { CapacityParameters } from "./parameters.ts";

/** How many tokens a GPU-hour makes: hardware throughput x algorithmic efficiency, both per H100 equivalent. */
export class TokenYield {
  private readonly throughput: DatedCurve;
  private readonly curve: DatedCurve;
  private readonly jumps: AdoptedJumps;
  /** Mtok per GPU-hour at the algorithms of the start. */
  throughputMtok = 1;
  /** Relative to the start. */
  efficiency = 1;
  /** Drawn log efficiency minus that of the structural path. */
  logLuck = 0;
  /** Log of Mtok per GPU-hour on the structural path. */
  logStructural = 0;

  /** Without a stream the path is the structural one. */
  constructor(parameters: CapacityParameters, stream: Stream | undefined, startDay: EpochDay) {
    this.throughput = new DatedCurve(parameters.throughputMtok, startDay);
    this.curve = new DatedCurve(parameters.efficiency, startDay);
    const jumps = parameters.efficiencyJumps.map(({ date, mean, sd }) => ({ day: date, mean, sd }));
    const dynamics = {
      adoptionHalfLifeDays: parameters.jumpAdoptionHalfLifeDays,
      fadeHalfLifeDays: parameters.jumpFadeHalfLifeDays,
    };
    this.jumps = new AdoptedJumps(jumps, dynamics, stream, startDay);
  }

  /** Log efficiency that advances have added so far on the structural path. */
  get meanAdopted(): number {
    return this.jumps.meanAdopted;
  }

  /** Moves on to `hour`, one hour after the call before. */
  step(hour: number): void {
    this.jumps.step(hour);
    const logThroughput = this.throughput.logAt(hour);
    const logCurve = this.curve.logAt(hour);
    this.throughputMtok = exp(logThroughput);
    this.efficiency = exp(logCurve + this.jumps.adopted);
    this.logLuck = this.jumps.adopted - this.jumps.meanAdopted;
    this.logStructural = logThroughput + logCurve + this.meanAdopted;
  }
}
