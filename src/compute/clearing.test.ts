import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, log } from "../base/elementary.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import { HourlyClearing } from "./clearing.ts";
import type { ComputeParameters } from "./parameters.ts";

const china = chinaCompute();

function cleared(tokens: number, training: number, available: number, shift = 0, parameters = china): HourlyClearing {
  const clearing = new HourlyClearing(parameters);
  clearing.clear(tokens, training, available, shift);
  return clearing;
}

const busy = (clearing: HourlyClearing) => clearing.inferenceGpus + clearing.trainingGpus;

describe("the hourly clearing", () => {
  it("costs the reference price when 80 % of the fleet is wanted at it", () => {
    const clearing = cleared(30, 50, 100);
    expect(clearing.logPrice).toBeCloseTo(0, 9);
    expect(clearing.inferenceGpus).toBeCloseTo(30, 8);
    expect(clearing.trainingGpus).toBeCloseTo(50, 8);
  });

  it("follows willingness to pay above full use: one elasticity e, training gone, use x times the fleet, price x^(1/e)", () => {
    const one: ComputeParameters = { ...china, demand: { ...china.demand, inelasticShare: 0 } };
    const clearing = cleared(200, 1e-9, 100, 0, one);
    expect(exp(clearing.logPrice)).toBeCloseTo(2 ** (1 / 1.1), 6);
    expect(clearing.inferenceGpus).toBeCloseTo(100, 6);
  });

  it("matches the mixed segments' scarcity prices 1.12, 1.32 and 2.5 at 1.1, 1.25 and 2 times the fleet", () => {
    // Of a market for tokens alone whose reference price rules at full use.
    const full: ComputeParameters = { ...china, price: { ...china.price, offeredAtLevel: 1 } };
    const price = (load: number) => exp(cleared(100 * load, 1e-9, 100, 0, full).logPrice);
    expect(price(1.1)).toBeCloseTo(1.12, 2);
    expect(price(1.25)).toBeCloseTo(1.32, 2);
    expect(price(2)).toBeCloseTo(2.5, 1);
  });

  it("rises in price and use, never falls, with more demand", () => {
    const demand = fc.double({ min: 0.01, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(demand, demand, fc.double({ min: 1.001, max: 3, noNaN: true }), (tokens, training, growth) => {
        const before = cleared(tokens, training, 100);
        const after = cleared(tokens * growth, training, 100);
        expect(after.logPrice).toBeGreaterThanOrEqual(before.logPrice - 1e-9);
        expect(busy(after)).toBeGreaterThanOrEqual(busy(before) - 1e-6);
      }),
      { seed: 20260322, numRuns: 500 },
    );
  });

  it("meets the offer curve, whatever hour it cleared before", () => {
    const clearing = new HourlyClearing(china);
    const demand = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(
        demand,
        demand,
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (tokens, training, available, shift) => {
          clearing.clear(tokens, training, available, shift);
          const offered = Math.min(1, Math.max(0, 0.8 + clearing.logPrice / 1.6));
          expect(Math.abs(busy(clearing) - offered * available)).toBeLessThan(1e-6 * available);
          expect(clearing.capped).toBe(clearing.logPrice === log(10));
        },
      ),
      { seed: 20260322, numRuns: 500 },
    );
  });

  it("rations both uses in proportion at the price cap and says so", () => {
    const clearing = cleared(9000, 9000, 100);
    const wanted = 9000 * (0.65 * 10 ** -1.1 + 0.35 * 10 ** -0.3);
    expect(clearing.capped).toBe(true);
    expect(clearing.logPrice).toBeCloseTo(log(10), 12);
    expect(busy(clearing)).toBeCloseTo(100, 9);
    expect(clearing.inferenceGpus / clearing.trainingGpus).toBeCloseTo(wanted / (9000 * 10 ** -0.8), 9);
  });

  it("lets an advance of efficiency of 0.25 cheapen tokens and leave the GPU price nearly as it was", () => {
    const gpuMove = (tokens: number, training: number) => {
      const before = cleared(tokens, training, 100).logPrice;
      // The same tokens need fewer GPUs, and the token price falls relative to the structural reference.
      return cleared(tokens * exp(-0.25), training, 100, -0.25).logPrice - before;
    };
    for (const [tokens, training] of [
      [3, 77],
      [60, 20],
      [75, 35],
    ]) {
      const move = gpuMove(tokens, training);
      expect(Math.abs(move)).toBeLessThan(0.05);
      expect(move - 0.25).toBeLessThan(-0.2);
    }
  });

  it("falls to the lowest offer without demand", () => {
    expect(cleared(0, 0, 100).logPrice).toBeCloseTo(-0.8 * 1.6, 9);
  });
});
