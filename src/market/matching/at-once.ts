import type { Lots } from "../../base/units.ts";
import type { FastBook } from "../engine/fast-book.ts";
import { LEVEL_FIRST, LEVEL_ORDERS } from "../engine/level.ts";
import { STP_CANCEL_OLDEST } from "../engine/order-kinds.ts";
import {
  AT_ACCOUNT,
  AT_ATTRIBUTES,
  AT_HIDDEN,
  AT_LEAVES,
  AT_NEXT,
  AT_PRICE,
  AT_SIDE,
  ORDER_SHIFT,
  STP_SHIFT,
} from "../engine/order-record.ts";
import { isClosing } from "./closes-first.ts";
import { STP_BITS } from "./self-trade.ts";

/**
 * Whether an order that came would trade at least so many lots at once: lots of this book, hidden ones too, within its limit,
 * and under self-trade prevention without those of its own account. STP_CANCEL_OLDEST takes its own orders out of the way;
 * every other rule stops it at the first of them, so that only what it reaches before counts: at that price the lots shown
 * in front of it, for refreshed ones come behind it, and none where lots are allocated level by level.
 */
export function canTradeAtOnce(book: FastBook, slot: number, minimum: Lots): boolean {
  const records = book.store.records;
  const order = slot << ORDER_SHIFT;
  const makers = records[order + AT_SIDE] === 1 ? book.asks : book.bids;
  const limitKey = records[order + AT_PRICE] ^ makers.flip;
  const account = records[order + AT_ACCOUNT];
  const rule = (records[order + AT_ATTRIBUTES] & STP_BITS) >> STP_SHIFT;
  let lots = 0;
  makers.rewind();
  while (lots < minimum && makers.next() && makers.walkKey >= limitKey) {
    const level = makers.walkLevel;
    // Where closing orders go first, they are as a level before that of the others.
    const isRanked = book.ranksCloses(makers.walkKey ^ makers.flip);
    for (let pass = isRanked ? 0 : 1; pass < 2; pass++) {
      let shown = 0;
      let hidden = 0;
      let at = makers.walkLevels[level + LEVEL_FIRST] << ORDER_SHIFT;
      for (let orders = makers.walkLevels[level + LEVEL_ORDERS]; orders > 0; orders--) {
        const isMeant = !isRanked || isClosing(records, at) === (pass === 0);
        if (isMeant && (rule === 0 || records[at + AT_ACCOUNT] !== account)) {
          shown += records[at + AT_LEAVES];
          hidden += records[at + AT_HIDDEN];
        } else if (isMeant && rule !== STP_CANCEL_OLDEST) {
          return book.isPriceTime && lots + shown >= minimum;
        }
        at = records[at + AT_NEXT] << ORDER_SHIFT;
      }
      lots += shown + hidden;
    }
  }
  return lots >= minimum;
}
