import type { FastBook } from "./fast-book.ts";
import {
  ENDED_EXPIRED,
  ENDED_OUTSIDE_BAND,
  ENDED_UNFILLED,
  TIF_GOOD_TILL_CANCELLED,
  TIF_GOOD_TILL_DATE,
  TIF_IMMEDIATE,
  TYPE_STOP,
} from "./order-kinds.ts";
import { OrderList } from "./order-list.ts";
import { ORDER_STOPPED } from "./order-record.ts";

/** Ends many orders of a book at once: buys in priority order, sells, buy stops, the nearest first, sell stops. */
export class Ending {
  private readonly list = new OrderList();

  /** The orders of an account, of everybody for -1, with a reason as ENDED_*. */
  account(book: FastBook, account: number, reason: number): void {
    const { list } = this;
    list.load(book);
    for (let i = 0; i < list.count; i++) {
      const slot = list.slots[i];
      if (account === -1 || book.store.accountOf(slot) === account) remove(book, slot, reason);
    }
  }

  /** The end of a trading day; on the `last` day of the instrument nothing stays. */
  expire(book: FastBook, session: number, last: boolean): void {
    const { list } = this;
    const store = book.store;
    list.load(book);
    for (let i = 0; i < list.count; i++) {
      const slot = list.slots[i];
      const tif = store.tifOf(slot);
      const stays = tif === TIF_GOOD_TILL_CANCELLED || (tif === TIF_GOOD_TILL_DATE && store.expiryOf(slot) > session);
      if (last || !stays) remove(book, slot, ENDED_EXPIRED);
    }
  }

  /** Orders with a price outside the book's band; a stop order that waits has none. */
  purge(book: FastBook): void {
    const { list } = this;
    const store = book.store;
    list.load(book);
    for (let i = 0; i < list.count; i++) {
      const slot = list.slots[i];
      if (store.stateOf(slot) === ORDER_STOPPED && store.typeOf(slot) === TYPE_STOP) continue;
      const price = store.priceTicksOf(slot);
      if (price < book.bandLowTicks || price > book.bandHighTicks) remove(book, slot, ENDED_OUTSIDE_BAND);
    }
  }

  /** After a batch auction: orders that were to take part in one batch only. */
  endOfBatch(book: FastBook): void {
    const { list } = this;
    const store = book.store;
    list.load(book);
    for (let i = 0; i < list.count; i++) {
      const slot = list.slots[i];
      if (store.tifOf(slot) === TIF_IMMEDIATE && store.stateOf(slot) !== ORDER_STOPPED)
        remove(book, slot, ENDED_UNFILLED);
    }
  }
}

function remove(book: FastBook, slot: number, reason: number): void {
  book.withdraw(slot);
  book.end(slot, reason);
}
