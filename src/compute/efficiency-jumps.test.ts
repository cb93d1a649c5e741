import { describe, expect, it } from "vitest";
import { Stream } from "../base/random.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import { EfficiencyJumps } from "./efficiency-jumps.ts";

const capacity = {
  ...chinaCompute().capacity,
  jumpAdoptionHalfLifeDays: 20,
  jumpFadeHalfLifeDays: 1e6,
  efficiencyJumps: [
    { id: "b", date: 110, mean: 0.1, sd: 0 },
    { id: "a", date: 102, mean: 0.2, sd: 0 },
    { id: "before", date: 99, mean: 5, sd: 0 },
  ],
};

function run(jumps: EfficiencyJumps, hours: number): void {
  for (let hour = 0; hour < hours; hour++) jumps.step(hour);
}

describe("an advance of efficiency", () => {
  it("does nothing before its date, is half adopted after a half-life and adds to earlier ones", () => {
    const before = new EfficiencyJumps(capacity, new Stream("x"), 100);
    run(before, 48);
    expect(before.adopted).toBe(0);
    const after = new EfficiencyJumps(capacity, new Stream("x"), 100);
    run(after, 48 + 20 * 24);
    const second = 0.1 * (1 - 0.5 ** (12 / 20));
    expect(after.adopted).toBeCloseTo(0.1 + second, 3);
  });

  it("fades as the curve catches up", () => {
    const jumps = new EfficiencyJumps({ ...capacity, jumpFadeHalfLifeDays: 10 }, new Stream("x"), 100);
    run(jumps, 24 * 365);
    expect(jumps.adopted).toBeLessThan(0.001);
  });

  it("has its mean on the structural path whatever was drawn", () => {
    const wide = { ...capacity, efficiencyJumps: [{ id: "a", date: 102, mean: 0.2, sd: 0.1 }] };
    const drawn = ["x", "y"].map((seed) => {
      const jumps = new EfficiencyJumps(wide, new Stream(seed), 100);
      run(jumps, 24 * 300);
      expect(jumps.meanAdopted).toBeCloseTo(0.2, 3);
      return jumps.adopted;
    });
    expect(drawn[0]).not.toBe(drawn[1]);
  });
});
