import { InvariantError } from "../../base/assert.ts";
import type { Lots } from "../../base/units.ts";
import type { Ladder } from "./ladder.ts";
import { LEVEL_FIRST, LEVEL_LOTS, LEVEL_ORDERS } from "./level.ts";
import { AT_HIDDEN, AT_LEAVES, AT_NEXT, AT_PREVIOUS, AT_PRICE, ORDER_SHIFT } from "./order-record.ts";

/**
 * Writes up to `levels` best levels of a side with their shown lots, or with `withHidden` all open ones; returns how many
 * there were to write. InvariantError where the lots of a level pass an Int32 or the columns are too short.
 */
export function depthOf(
  ladder: Ladder,
  levels: number,
  outPriceTicks: Int32Array,
  outLots: Int32Array,
  withHidden: boolean,
): number {
  if (levels > outPriceTicks.length || levels > outLots.length) throw new InvariantError("no room for so many levels");
  let count = 0;
  ladder.rewind();
  while (count < levels && ladder.next()) {
    const lots = ladder.walkLevels[ladder.walkLevel + LEVEL_LOTS] + (withHidden ? hiddenLots(ladder) : 0);
    if ((lots | 0) !== lots) throw new InvariantError("lots at one price are not an int32");
    outPriceTicks[count] = ladder.walkKey ^ ladder.flip;
    outLots[count] = lots;
    count++;
  }
  return count;
}

/** Hidden lots at the level that the ladder's walk is at. */
export function hiddenLots(ladder: Ladder): Lots {
  const records = ladder.store.records;
  let lots = 0;
  let order = ladder.walkLevels[ladder.walkLevel + LEVEL_FIRST] << ORDER_SHIFT;
  for (let orders = ladder.walkLevels[ladder.walkLevel + LEVEL_ORDERS]; orders > 0; orders--) {
    lots += records[order + AT_HIDDEN];
    order = records[order + AT_NEXT] << ORDER_SHIFT;
  }
  return lots;
}

/** Lots shown before an order of a ladder of prices, in the queue at its price. */
export function shownLotsAhead(ladder: Ladder, slot: number): Lots {
  const records = ladder.store.records;
  const first = ladder.firstAt(records[(slot << ORDER_SHIFT) + AT_PRICE]);
  let lots = 0;
  for (let ahead = slot; ahead !== first;) {
    ahead = records[(ahead << ORDER_SHIFT) + AT_PREVIOUS];
    lots += records[(ahead << ORDER_SHIFT) + AT_LEAVES];
  }
  return lots;
}
