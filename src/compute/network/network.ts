import { assert } from "../../base/assert.ts";

/** Cuts are kept for every set of nodes, so there may not be many nodes. */
export const MAXIMUM_NODES = 10;

/** What no fleet reaches, GPUs: a link of this capacity or more never binds and counts as unlimited. */
export const UNLIMITED_GPUS = 1e10;

/** A link from one node to another; work moves along it in that direction only. */
export interface Link {
  readonly from: number;
  readonly to: number;
}

/**
 * Regions joined by links of limited capacity. Net exports x of the nodes can be carried over the links if and only if
 * they add up to zero and no set A of nodes exports more than its cut, the capacity of the links that leave A (Gale 1957,
 * "A theorem on flows in networks", Pacific Journal of Mathematics 7). Sets are bit masks: node i is bit 2^i.
 */
export class Network {
  readonly nodes: number;
  /** GPUs per link, Infinity for no limit; filled by the caller, who then calls `prepare`. */
  readonly capacity: Float64Array;
  /** Cut of every set of nodes, GPUs; Infinity where an unlimited link leaves the set. Submodular. */
  readonly cut: Float64Array;
  /** Whether unlimited links lead from every node to every other: no set has a finite cut but all nodes together. */
  isOnePool = false;
  private readonly links: readonly Link[];
  /** Finite capacity out of each node, and between each two nodes in both directions together. */
  private readonly out: Float64Array;
  private readonly between: Float64Array;
  /** Nodes that unlimited links from a node, or from a set of nodes, lead to. */
  private readonly reach: Int32Array;
  private readonly reachOfSet: Int32Array;
  private readonly sums: Float64Array;

  /** Asserts 1 to MAXIMUM_NODES nodes and links between two different ones of them. Without capacity at first. */
  constructor(nodes: number, links: readonly Link[]) {
    assert(nodes >= 1 && nodes <= MAXIMUM_NODES, "a network has 1 to 10 nodes");
    for (const { from, to } of links) {
      assert(from >= 0 && from < nodes && to >= 0 && to < nodes && from !== to, "a link joins two nodes");
    }
    this.nodes = nodes;
    this.links = links.map(({ from, to }) => ({ from, to }));
    this.capacity = new Float64Array(links.length);
    this.out = new Float64Array(nodes);
    this.between = new Float64Array(nodes * nodes);
    this.reach = new Int32Array(nodes);
    this.cut = new Float64Array(1 << nodes);
    this.reachOfSet = new Int32Array(1 << nodes);
    this.sums = new Float64Array(1 << nodes);
    this.prepare();
  }

  /** Takes in changed capacities; asserts that none is negative or not a number. */
  prepare(): void {
    this.sortLinks();
    for (let node = this.nodes - 1; node >= 0; node--) this.addSetsFrom(node);
    this.cut[this.cut.length - 1] = 0;
    this.markUnlimited();
  }

  private sortLinks(): void {
    this.out.fill(0);
    this.between.fill(0);
    this.reach.fill(0);
    for (let i = 0; i < this.capacity.length; i++) {
      const { from, to } = this.links[i];
      const capacity = this.capacity[i];
      assert(capacity >= 0, "the capacity of a link is negative or not a number");
      if (capacity >= UNLIMITED_GPUS) {
        this.reach[from] |= 1 << to;
      } else {
        this.out[from] += capacity;
        this.between[from * this.nodes + to] += capacity;
        this.between[to * this.nodes + from] += capacity;
      }
    }
  }

  /**
   * Cuts of the sets whose lowest node is `node`, those of higher nodes being known: a node that joins a set B brings what
   * leaves it and takes away all links between it and B, cut(B + node) = cut(B) + out(node) - between(node, B).
   */
  private addSetsFrom(node: number): void {
    const { cut, sums, reachOfSet } = this;
    const above = node + 1;
    const row = node * this.nodes;
    const self = 1 << node;
    sums[0] = 0;
    cut[self] = this.out[node];
    reachOfSet[self] = this.reach[node];
    for (let set = 1; set < 1 << (this.nodes - above); set++) {
      sums[set] = sums[set & (set - 1)] + this.between[row + above + lowestNode(set)];
      const others = set << above;
      cut[others | self] = Math.max(0, cut[others] + this.out[node] - sums[set]);
      reachOfSet[others | self] = reachOfSet[others] | this.reach[node];
    }
  }

  private markUnlimited(): void {
    let finite = 0;
    for (let set = 1; set < this.cut.length - 1; set++) {
      if ((this.reachOfSet[set] & ~set) !== 0) this.cut[set] = Infinity;
      else finite++;
    }
    this.isOnePool = finite === 0;
  }
}

/** Lowest node of a set that is not empty. */
export function lowestNode(set: number): number {
  return 31 - Math.clz32(set & -set);
}
