import type { FastBook } from "../engine/fast-book.ts";
import type { Ladder } from "../engine/ladder.ts";
import { LEVEL_FIRST, LEVEL_ORDERS } from "../engine/level.ts";
import { ENDED_SELF_TRADE, STP_CANCEL_BOTH, STP_CANCEL_NEWEST, STP_CANCEL_OLDEST } from "../engine/order-kinds.ts";
import {
  AT_ACCOUNT,
  AT_ATTRIBUTES,
  AT_HIDDEN,
  AT_LEAVES,
  AT_LOTS,
  AT_NEXT,
  ORDER_SHIFT,
  STP_SHIFT,
} from "../engine/order-record.ts";

/** The bits of an order's attributes that name its self-trade prevention; none of them set: STP_ALLOW. */
export const STP_BITS = 7 << STP_SHIFT;

/**
 * An order that came (taker) meets one of its own account (maker, in the ladder `makers`): no trade, but what the taker's
 * rule says. Whether the taker goes on; otherwise it is DONE. The taker's open lots are in AT_LEAVES.
 *
 * STP_DECREMENT: both lose the open lots n of the smaller one, which ends with n open; the larger goes on, a maker in its
 * place and without hidden lots as far as these suffice.
 *
 * Sources: the aggressor decides: CME, cmegroupclientsite.atlassian.net/wiki/spaces/EPICSANDBOX/pages/46140175;
 * decrement: Coinbase, docs.cdp.coinbase.com/exchange/concepts/matching-engine.
 */
export function resolveSelfTrade(book: FastBook, makers: Ladder, taker: number, maker: number): boolean {
  const rule = (book.store.records[(taker << ORDER_SHIFT) + AT_ATTRIBUTES] & STP_BITS) >> STP_SHIFT;
  if (rule === STP_CANCEL_OLDEST || rule === STP_CANCEL_BOTH) {
    book.withdraw(maker);
    book.end(maker, ENDED_SELF_TRADE);
  }
  if (rule === STP_CANCEL_NEWEST || rule === STP_CANCEL_BOTH) {
    book.end(taker, ENDED_SELF_TRADE);
    return false;
  }
  return rule === STP_CANCEL_OLDEST || decrement(book, makers, taker, maker);
}

function decrement(book: FastBook, makers: Ladder, taker: number, maker: number): boolean {
  const records = book.store.records;
  const takerOrder = taker << ORDER_SHIFT;
  const makerOrder = maker << ORDER_SHIFT;
  const takerOpen = records[takerOrder + AT_LEAVES];
  const makerOpen = records[makerOrder + AT_LEAVES] + records[makerOrder + AT_HIDDEN];
  const lots = Math.min(takerOpen, makerOpen);
  if (lots === makerOpen) {
    book.withdraw(maker);
    book.end(maker, ENDED_SELF_TRADE);
  } else {
    book.surrender(makers, makers.bestKey, maker, lots);
    book.outcomes.reduced(maker, lots, makerOpen - lots);
  }
  if (lots === takerOpen) {
    book.end(taker, ENDED_SELF_TRADE);
    return false;
  }
  records[takerOrder + AT_LEAVES] -= lots;
  records[takerOrder + AT_LOTS] -= lots;
  book.outcomes.reduced(taker, lots, takerOpen - lots);
  return true;
}

/**
 * Resolves all orders of the taker's account at the makers' best price, in queue order, before lots are allocated there.
 * Whether the taker goes on; the level may be gone by then.
 */
export function resolveBestLevel(book: FastBook, makers: Ladder, taker: number): boolean {
  const records = book.store.records;
  const account = records[(taker << ORDER_SHIFT) + AT_ACCOUNT];
  const level = makers.levelOf(makers.bestKey);
  let slot = makers.levels[level + LEVEL_FIRST];
  for (let orders = makers.levels[level + LEVEL_ORDERS]; orders > 0; orders--) {
    const next = records[(slot << ORDER_SHIFT) + AT_NEXT];
    if (records[(slot << ORDER_SHIFT) + AT_ACCOUNT] === account && !resolveSelfTrade(book, makers, taker, slot))
      return false;
    slot = next;
  }
  return true;
}

/** Whether an account has an order at the best price of a side; not on an empty one. */
export function standsAtBest(makers: Ladder, account: number): boolean {
  if (makers.orders === 0) return false;
  const records = makers.store.records;
  const level = makers.levelOf(makers.bestKey);
  let order = makers.levels[level + LEVEL_FIRST] << ORDER_SHIFT;
  for (let orders = makers.levels[level + LEVEL_ORDERS]; orders > 0; orders--) {
    if (records[order + AT_ACCOUNT] === account) return true;
    order = records[order + AT_NEXT] << ORDER_SHIFT;
  }
  return false;
}
