import { InvariantError } from "../../base/assert.ts";
import { canTradeAtOnce } from "../matching/at-once.ts";
import { matchRounds } from "../matching/level-rounds.ts";
import { matchPriceTime } from "../matching/price-time.ts";
import type { Side, Ticks } from "../../base/units.ts";
import type { FastBook } from "./fast-book.ts";
import * as kinds from "./order-kinds.ts";
import * as record from "./order-record.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { ENDED_MINIMUM, ENDED_UNFILLED, TIF_IMMEDIATE, TYPE_LIMIT, TYPE_MARKET_TO_LIMIT, TYPE_STOP } = kinds;
const {
  AT_ACCEPTANCE,
  AT_ATTRIBUTES,
  AT_HIDDEN,
  AT_LEAVES,
  AT_PRICE,
  AT_SHARE,
  AT_SIDE,
  AT_STATE,
  AT_STOP,
  AT_TIF,
  HAS_MINIMUM,
  ORDER_DONE,
  ORDER_PENDING,
  ORDER_SHIFT,
  ORDER_STOPPED,
  POST_ONLY,
  TIF_MASK,
  TYPE_MASK,
} = record;

/** A pending order of any kind comes to its book. */
export function arrive(book: FastBook, slot: number): void {
  const type = book.store.records[(slot << ORDER_SHIFT) + AT_ATTRIBUTES] & TYPE_MASK;
  if (type >= TYPE_STOP) arriveStop(book, slot);
  else if (book.collecting) collectOrder(book, slot);
  else if (type === TYPE_LIMIT || setLimit(book, slot, type)) enterLimit(book, slot);
  else book.end(slot, ENDED_UNFILLED);
}

/** An order that rested and was given other terms, which cost it its place, comes anew: at its price whatever its type. */
export function rematch(book: FastBook, slot: number): void {
  if (book.collecting) book.rest(slot);
  else enterLimit(book, slot);
}

/** An order that rested comes anew as it is, because implied orders have come within its limit while it could not trade. */
export function comeAgain(book: FastBook, slot: number): void {
  book.withdraw(slot);
  book.store.records[(slot << ORDER_SHIFT) + AT_STATE] = ORDER_PENDING;
  enter(book, slot);
}

/** A triggered stop order enters: a stop order as a market order around the trade that reached it, with that protection. */
export function enterTriggered(book: FastBook, slot: number, tradeTicks: Ticks): void {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  book.outcomes.triggered(slot, tradeTicks);
  records[order + AT_STATE] = ORDER_PENDING;
  if ((records[order + AT_ATTRIBUTES] & TYPE_MASK) === TYPE_STOP) {
    records[order + AT_PRICE] = protectedPrice(book, records[order + AT_SIDE] as Side, tradeTicks);
  }
  if (book.collecting) book.rest(slot);
  else enter(book, slot);
}

/** A stop order that the last trade has reached enters at once, the others wait; all of them while orders are collected. */
function arriveStop(book: FastBook, slot: number): void {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  if (!book.collecting && book.hasTraded) {
    const beyond = book.lastTicks - records[order + AT_STOP];
    if (beyond === 0 || beyond > 0 === (records[order + AT_SIDE] === 1)) {
      enterTriggered(book, slot, book.lastTicks);
      return;
    }
  }
  holdStop(book, slot);
}

/** Lets a stop order wait behind all others at its stop price. */
function holdStop(book: FastBook, slot: number): void {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  records[order + AT_STATE] = ORDER_STOPPED;
  records[order + AT_ACCEPTANCE] = book.floor.accept();
  book.held.add(slot);
}

/** Orders that an auction takes: limit orders without conditions on how they trade at once; immediate ones in a batch. */
function collectOrder(book: FastBook, slot: number): void {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  if ((records[order + AT_ATTRIBUTES] & (TYPE_MASK | POST_ONLY | HAS_MINIMUM)) !== 0)
    throw new InvariantError("an auction does not take such an order");
  if (!book.isBatch && (records[order + AT_TIF] & TIF_MASK) === TIF_IMMEDIATE)
    throw new InvariantError("an immediate order cannot rest");
  book.rest(slot);
}

