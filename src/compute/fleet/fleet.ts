import { assert } from "../../base/assert.ts";
import type { Streams } from "../../base/random.ts";
import type { EpochDay } from "../../base/units.ts";
import { DatedCurve } from "../dated-curve.ts";
import { RandomWalk } from "../noise/random-walk.ts";
import type { AdoptedJumps } from "./adopted-jumps.ts";
import { Centres, type FleetRegion } from "./centres.ts";
import { Generations, launchJumps } from "./generations.ts";
import { GradeFleet } from "./grade-fleet.ts";
import { Investment } from "./investment.ts";
import type { CapacityParameters } from "./parameters.ts";
import type { SupplyBlocks } from "./supply-blocks.ts";
import { TokenYield } from "./token-yield.ts";

const HOURS_PER_YEAR = 8766;

/** Where a country stands among all: the start of its streams' names, its first region and its first supply block. */
export interface FleetPlace {
  readonly prefix: string;
  readonly regions: readonly FleetRegion[];
  readonly firstRegion: number;
  readonly firstBlock: number;
}

/**
 * The GPUs of one country hour by hour: cloud grade, which all demand can use, and local grade, which a part can; by
 * region and generation; what they make and what they offer at which price. Everything is counted in H100 equivalents.
 */
export class Fleet {
  private readonly place: FleetPlace;
  private readonly fleetNoise: RandomWalk;
  private readonly availability: DatedCurve;
  private readonly cloud: GradeFleet;
  private readonly local: GradeFleet | undefined;
  private readonly launches: AdoptedJumps;
  private readonly investment: Investment;
  private readonly localUsable: number;
  private readonly localDemand: Float64Array;
  readonly yield: TokenYield;
  readonly centres: Centres;
  readonly generations: Generations;
  /** Installed by generation, oldest first, both grades. Whole; sum fleetGpus + localFleetGpus. */
  readonly generationGpus: Float64Array;
  /** Supply blocks of the fleet: region by region, in each the generations of cloud grade, then those of local grade. */
  readonly blockCount: number;

  constructor(parameters: CapacityParameters, place: FleetPlace, streams: Streams, startDay: EpochDay) {
    const { prefix, regions } = place;
    this.place = place;
    this.fleetNoise = new RandomWalk(streams.get(`${prefix}/fleet`), parameters.fleetNoise);
    this.availability = new DatedCurve(parameters.availability, startDay);
    this.yield = new TokenYield(parameters, streams.get(`${prefix}/efficiency`), startDay);
    this.launches = launchJumps(parameters, streams.get(`${prefix}/launches`), startDay);
    this.generations = new Generations(parameters, streams, prefix, startDay);
    this.centres = new Centres(parameters, regions, streams, prefix, startDay);
    this.investment = new Investment(parameters.investment);
    const grade = (knots: CapacityParameters["fleetGpus"], deliveries: Investment | undefined) =>
      new GradeFleet(parameters, knots, this.generations, regions.length, deliveries, startDay);
    this.cloud = grade(parameters.fleetGpus, this.investment);
    const hasLocal = parameters.localFleetGpus.length > 0;
    this.local = hasLocal ? grade(parameters.localFleetGpus, undefined) : undefined;
    this.localUsable = parameters.localUsablePercent / 100;
    this.localDemand = new Float64Array(regions.length);
    this.generationGpus = new Float64Array(this.generations.count);
    this.blockCount = regions.length * this.generations.count * (hasLocal ? 2 : 1);
  }

  /** Installed cloud GPUs, whole, at least one. */
  get fleetGpus(): number {
    return this.cloud.installed;
  }

  /** Cloud GPUs in working order, whole, at least one. */
  get availableGpus(): number {
    return this.cloud.available;
  }

  get localFleetGpus(): number {
    return this.local === undefined ? 0 : this.local.installed;
  }

  get localAvailableGpus(): number {
    return this.local === undefined ? 0 : this.local.available;
  }

  /** Log change of the price level by launches on the structural path, as far as adopted. */
  get meanLevelJump(): number {
    return this.launches.meanAdopted;
  }

  /** Drawn minus mean log change of the price level by launches, as far as adopted. */
  get levelLuck(): number {
    return this.launches.adopted - this.launches.meanAdopted;
  }

