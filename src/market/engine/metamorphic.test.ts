import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EngineCommand, type EngineRun, engineRuns, plainWorld } from "../../testing/engine-commands.ts";
import { engines, single } from "../../testing/engine-desk.ts";
import { trace, type TraceStep } from "../../testing/engine-trace.ts";
import { TYPE_LIMIT, TYPE_STOP } from "./order-kinds.ts";
import type { AllocationTerms } from "./trading-terms.ts";

const seed = 20260322;
const runs = engineRuns(100, plainWorld);

function shiftStep(step: TraceStep, ticks: number): TraceStep {
  const level = ([price, lots]: [number, number]): [number, number] => [price + ticks, lots];
  return {
    ...step,
    rows: step.rows.map((row) => ({ ...row, price: row.price === null ? null : row.price + ticks })),
    bids: step.bids.map(level),
    asks: step.asks.map(level),
    last: step.last === null ? null : step.last + ticks,
  };
}

function mirrorStep(step: TraceStep): TraceStep {
  const level = ([price, lots]: [number, number]): [number, number] => [0 - price, lots];
  const [lots, imbalance] = step.auction;
  return {
    ...step,
    rows: step.rows.map((row) => ({ ...row, price: row.price === null ? null : 0 - row.price })),
    bids: step.asks.map(level),
    asks: step.bids.map(level),
    last: step.last === null ? null : 0 - step.last,
    auction: [lots, 0 - imbalance],
  };
}

function scaleStep(step: TraceStep, factor: number): TraceStep {
  const level = ([price, lots]: [number, number]): [number, number] => [price, factor * lots];
  const [lots, imbalance] = step.auction;
  return {
    ...step,
    rows: step.rows.map((row) => ({
      ...row,
      lots: factor * row.lots,
      leaves: factor * row.leaves,
      takerLeaves: factor * row.takerLeaves,
    })),
    bids: step.bids.map(level),
    asks: step.asks.map(level),
    auction: [factor * lots, factor * imbalance],
  };
}

/**
 * What the two sides do not do alike: mass cancels and ends of days take buys first; so do stops of both sides that one
 * trade reaches, and icebergs of both sides that one trade of an auction uses up.
 */
function evenHanded(command: EngineCommand): EngineCommand {
  const kind = ["massCancel", "expire", "purge"].includes(command.kind) ? "cancel" : command.kind;
  if (command.side === 1) return { ...command, kind };
  const type = command.type >= TYPE_STOP ? TYPE_LIMIT : command.type;
  return { ...command, kind, type, special: command.special === "iceberg" ? "none" : command.special };
}

function mirror({ world, commands }: EngineRun): EngineRun {
  return {
    world: { ...world, centres: world.centres.map((centre) => 0 - centre), drift: 0 - world.drift },
    commands: commands.map((command) => ({
      ...command,
      side: command.side === 1 ? -1 : 1,
      step: 0 - command.step,
      stopStep: 0 - command.stopStep,
    })),
  };
}

describe.each(engines)("%s", (_name, newEngine) => {
  it("does the same at prices shifted by a constant", () => {
    const shift = fc.constantFrom(1, -1, 1023, 40_000, -2_000_000_000, 2_000_000_000);
    const property = fc.property(runs, shift, ({ world, commands }, ticks) => {
      const shifted = { ...world, centres: world.centres.map((centre) => centre + ticks) };
      const expected = trace(newEngine, { world, commands }).map((step) => shiftStep(step, ticks));
      expect(trace(newEngine, { world: shifted, commands })).toEqual(expected);
    });
    fc.assert(property, { seed, numRuns: 60 });
  });

  it("does the same with buys and sells exchanged and prices mirrored", () => {
    const property = fc.property(runs, ({ world, commands }) => {
      const run = { world, commands: commands.map(evenHanded) };
      expect(trace(newEngine, mirror(run))).toEqual(trace(newEngine, run).map(mirrorStep));
    });
    fc.assert(property, { seed, numRuns: 60 });
  });

  it("price-time does the same with three times the lots, shown lots and minima too", () => {
    const property = fc.property(runs, ({ world, commands }) => {
      const priceTime = { ...world, terms: single({ algorithm: "price_time" }, world.terms[0].protectionTicks) };
      const expected = trace(newEngine, { world: priceTime, commands }).map((step) => scaleStep(step, 3));
      expect(trace(newEngine, { world: { ...priceTime, unit: 3 }, commands })).toEqual(expected);
    });
    fc.assert(property, { seed, numRuns: 60 });
  });

  it("pro rata does the same with three times the lots where the shares are whole lots", () => {
    // Orders of d * r lots and an order for m * (sum of r), m < d: each gets m * r.
    const proRata: AllocationTerms = { algorithm: "pro_rata", minimumLots: 0, topOrder: undefined };
    const parts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    const property = fc.property(parts, fc.integer({ min: 2, max: 9 }), fc.nat(), (ratios, divisor, drawn) => {
      const multiple = 1 + (drawn % (divisor - 1));
      const commands = [...ratios.map((ratio) => limit(1, divisor * ratio)), limit(-1, multiple * sumOf(ratios))];
      const world = { terms: single(proRata), centres: [100], stride: 1, narrow: 1, apart: 0, drift: 0, unit: 1 };
      const steps = trace(newEngine, { world, commands });
      expect(steps[ratios.length].rows.map((row) => row.lots)).toEqual(ratios.map((ratio) => multiple * ratio));
      const expected = steps.map((step) => scaleStep(step, 3));
      expect(trace(newEngine, { world: { ...world, unit: 3 }, commands })).toEqual(expected);
    });
    fc.assert(property, { seed, numRuns: 60 });
  });
});

function limit(side: 1 | -1, lots: number): EngineCommand {
  return {
    kind: "submit",
    instrument: 0,
    side,
    step: 0,
    stopStep: 0,
    lots,
    part: 1,
    pick: 0,
    account: 0,
    type: TYPE_LIMIT,
    tif: 0,
    stp: 0,
    special: "none",
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
