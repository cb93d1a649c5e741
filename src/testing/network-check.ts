import fc from "fast-check";
import type { Link } from "../compute/network/network.ts";

/** Levels closer than this are one. */
const SAME_LEVEL = 1e-9;

/** A network to be drawn: its links and their capacities. */
export interface DrawnNetwork {
  readonly nodes: number;
  readonly links: readonly Link[];
  readonly capacity: readonly number[];
}

/** Networks of up to `most` nodes; of the links some are shut, some unlimited. */
export function drawnNetworks(most: number): fc.Arbitrary<DrawnNetwork> {
  const capacity = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: 0.01, max: 8, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(Infinity) },
  );
  return fc.integer({ min: 1, max: most }).chain((nodes) => {
    const node = fc.integer({ min: 0, max: nodes - 1 });
    const link = fc.record({ from: node, to: node, capacity });
    return fc.array(link, { maxLength: 3 * nodes }).map((drawn) => {
      const links = drawn.filter(({ from, to }) => from !== to);
      return { nodes, links, capacity: links.map((its) => its.capacity) };
    });
  });
}

/**
 * Throws unless levels and net exports are a spatial equilibrium: flows exist that carry the net exports, full on every
 * link towards a higher level, empty on every link towards a lower one, within capacity on the others. For increasing
 * supply that is necessary and sufficient (Kuhn-Tucker).
 */
export function checkEquilibrium(
  { nodes, links, capacity }: DrawnNetwork,
  level: ArrayLike<number>,
  netExport: ArrayLike<number>,
  tolerance: number,
): void {
  const left = Array.from(netExport);
  const free = Array.from({ length: nodes }, () => new Array<number>(nodes).fill(0));
  links.forEach(({ from, to }, i) => {
    const rise = level[to] - level[from];
    if (Math.abs(rise) <= SAME_LEVEL) {
      free[from][to] += capacity[i];
    } else if (rise > 0) {
      if (capacity[i] === Infinity) throw new Error("levels differ across an unlimited link");
      left[from] -= capacity[i];
      left[to] += capacity[i];
    }
  });
  for (let from = 0; from < nodes; from++) {
    while (left[from] > tolerance) sendFrom(from, left, free, tolerance);
  }
  if (left.some((amount) => Math.abs(amount) > nodes * tolerance)) throw new Error("net exports do not add up");
}

/** Moves what a node has left over along a path to one that lacks it, reversing what it uses up (Ford & Fulkerson). */
function sendFrom(from: number, left: number[], free: number[][], tolerance: number): void {
  const before = new Map<number, number>([[from, -1]]);
  const queue = [from];
  let end = -1;
  while (queue.length > 0 && end < 0) {
    const at = queue.shift()!;
    if (left[at] < -tolerance / 10) end = at;
    else
      free[at].forEach((capacity, to) => {
        if (capacity > tolerance / 100 && !before.has(to)) queue.push(before.set(to, at) && to);
      });
  }
  if (end < 0) throw new Error("the links cannot carry the net exports at these levels");
  let amount = Math.min(left[from], -left[end]);
  for (let at = end; at !== from; at = before.get(at)!) amount = Math.min(amount, free[before.get(at)!][at]);
  for (let at = end; at !== from; at = before.get(at)!) {
    free[before.get(at)!][at] -= amount;
    free[at][before.get(at)!] += amount;
  }
  left[from] -= amount;
  left[end] += amount;
}

/**
 * Net exports by another way: flows of all links from zero, each in turn set to where the levels of its two ends are the
 * same, or to a bound, until nothing moves. `levelAt` is the level at which a node exports so much.
 */
export function exportsByDescent(
  { nodes, links, capacity }: DrawnNetwork,
  levelAt: (node: number, netExport: number) => number,
  { sweeps, halvings, most }: { sweeps: number; halvings: number; most: number },
): number[] {
  const netExport = new Array<number>(nodes).fill(0);
  const flow = links.map(() => 0);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let moved = 0;
    links.forEach(({ from, to }, i) => {
      let low = -flow[i];
      let high = Math.min(capacity[i], most) - flow[i];
      for (let k = 0; k < halvings; k++) {
        const middle = 0.5 * (low + high);
        if (levelAt(from, netExport[from] + middle) < levelAt(to, netExport[to] - middle)) low = middle;
        else high = middle;
      }
      const step = 0.5 * (low + high);
      flow[i] += step;
      netExport[from] += step;
      netExport[to] -= step;
      moved = Math.max(moved, Math.abs(step));
    });
    if (moved < 1e-12) break;
  }
  return netExport;
}
