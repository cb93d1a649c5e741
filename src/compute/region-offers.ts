import { assert } from "../base/assert.ts";
import type { SupplyBlocks } from "./fleet/supply-blocks.ts";

/** Words per block in the hour's ramps. */
const WORDS = 3;
const FLOOR = 0;
const RATE = 1;
const MOST = 2;

/**
 * What the blocks of each region offer at a level, sorted by region and with the price cap taken in: beyond the cap the
 * price, and so the offer, stays where it is.
 */
export class RegionOffers {
  /** GPUs that each region offers at most. */
  readonly most: Float64Array;
  /** Rise of the last `ofPool` by the level, GPUs per unit of log price. */
  slope = 0;
  private readonly blocks: SupplyBlocks;
  /** Blocks in the order of their regions, and where in it the blocks of each region begin. */
  private readonly order: Int32Array;
  private readonly start: Int32Array;
  private readonly ramps: Float64Array;

  constructor(blocks: SupplyBlocks, regions: number) {
    for (let i = 0; i < blocks.count; i++) assert(blocks.region[i] < regions, "a supply block lies in no region");
    this.blocks = blocks;
    this.most = new Float64Array(regions);
    this.order = Int32Array.from(blocks.region.keys()).sort((a, b) => blocks.region[a] - blocks.region[b] || a - b);
    this.start = new Int32Array(regions + 1);
    for (let i = 0; i < blocks.count; i++) this.start[blocks.region[i] + 1]++;
    for (let region = 0; region < regions; region++) this.start[region + 1] += this.start[region];
    this.ramps = new Float64Array(WORDS * blocks.count);
  }

  /**
   * Takes in the hour's blocks of a region whose price cap is `logCap`, ln USD per H100-equivalent hour. Asserts that offers
   * rise over some range of prices; over less than about 0.01 a price could not be told finely enough.
   */
  renew(region: number, logCap: number): void {
    const { gpus, limit, logFloor, logTop } = this.blocks;
    let sum = 0;
    for (let i = this.start[region]; i < this.start[region + 1]; i++) {
      const block = this.order[i];
      const at = WORDS * i;
      assert(logTop[block] > logFloor[block], "a supply block has no ramp");
      const rate = gpus[block] / (logTop[block] - logFloor[block]);
      const most = Math.min(gpus[block], limit[block], Math.max(0, rate * (logCap - logFloor[block])));
      this.ramps[at + FLOOR] = logFloor[block];
      this.ramps[at + RATE] = rate;
      this.ramps[at + MOST] = most;
      sum += most;
    }
    this.most[region] = sum;
  }

  /** GPUs that a region offers at a level. */
  at(region: number, level: number): number {
    const ramps = this.ramps;
    const end = WORDS * this.start[region + 1];
    let sum = 0;
    for (let at = WORDS * this.start[region]; at < end; at += WORDS) {
      const offer = ramps[at + RATE] * (level - ramps[at + FLOOR]);
      sum += Math.max(0, Math.min(ramps[at + MOST], offer));
    }
    return sum;
  }

  /** GPUs that the first `count` of these regions offer at a level; `slope` is their rise. */
  ofPool(regions: Int32Array, count: number, level: number): number {
    const ramps = this.ramps;
    let sum = 0;
    let slope = 0;
    for (let i = 0; i < count; i++) {
      const end = WORDS * this.start[regions[i] + 1];
      for (let at = WORDS * this.start[regions[i]]; at < end; at += WORDS) {
        const rate = ramps[at + RATE];
        const offer = rate * (level - ramps[at + FLOOR]);
        const most = ramps[at + MOST];
        if (offer >= most) {
          sum += most;
        } else if (offer > 0) {
          sum += offer;
          slope += rate;
        }
      }
    }
    this.slope = slope;
    return sum;
  }

  /** Lowest price at which a region offers anything, ln USD per H100-equivalent hour; Infinity where nothing is offered. */
  floor(region: number): number {
    let lowest = Infinity;
    for (let i = this.start[region]; i < this.start[region + 1]; i++) {
      if (this.ramps[WORDS * i + MOST] > 0) lowest = Math.min(lowest, this.ramps[WORDS * i + FLOOR]);
    }
    return lowest;
  }

  /** Writes the GPUs at work at a level to the blocks of a region. */
  publish(region: number, level: number): void {
    for (let i = this.start[region]; i < this.start[region + 1]; i++) {
      const at = WORDS * i;
      const offer = this.ramps[at + RATE] * (level - this.ramps[at + FLOOR]);
      this.blocks.busy[this.order[i]] = Math.max(0, Math.min(this.ramps[at + MOST], offer));
    }
  }
}
