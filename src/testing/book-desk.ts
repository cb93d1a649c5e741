import { FastBook } from "../market/engine/fast-book.ts";
import { NaiveBook } from "../market/engine/naive-book.ts";
import type { OrderBook } from "../market/engine/order-book.ts";
import { OrderStore, TIF_DAY } from "../market/engine/order-store.ts";

/** A book with short commands: orders are named by the letters that they get in turn. */
export class Desk {
  readonly store = new OrderStore(1000);
  readonly book: OrderBook;
  private entered = 0;

  constructor(newBook: (store: OrderStore) => OrderBook) {
    this.book = newBook(this.store);
  }

  order(side: 1 | -1, priceTicks: number, lots: number, tif = TIF_DAY, instrument = 0): number {
    return this.store.allocate("A".charCodeAt(0) + this.entered++, 0, instrument, side, tif, priceTicks, lots);
  }

  buy(priceTicks: number, lots: number, tif = TIF_DAY): number {
    const slot = this.order(1, priceTicks, lots, tif);
    this.book.submit(slot);
    return slot;
  }

  sell(priceTicks: number, lots: number, tif = TIF_DAY): number {
    const slot = this.order(-1, priceTicks, lots, tif);
    this.book.submit(slot);
    return slot;
  }

  rest(side: 1 | -1, priceTicks: number, lots: number): number {
    const slot = this.order(side, priceTicks, lots);
    this.book.rest(slot);
    return slot;
  }

  /** "C takes 5 of A at 100" for each trade of the last command. */
  trades(): string[] {
    const { fills } = this.book;
    return Array.from({ length: fills.count }, (_, i) => {
      const [taker, maker] = [this.name(fills.takerSlot[i]), this.name(fills.makerSlot[i])];
      return `${taker} takes ${fills.lots[i]} of ${maker} at ${fills.priceTicks[i]}`;
    });
  }

  depth(side: 1 | -1): string {
    const [ticks, lots] = [new Int32Array(10), new Int32Array(10)];
    const count = this.book.depth(side, 10, ticks, lots);
    return Array.from({ length: count }, (_, i) => `${lots[i]}@${ticks[i]}`).join(" ");
  }

  private name(slot: number): string {
    return String.fromCharCode(this.store.orderIdOf(slot));
  }
}

/** The implementations that the conformance suite of the order book runs on. */
export const books: [name: string, newBook: (store: OrderStore) => OrderBook][] = [
  ["FastBook", (store) => new FastBook(store)],
  ["NaiveBook", (store) => new NaiveBook(store)],
];
