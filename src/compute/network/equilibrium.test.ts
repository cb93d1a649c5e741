import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { checkEquilibrium, type DrawnNetwork, drawnNetworks, exportsByDescent } from "../../testing/network-check.ts";
import { Equilibrium, type NodeMarket } from "./equilibrium.ts";
import { Network } from "./network.ts";

/** Net export a + b level at each node. */
class LinearMarkets implements NodeMarket {
  readonly a: readonly number[];
  readonly b: readonly number[];

  constructor(a: readonly number[], b: readonly number[]) {
    this.a = a;
    this.b = b;
  }

  pooledLevel(mask: number, netExport: number): number {
    const within = (_: number, i: number) => ((mask >> i) & 1) === 1;
    const sum = (values: readonly number[]) => values.filter(within).reduce((total, value) => total + value, 0);
    return (netExport - sum(this.a)) / sum(this.b);
  }

  exportAt(node: number, level: number): number {
    return this.a[node] + this.b[node] * level;
  }

  levelAt(node: number, netExport: number): number {
    return (netExport - this.a[node]) / this.b[node];
  }
}

/** Supply that rises by `size` from level `floor` to `floor` + 1, use that falls by it from `choke` to `choke` + 1: flat elsewhere. */
class SteppedMarkets implements NodeMarket {
  readonly steps: readonly { size: number; floor: number; use: number; choke: number }[];
  /** 0: the lowest level that clears, 1: the highest. */
  readonly end: number;

  constructor(steps: SteppedMarkets["steps"], end: number) {
    this.steps = steps;
    this.end = end;
  }

  pooledLevel(mask: number, netExport: number): number {
    const nodes = this.steps.map((_, i) => i).filter((i) => ((mask >> i) & 1) === 1);
    const due = netExport + (this.end === 0 ? -1e-12 : 1e-12);
    let low = -10;
    let high = 20;
    for (let i = 0; i < 60; i++) {
      const middle = 0.5 * (low + high);
      if (nodes.reduce((sum, node) => sum + this.exportAt(node, middle), 0) < due) low = middle;
      else high = middle;
    }
    return high;
  }

  exportAt(node: number, level: number): number {
    const { size, floor, use, choke } = this.steps[node];
    const clip = (x: number) => Math.max(0, Math.min(1, x));
    return size * clip(level - floor) - use * (1 - clip(level - choke));
  }
}

function solved({ nodes, links, capacity }: DrawnNetwork, market: NodeMarket): Equilibrium {
  const network = new Network(nodes, links);
  network.capacity.set(capacity);
  network.prepare();
  const equilibrium = new Equilibrium(network);
  equilibrium.solve(market);
  return equilibrium;
}

const amount = fc.double({ min: -10, max: 10, noNaN: true });
const slope = fc.double({ min: 0.1, max: 5, noNaN: true });
const linear = (most: number) =>
  drawnNetworks(most).chain((drawn) => {
    const each = { minLength: drawn.nodes, maxLength: drawn.nodes };
    return fc
      .tuple(fc.array(amount, each), fc.array(slope, each))
      .map(([a, b]) => ({ drawn, market: new LinearMarkets(a, b) }));
  });

const seed = 20260322;

afterEach(() => void vi.restoreAllMocks());

