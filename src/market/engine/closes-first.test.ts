import { describe, expect, it } from "vitest";
import { compareEngines } from "../../testing/engine-check.ts";
import { FastEngine } from "./fast-engine.ts";
import { NaiveEngine } from "./naive-engine.ts";
import {
  EFFECT_CLOSE,
  EFFECT_CLOSE_TODAY,
  EFFECT_OPEN,
  STP_CANCEL_NEWEST,
  TIF_DAY,
  TIF_IMMEDIATE,
  TYPE_LIMIT,
} from "./order-kinds.ts";
import { OrderStore } from "./order-store.ts";
import type { TradingTerms } from "./trading-terms.ts";

const TERMS: TradingTerms = {
  instrument: 0,
  allocation: { algorithm: "price_time" },
  protectionTicks: undefined,
  spread: undefined,
  closesFirst: true,
};

const ENGINES = [
  ["fast", (store: OrderStore) => new FastEngine(store)],
  ["naive", (store: OrderStore) => new NaiveEngine(store)],
] as const;

describe.each(ENGINES)("closes first, in the %s engine", (_, newEngine) => {
  const LIMIT = 1070;

  /** Sells at the limit price that wait, as lots and effects; returns the lots that each of them gives a buyer of `lots`. */
  function given(
    sells: readonly (readonly [lots: number, effect: number, shown?: number])[],
    lots: number,
    price = LIMIT,
    mayTrade = true,
  ): number[] {
    const store = new OrderStore(100);
    const engine = newEngine(store);
    engine.list({ ...TERMS, closesFirst: mayTrade });
    engine.setBand(0, 930, LIMIT);
    const slots = sells.map(([size, effect, shown], i) => {
      const slot = store.allocate(i, i, 0, -1, TIF_DAY, price, size);
      store.describe(slot, TYPE_LIMIT, effect, 0, false);
      if (shown !== undefined) store.setShown(slot, shown);
      engine.submit(slot);
      return slot;
    });
    const taker = store.allocate(99, 99, 0, 1, TIF_IMMEDIATE, price, lots);
    engine.submit(taker);
    engine.verify();
    return slots.map((slot) => store.lotsOf(slot) - store.leavesOf(slot));
  }

  it("gives the lots at a limit price to closing orders first, then by time", () => {
    const sells = [
      [5, EFFECT_OPEN],
      [3, EFFECT_CLOSE],
      [4, EFFECT_CLOSE],
    ] as const;
    expect(given(sells, 3)).toEqual([0, 3, 0]);
    expect(given(sells, 6)).toEqual([0, 3, 3]);
    expect(given(sells, 9)).toEqual([2, 3, 4]);
  });

  it("does not count what closes a position of the same day among them", () => {
    expect(
      given(
        [
          [5, EFFECT_OPEN],
          [3, EFFECT_CLOSE_TODAY],
          [4, EFFECT_CLOSE],
        ],
        6,
      ),
    ).toEqual([2, 0, 4]);
  });

  it("goes by time alone inside the band, and without the rule", () => {
    expect(
      given(
        [
          [5, EFFECT_OPEN],
          [3, EFFECT_CLOSE],
        ],
        6,
        LIMIT - 1,
      ),
    ).toEqual([5, 1]);
    expect(
      given(
        [
          [5, EFFECT_OPEN],
          [3, EFFECT_CLOSE],
        ],
        6,
        LIMIT,
        false,
      ),
    ).toEqual([5, 1]);
  });

  it("gives a closing iceberg its hidden lots before opening orders too", () => {
    expect(
      given(
        [
          [5, EFFECT_OPEN],
          [6, EFFECT_CLOSE, 2],
          [3, EFFECT_CLOSE],
        ],
        9,
      ),
    ).toEqual([0, 6, 3]);
  });

  it("holds in an auction at the limit price", () => {
    const store = new OrderStore(100);
    const engine = newEngine(store);
    engine.list(TERMS);
    engine.setBand(0, 930, LIMIT);
    engine.collect(0);
    const [open, close] = [EFFECT_OPEN, EFFECT_CLOSE].map((effect, i) => {
      const slot = store.allocate(i, i, 0, 1, TIF_DAY, LIMIT, 5);
      store.describe(slot, TYPE_LIMIT, effect, 0, false);
      engine.submit(slot);
      return slot;
    });
    engine.submit(store.allocate(2, 2, 0, -1, TIF_DAY, LIMIT, 5));
    engine.uncross(0, 1000);
    expect([store.leavesOf(open), store.leavesOf(close)]).toEqual([5, 0]);
  });

  it("counts closing orders first for fill or kill that its own order would stop", () => {
    const store = new OrderStore(100);
    const engine = newEngine(store);
    engine.list(TERMS);
    engine.setBand(0, 930, LIMIT);
    for (const [i, effect] of [EFFECT_OPEN, EFFECT_CLOSE].entries()) {
      const slot = store.allocate(i, i, 0, -1, TIF_DAY, LIMIT, 5);
      store.describe(slot, TYPE_LIMIT, effect, 0, false);
      engine.submit(slot);
    }
    // Account 0 meets its own opening order only after the closing one.
    const taker = store.allocate(2, 0, 0, 1, TIF_IMMEDIATE, LIMIT, 5);
    store.describe(taker, TYPE_LIMIT, EFFECT_OPEN, STP_CANCEL_NEWEST, false);
    store.setMinimum(taker, 5);
    engine.submit(taker);
    expect(store.leavesOf(taker)).toBe(0);
  });
});

/** Puts the rule on every price-time book, and closes positions with two orders of three. */
function closing(terms: TradingTerms): TradingTerms {
  return { ...terms, closesFirst: terms.allocation.algorithm === "price_time" };
}

function effectOf(store: OrderStore, slot: number): void {
  const effect = [EFFECT_CLOSE, EFFECT_OPEN, EFFECT_CLOSE][store.orderIdOf(slot) % 3]!;
  store.describe(slot, store.typeOf(slot), effect, store.stpOf(slot), store.isPostOnly(slot));
}

class ClosingFast extends FastEngine {
  private readonly orders: OrderStore;
  constructor(store: OrderStore) {
    super(store);
    this.orders = store;
  }
  override list(terms: TradingTerms): void {
    super.list(closing(terms));
  }
  override submit(slot: number): void {
    effectOf(this.orders, slot);
    super.submit(slot);
  }
}

class ClosingNaive extends NaiveEngine {
  private readonly orders: OrderStore;
  private readonly isRuled: boolean;
  constructor(store: OrderStore, isRuled = true) {
    super(store);
    this.orders = store;
    this.isRuled = isRuled;
  }
  override list(terms: TradingTerms): void {
    super.list(this.isRuled ? closing(terms) : terms);
  }
  override submit(slot: number): void {
    effectOf(this.orders, slot);
    super.submit(slot);
  }
}

describe("fast engine and naive engine with closes first", () => {
  const random = { seed: 20260322, numRuns: 150, most: 300, verifyEvery: 4 };

  it("agree after each of some 20,000 random commands", () => {
    const coverage = compareEngines(
      (store) => new ClosingFast(store),
      (store) => new ClosingNaive(store),
      random,
    );
    expect(coverage.commands).toBeGreaterThan(15_000);
  });

  it("differ if one of them does not know the rule", () => {
    expect(() =>
      compareEngines(
        (store) => new ClosingFast(store),
        (store) => new ClosingNaive(store, false),
        random,
      ),
    ).toThrow();
  });
});
