import type { FastBook } from "../engine/fast-book.ts";
import { fill } from "../engine/fill.ts";
import type { Ladder } from "../engine/ladder.ts";
import * as level from "../engine/level.ts";
import * as record from "../engine/order-record.ts";
import type { Lots, Ticks } from "../../base/units.ts";
import { isClosing } from "./closes-first.ts";
import { allocateLevel } from "./level-allocation.ts";
import { resolveBestLevel } from "./self-trade.ts";
import * as selfTrade from "./self-trade.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { LEVEL_FIRST, LEVEL_ORDERS } = level;
const { AT_ACCOUNT, AT_ATTRIBUTES, AT_LEAVES, AT_NEXT, ORDER_SHIFT } = record;
const { STP_BITS } = selfTrade;

/**
 * Trades an order that came in a book whose algorithm allocates whole levels (pro rata, split), in rounds: each gives what
 * is open to the orders at the best price, all that they show or less. Icebergs are refreshed between the rounds. See
 * matchPriceTime for the rest.
 */
export function matchRounds(book: FastBook, makers: Ladder, taker: number, limitKey: number): void {
  const records = book.store.records;
  const order = taker << ORDER_SHIFT;
  const isGuarded = (records[order + AT_ATTRIBUTES] & STP_BITS) !== 0;
  while (records[order + AT_LEAVES] > 0 && makers.orders > 0 && makers.bestKey >= limitKey) {
    const key = makers.bestKey;
    if (isGuarded && !resolveBestLevel(book, makers, taker)) return;
    if (makers.orders === 0 || makers.bestKey !== key) continue;
    book.takeBest(makers, taker, Math.min(records[order + AT_LEAVES], makers.bestLots), false, 0);
  }
}

/** What the orders of a level trade as, while they are filled one after another. */
export class Taking {
  taker = -1;
  /** Part of an implied match: the taker is of another book, its open lots stay as they are. */
  isLeg = false;
  priceTicks: Ticks = 0;
  /** Price of the near leg. */
  nearTicks: Ticks = 0;
}

/** Gives lots, at most those shown, to the orders at the best price by the book's algorithm, as `book.floor.taking` says. */
export function takeLevel(book: FastBook, makers: Ladder, lots: Lots): void {
  const priceTicks = book.floor.taking.priceTicks;
  if (book.isPriceTime || lots === makers.bestLots) takeByTime(book, makers, lots);
  else takeAllocated(book, makers, lots);
  book.noteTrade(priceTicks);
}

/** Fills the orders in their queue, no refreshed one; where closing orders go first these and then the others. */
function takeByTime(book: FastBook, makers: Ladder, lots: Lots): void {
  if (!book.ranksCloses(makers.bestTicks)) {
    takeQueue(book, makers, lots, false, false);
    return;
  }
  const left = takeQueue(book, makers, lots, true, true);
  if (left > 0) takeQueue(book, makers, left, true, false);
}

/** Fills the orders of the queue, or with `ranked` those that are closing or those that are not; returns what is left. */
function takeQueue(book: FastBook, makers: Ladder, lots: Lots, ranked: boolean, closing: boolean): Lots {
  const records = book.store.records;
  const level = makers.levelOf(makers.bestKey);
  let left = lots;
  let slot = makers.levels[level + LEVEL_FIRST];
  for (let orders = makers.levels[level + LEVEL_ORDERS]; orders > 0 && left > 0; orders--) {
    const next = records[(slot << ORDER_SHIFT) + AT_NEXT];
    if (!ranked || isClosing(records, slot << ORDER_SHIFT) === closing) {
      const part = Math.min(left, records[(slot << ORDER_SHIFT) + AT_LEAVES]);
      take(book, makers, slot, part);
      left -= part;
    }
    slot = next;
  }
  return left;
}

function takeAllocated(book: FastBook, makers: Ladder, lots: Lots): void {
  const records = book.store.records;
  const queue = book.floor.queue;
  const level = makers.levelOf(makers.bestKey);
  queue.clear();
  let slot = makers.levels[level + LEVEL_FIRST];
  for (let orders = makers.levels[level + LEVEL_ORDERS]; orders > 0; orders--) {
    const order = slot << ORDER_SHIFT;
    if (slot === makers.top) queue.top = queue.count;
    queue.add(slot, records[order + AT_ACCOUNT], records[order + AT_LEAVES]);
    slot = records[order + AT_NEXT];
  }
  allocateLevel(book.terms.allocation, queue, lots);
  for (let i = 0; i < queue.count; i++) {
    if (queue.given[i] > 0) take(book, makers, queue.slot[i], queue.given[i]);
  }
}

/** Lots of one order at the best price trade. */
function take(book: FastBook, makers: Ladder, maker: number, lots: Lots): void {
  const { taker, isLeg, priceTicks, nearTicks } = book.floor.taking;
  const makerLeaves = fill(book, makers, maker, lots);
  if (isLeg) {
    book.outcomes.leg(maker, taker, priceTicks, lots, makerLeaves, nearTicks);
    return;
  }
  const records = book.store.records;
  const open = records[(taker << ORDER_SHIFT) + AT_LEAVES] - lots;
  records[(taker << ORDER_SHIFT) + AT_LEAVES] = open;
  book.outcomes.trade(maker, taker, priceTicks, lots, makerLeaves, open);
}
