import { exp } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import { DatedCurve } from "./dated-curve.ts";
import { EfficiencyJumps } from "./efficiency-jumps.ts";
import { RandomWalk } from "./noise/random-walk.ts";
import type { CapacityParameters } from "./parameters.ts";

const HOURS_PER_YEAR = 8766;

/** The fleet hour by hour, and how many tokens a GPU-hour makes: hardware throughput x algorithmic efficiency. */
export class Capacity {
  private readonly fleet: DatedCurve;
  private readonly fleetNoise: RandomWalk;
  private readonly availability: DatedCurve;
  private readonly throughput: DatedCurve;
  private readonly curve: DatedCurve;
  private readonly jumps: EfficiencyJumps;

  /** Whole H100 equivalents, at least one. */
  fleetGpus = 1;
  availableGpus = 1;
  /** Mtok per GPU-hour at the algorithms of the start. */
  throughputMtok = 1;
  efficiency = 1;
  /** Drawn log efficiency minus that of the structural path. */
  logLuck = 0;
  /** Log of Mtok per GPU-hour on the structural path. */
  logStructuralYield = 0;

  constructor(parameters: CapacityParameters, streams: Streams, startDay: EpochDay) {
    this.fleet = new DatedCurve(parameters.fleetGpus, startDay);
    this.fleetNoise = new RandomWalk(streams.get("compute/fleet"), parameters.fleetNoise);
    this.availability = new DatedCurve(parameters.availability, startDay);
    this.throughput = new DatedCurve(parameters.throughputMtok, startDay);
    this.curve = new DatedCurve(parameters.efficiency, startDay);
    this.jumps = new EfficiencyJumps(parameters, streams.get("compute/efficiency"), startDay);
  }

  step(hour: number): void {
    this.fleetNoise.stepTowardsZero(1 / HOURS_PER_YEAR, Infinity);
    this.jumps.step(hour);
    const logFleet = this.fleet.logAt(hour) + this.fleetNoise.value;
    this.fleetGpus = Math.max(1, Math.round(exp(logFleet)));
    this.availableGpus = Math.max(1, Math.round(exp(logFleet + this.availability.logAt(hour))));
    const logThroughput = this.throughput.logAt(hour);
    const logCurve = this.curve.logAt(hour);
    this.throughputMtok = exp(logThroughput);
    this.efficiency = exp(logCurve + this.jumps.adopted);
    this.logLuck = this.jumps.adopted - this.jumps.meanAdopted;
    this.logStructuralYield = logThroughput + logCurve + this.jumps.meanAdopted;
  }
}
