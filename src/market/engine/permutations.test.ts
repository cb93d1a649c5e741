import { describe, expect, it } from "vitest";
import type { EngineCommand, EngineWorld } from "../../testing/engine-commands.ts";
import { family, single } from "../../testing/engine-desk.ts";
import { EnginePair } from "../../testing/engine-pair.ts";
import { FastEngine } from "./fast-engine.ts";
import { NaiveEngine } from "./naive-engine.ts";
import {
  STP_CANCEL_NEWEST,
  STP_CANCEL_OLDEST,
  STP_DECREMENT,
  TIF_IMMEDIATE,
  TYPE_LIMIT,
  TYPE_STOP,
} from "./order-kinds.ts";
import type { AllocationTerms } from "./trading-terms.ts";

const MOST_ORDERS = 5;
const PLAIN: EngineCommand = {
  kind: "submit",
  instrument: 0,
  side: 1,
  step: 0,
  stopStep: 0,
  lots: 1,
  part: 1,
  pick: 0,
  account: 0,
  type: TYPE_LIMIT,
  tif: 0,
  stp: 0,
  special: "none",
};

function buy(lots: number, step: number, more: Partial<EngineCommand> = {}): EngineCommand {
  return { ...PLAIN, lots, step, ...more };
}

function sell(lots: number, step: number, more: Partial<EngineCommand> = {}): EngineCommand {
  return { ...buy(lots, step, more), side: -1 };
}

/** Orders of a single book of which every five meet somehow. */
const orders: EngineCommand[] = [
  buy(2, 1, { account: 1 }),
  buy(3, 1, { special: "iceberg" }),
  buy(1, 2, { type: TYPE_STOP, stopStep: 1 }),
  sell(2, 1, { account: 1, stp: STP_DECREMENT }),
  sell(3, 0, { account: 2 }),
  sell(4, 1, { special: "iceberg", account: 1, stp: STP_CANCEL_OLDEST }),
  sell(2, 0, { tif: TIF_IMMEDIATE, special: "all", stp: STP_CANCEL_NEWEST, account: 1 }),
];

/** Orders of a family's first three books, at prices that make implied matches. */
const familyOrders: EngineCommand[] = [
  buy(2, 0, { instrument: 0 }),
  sell(3, 0, { instrument: 0 }),
  buy(2, 0, { instrument: 1, account: 1 }),
  sell(2, 0, { instrument: 1 }),
  buy(3, 0, { instrument: 2, account: 1, stp: STP_CANCEL_NEWEST }),
  sell(2, 0, { instrument: 2, special: "iceberg" }),
  sell(1, 0, { instrument: 0, type: TYPE_STOP }),
];

const ANY_TOP = { minimumLots: 1, maximumLots: 2 };
const algorithms: AllocationTerms[] = [
  { algorithm: "price_time" },
  { algorithm: "pro_rata", minimumLots: 1, topOrder: ANY_TOP },
  {
    algorithm: "split",
    topOrder: undefined,
    leadMarketMakers: [{ account: 1, percent: 50 }],
    timePercent: 50,
    minimumLots: 2,
    levelling: true,
  },
];

function singleBook(allocation: AllocationTerms): EngineWorld {
  return { terms: single(allocation, 1), centres: [0], stride: 1, narrow: 1, apart: 0, drift: 0, unit: 1 };
}

function threeBooks(allocation: AllocationTerms): EngineWorld {
  return { terms: family(allocation, 1, 1), centres: [100, 90, 10], stride: 1, narrow: 1, apart: 0, drift: 0, unit: 1 };
}

/** Every order of `length` different items; those of fewer items are their beginnings. */
function* permutations<T>(items: readonly T[], length: number): Generator<T[]> {
  if (length === 0) yield [];
  else
    for (const [i, item] of items.entries())
      for (const rest of permutations([...items.slice(0, i), ...items.slice(i + 1)], length - 1)) yield [item, ...rest];
}

/** Plays every permutation on both engines; how many there were, and how many of their commands did something. */
function playAll(world: EngineWorld, commands: readonly EngineCommand[]): { sequences: number; eventful: number } {
  const seen = { sequences: 0, eventful: 0 };
  for (const sequence of permutations(commands, MOST_ORDERS)) {
    const pair = new EnginePair(
      (store) => new FastEngine(store),
      (store) => new NaiveEngine(store),
      world,
    );
    for (const command of sequence) {
      pair.play(command);
      if (pair.left.engine.outcomes.count > 0) seen.eventful++;
    }
    seen.sequences++;
  }
  return seen;
}

describe("fast engine and naive engine agree, and keep every lot, after each order of every permutation", () => {
  it.each(algorithms)("of up to five of seven orders of one book, $algorithm", (allocation) => {
    const seen = playAll(singleBook(allocation), orders);
    expect(seen.sequences).toBe(7 * 6 * 5 * 4 * 3);
    expect(seen.eventful).toBeGreaterThan(2 * seen.sequences);
  });

  it.each(algorithms)("of up to five of seven orders of a spread and its legs, $algorithm", (allocation) => {
    const seen = playAll(threeBooks(allocation), familyOrders);
    expect(seen.sequences).toBe(7 * 6 * 5 * 4 * 3);
    expect(seen.eventful).toBeGreaterThan(seen.sequences);
  });
});
