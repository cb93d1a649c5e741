import { beforeEach, describe, expect, it } from "vitest";
import type { FastBook } from "./fast-book.ts";
import { FastEngine } from "./fast-engine.ts";
import type { FarLevels } from "./far-levels.ts";
import type { Ladder } from "./ladder.ts";
import { TIF_DAY, TYPE_STOP } from "./order-kinds.ts";
import { LEVEL_LAST, LEVEL_LOTS, LEVEL_ORDERS, LEVEL_SHIFT } from "./level.ts";
import {
  AT_ACCEPTANCE,
  AT_HIDDEN,
  AT_INSTRUMENT,
  AT_LEAVES,
  AT_LOTS,
  AT_PREVIOUS,
  AT_PRICE,
  AT_SIDE,
  AT_STATE,
  ORDER_DONE,
  ORDER_SHIFT,
} from "./order-record.ts";
import { OrderStore } from "./order-store.ts";

describe("verify sees every planted corruption", () => {
  let store: OrderStore;
  let engine: FastEngine;
  let book: FastBook;
  let slots: number[];

  /** Three buys at 100, one at 90, one far below; one sell; a buy stop. */
  beforeEach(() => {
    store = new OrderStore(100);
    engine = new FastEngine(store);
    engine.list({
      instrument: 4,
      allocation: { algorithm: "pro_rata", minimumLots: 1, topOrder: { minimumLots: 1, maximumLots: 100 } },
      protectionTicks: undefined,
      spread: undefined,
    });
    book = engine.book(4);
    slots = [100, 100, 100, 90, -1_000_000].map((price) => store.allocate(0, 0, 4, 1, TIF_DAY, price, 10));
    slots.push(store.allocate(0, 0, 4, -1, TIF_DAY, 110, 10));
    const stop = store.allocate(0, 0, 4, 1, TIF_DAY, 0, 10);
    store.describe(stop, TYPE_STOP, 0, 0, false);
    store.setStop(stop, 130);
    slots.push(stop);
    for (const slot of slots) engine.submit(slot);
    engine.verify();
  });

  /** Word of the record of one of the orders above. */
  const word = (order: number, field: number): number => (slots[order] << ORDER_SHIFT) + field;

  const corruptions: [message: string, plant: () => void][] = [
    ["the links of a queue disagree", () => (store.records[word(1, AT_PREVIOUS)] = slots[2])],
    ["an order in the book is not resting", () => (store.records[word(1, AT_STATE)] = ORDER_DONE)],
    ["an order of another instrument is in the book", () => (store.records[word(1, AT_INSTRUMENT)] = 5)],
    ["an order is on the wrong side", () => (store.records[word(1, AT_SIDE)] = -1)],
    ["an order is at the wrong price", () => (store.records[word(1, AT_PRICE)] = 99)],
    ["an order in the book has no open lots", () => (store.records[word(1, AT_LEAVES)] = 0)],
    ["a queue is not in the order of acceptance", () => (store.records[word(1, AT_ACCEPTANCE)] = 1)],
    ["the last order of a queue", () => (book.bids.levels[book.bids.levelOf(100) + LEVEL_LAST] = slots[1])],
    ["an order has fewer lots than are open", () => (store.records[word(1, AT_LOTS)] = 9)],
    ["an order hides less than no lots", () => (store.records[word(1, AT_HIDDEN)] = -1)],
    ["the last order of a queue", () => book.bids.levels[book.bids.levelOf(100) + LEVEL_ORDERS]--],
    ["an order in the book is not resting", () => (store.records[word(6, AT_STATE)] = ORDER_DONE)],
    ["the number of stops is not that of the sides", () => book.held.orders++],
    ["the top order is not at the best price", () => (book.bids.top = slots[3])],
    ["a triggered stop has not entered", () => book.floor.triggered.push(slots[6], 130)],
    ["the lots of a level are not those", () => book.bids.levels[book.bids.levelOf(100) + LEVEL_LOTS]++],
    ["the number of orders is not that", () => book.bids.orders++],
    ["the best price is not that", () => (book.bids.bestKey = 90)],
    ["a level of the bitmap has no orders", () => book.bids.occupied.add(book.bids.levelOf(95) >> LEVEL_SHIFT)],
    ["the bitmap lacks a level", () => book.bids.occupied.remove(book.bids.levelOf(90) >> LEVEL_SHIFT)],
    ["the layers of the bitmap disagree", () => ((book.bids.occupied as unknown as { top: number }).top = 0)],
    ["the number of levels is not that of the ring", () => book.bids.near++],
    ["the number of levels is not that of the ring", () => (book.bids.levels[book.bids.levelOf(95) + LEVEL_LOTS] = 1)],
    ["a far level is empty", () => (book.bids.far.levels[LEVEL_ORDERS] = 0)],
    ["a far level lies in the window", () => (book.bids.far.keys[0] = 95)],
    ["levels are not sorted by price", () => doubleFarLevel(book.bids.far)],
    ["orders rest but none is near the best price", () => emptyRing(book.asks)],
  ];
  it.each(corruptions)("%s", (message, plant) => {
    plant();
    expect(() => engine.verify()).toThrow(message);
  });

  it("the best price of an empty side", () => {
    engine.cancel(slots[5]);
    engine.verify();
    book.asks.bestKey = 3;
    expect(() => engine.verify()).toThrow("the best price is not that of the best level");
  });

  it("the book is crossed in continuous trading", () => {
    const crossing = store.allocate(0, 0, 4, -1, TIF_DAY, 100, 10);
    engine.collect(4);
    engine.submit(crossing);
    engine.verify();
    book.collecting = false;
    expect(() => engine.verify()).toThrow("the book is crossed in continuous trading");
  });
});

/** A second level of the price of the only far one. */
function doubleFarLevel(far: FarLevels): void {
  const level = far.open(-2_000_000);
  far.keys[0] = far.keys[1];
  far.levels[level + LEVEL_ORDERS] = 1;
}

/** Takes the only level out of the ring, and leaves its order counted. */
function emptyRing(ladder: Ladder): void {
  ladder.levels.fill(0);
  ladder.near = 0;
}
