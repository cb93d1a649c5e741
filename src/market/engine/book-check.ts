import { assert } from "../../base/assert.ts";
import type { FastBook } from "./fast-book.ts";
import type { Ladder } from "./ladder.ts";
import { verifyLadder } from "./ladder-check.ts";
import { AT_PRICE, AT_STATE, AT_STOP, NO_ORDER, ORDER_RESTING, ORDER_SHIFT, ORDER_STOPPED } from "./order-record.ts";

/** Walks through a whole book with its stops; throws InvariantError on the first thing that is not as it must be. */
export function verifyBook(book: FastBook): void {
  const instrument = book.terms.instrument;
  verifyLadder(book.bids, instrument, 1, AT_PRICE, ORDER_RESTING);
  verifyLadder(book.asks, instrument, -1, AT_PRICE, ORDER_RESTING);
  verifyLadder(book.held.buys, instrument, 1, AT_STOP, ORDER_STOPPED);
  verifyLadder(book.held.sells, instrument, -1, AT_STOP, ORDER_STOPPED);
  assert(
    book.held.orders === book.held.buys.orders + book.held.sells.orders,
    "the number of stops is not that of the sides",
  );
  verifyTop(book.bids);
  verifyTop(book.asks);
  assert(book.collecting || !book.isCrossed, "the book is crossed in continuous trading");
}

function verifyTop(ladder: Ladder): void {
  if (ladder.top === NO_ORDER) return;
  const order = ladder.top << ORDER_SHIFT;
  const records = ladder.store.records;
  assert(
    records[order + AT_STATE] === ORDER_RESTING && (records[order + AT_PRICE] ^ ladder.flip) === ladder.bestKey,
    "the top order is not at the best price",
  );
}
