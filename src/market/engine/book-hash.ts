import type { Side } from "../../base/units.ts";
import type { BookState } from "./book-state.ts";
import type { Ladder } from "./ladder.ts";
import { LEVEL_FIRST, LEVEL_ORDERS } from "./level.ts";
import { AT_HIDDEN, AT_ID, AT_LEAVES, AT_NEXT, ORDER_SHIFT } from "./order-record.ts";

/** Start of a book's hash: the offset basis of 32-bit FNV-1a (Fowler, Noll, Vo). */
export const HASH_START = 0x811c_9dc5 | 0;

/**
 * The hash with one more order: FNV-1a over words instead of bytes. Buys go first, then sells, buy stops and sell stops, each
 * in priority order; `leaves`: open lots, hidden ones too; `priceTicks` of a stop order that waits: its stop price.
 */
export function hashOrder(hash: number, side: number, priceTicks: number, leaves: number, orderId: number): number {
  return hashWord(hashWord(hashWord(hashWord(hash, side), priceTicks), leaves), orderId);
}

/** The hash of a book with its stops, 0 to 2^32 - 1. */
export function hashBook(book: BookState): number {
  const resting = hashLadder(hashLadder(HASH_START, book.bids, 1), book.asks, -1);
  return hashLadder(hashLadder(resting, book.held.buys, 1), book.held.sells, -1) >>> 0;
}

function hashLadder(start: number, ladder: Ladder, side: Side): number {
  const records = ladder.store.records;
  let hash = start;
  ladder.rewind();
  while (ladder.next()) {
    let order = ladder.walkLevels[ladder.walkLevel + LEVEL_FIRST] << ORDER_SHIFT;
    for (let orders = ladder.walkLevels[ladder.walkLevel + LEVEL_ORDERS]; orders > 0; orders--) {
      const leaves = records[order + AT_LEAVES] + records[order + AT_HIDDEN];
      hash = hashOrder(hash, side, ladder.walkKey ^ ladder.flip, leaves, records[order + AT_ID]);
      order = records[order + AT_NEXT] << ORDER_SHIFT;
    }
  }
  return hash;
}

function hashWord(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x0100_0193);
  // FNV carries only upwards; without this the high bits of a word would never reach the low bits of the hash.
  return mixed ^ (mixed >>> 15);
}
