import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { type DrawnNetwork, drawnNetworks } from "../../testing/network-check.ts";
import { Network } from "./network.ts";

function built({ nodes, links, capacity }: DrawnNetwork): Network {
  const network = new Network(nodes, links);
  network.capacity.set(capacity);
  network.prepare();
  return network;
}

const sample = { seed: 20260322, numRuns: 300 };

describe("the cut function", () => {
  it("is what the links carry out of a set", () => {
    fc.assert(
      fc.property(drawnNetworks(7), (drawn) => {
        const { cut } = built(drawn);
        for (let set = 0; set < cut.length; set++) {
          const isIn = (node: number) => ((set >> node) & 1) === 1;
          const out = drawn.capacity.filter((_, i) => isIn(drawn.links[i].from) && !isIn(drawn.links[i].to));
          expect(cut[set]).toBeCloseTo(
            out.reduce((sum, one) => sum + one, 0),
            9,
          );
        }
      }),
      sample,
    );
  });

  it("is taken anew from changed capacities", () => {
    const network = new Network(2, [{ from: 0, to: 1 }]);
    expect([...network.cut]).toEqual([0, 0, 0, 0]);
    network.capacity[0] = 5;
    network.prepare();
    expect([...network.cut]).toEqual([0, 5, 0, 0]);
    network.capacity[0] = Infinity;
    network.prepare();
    expect([...network.cut]).toEqual([0, Infinity, 0, 0]);
    network.capacity[0] = 2;
    network.prepare();
    expect([...network.cut]).toEqual([0, 2, 0, 0]);
  });

  it("knows one pool: unlimited links from every node to every other", () => {
    const ring = [0, 1, 2].map((from) => ({ from, to: (from + 1) % 3 }));
    expect(built({ nodes: 3, links: ring, capacity: [Infinity, Infinity, Infinity] }).isOnePool).toBe(true);
    expect(built({ nodes: 3, links: ring, capacity: [Infinity, Infinity, 1e6] }).isOnePool).toBe(false);
    expect(built({ nodes: 1, links: [], capacity: [] }).isOnePool).toBe(true);
  });
});

describe("a network refuses", () => {
  it.each([
    ["no node", () => new Network(0, [])],
    ["more nodes than cuts are kept for", () => new Network(11, [])],
    ["a link to nowhere", () => new Network(2, [{ from: 0, to: 2 }])],
    ["a link of a node to itself", () => new Network(2, [{ from: 1, to: 1 }])],
    ["a negative capacity", () => built({ nodes: 2, links: [{ from: 0, to: 1 }], capacity: [-1] })],
    ["a capacity that is not a number", () => built({ nodes: 2, links: [{ from: 0, to: 1 }], capacity: [NaN] })],
  ])("%s", (_what, make) => {
    expect(make).toThrow(InvariantError);
  });
});
