import { describe, expect, it } from "vitest";
import { InvariantError } from "./assert.ts";
import { drawDistributions } from "./draw.ts";
import type { Distribution } from "./parameters.ts";
import { Stream } from "./random.ts";
import { integerBelow, lognormal, normal, uniformBetween } from "./samplers.ts";

const uniform: Distribution = { distribution: "uniform", low: 2, high: 3 };
const gaussian: Distribution = { distribution: "normal", mean: 10, sd: 1 };
const lognormally: Distribution = { distribution: "lognormal", median: 5, sigma: 0.5 };
const choice: Distribution = { distribution: "choice", values: [7, 8, 9] };

describe("drawDistributions", () => {
  it("leaves a tree without distributions as it is and draws nothing", () => {
    const stream = new Stream("plain");
    const before = stream.state();
    const tree = { a: 1, b: "text", c: [true, null, { d: undefined }], e: {} };
    expect(drawDistributions(tree, stream)).toEqual(tree);
    expect(stream.state()).toEqual(before);
  });

  it("draws each kind as its sampler does, by sorted keys and in the order of lists", () => {
    const expected = new Stream("kinds");
    const drawn = drawDistributions(
      { d: [choice, gaussian], c: lognormally, b: { z: gaussian, y: uniform }, a: 1 },
      new Stream("kinds"),
    );
    expect(drawn.a).toBe(1);
    expect(drawn.b.y).toBe(uniformBetween(expected, 2, 3));
    expect(drawn.b.z).toBe(normal(expected, 10, 1));
    expect(drawn.c).toBe(lognormal(expected, 5, 0.5));
    expect(drawn.d[0]).toBe([7, 8, 9][integerBelow(expected, 3)]);
    expect(drawn.d[1]).toBe(normal(expected, 10, 1));
  });

  it("does not depend on the order in which keys were written", () => {
    const one = drawDistributions({ a: uniform, b: gaussian }, new Stream("order"));
    const other = drawDistributions({ b: gaussian, a: uniform }, new Stream("order"));
    expect(one).toEqual(other);
  });

  it("does not change the tree, which other agents share", () => {
    const tree = Object.freeze({ list: Object.freeze([uniform]), one: uniform });
    const copy = structuredClone(tree);
    drawDistributions(tree, new Stream("frozen"));
    expect(tree).toEqual(copy);
  });

  it("draws a bare distribution", () => {
    expect([7, 8, 9]).toContain(drawDistributions(choice, new Stream("bare")));
  });

  it("refuses parameters that no draw allows, and unknown distributions", () => {
    const stream = new Stream("wrong");
    const wrong: unknown[] = [
      { distribution: "uniform", low: 3, high: 2 },
      { distribution: "normal", mean: 0, sd: -1 },
      { distribution: "lognormal", median: 0, sigma: 1 },
      { distribution: "choice", values: [] },
      { distribution: "pareto", low: 1 },
    ];
    for (const tree of wrong) expect(() => drawDistributions({ tree }, stream)).toThrow(InvariantError);
  });
});
