import { describe, expect, it } from "vitest";
import { Stream } from "../../base/random.ts";
import { AdoptedJumps } from "./adopted-jumps.ts";

const jumps = [
  { day: 110, mean: 0.1, sd: 0 },
  { day: 102, mean: 0.2, sd: 0 },
];
const lasting = { adoptionHalfLifeDays: 20, fadeHalfLifeDays: Infinity };

function run(path: AdoptedJumps, hours: number): AdoptedJumps {
  for (let hour = 0; hour < hours; hour++) path.step(hour);
  return path;
}

describe("dated jumps of a log level", () => {
  it("do nothing before their date, are half adopted after a half-life and add up", () => {
    expect(run(new AdoptedJumps(jumps, lasting, new Stream("x"), 100), 48).adopted).toBe(0);
    const after = run(new AdoptedJumps(jumps, lasting, new Stream("x"), 100), 48 + 20 * 24);
    expect(after.adopted).toBeCloseTo(0.1 + 0.1 * (1 - 0.5 ** (12 / 20)), 3);
  });

  it("before the start have their mean size, as far adopted and faded as by a path that began earlier", () => {
    const fading = { adoptionHalfLifeDays: 20, fadeHalfLifeDays: 270 };
    const past = [{ day: 60, mean: 0.2, sd: 0.1 }];
    const late = new AdoptedJumps(past, fading, new Stream("x"), 100);
    const early = run(new AdoptedJumps(past, fading, undefined, 50), 50 * 24);
    expect(late.adopted).toBeCloseTo(early.adopted, 12);
    expect(late.meanAdopted).toBe(late.adopted);
    late.step(0);
    early.step(50 * 24);
    expect(late.adopted).toBeCloseTo(early.adopted, 12);
  });

  it("stay for good unless they fade", () => {
    const forGood = run(new AdoptedJumps(jumps, lasting, new Stream("x"), 100), 24 * 1000);
    expect(forGood.adopted).toBeCloseTo(0.3, 10);
    const fading = { ...lasting, fadeHalfLifeDays: 10 };
    expect(run(new AdoptedJumps(jumps, fading, new Stream("x"), 100), 24 * 365).adopted).toBeLessThan(0.001);
  });

  it("have their mean on the structural path whatever is drawn, and exactly that path without a stream", () => {
    const wide = [{ day: 102, mean: -0.22, sd: 0.1 }];
    const drawn = ["x", "y"].map((seed) => run(new AdoptedJumps(wide, lasting, new Stream(seed), 100), 24 * 300));
    expect(drawn[0].adopted).not.toBe(drawn[1].adopted);
    const mean = run(new AdoptedJumps(wide, lasting, undefined, 100), 24 * 300);
    expect(mean.adopted).toBe(mean.meanAdopted);
    for (const path of drawn) expect(path.meanAdopted).toBe(mean.adopted);
  });

  it("are drawn on their date: a path up to then is the same whatever comes later", () => {
    const wide = [
      { day: 102, mean: 0, sd: 1 },
      { day: 104, mean: 0, sd: 1 },
    ];
    const both = run(new AdoptedJumps(wide, lasting, new Stream("x"), 100), 24 * 4);
    const one = run(new AdoptedJumps(wide.slice(0, 1), lasting, new Stream("x"), 100), 24 * 4);
    expect(both.adopted).toBe(one.adopted);
    both.step(24 * 4);
    one.step(24 * 4);
    expect(both.adopted).not.toBe(one.adopted);
  });
});
