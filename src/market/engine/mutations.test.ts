import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { type EngineCommand, engineRuns } from "../../testing/engine-commands.ts";
import { Desk, engines, type NewEngine, single } from "../../testing/engine-desk.ts";
import { EnginePair } from "../../testing/engine-pair.ts";
import { EnginePlayer } from "../../testing/engine-player.ts";
import { FastEngine } from "./fast-engine.ts";
import { NaiveEngine } from "./naive-engine.ts";
import { NaiveImplied } from "./naive-implied.ts";
import { NaiveInstrument } from "./naive-instrument.ts";
import { NaiveMarket } from "./naive-market.ts";
import { NaiveMatching } from "./naive-matching.ts";
import {
  AT_INSTRUMENT,
  AT_LEAVES,
  AT_LOTS,
  AT_PRICE,
  AT_SIDE,
  AT_STATE,
  ORDER_DONE,
  ORDER_RESTING,
  ORDER_SHIFT,
} from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import {
  OF_EXTRA,
  OF_KIND,
  OF_LEAVES,
  OF_LOTS,
  OF_PRICE,
  OUTCOME_ENDED,
  OUTCOME_IMPLIED,
  OUTCOME_LEG,
  OUTCOME_REDUCED,
  OUTCOME_SHIFT,
  OUTCOME_TRADE,
} from "./outcome-record.ts";

const newFast: NewEngine = (store) => new FastEngine(store);
const newNaive: NewEngine = (store) => new NaiveEngine(store);
const sampled = fc.sample(engineRuns(300), { seed: 20260322, numRuns: 120 });

afterEach(() => void vi.restoreAllMocks());

/** A class whose private methods a mutation may replace. */
type Open = Record<string, (...args: never[]) => unknown>;

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

type Original = (...args: unknown[]) => unknown;

/** One thing done otherwise than the rules say, each in the engine that is easily patched; the other does not know. */
const mutations: [what: string, plant: () => void][] = [
  ["a stop needs a trade beyond its price", () => patch(NaiveMarket.prototype, "isReached", strictlyReached)],
  ["stops are not triggered at all", () => patch(NaiveMarket.prototype, "trigger", () => undefined)],
  ["triggered stops enter in reverse", () => patch(NaiveMarket.prototype, "trigger", triggerReversed)],
  ["an iceberg shown anew keeps its place", () => patch(NaiveInstrument.prototype, "refresh", refreshInPlace)],
  [
    "a better order is not the top order",
    () => patch(NaiveMarket.prototype, "rest", (rest: Original, slot: number) => rest(slot, false)),
  ],
  ["the top order gets nothing first", () => patch(NaiveMatching.prototype, "dueToTop", () => 0)],
  ["shares have no minimum", () => patch(NaiveMatching.prototype, "minimumShare", () => 0)],
  ["a minimum counts nothing", () => patch(NaiveMatching.prototype, "countable", () => 0)],
  ["a minimum counts everything", () => patch(NaiveMatching.prototype, "countable", () => Infinity)],
  ["an account trades with itself", () => patch(NaiveMatching.prototype, "isOwn", () => false)],
  ["both orders stay when lots are decremented", () => patch(NaiveMatching.prototype, "decrement", cancelMaker)],
  ["implied sources come in reverse", () => patch(NaiveImplied.prototype, "sourcesFor", reversed)],
  ["there are no implied sources", () => patch(NaiveImplied.prototype, "sourcesFor", () => [])],
  ["a source with an own order is used", () => patch(NaiveImplied.prototype, "mayUse", () => true)],
  ["a level goes by time whatever the algorithm", () => patch(NaiveMatching.prototype, "giveOut", byTime)],
  ["nothing is settled when trading resumes", () => patch(NaiveImplied.prototype, "lastOfExecutable", () => undefined)],
  ["fewer lots lose the place", () => patch(NaiveEngine.prototype, "amend", losePlace)],
  ["protection ends a tick too far", () => patch(NaiveEngine.prototype, "protectedPrice", tickFarther)],
  ["mass cancels, purges and ends of days go backwards", () => patch(NaiveInstrument.prototype, "all", reversed)],
  [
    "the best levels are those of the other end",
    () =>
      patch(NaiveInstrument.prototype, "bestLevel", (level: Original, side: number) =>
        (level(side) as number[]).slice(0, 1),
      ),
  ],
];

function strictlyReached(
  this: { store: OrderStore },
  reached: Original,
  slot: number,
  side: number,
  ticks: number,
): boolean {
  return Boolean(reached(slot, side, ticks)) && ticks !== this.store.stopTicksOf(slot);
}

function triggerReversed(this: NaiveMarket, trigger: Original, book: unknown, ticks: number): void {
  const before = this.triggered.length;
  trigger(book, ticks);
  this.triggered.push(...this.triggered.splice(before).reverse());
}

function refreshInPlace(this: { store: OrderStore }, _refresh: Original, slot: number): void {
  const open = this.store.leavesOf(slot);
  const shown = Math.min(this.store.shownAtATimeOf(slot), open);
  this.store.setLeaves(slot, shown, open - shown);
}

function cancelMaker(this: { market: NaiveMarket }, _decrement: Original, maker: number): void {
  this.market.end(maker, 3);
}

