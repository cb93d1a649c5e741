import { beforeEach, describe, expect, it } from "vitest";
import { FastEngine } from "../engine/fast-engine.ts";
import {
  ENDED_SELF_TRADE,
  STP_CANCEL_BOTH,
  STP_CANCEL_NEWEST,
  STP_CANCEL_OLDEST,
  STP_DECREMENT,
  TIF_DAY,
  TYPE_LIMIT,
} from "../engine/order-kinds.ts";
import { ORDER_DONE, ORDER_PENDING, ORDER_RESTING } from "../engine/order-record.ts";
import { OrderStore } from "../engine/order-store.ts";
import {
  OF_KIND,
  OF_LEAVES,
  OF_LOTS,
  OF_PRICE,
  OF_SLOT,
  OUTCOME_ENDED,
  OUTCOME_REDUCED,
  OUTCOME_SHIFT,
} from "../engine/outcome-record.ts";
import { resolveBestLevel, resolveSelfTrade, standsAtBest } from "./self-trade.ts";

const OWN = 7;

describe("an order that meets one of its own account", () => {
  let store: OrderStore;
  let engine: FastEngine;

  beforeEach(() => {
    store = new OrderStore(100);
    engine = new FastEngine(store);
    engine.list({
      instrument: 0,
      allocation: { algorithm: "price_time" },
      protectionTicks: undefined,
      spread: undefined,
    });
  });

  function maker(lots: number, account = OWN, shown = 0): number {
    const slot = store.allocate(0, account, 0, -1, TIF_DAY, 100, lots);
    if (shown > 0) store.setShown(slot, shown);
    engine.submit(slot);
    return slot;
  }

  function taker(lots: number, rule: number): number {
    const slot = store.allocate(0, OWN, 0, 1, TIF_DAY, 100, lots);
    store.describe(slot, TYPE_LIMIT, 0, rule, false);
    engine.outcomes.clear();
    return slot;
  }

  /** Kind, slot, lots and open lots afterwards of each outcome. */
  function rows(): number[][] {
    const { words, count } = engine.outcomes;
    return Array.from({ length: count }, (_, row) => {
      const at = row << OUTCOME_SHIFT;
      if (words[at + OF_KIND] === OUTCOME_ENDED) expect(words[at + OF_PRICE]).toBe(ENDED_SELF_TRADE);
      return [words[at + OF_KIND], words[at + OF_SLOT], words[at + OF_LOTS], words[at + OF_LEAVES]];
    });
  }

  function resolve(taker: number, maker: number): boolean {
    const book = engine.book(0);
    return resolveSelfTrade(book, book.asks, taker, maker);
  }

  it("ends itself: cancel newest", () => {
    const [old, young] = [maker(5), taker(3, STP_CANCEL_NEWEST)];
    expect(resolve(young, old)).toBe(false);
    expect(rows()).toEqual([[OUTCOME_ENDED, young, 3, 0]]);
    expect([store.stateOf(old), store.stateOf(young)]).toEqual([ORDER_RESTING, ORDER_DONE]);
  });

  it("ends the other one, hidden lots too: cancel oldest", () => {
    const [old, young] = [maker(5, OWN, 2), taker(3, STP_CANCEL_OLDEST)];
    expect(resolve(young, old)).toBe(true);
    expect(rows()).toEqual([[OUTCOME_ENDED, old, 5, 0]]);
    expect([store.stateOf(old), store.stateOf(young)]).toEqual([ORDER_DONE, ORDER_PENDING]);
    expect(engine.book(0).orders).toBe(0);
  });

  it("ends both, the one that rests first: cancel both", () => {
    const [old, young] = [maker(5), taker(3, STP_CANCEL_BOTH)];
    expect(resolve(young, old)).toBe(false);
    expect(rows()).toEqual([
      [OUTCOME_ENDED, old, 5, 0],
      [OUTCOME_ENDED, young, 3, 0],
    ]);
  });

  it("takes the smaller one's lots off the larger: decrement, the maker larger and hidden lots first", () => {
    const [old, young] = [maker(10, OWN, 4), taker(7, STP_DECREMENT)];
    expect(resolve(young, old)).toBe(false);
    expect(rows()).toEqual([
      [OUTCOME_REDUCED, old, 7, 3],
      [OUTCOME_ENDED, young, 7, 0],
    ]);
    expect([store.lotsOf(old), store.shownOf(old), store.leavesOf(old)]).toEqual([3, 3, 3]);
    expect([store.lotsOf(young), store.leavesOf(young)]).toEqual([7, 7]);
    expect(engine.book(0).askLots).toBe(3);
    engine.verify();
  });

  it("decrement, the taker larger", () => {
    const [old, young] = [maker(4), taker(7, STP_DECREMENT)];
    expect(resolve(young, old)).toBe(true);
    expect(rows()).toEqual([
      [OUTCOME_ENDED, old, 4, 0],
      [OUTCOME_REDUCED, young, 4, 3],
    ]);
    expect([store.lotsOf(young), store.leavesOf(young)]).toEqual([3, 3]);
  });

  it("decrement, both alike", () => {
    const [old, young] = [maker(4), taker(4, STP_DECREMENT)];
    expect(resolve(young, old)).toBe(false);
    expect(rows()).toEqual([
      [OUTCOME_ENDED, old, 4, 0],
      [OUTCOME_ENDED, young, 4, 0],
    ]);
  });

  it("resolves all of a level in queue order, and no others", () => {
    const slots = [maker(1), maker(2, 1), maker(3), maker(4, OWN, 1)];
    const young = taker(9, STP_CANCEL_OLDEST);
    const book = engine.book(0);
    expect(resolveBestLevel(book, book.asks, young)).toBe(true);
    expect(rows().map((row) => row[1])).toEqual([slots[0], slots[2], slots[3]]);
    expect([book.orders, book.askLots]).toEqual([1, 2]);
  });

  it("knows whether an account stands at the best price", () => {
    const { asks } = engine.book(0);
    expect(standsAtBest(asks, OWN)).toBe(false);
    maker(1, 1);
    maker(1, OWN);
    expect([standsAtBest(asks, OWN), standsAtBest(asks, 1), standsAtBest(asks, 2)]).toEqual([true, true, false]);
  });
});
