import type { FastBook } from "../engine/fast-book.ts";
import type { Ladder } from "../engine/ladder.ts";
import { LEVEL_FIRST, LEVEL_ORDERS } from "../engine/level.ts";
import { EFFECT_CLOSE } from "../engine/order-kinds.ts";
import { AT_ATTRIBUTES, AT_NEXT, EFFECT_SHIFT, ORDER_SHIFT } from "../engine/order-record.ts";

const EFFECT_BITS = 3 << EFFECT_SHIFT;
const CLOSING_BITS = EFFECT_CLOSE << EFFECT_SHIFT;

/** Whether an order closes a position that was not opened today: such orders go first at a limit price. */
export function isClosing(records: Int32Array, order: number): boolean {
  return (records[order + AT_ATTRIBUTES] & EFFECT_BITS) === CLOSING_BITS;
}

/**
 * The order at the best price that trades next: at an edge of the band, where the book's rules say so, the earliest that
 * closes a position, if there is one; otherwise the earliest. The side must not be empty. A walk through the queue, but
 * only at a limit price. Source: SHFE trading rules, matching at the limit price: close-out first, then time.
 */
export function nextInLine(book: FastBook, makers: Ladder): number {
  const { levels } = makers;
  const level = makers.levelOf(makers.bestKey);
  const first = levels[level + LEVEL_FIRST];
  if (!book.ranksCloses(makers.bestTicks)) return first;
  const { records } = book.store;
  let slot = first;
  for (let orders = levels[level + LEVEL_ORDERS]; orders > 0; orders--) {
    const order = slot << ORDER_SHIFT;
    if (isClosing(records, order)) return slot;
    slot = records[order + AT_NEXT];
  }
  return first;
}
