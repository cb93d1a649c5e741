import { assert } from "../../base/assert.ts";
import { lowestNode, type Network } from "./network.ts";

/** Violations of a cut below this share of all that moves are rounding. */
const TOLERANCE = 1e-12;

/** What the solver asks of the nodes' markets. Both functions rise, or stay the same, in the level. */
export interface NodeMarket {
  /** Level (a price, or minus a served share) at which the nodes of set `mask` together export `netExport` GPUs. */
  pooledLevel(mask: number, netExport: number): number;
  /** Net export (supply - use, GPUs) of a node at a level. */
  exportAt(node: number, level: number): number;
}

/**
 * Spatial equilibrium without transport cost under capacity limits (Samuelson 1952, "Spatial price equilibrium and linear
 * programming", American Economic Review 42; Takayama & Judge 1971, "Spatial and temporal price and allocation models"):
 * levels differ across links only where these are full, and work moves towards the higher level. Equivalently the net
 * exports minimise a separable convex cost over the base polyhedron of the network's cut function, which the
 * decomposition algorithm solves exactly (Fujishige 1980, "Lexicographically optimal base of a polymatroid with respect
 * to a weight vector", Mathematics of Operations Research 5; Groenevelt 1991, European Journal of Operational Research
 * 54): clear a set of nodes as one pool; if a part of it would export more than its cut, the links out of the part that
 * would pass its cut most are full; so both sides clear apart, with that cut as a fixed export.
 */
export class Equilibrium {
  /** By node: the level of its component. */
  readonly level: Float64Array;
  /** By node: what it exports, GPUs; negative for an import. The sum is zero up to the accuracy of the market's levels. */
  readonly netExport: Float64Array;
  /** By node: number of its component, a set of nodes with one level; components count from the lowest level. */
  readonly component: Int32Array;
  components = 0;
  private readonly network: Network;
  private readonly sums: Float64Array;
  /** Sets still to be cleared: their nodes, the nodes already split off below them, and between which levels they lie. */
  private readonly waiting: Int32Array;
  private readonly below: Int32Array;
  private readonly lowest: Float64Array;
  private readonly highest: Float64Array;
  private depth = 0;

  constructor(network: Network) {
    const n = network.nodes;
    this.network = network;
    this.level = new Float64Array(n);
    this.netExport = new Float64Array(n);
    this.component = new Int32Array(n);
    this.sums = new Float64Array(1 << n);
    this.waiting = new Int32Array(n + 1);
    this.below = new Int32Array(n + 1);
    this.lowest = new Float64Array(n + 1);
    this.highest = new Float64Array(n + 1);
  }

  /** Solves for the network's present cuts. Asserts that the market's levels are numbers. */
  solve(market: NodeMarket): void {
    this.components = 0;
    this.depth = 0;
    this.push((1 << this.network.nodes) - 1, 0, -Infinity, Infinity);
    while (this.depth > 0) {
      const i = --this.depth;
      this.clear(market, this.waiting[i], this.below[i], this.lowest[i], this.highest[i]);
    }
  }

  private push(nodes: number, below: number, lowest: number, highest: number): void {
    const i = this.depth++;
    this.waiting[i] = nodes;
    this.below[i] = below;
    this.lowest[i] = lowest;
    this.highest[i] = highest;
  }

  /**
   * Clears a set as one pool and splits it if it cannot be one. Where exports are flat in the level many levels clear; the
   * bounds choose one on the right side of the sets split off.
   */
  private clear(market: NodeMarket, nodes: number, below: number, lowest: number, highest: number): void {
    const cut = this.network.cut;
    const due = cut[below | nodes] - cut[below];
    const level = Math.min(highest, Math.max(lowest, market.pooledLevel(nodes, due)));
    assert(level - level === 0, "the level of a set of regions is not a number");
    this.setLevel(market, nodes, level);
    const part = this.network.isOnePool ? 0 : this.mostViolated(nodes, below);
    if (part === 0) {
      this.close(nodes);
    } else {
      this.push(nodes & ~part, below | part, level, highest);
      this.push(part, below, lowest, level);
    }
  }

  private setLevel(market: NodeMarket, nodes: number, level: number): void {
    for (let rest = nodes; rest !== 0; rest &= rest - 1) {
      const node = lowestNode(rest);
      this.level[node] = level;
      this.netExport[node] = market.exportAt(node, level);
    }
  }

  private close(nodes: number): void {
    for (let rest = nodes; rest !== 0; rest &= rest - 1) this.component[lowestNode(rest)] = this.components;
    this.components++;
  }

  /** The part of a set that passes its cut by most, 0 when none does. Parts come in rising order of their masks. */
  private mostViolated(nodes: number, below: number): number {
    const { sums, netExport } = this;
    const cut = this.network.cut;
    const base = cut[below];
    let worst = TOLERANCE * this.moved(nodes);
    let found = 0;
    sums[0] = 0;
    for (let part = nodes & -nodes; part !== nodes; part = (part - nodes) & nodes) {
      const sum = sums[part & (part - 1)] + netExport[lowestNode(part)];
      sums[part] = sum;
      const excess = sum - (cut[below | part] - base);
      if (excess > worst) {
        worst = excess;
        found = part;
      }
    }
    return found;
  }

  private moved(nodes: number): number {
    let sum = 0;
    for (let rest = nodes; rest !== 0; rest &= rest - 1) sum += Math.abs(this.netExport[lowestNode(rest)]);
    return sum;
  }
}
