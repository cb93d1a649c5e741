import { assert } from "../../base/assert.ts";

/**
 * What all fleets offer in one hour: one block per region, grade and generation of hardware, each a ramp in the log price
 * (a merit order of Brown and Johnson type, made continuous). At a log price y a block offers
 * min(limit, gpus x clip((y - logFloor) / (logTop - logFloor), 0, 1)). Filled by the fleets before clearing; `busy` is
 * filled by the clearing.
 */
export class SupplyBlocks {
  readonly count: number;
  /** Region (node of the network) of each block. */
  readonly region: Int32Array;
  /** Available GPUs, whole H100 equivalents. */
  readonly gpus: Float64Array;
  /** GPUs that can find work whatever the price, whole H100 equivalents, at most `gpus`. */
  readonly limit: Float64Array;
  /** Log price at which the first GPU is offered: ln USD per H100-equivalent hour. */
  readonly logFloor: Float64Array;
  /** Log price at which all are offered; above `logFloor`. */
  readonly logTop: Float64Array;
  /** GPUs at work in the hour. */
  readonly busy: Float64Array;

  /** Blocks without GPUs, with the region of each. Asserts whole numbers of regions from 0. */
  constructor(regionOfBlock: Int32Array) {
    this.count = regionOfBlock.length;
    this.region = Int32Array.from(regionOfBlock);
    this.gpus = new Float64Array(this.count);
    this.limit = new Float64Array(this.count);
    this.logFloor = new Float64Array(this.count);
    this.logTop = new Float64Array(this.count).fill(1);
    this.busy = new Float64Array(this.count);
    for (let i = 0; i < this.count; i++) assert(this.region[i] >= 0, "a supply block needs a region");
  }
}
