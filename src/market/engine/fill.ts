import type { Lots } from "../../base/units.ts";
import type { FastBook } from "./fast-book.ts";
import type { Ladder } from "./ladder.ts";
import * as record from "./order-record.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { AT_ACCEPTANCE, AT_HIDDEN, AT_LEAVES, AT_SHARE, AT_STATE, ORDER_DONE, ORDER_SHIFT } = record;

/**
 * Takes lots that traded off an order at the best price of its side, at most those that it shows. With none shown an iceberg
 * is refreshed, and any other order is done and leaves the book. Returns its open lots.
 */
export function fill(book: FastBook, makers: Ladder, slot: number, lots: Lots): Lots {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  makers.fillBest(slot, lots);
  const open = records[order + AT_LEAVES] + records[order + AT_HIDDEN];
  if (records[order + AT_LEAVES] > 0) return open;
  if (open > 0) {
    refresh(book, makers, slot);
    return open;
  }
  records[order + AT_STATE] = ORDER_DONE;
  makers.remove(slot, makers.bestKey);
  return 0;
}

/** An iceberg at the best price that shows no lots any more shows its next ones, behind all others at its price. */
export function refresh(book: FastBook, makers: Ladder, slot: number): void {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  const hidden = records[order + AT_HIDDEN];
  const shown = Math.min(hidden, records[order + AT_SHARE]);
  records[order + AT_HIDDEN] = hidden - shown;
  records[order + AT_ACCEPTANCE] = book.floor.accept();
  makers.refreshBest(slot, shown);
}