describe("the spatial equilibrium", () => {
  it("can be carried by the links, with levels that differ only across full ones", () => {
    fc.assert(
      fc.property(linear(8), ({ drawn, market }) => {
        const { level, netExport } = solved(drawn, market);
        checkEquilibrium(drawn, level, netExport, 1e-9);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("is where flows end that are moved one by one", () => {
    fc.assert(
      fc.property(linear(4), ({ drawn, market }) => {
        const slow = exportsByDescent(drawn, (node, x) => market.levelAt(node, x), {
          sweeps: 2000,
          halvings: 60,
          most: 1e3,
        });
        const { netExport } = solved(drawn, market);
        for (let i = 0; i < drawn.nodes; i++) expect(netExport[i]).toBeCloseTo(slow[i], 5);
      }),
      { seed, numRuns: 60 },
    );
  });

  it("holds where exports are flat in the level, whichever level a pool names", () => {
    const step = fc.record({
      size: fc.integer({ min: 0, max: 6 }),
      floor: fc.integer({ min: 0, max: 4 }),
      use: fc.integer({ min: 0, max: 6 }),
      choke: fc.integer({ min: 2, max: 9 }),
    });
    const stepped = drawnNetworks(6).chain((drawn) =>
      fc.record({
        drawn: fc.constant({ ...drawn, capacity: drawn.capacity.map(Math.ceil) }),
        steps: fc.array(step, { minLength: drawn.nodes, maxLength: drawn.nodes }),
        end: fc.constantFrom(0, 1),
      }),
    );
    fc.assert(
      fc.property(stepped, ({ drawn, steps, end }) => {
        const { level, netExport } = solved(drawn, new SteppedMarkets(steps, end));
        checkEquilibrium(drawn, level, netExport, 1e-9);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("is each node alone without links, and one pool with unlimited ones", () => {
    const market = new LinearMarkets([-3, 5, 1], [1, 2, 0.5]);
    const alone = solved({ nodes: 3, links: [], capacity: [] }, market);
    expect([...alone.level]).toEqual([3, -2.5, -2]);
    expect(alone.components).toBe(3);
    expect([...alone.component]).toEqual([2, 0, 1]);
    const ring = [0, 1, 2].map((from) => ({ from, to: (from + 1) % 3 }));
    const pool = solved({ nodes: 3, links: ring, capacity: [Infinity, Infinity, Infinity] }, market);
    expect([...pool.level]).toEqual([-3 / 3.5, -3 / 3.5, -3 / 3.5]);
    expect(pool.components).toBe(1);
  });

  it("fills a link from the low to the high level: 2 nodes, 1 unit between them", () => {
    const market = new LinearMarkets([-3, 5], [1, 1]);
    const { level, netExport, component } = solved({ nodes: 2, links: [{ from: 1, to: 0 }], capacity: [1] }, market);
    expect([...netExport]).toEqual([-1, 1]);
    expect([...level]).toEqual([2, -4]);
    expect([...component]).toEqual([1, 0]);
  });

  it("costs less in total, never more, when a link grows", () => {
    // The cost that the net exports minimise: the area under each node's level, x (x / 2 - a) / b.
    const cost = ({ a, b }: LinearMarkets, x: Float64Array) =>
      x.reduce((s, xi, i) => s + (xi * (xi / 2 - a[i])) / b[i], 0);
    fc.assert(
      fc.property(linear(6), fc.nat(), fc.double({ min: 0, max: 5, noNaN: true }), ({ drawn, market }, which, more) => {
        if (drawn.links.length === 0) return;
        const capacity = drawn.capacity.map((one, i) => (i === which % drawn.links.length ? one + more : one));
        const before = cost(market, solved(drawn, market).netExport);
        const after = cost(market, solved({ ...drawn, capacity }, market).netExport);
        expect(after).toBeLessThanOrEqual(before + 1e-9);
      }),
      { seed, numRuns: 500 },
    );
  });

  it("brings two levels closer, never apart, when the link between them grows", () => {
    fc.assert(
      fc.property(amount, amount, slope, slope, fc.double({ min: 0, max: 8, noNaN: true }), (a, c, b, d, capacity) => {
        const gap = (limit: number) => {
          const links = [
            { from: 0, to: 1 },
            { from: 1, to: 0 },
          ];
          const { level } = solved({ nodes: 2, links, capacity: [limit, limit] }, new LinearMarkets([a, c], [b, d]));
          return Math.abs(level[0] - level[1]);
        };
        expect(gap(capacity * 1.5)).toBeLessThanOrEqual(gap(capacity) + 1e-9);
      }),
      { seed, numRuns: 300 },
    );
  });

  it("does not depend on the order of the nodes", () => {
    fc.assert(
      fc.property(linear(6), fc.nat(), ({ drawn, market }, turn) => {
        const n = drawn.nodes;
        const place = (node: number) => n - 1 - ((node + turn) % n);
        const moved = (values: readonly number[]) => values.map((_, at) => values[(2 * n - 1 - at - (turn % n)) % n]);
        const links = drawn.links.map(({ from, to }) => ({ from: place(from), to: place(to) }));
        const before = solved(drawn, market);
        const after = solved({ ...drawn, links }, new LinearMarkets(moved(market.a), moved(market.b)));
        for (let i = 0; i < n; i++) expect(after.level[place(i)]).toBeCloseTo(before.level[i], 9);
      }),
      { seed, numRuns: 300 },
    );
  });
});

type Open = Record<string, (...args: never[]) => unknown>;

/** Faults planted in the solver or in the cuts that it is given. */
const mutations: [what: string, plant: () => void][] = [
  ["no cut is looked at", () => patch(Equilibrium.prototype, "mostViolated", () => 0)],
  ["the cut of one set is skipped", () => patch(Equilibrium.prototype, "mostViolated", skipOneSet)],
  [
    "any violated cut is split at, not the most violated",
    () => patch(Equilibrium.prototype, "mostViolated", firstFound),
  ],
  ["links inside a set count as leaving it", () => patch(Network.prototype, "sortLinks", forgetBetween)],
  ["unlimited links are shut", () => patch(Network.prototype, "markUnlimited", () => undefined)],
];

function patch(
  owner: object,
  method: string,
  mutant: (this: never, original: never, ...args: never[]) => unknown,
): void {
  const prototype = owner as Open;
  const original = prototype[method];
  vi.spyOn(prototype, method).mockImplementation(function (this: unknown, ...args: unknown[]): unknown {
    return mutant.call(this as never, original.bind(this as never) as never, ...(args as never[]));
  } as never);
}

function skipOneSet(original: (nodes: number, below: number) => number, nodes: number, below: number): number {
  const part = original(nodes, below);
  return part === 5 ? 0 : part;
}

function firstFound(
  this: { network: Network; netExport: Float64Array },
  original: (nodes: number, below: number) => number,
  nodes: number,
  below: number,
): number {
  if (original(nodes, below) === 0) return 0;
  const { cut } = this.network;
  for (let part = 1; part < nodes; part++) {
    if ((part & ~nodes) !== 0) continue;
    const sum = this.netExport.reduce((total, x, i) => total + ((part >> i) & 1) * x, 0);
    if (sum > cut[below | part] - cut[below] + 1e-9) return part;
  }
  return 0;
}

function forgetBetween(this: { between: Float64Array }, original: () => void): void {
  original();
  this.between.fill(0);
}

describe("the check of an equilibrium", () => {
  const sampled = fc.sample(linear(6), { seed, numRuns: 500 });
  const findFault = () => {
    for (const { drawn, market } of sampled) {
      const { level, netExport } = solved(drawn, market);
      checkEquilibrium(drawn, level, netExport, 1e-9);
    }
  };

  it.each(mutations)("sees that %s", (_what, plant) => {
    plant();
    expect(findFault).toThrow();
  });

  it("finds nothing where nothing is planted", () => {
    expect(findFault).not.toThrow();
  });
});
