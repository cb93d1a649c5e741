import { describe, expect, it } from "vitest";
import { InvariantError } from "./assert.ts";
import { drawDistributions } from "./draw.ts";
import type { Distribution } from "./parameters.ts";
import { Streams } from "./random.ts";
import { integerBelow, lognormal, normal, uniformBetween } from "./samplers.ts";

const uniform: Distribution = { distribution: "uniform", low: 2, high: 3 };
const gaussian: Distribution = { distribution: "normal", mean: 10, sd: 1 };
const lognormally: Distribution = { distribution: "lognormal", median: 5, sigma: 0.5 };
const choice: Distribution = { distribution: "choice", values: [7, 8, 9] };

describe("drawDistributions", () => {
  const streams = new Streams("draw", 0);
  const at = (root: string) => (path: string) => streams.get(`${root}/${path}`);
  /** A stream in the state in which the draw of a path found it. */
  const fresh = (root: string, path: string) => new Streams("draw", 0).get(`${root}/${path}`);

  it("leaves a tree without distributions as it is and asks for no stream", () => {
    const tree = { a: 1, b: "text", c: [true, null, { d: undefined }], e: {} };
    const none = (): never => expect.unreachable();
    expect(drawDistributions(tree, none)).toEqual(tree);
  });

  it("draws each kind as its sampler does, from the stream of its path", () => {
    const drawn = drawDistributions({ d: [choice, gaussian], c: lognormally, b: { z: uniform }, a: 1 }, at("kinds"));
    expect(drawn.a).toBe(1);
    expect(drawn.b.z).toBe(uniformBetween(fresh("kinds", "b.z"), 2, 3));
    expect(drawn.c).toBe(lognormal(fresh("kinds", "c"), 5, 0.5));
    expect(drawn.d[0]).toBe([7, 8, 9][integerBelow(fresh("kinds", "d.0"), 3)]);
    expect(drawn.d[1]).toBe(normal(fresh("kinds", "d.1"), 10, 1));
  });

  it("draws the same for one parameter whatever the others are", () => {
    const one = drawDistributions({ a: uniform, b: gaussian }, at("one"));
    const other = drawDistributions({ b: gaussian, a: 2.5 }, (path) => fresh("one", path));
    expect(other.b).toBe(one.b);
  });

  it("does not change the tree, which other agents share", () => {
    const tree = Object.freeze({ list: Object.freeze([uniform]), one: uniform });
    const copy = structuredClone(tree);
    drawDistributions(tree, at("frozen"));
    expect(tree).toEqual(copy);
  });

  it("draws a bare distribution", () => {
    expect([7, 8, 9]).toContain(drawDistributions(choice, at("bare")));
  });

  it("refuses parameters that no draw allows, and unknown distributions", () => {
    const wrong: unknown[] = [
      { distribution: "uniform", low: 3, high: 2 },
      { distribution: "normal", mean: 0, sd: -1 },
      { distribution: "lognormal", median: 0, sigma: 1 },
      { distribution: "choice", values: [] },
      { distribution: "pareto", low: 1 },
    ];
    for (const tree of wrong) expect(() => drawDistributions({ tree }, at("wrong"))).toThrow(InvariantError);
  });
});
