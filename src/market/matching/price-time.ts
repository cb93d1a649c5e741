import type { FastBook } from "../engine/fast-book.ts";
import { refresh } from "../engine/fill.ts";
import type { Ladder } from "../engine/ladder.ts";
import * as level from "../engine/level.ts";
import * as record from "../engine/order-record.ts";
import { nextInLine } from "./closes-first.ts";
import { resolveSelfTrade } from "./self-trade.ts";
import * as selfTrade from "./self-trade.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { LEVEL_FIRST, LEVEL_LOTS, LEVEL_ORDERS } = level;
const { AT_ACCOUNT, AT_ATTRIBUTES, AT_HIDDEN, AT_LEAVES, AT_NEXT, AT_STATE, ORDER_DONE, ORDER_SHIFT } = record;
const { STP_BITS } = selfTrade;

/**
 * Trades an order that came with the other side of its book, best price first and at one price the earlier accepted first,
 * each trade at the resting order's price, until it is filled, is ended by self-trade prevention (state DONE), or nothing is
 * left whose key (ladder.ts) is not below `limitKey`. At a limit price closing orders may go first (closes-first.ts). What is open of it is in AT_LEAVES, its own state is left to the caller.
 *
 * Source: CME Globex Matching Algorithm Steps, FIFO, cmegroupclientsite.atlassian.net/wiki/spaces/EPICSANDBOX/pages/457218521.
 */
export function matchPriceTime(book: FastBook, makers: Ladder, taker: number, limitKey: number): void {
  const records = book.store.records;
  const outcomes = book.outcomes;
  const order = taker << ORDER_SHIFT;
  const account = records[order + AT_ACCOUNT];
  const isGuarded = (records[order + AT_ATTRIBUTES] & STP_BITS) !== 0;
  const closesFirst = book.closesFirst;
  let open = records[order + AT_LEAVES];
  while (open > 0 && makers.orders > 0 && makers.bestKey >= limitKey) {
    const levels = makers.levels;
    const level = makers.levelOf(makers.bestKey);
    const isRanked = closesFirst && book.ranksCloses(makers.bestTicks);
    const maker = isRanked ? nextInLine(book, makers) : levels[level + LEVEL_FIRST];
    const at = maker << ORDER_SHIFT;
    if (isGuarded && records[at + AT_ACCOUNT] === account) {
      records[order + AT_LEAVES] = open;
      if (!resolveSelfTrade(book, makers, taker, maker)) return;
      open = records[order + AT_LEAVES];
      continue;
    }
    const priceTicks = makers.bestTicks;
    const shown = records[at + AT_LEAVES];
    const hidden = records[at + AT_HIDDEN];
    book.noteTrade(priceTicks);
    if (open < shown) {
      outcomes.trade(maker, taker, priceTicks, open, shown - open + hidden, 0);
      levels[level + LEVEL_LOTS] -= open;
      records[at + AT_LEAVES] = shown - open;
      open = 0;
      break;
    }
    open -= shown;
    outcomes.trade(maker, taker, priceTicks, shown, hidden, open);
    levels[level + LEVEL_LOTS] -= shown;
    records[at + AT_LEAVES] = 0;
    if (hidden > 0) {
      refresh(book, makers, maker);
      continue;
    }
    records[at + AT_STATE] = ORDER_DONE;
    if (isRanked && maker !== levels[level + LEVEL_FIRST]) {
      makers.remove(maker, makers.bestKey);
      continue;
    }
    makers.orders--;
    levels[level + LEVEL_FIRST] = records[at + AT_NEXT];
    if (--levels[level + LEVEL_ORDERS] === 0) makers.closeBest();
  }
  records[order + AT_LEAVES] = open;
}
