import { assert } from "../../base/assert.ts";
import type { Side } from "../../base/units.ts";
import type { Ladder } from "./ladder.ts";
import { LEVEL_FIRST, LEVEL_LAST, LEVEL_LOTS, LEVEL_ORDERS, LEVEL_SHIFT } from "./level.ts";
import {
  AT_ACCEPTANCE,
  AT_HIDDEN,
  AT_INSTRUMENT,
  AT_LEAVES,
  AT_LOTS,
  AT_NEXT,
  AT_PREVIOUS,
  AT_SIDE,
  AT_STATE,
  NO_ORDER,
  ORDER_SHIFT,
} from "./order-record.ts";

/**
 * Walks through a whole side of a book, or of its stops; throws InvariantError on the first thing that is not as it must be.
 * `priceWord`: the word of an order's record by which the ladder is sorted; `state`: what its orders are in.
 */
export function verifyLadder(ladder: Ladder, instrument: number, side: Side, priceWord: number, state: number): void {
  verifyRing(ladder);
  verifyFar(ladder);
  let orders = 0;
  let levels = 0;
  let lastKey = 0;
  ladder.rewind();
  while (ladder.next()) {
    assert(levels === 0 || ladder.walkKey < lastKey, "levels are not sorted by price");
    lastKey = ladder.walkKey;
    levels++;
    orders += verifyQueue(ladder, instrument, side, priceWord, state);
  }
  assert(orders === ladder.orders, "the number of orders is not that of the queues");
}

/** The ring and its bitmap: a level is a member if and only if it has orders, and the best key is the highest member's. */
function verifyRing(ladder: Ladder): void {
  assert(ladder.occupied.isConsistent(), "the layers of the bitmap disagree");
  assert(filledLevels(ladder.levels) === ladder.near, "the number of levels is not that of the ring");
  assert(ladder.near > 0 || ladder.orders === 0, "orders rest but none is near the best price");
  let members = 0;
  for (let place = ladder.occupied.atOrBelow(ladder.size - 1); place >= 0; members++) {
    assert(ladder.levels[(place << LEVEL_SHIFT) + LEVEL_ORDERS] > 0, "a level of the bitmap has no orders");
    place = place === 0 ? -1 : ladder.occupied.atOrBelow(place - 1);
  }
  assert(members === ladder.near, "the bitmap lacks a level");
  const best = ladder.near > 0 ? ladder.nearKeyAtOrBelow(ladder.low + ladder.size - 1) : ladder.flip;
  assert(ladder.bestKey === best, "the best price is not that of the best level");
}

/** Levels that have orders or lots. A wide ring has thousands, hence the bare loop. */
function filledLevels(levels: Int32Array): number {
  const words = 1 << LEVEL_SHIFT;
  const [lots, orders] = [LEVEL_LOTS, LEVEL_ORDERS];
  let filled = 0;
  for (let level = 0; level < levels.length; level += words) {
    if (levels[level + lots] !== 0 || levels[level + orders] !== 0) filled++;
  }
  return filled;
}

function verifyFar(ladder: Ladder): void {
  const far = ladder.far;
  for (let index = 0; index < far.count; index++) {
    assert(far.levels[(index << LEVEL_SHIFT) + LEVEL_ORDERS] > 0, "a far level is empty");
    assert(far.keys[index] < ladder.low, "a far level lies in the window");
  }
}

/** The queue of the level that the walk is at; returns its number of orders. */
function verifyQueue(ladder: Ladder, instrument: number, side: Side, priceWord: number, state: number): number {
  const records = ladder.store.records;
  const level = ladder.walkLevel;
  const levels = ladder.walkLevels;
  const orders = levels[level + LEVEL_ORDERS];
  let slot = levels[level + LEVEL_FIRST];
  let lots = 0;
  let previous = NO_ORDER;
  let acceptance = 0;
  for (let i = 0; i < orders; i++) {
    const order = slot << ORDER_SHIFT;
    assert(i === 0 || records[order + AT_PREVIOUS] === previous, "the links of a queue disagree");
    assert(records[order + AT_STATE] === state, "an order in the book is not resting");
    assert(records[order + AT_INSTRUMENT] === instrument, "an order of another instrument is in the book");
    assert(records[order + AT_SIDE] === side, "an order is on the wrong side");
    assert((records[order + priceWord] ^ ladder.flip) === ladder.walkKey, "an order is at the wrong price");
    assert(records[order + AT_LEAVES] > 0, "an order in the book has no open lots");
    assert(records[order + AT_HIDDEN] >= 0, "an order hides less than no lots");
    assert(
      records[order + AT_LOTS] >= records[order + AT_LEAVES] + records[order + AT_HIDDEN],
      "an order has fewer lots than are open",
    );
    assert(records[order + AT_ACCEPTANCE] > acceptance, "a queue is not in the order of acceptance");
    acceptance = records[order + AT_ACCEPTANCE];
    lots += records[order + AT_LEAVES];
    previous = slot;
    slot = records[order + AT_NEXT];
  }
  assert(previous === levels[level + LEVEL_LAST], "the last order of a queue is not the level's last");
  assert(lots === levels[level + LEVEL_LOTS], "the lots of a level are not those of its queue");
  return orders;
}
