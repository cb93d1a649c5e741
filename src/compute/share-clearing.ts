import { Equilibrium, type NodeMarket } from "./network/equilibrium.ts";
import { lowestNode, type Network } from "./network/network.ts";

/** Level at which everything is served by all the capacity there is. */
const ALL_AT_WORK = -1;

/**
 * Which part of each region's demand can be served at posted prices, which do not ration by themselves: the shares of all
 * regions rise together, and those stop that links or capacity stop, so that no region's share could be raised but by
 * lowering one that is as low or lower. These are the lexicographically fairest shares (Megiddo 1974, "Optimal flows in
 * networks with multiple sources and sinks", Mathematical Programming 7; Fujishige 1980, Mathematics of Operations
 * Research 5), the spatial equilibrium of markets whose level is minus the share. Where everybody is served in full, the
 * work is spread as evenly over the capacity as links allow, by the same solver.
 */
export class ShareClearing {
  /** By region, filled by the caller: GPUs that would serve all it asks for, and GPUs that may serve. */
  readonly demandGpus: Float64Array;
  readonly capacityGpus: Float64Array;
  /** By region: GPUs that serve its demand, at most that demand, wherever they stand. */
  readonly servedGpus: Float64Array;
  /** By region: served share of demand; 1 where there is no demand. */
  readonly share: Float64Array;
  /** By region: GPUs at work there, at most its capacity. The sum is that of `servedGpus` up to rounding. */
  readonly usedGpus: Float64Array;
  private readonly market: ShareMarket;
  private readonly equilibrium: Equilibrium;

  /** `n`: number of regions, which are the nodes of the network. */
  constructor(network: Network, n: number) {
    this.demandGpus = new Float64Array(n);
    this.capacityGpus = new Float64Array(n);
    this.servedGpus = new Float64Array(n);
    this.share = new Float64Array(n);
    this.usedGpus = new Float64Array(n);
    this.market = new ShareMarket(this.demandGpus, this.capacityGpus);
    this.equilibrium = new Equilibrium(network);
  }

  /** Finds the shares of the hour that the inputs describe. */
  clear(): void {
    this.equilibrium.solve(this.market);
    for (let i = 0; i < this.share.length; i++) {
      const level = this.equilibrium.level[i];
      this.share[i] = this.demandGpus[i] > 0 ? servedShareAt(level) : 1;
      this.servedGpus[i] = this.demandGpus[i] * this.share[i];
      this.usedGpus[i] = this.capacityGpus[i] * usedShareAt(level);
    }
  }
}

/**
 * From level -2 to -1 everything is served and a growing part of the capacity, level + 2, is at work for it; from -1 to 0
 * all capacity is at work and a falling part of the demand, -level, is served.
 */
class ShareMarket implements NodeMarket {
  private readonly demandGpus: Float64Array;
  private readonly capacityGpus: Float64Array;

  constructor(demandGpus: Float64Array, capacityGpus: Float64Array) {
    this.demandGpus = demandGpus;
    this.capacityGpus = capacityGpus;
  }

  pooledLevel(mask: number, netExport: number): number {
    let demand = 0;
    let capacity = 0;
    for (let rest = mask; rest !== 0; rest &= rest - 1) {
      const region = lowestNode(rest);
      demand += this.demandGpus[region];
      capacity += this.capacityGpus[region];
    }
    const left = capacity - netExport;
    if (left <= demand) return demand > 0 ? -Math.max(0, Math.min(1, left / demand)) : ALL_AT_WORK;
    return capacity > 0 ? Math.max(0, Math.min(1, (demand + netExport) / capacity)) - 2 : ALL_AT_WORK;
  }

  exportAt(node: number, level: number): number {
    return this.capacityGpus[node] * usedShareAt(level) - this.demandGpus[node] * servedShareAt(level);
  }
}

function servedShareAt(level: number): number {
  return Math.min(1, -level);
}

function usedShareAt(level: number): number {
  return Math.min(1, level + 2);
}
