import { InvariantError } from "../../base/assert.ts";
import { AT_LEAVES, AT_NEXT, AT_PREVIOUS, NO_ORDER, ORDER_SHIFT } from "./order-store.ts";

/** A price level's record is 2^LEVEL_SHIFT words; an empty level has zero lots and orders. */
export const LEVEL_SHIFT = 2;
export const LEVEL_FIRST = 0;
export const LEVEL_LAST = 1;
export const LEVEL_LOTS = 2;
export const LEVEL_ORDERS = 3;

/** Puts an order at the end of a level's queue. Throws InvariantError where the level's lots pass an Int32. */
export function appendToLevel(levels: Int32Array, level: number, records: Int32Array, slot: number): void {
  const order = slot << ORDER_SHIFT;
  const lots = levels[level + LEVEL_LOTS] + records[order + AT_LEAVES];
  if ((lots | 0) !== lots) throw new InvariantError("lots at one price are not an int32");
  if (levels[level + LEVEL_ORDERS] === 0) {
    levels[level + LEVEL_FIRST] = slot;
    records[order + AT_PREVIOUS] = NO_ORDER;
  } else {
    const last = levels[level + LEVEL_LAST];
    records[(last << ORDER_SHIFT) + AT_NEXT] = slot;
    records[order + AT_PREVIOUS] = last;
  }
  records[order + AT_NEXT] = NO_ORDER;
  levels[level + LEVEL_LAST] = slot;
  levels[level + LEVEL_LOTS] = lots;
  levels[level + LEVEL_ORDERS]++;
}

/** Takes an order with its open lots out of a level's queue. */
export function removeFromLevel(levels: Int32Array, level: number, records: Int32Array, slot: number): void {
  const order = slot << ORDER_SHIFT;
  const previous = records[order + AT_PREVIOUS];
  const next = records[order + AT_NEXT];
  if (previous === NO_ORDER) levels[level + LEVEL_FIRST] = next;
  else records[(previous << ORDER_SHIFT) + AT_NEXT] = next;
  if (next === NO_ORDER) levels[level + LEVEL_LAST] = previous;
  else records[(next << ORDER_SHIFT) + AT_PREVIOUS] = previous;
  levels[level + LEVEL_LOTS] -= records[order + AT_LEAVES];
  levels[level + LEVEL_ORDERS]--;
}