/** The limit of a market or market-to-limit order; false when there is no price on the other side. */
function setLimit(book: FastBook, slot: number, type: number): boolean {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  const side = records[order + AT_SIDE] as Side;
  const best = bestOpposite(book, side);
  if (best === undefined) return false;
  records[order + AT_PRICE] = type === TYPE_MARKET_TO_LIMIT ? best : protectedPrice(book, side, best);
  return true;
}

/** Best price at which an order of this side could trade, in the book or with implied orders. */
function bestOpposite(book: FastBook, side: Side): Ticks | undefined {
  const makers = side === 1 ? book.asks : book.bids;
  const best = makers.orders > 0 ? makers.bestTicks : undefined;
  const family = book.family;
  if (family === undefined || !family.bestFor(book, side === 1 ? -1 : 1)) return best;
  return best === undefined || (best - family.bestTicks) * side > 0 ? family.bestTicks : best;
}

/** Where the protection of a market order ends that starts from this price; the edge of the band without protection. */
function protectedPrice(book: FastBook, side: Side, fromTicks: Ticks): Ticks {
  const protection = book.terms.protectionTicks;
  if (protection === undefined) return side === 1 ? book.bandHighTicks : book.bandLowTicks;
  return Math.min(Math.max(fromTicks + side * protection, book.bandLowTicks), book.bandHighTicks);
}

/** An order with a limit comes: a post-only one, which admission sees to, would not trade. */
function enterLimit(book: FastBook, slot: number): void {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  if ((records[order + AT_ATTRIBUTES] & POST_ONLY) !== 0) {
    const side = records[order + AT_SIDE] as Side;
    const best = bestOpposite(book, side);
    if (best !== undefined && (records[order + AT_PRICE] - best) * side >= 0)
      throw new InvariantError("a post-only order would trade");
  }
  enter(book, slot);
}

/** An order whose limit is known meets the other side, then rests or ends. */
function enter(book: FastBook, slot: number): void {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  const attributes = records[order + AT_ATTRIBUTES];
  // An iceberg trades with all its lots, as any order that comes.
  records[order + AT_LEAVES] += records[order + AT_HIDDEN];
  records[order + AT_HIDDEN] = 0;
  if ((attributes & HAS_MINIMUM) !== 0 && !canTradeAtOnce(book, slot, records[order + AT_SHARE])) {
    book.end(slot, ENDED_MINIMUM);
    return;
  }
  match(book, slot);
  if (records[order + AT_STATE] === ORDER_DONE) return;
  if (records[order + AT_LEAVES] === 0) records[order + AT_STATE] = ORDER_DONE;
  else if ((records[order + AT_TIF] & TIF_MASK) === TIF_IMMEDIATE) book.end(slot, ENDED_UNFILLED);
  else book.rest(slot);
}

/** Trades an order with whatever its limit reaches. It is DONE afterwards if self-trade prevention ended it. */
function match(book: FastBook, slot: number): void {
  if (book.family !== undefined) {
    book.family.match(book, slot);
    return;
  }
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  const makers = records[order + AT_SIDE] === 1 ? book.asks : book.bids;
  const limitKey = records[order + AT_PRICE] ^ makers.flip;
  matchDirect(book, makers, slot, limitKey);
}

/**
 * Trades an order that came with the orders of its own book at prices whose keys (ladder.ts) are not below this one, by the
 * book's algorithm and under the order's self-trade prevention, which may end it (state DONE). Its open lots are in AT_LEAVES.
 */
export function matchDirect(book: FastBook, makers: FastBook["bids"], slot: number, limitKey: number): void {
  if (makers.orders === 0 || makers.bestKey < limitKey) return;
  if (book.isPriceTime) matchPriceTime(book, makers, slot, limitKey);
  else matchRounds(book, makers, slot, limitKey);
}
