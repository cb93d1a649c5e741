import { exp, log } from "../../base/elementary.ts";
import type { Knot } from "../../base/parameters.ts";
import type { EpochDay } from "../../base/units.ts";
import { DatedCurve } from "../dated-curve.ts";
import { apportion } from "./apportion.ts";
import type { Generations } from "./generations.ts";
import type { CapacityParameters, SectorParameters } from "./parameters.ts";
import type { SupplyBlocks } from "./supply-blocks.ts";
import { dailyRetirement, Vintages } from "./vintages.ts";

/** Narrowest ramp of offers, where running cost passes what owners ask: in log price. */
const NARROWEST_RAMP = 0.05;

/** What adds to a grade's curve from day to day: `deliver` in Investment. */
export interface Deliveries {
  deliver(fleetGpus: number, lowest: number): number;
}

/** One grade of a country's fleet: installed and available GPUs, whole, by region and generation, and their offers. */
export class GradeFleet {
  private readonly generations: Generations;
  private readonly curve: DatedCurve;
  private readonly vintages: Vintages;
  private readonly deliveries: Deliveries | undefined;
  private readonly fastestFallLog: number;
  private readonly cellWeight: Float64Array;
  private readonly regionGpus: Float64Array;
  private readonly regionLimit: Float64Array;
  private logCurve = 0;
  private logDelivered = 0;
  /** Whole H100 equivalents. */
  installed = 0;
  available = 0;
  /** Available by cell: region x generations + generation. Whole; sum `available`. */
  readonly cells: Float64Array;
  /** Installed by generation, oldest first. Whole; sum `installed`. */
  readonly byGeneration: Float64Array;

  constructor(
    parameters: CapacityParameters,
    knots: readonly Knot[],
    generations: Generations,
    regions: number,
    deliveries: Deliveries | undefined,
    startDay: EpochDay,
  ) {
    this.generations = generations;
    this.curve = new DatedCurve(knots, startDay, sectorGrowth(parameters.sector));
    this.vintages = new Vintages(parameters, generations);
    this.replay(new DatedCurve(knots, generations.shareDay, sectorGrowth(parameters.sector)), startDay);
    this.deliveries = deliveries;
    this.fastestFallLog = log(1 - dailyRetirement(parameters));
    this.cellWeight = new Float64Array(regions * generations.count);
    this.cells = new Float64Array(regions * generations.count);
    this.byGeneration = new Float64Array(generations.count);
    this.regionGpus = new Float64Array(generations.count);
    this.regionLimit = new Float64Array(generations.count);
  }

  /**
   * Moves on to `hour`. `logNoise`: fleet over its curve; `logAvailability`: share in working order; `loss`: share out by
   * outages; `least`: GPUs there are in any case; `weight`: by region, what is left there.
   */
  step(
    hour: number,
    logNoise: number,
    logAvailability: number,
    loss: number,
    least: number,
    weight: Float64Array,
  ): void {
    const logCurve = this.curve.logAt(hour);
    if (hour === 0) this.logCurve = logCurve;
    else if (hour % 24 === 0) this.closeDay(hour, logCurve);
    const logFleet = logCurve + this.logDelivered + logNoise;
    this.installed = Math.max(least, Math.round(exp(logFleet)));
    this.available = Math.max(least, Math.round(exp(logFleet + logAvailability) * (1 - loss)));
    const share = this.vintages.share;
    let cell = 0;
    for (let r = 0; r < weight.length; r++) {
      for (let g = 0; g < share.length; g++) this.cellWeight[cell++] = weight[r] * share[g];
    }
    apportion(this.available, this.cellWeight, cell, this.cells);
    apportion(this.installed, share, share.length, this.byGeneration);
  }

  /** Available GPUs in a region, whole. */
  availableIn(region: number): number {
    const { count } = this.generations;
    let gpus = 0;
    for (let g = 0; g < count; g++) gpus += this.cells[region * count + g];
    return gpus;
  }

  /**
   * Fills the blocks of a region, one for each generation, and returns the block after them. `usable`: whole GPUs that
   * demand can use; `logFloor`, `slope`: the ramp of offers, which no running cost may pass.
   */
  offer(
    blocks: SupplyBlocks,
    firstBlock: number,
    region: number,
    usable: number,
    logFloor: number,
    slope: number,
  ): number {
    const { count } = this.generations;
    for (let g = 0; g < count; g++) this.regionGpus[g] = this.cells[region * count + g];
    const limit = Math.min(usable, this.availableIn(region));
    apportion(limit, this.regionGpus, count, this.regionLimit);
    for (let g = 0; g < count; g++) {
      const block = firstBlock + g;
      const floor = Math.max(logFloor, this.generations.logCost(g));
      blocks.gpus[block] = this.regionGpus[g];
      blocks.limit[block] = this.regionLimit[g];
      blocks.logFloor[block] = floor;
      blocks.logTop[block] = Math.max(logFloor + slope, floor + NARROWEST_RAMP);
    }
    return firstBlock + count;
  }

  /** Purchases and retirements along the curve from the day of the start shares to the start. */
  private replay(curve: DatedCurve, startDay: EpochDay): void {
    const days = startDay - this.generations.shareDay;
    let before = curve.logAt(0);
    for (let day = 1; day <= days; day++) {
      const logCurve = curve.logAt(24 * day);
      this.vintages.closeDay(24 * (day - days), logCurve - before);
      before = logCurve;
    }
  }

  private closeDay(hour: number, logCurve: number): void {
    const curveGrowth = logCurve - this.logCurve;
    this.logCurve = logCurve;
    const lowest = Math.min(0, this.fastestFallLog - curveGrowth);
    const delivered = this.deliveries === undefined ? 0 : this.deliveries.deliver(this.installed, lowest);
    this.logDelivered += delivered;
    this.vintages.closeDay(hour, curveGrowth + delivered);
  }
}

/**
 * Log growth a year of a fleet after its curve: spending grows by g and a USD buys q more equivalents each year, so that
 * the fleet grows by the factor (1 + g) (1 + q).
 */
function sectorGrowth({ growthPercent, pricePerformancePercent }: SectorParameters): number {
  return log(1 + growthPercent / 100) + log(1 + pricePerformancePercent / 100);
}