  /** Writes the region of each of the fleet's blocks into those of all countries. */
  placeBlocks(regionOfBlock: Int32Array): void {
    const perRegion = this.blockCount / this.place.regions.length;
    for (let i = 0; i < this.blockCount; i++) {
      regionOfBlock[this.place.firstBlock + i] = this.place.firstRegion + Math.floor(i / perRegion);
    }
  }

  /** Moves on to `hour`, one hour after the call before; from 0 at midnight UTC of the start day. */
  step(hour: number): void {
    this.fleetNoise.stepTowardsZero(1 / HOURS_PER_YEAR, Infinity);
    this.yield.step(hour);
    this.launches.step(hour);
    this.generations.step(hour);
    this.centres.step(hour);
    const noise = this.fleetNoise.value;
    const availability = this.availability.logAt(hour);
    this.cloud.step(hour, noise, availability, this.centres.cloudLoss, 1, this.centres.cloudWeight);
    this.local?.step(hour, noise, availability, this.centres.localLoss, 0, this.centres.localWeight);
    for (let g = 0; g < this.generations.count; g++) {
      this.generationGpus[g] = this.cloud.byGeneration[g] + (this.local === undefined ? 0 : this.local.byGeneration[g]);
    }
  }

  /** What each region of the country asks for at reference prices, in GPUs, of all uses: limits what local centres get. */
  setDemand(referenceGpus: Float64Array): void {
    assert(referenceGpus.length === this.localDemand.length, "demand is not given for every region");
    this.localDemand.set(referenceGpus);
  }

  /**
   * Fills the fleet's blocks. `logLevel`: ln USD of the structural reference level, with meanLevelJump, without levelLuck;
   * `offeredAtLevel`: share offered at the level; `offerSlope`: rise of the log price that brings the whole fleet. A ramp
   * of offers from level - offered x slope to level + (1 - offered) x slope, never below running cost.
   */
  fillBlocks(blocks: SupplyBlocks, logLevel: number, offeredAtLevel: number, offerSlope: number): void {
    const floor = logLevel + this.levelLuck - offeredAtLevel * offerSlope;
    let block = this.place.firstBlock;
    for (let r = 0; r < this.place.regions.length; r++) {
      block = this.cloud.offer(blocks, block, r, Infinity, floor, offerSlope);
      if (this.local === undefined) continue;
      const usable = Math.round(this.localUsable * this.localDemand[r]);
      block = this.local.offer(blocks, block, r, usable, floor, offerSlope);
    }
  }

  /** ln USD of an hour of one GPU of a generation at the pool's log price; NaN before its launch. */
  logGenerationPrice(generation: number, logPrice: number): number {
    return this.generations.isLaunched(generation) ? logPrice + this.generations.logPriceFactor(generation) : NaN;
  }

  /** Available GPUs of a centre, H100 equivalents; a part of the whole number of its region and grade. */
  centreAvailable(centre: number): number {
    return this.gradeOf(centre).availableIn(this.centres.region[centre]) * this.shareOfRegion(centre);
  }

  /** GPUs of a centre at work: centres of a region and grade work at the same rate. */
  centreBusy(blocks: SupplyBlocks, centre: number): number {
    const { count } = this.generations;
    const perRegion = this.blockCount / this.place.regions.length;
    const isLocal = this.centres.grade(centre) === "local";
    const first = this.place.firstBlock + this.centres.region[centre] * perRegion + (isLocal ? count : 0);
    let busy = 0;
    for (let g = 0; g < count; g++) busy += blocks.busy[first + g];
    return busy * this.shareOfRegion(centre);
  }

  /**
   * Ends a day: what investors see. `logSpotRatio`: mean ln(price / reference level) of the day; `logForwardRatio`: ln of
   * the far forward price over its structural reference, NaN where there is none.
   */
  closeDay(logSpotRatio: number, logForwardRatio = NaN): void {
    this.investment.closeDay(logSpotRatio, logForwardRatio, this.cloud.installed);
  }

  private gradeOf(centre: number): GradeFleet {
    if (this.centres.grade(centre) === "cloud") return this.cloud;
    assert(this.local !== undefined, "a local centre without a local fleet");
    return this.local;
  }

  private shareOfRegion(centre: number): number {
    const { centres } = this;
    const weight = centres.grade(centre) === "cloud" ? centres.cloudWeight : centres.localWeight;
    return (centres.share[centre] * centres.left[centre]) / weight[centres.region[centre]];
  }
}
