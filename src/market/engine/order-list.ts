import type { FastBook } from "./fast-book.ts";
import type { Ladder } from "./ladder.ts";
import { LEVEL_FIRST, LEVEL_ORDERS } from "./level.ts";
import { AT_NEXT, ORDER_SHIFT } from "./order-record.ts";

const FIRST_CAPACITY = 256;

/** The orders of a book as they stood when they were listed, so that they can end one after another. Used again. */
export class OrderList {
  count = 0;
  slots = new Int32Array(FIRST_CAPACITY);

  /** Lists buys in priority order, sells, buy stops, the nearest first, and sell stops. */
  load(book: FastBook): void {
    this.count = 0;
    this.add(book.bids);
    this.add(book.asks);
    this.add(book.held.buys);
    this.add(book.held.sells);
  }

  private add(ladder: Ladder): void {
    const records = ladder.store.records;
    while (this.count + ladder.orders > this.slots.length) this.grow();
    ladder.rewind();
    while (ladder.next()) {
      let slot = ladder.walkLevels[ladder.walkLevel + LEVEL_FIRST];
      for (let orders = ladder.walkLevels[ladder.walkLevel + LEVEL_ORDERS]; orders > 0; orders--) {
        this.slots[this.count++] = slot;
        slot = records[(slot << ORDER_SHIFT) + AT_NEXT];
      }
    }
  }

  private grow(): void {
    const slots = new Int32Array(2 * this.slots.length);
    slots.set(this.slots);
    this.slots = slots;
  }
}
