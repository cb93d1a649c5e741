import { InvariantError } from "../../base/assert.ts";
import * as level from "./level.ts";
import * as record from "./order-record.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { LEVEL_FIRST, LEVEL_LAST, LEVEL_LOTS, LEVEL_ORDERS } = level;
const { AT_LEAVES, AT_NEXT, AT_PREVIOUS, ORDER_SHIFT } = record;

/**
 * Puts an order at the end of a level's queue. Throws InvariantError where the level's lots pass an Int32.
 *
 * The first order's link back and the last one's link on are never written nor read: the level says which these are, and
 * so an order comes and goes at either end of a queue without a memory access to its neighbour.
 */
export function appendToLevel(levels: Int32Array, level: number, records: Int32Array, slot: number): void {
  const order = slot << ORDER_SHIFT;
  const lots = levels[level + LEVEL_LOTS] + records[order + AT_LEAVES];
  if ((lots | 0) !== lots) throw new InvariantError("lots at one price are not an int32");
  const orders = levels[level + LEVEL_ORDERS];
  if (orders === 0) {
    levels[level + LEVEL_FIRST] = slot;
  } else {
    const last = levels[level + LEVEL_LAST];
    records[(last << ORDER_SHIFT) + AT_NEXT] = slot;
    records[order + AT_PREVIOUS] = last;
  }
  levels[level + LEVEL_LAST] = slot;
  levels[level + LEVEL_LOTS] = lots;
  levels[level + LEVEL_ORDERS] = orders + 1;
}

/** Takes an order with its shown lots out of a level's queue; returns the number of orders left. */
export function removeFromLevel(levels: Int32Array, level: number, records: Int32Array, slot: number): number {
  const order = slot << ORDER_SHIFT;
  if (levels[level + LEVEL_FIRST] === slot) {
    levels[level + LEVEL_FIRST] = records[order + AT_NEXT];
  } else if (levels[level + LEVEL_LAST] === slot) {
    levels[level + LEVEL_LAST] = records[order + AT_PREVIOUS];
  } else {
    const previous = records[order + AT_PREVIOUS];
    const next = records[order + AT_NEXT];
    records[(previous << ORDER_SHIFT) + AT_NEXT] = next;
    records[(next << ORDER_SHIFT) + AT_PREVIOUS] = previous;
  }
  levels[level + LEVEL_LOTS] -= records[order + AT_LEAVES];
  const orders = levels[level + LEVEL_ORDERS] - 1;
  levels[level + LEVEL_ORDERS] = orders;
  return orders;
}