function reversed(original: Original, ...args: unknown[]): unknown[] {
  return [...(original(...args) as unknown[])].reverse();
}

function byTime(
  this: { market: NaiveMarket },
  _giveOut: Original,
  _book: unknown,
  level: number[],
  lots: number,
  fill: (maker: number, lots: number) => void,
): void {
  let open = lots;
  for (const slot of level) {
    const part = Math.min(open, this.market.store.shownOf(slot));
    if (part > 0) fill(slot, part);
    open -= part;
  }
}

function losePlace(amend: Original, ...args: unknown[]): boolean {
  amend(...args);
  return false;
}

function tickFarther(this: { store: OrderStore }, price: Original, book: unknown, slot: number, ticks: number): number {
  const limit = price(book, slot, ticks) as number;
  return Math.abs(limit) < 1e9 ? limit + this.store.sideOf(slot) : limit;
}

/** Plays sampled runs until something throws. */
function findFault(newLeft: NewEngine, newRight: NewEngine): void {
  for (const { world, commands } of sampled) {
    const pair = new EnginePair(newLeft, newRight, world);
    for (const command of commands) pair.play(command);
  }
}

describe("the comparison of engines", () => {
  it.each(mutations)("sees that %s", (_what, plant) => {
    plant();
    expect(() => findFault(newFast, newNaive)).toThrow(InvariantError);
  });

  it("finds nothing where nothing is planted", () => {
    expect(() => findFault(newFast, newNaive)).not.toThrow();
  });
});

/** An engine that falsifies a word of every outcome of a kind. */
function falsify(kind: number, word: number, by: number): NewEngine {
  return (store) => {
    const engine = new FastEngine(store);
    const submit = engine.submit.bind(engine);
    engine.submit = (slot): void => {
      submit(slot);
      const { words, count } = engine.outcomes;
      for (let at = 0; at < count << OUTCOME_SHIFT; at += 1 << OUTCOME_SHIFT)
        if (words[at + OF_KIND] === kind) words[at + word] += by;
    };
    return engine;
  };
}

/** An engine that loses the last outcome of every command. */
const forgetful: NewEngine = (store) => {
  const engine = new FastEngine(store);
  const submit = engine.submit.bind(engine);
  engine.submit = (slot): void => {
    submit(slot);
    if (engine.outcomes.count > 0) engine.outcomes.count--;
  };
  return engine;
};

describe("the ledger sees a false outcome", () => {
  const falsehoods: [what: string, newEngine: NewEngine][] = [
    ["lots of a trade", falsify(OUTCOME_TRADE, OF_LOTS, 1)],
    ["open lots of a maker", falsify(OUTCOME_TRADE, OF_LEAVES, 1)],
    ["open lots of a taker", falsify(OUTCOME_TRADE, OF_EXTRA, 1)],
    ["price of a trade", falsify(OUTCOME_TRADE, OF_PRICE, 1_000_000)],
    ["lots of an implied match", falsify(OUTCOME_IMPLIED, OF_LOTS, -1)],
    ["lots of a leg", falsify(OUTCOME_LEG, OF_LOTS, -1)],
    ["lots of an end", falsify(OUTCOME_ENDED, OF_LOTS, 1)],
    ["lots lost without a trade", falsify(OUTCOME_REDUCED, OF_LOTS, -1)],
    ["an outcome left out", forgetful],
  ];

  it.each(falsehoods)("%s", (_what, newEngine) => {
    const play = (): void => {
      for (const { world, commands } of sampled) {
        const player = new EnginePlayer(newEngine, world);
        for (const command of commands) player.release(player.play(command));
      }
    };
    expect(play).toThrow();
  });
});

describe.each(engines)("verify of %s sees a record that is not as it must be", (_name, newEngine) => {
  /** Two buys at 100, one at 90, one of them hiding lots, and a held stop. */
  const corruptions: [what: string, order: string, word: number, value: number][] = [
    ["an order in the book is done", "A", AT_STATE, ORDER_DONE],
    ["an order in the book shows nothing", "B", AT_LEAVES, 0],
    ["an order in the book is on the other side", "A", AT_SIDE, -1],
    ["an order in the book has another price", "A", AT_PRICE, 80],
    ["an order in the book is another instrument's", "A", AT_INSTRUMENT, 3],
    ["an order has fewer lots than are open", "B", AT_LOTS, 1],
    ["a held stop rests", "D", AT_STATE, ORDER_RESTING],
  ];

  it.each(corruptions)("%s", (_what, order, word, value) => {
    const desk = new Desk(newEngine, single());
    for (const line of ["buy 5@100", "buy 9@100 shows 3", "buy 2@90", "buy 1 stop 120"]) desk.run(line);
    desk.engine.verify();
    desk.store.records[(desk.slot(order) << ORDER_SHIFT) + word] = value;
    expect(() => desk.engine.verify()).toThrow();
  });
});

describe("the sampled runs", () => {
  it("are of every kind of command", () => {
    const kinds = new Set(sampled.flatMap(({ commands }) => commands.map((command: EngineCommand) => command.kind)));
    expect(kinds.size).toBe(11);
  });
});
