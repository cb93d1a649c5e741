import { assert } from "../../base/assert.ts";
import type { Fleet } from "./fleet.ts";
import type { SupplyBlocks } from "./supply-blocks.ts";

/** The clearing finds its levels to a tolerance. */
const TOLERANCE = 1 + 1e-9;

/** One country's supply blocks put together by region and grade. */
export class GradeUse {
  private readonly fleet: Fleet;
  private readonly firstBlock: number;
  private readonly perRegion: number;
  /** Available cloud GPUs of each region, and local ones that its demand can use. */
  readonly cloudGpus: Float64Array;
  readonly localUsableGpus: Float64Array;
  /** GPUs at work, all regions. */
  busyCloud = 0;
  busyLocal = 0;

  /** `firstBlock`: the fleet's first one among all countries' blocks. */
  constructor(fleet: Fleet, firstBlock: number, regions: number) {
    this.fleet = fleet;
    this.firstBlock = firstBlock;
    this.perRegion = fleet.blockCount / regions;
    this.cloudGpus = new Float64Array(regions);
    this.localUsableGpus = new Float64Array(regions);
  }

  /** After the blocks have been filled for the hour. */
  readOffers(blocks: SupplyBlocks): void {
    const { count } = this.fleet.generations;
    for (let r = 0; r < this.cloudGpus.length; r++) {
      const first = this.firstBlock + r * this.perRegion;
      this.cloudGpus[r] = 0;
      this.localUsableGpus[r] = 0;
      for (let k = 0; k < this.perRegion; k++) {
        if (k < count) this.cloudGpus[r] += blocks.gpus[first + k];
        else this.localUsableGpus[r] += blocks.limit[first + k];
      }
    }
  }

  /** After clearing. */
  readWork(blocks: SupplyBlocks): void {
    const { count } = this.fleet.generations;
    this.busyCloud = 0;
    this.busyLocal = 0;
    for (let k = 0; k < this.fleet.blockCount; k++) {
      if (k % this.perRegion < count) this.busyCloud += blocks.busy[this.firstBlock + k];
      else this.busyLocal += blocks.busy[this.firstBlock + k];
    }
    const { availableGpus, localAvailableGpus } = this.fleet;
    assert(
      this.busyCloud <= availableGpus * TOLERANCE && this.busyLocal <= localAvailableGpus * TOLERANCE,
      "more GPUs at work than there are",
    );
  }

  /** Busy share of available cloud GPUs; the clearing's tolerance must not lift it above one. */
  get utilisation(): number {
    return Math.min(1, this.busyCloud / this.fleet.availableGpus);
  }

  /** The same of local GPUs; 0 where there are none. */
  get localUtilisation(): number {
    const available = this.fleet.localAvailableGpus;
    return available > 0 ? Math.min(1, this.busyLocal / available) : 0;
  }
}
