import type { Lots, Ticks } from "../../base/units.ts";
import {
  ACCEPTED,
  BAD_QUANTITY,
  CONFLICTING_ATTRIBUTES,
  NO_OPPOSITE_PRICE,
  ORDER_TYPE_NOT_ALLOWED,
  PRICE_OUTSIDE_BAND,
  STOP_ALREADY_REACHED,
  UNKNOWN_ORDER,
  WOULD_TRADE,
} from "../refusals.ts";
import type { BookView } from "./book-view.ts";
import { TIF_IMMEDIATE, TYPE_LIMIT, TYPE_STOP, TYPE_STOP_LIMIT } from "./order-kinds.ts";
import type { OrderStore } from "./order-store.ts";
import {
  AT_ATTRIBUTES,
  AT_HIDDEN,
  AT_LEAVES,
  AT_LOTS,
  AT_PRICE,
  AT_SHARE,
  AT_SIDE,
  AT_STATE,
  AT_STOP,
  AT_TIF,
  HAS_MINIMUM,
  ICEBERG,
  ORDER_RESTING,
  ORDER_SHIFT,
  ORDER_STOPPED,
  POST_ONLY,
  SPECIAL,
  TIF_MASK,
  TYPE_MASK,
} from "./order-record.ts";
import type { AllocationTerms } from "./trading-terms.ts";

/** Which orders a venue takes. */
export interface OrderRules {
  /** Most lots of one order. */
  readonly maxOrderLots: Lots;
  /** By TYPE_*. */
  readonly types: readonly boolean[];
  /** By TIF_*. */
  readonly timesInForce: readonly boolean[];
  readonly icebergs: boolean;
  /** Least share of an iceberg's lots that it shows at a time, percent; 0 for any. */
  readonly leastShownPercent: number;
  readonly postOnly: boolean;
  readonly minimumQuantity: boolean;
  /** A stop order that the last trade has reached already is refused; otherwise it is triggered at once. */
  readonly refuseReachedStops: boolean;
}

const LOTS_MAXIMUM = 2 ** 31 - 1;

/**
 * Why an order with these lots cannot be put down at all, before there is a pending one; ACCEPTED if it can. `shown` lots
 * at a time and a `minimum` that must trade at once are 0 for none; showing all lots is the same as showing none apart.
 */
export function lotsRefusalOf(tif: number, lots: Lots, shown: Lots, minimum: Lots): number {
  if ((lots | 0) !== lots || lots <= 0) return BAD_QUANTITY;
  if (!(shown >= 0 && shown <= lots && minimum >= 0 && minimum <= lots)) return BAD_QUANTITY;
  const isImmediate = tif === TIF_IMMEDIATE;
  if ((minimum > 0 && !isImmediate) || (shown > 0 && shown < lots && isImmediate)) return CONFLICTING_ATTRIBUTES;
  return ACCEPTED;
}

/**
 * Why a venue does not take a pending order, one of the codes of refusals.ts, or ACCEPTED: its type, what it says together,
 * the phase of its book, its lots, its price against the band, and what stands on the other side. The price of a stop is
 * not held against the band: a later day's may reach it. An engine takes every order that is ACCEPTED here.
 */
export function refusalOf(
  store: OrderStore,
  slot: number,
  book: BookView,
  rules: OrderRules,
  bandLowTicks: Ticks,
  bandHighTicks: Ticks,
  allocation: AllocationTerms,
): number {
  const records = store.records;
  const order = slot << ORDER_SHIFT;
  const attributes = records[order + AT_ATTRIBUTES];
  const tif = records[order + AT_TIF] & TIF_MASK;
  if (!rules.timesInForce[tif]) return ORDER_TYPE_NOT_ALLOWED;
  if (records[order + AT_LOTS] > rules.maxOrderLots) return BAD_QUANTITY;
  if ((attributes & SPECIAL) !== 0 || book.collecting) {
    const refusal = specialRefusal(records, order, book, rules, allocation);
    if (refusal !== ACCEPTED) return refusal;
  } else if (!rules.types[TYPE_LIMIT]) return ORDER_TYPE_NOT_ALLOWED;
  const type = attributes & TYPE_MASK;
  if (type !== TYPE_LIMIT && type !== TYPE_STOP_LIMIT) return ACCEPTED;
  const priceTicks = records[order + AT_PRICE];
  if (priceTicks < bandLowTicks || priceTicks > bandHighTicks) return PRICE_OUTSIDE_BAND;
  if ((attributes & POST_ONLY) !== 0 && reaches(book, records[order + AT_SIDE], priceTicks)) return WOULD_TRADE;
  return ACCEPTED;
}

/**
 * Why a venue does not give an order in its book, or a stop-limit order that waits, another price and other open lots;
 * ACCEPTED if it does.
 */
export function replaceRefusalOf(
  store: OrderStore,
  slot: number,
  book: BookView,
  rules: OrderRules,
  bandLowTicks: Ticks,
  bandHighTicks: Ticks,
  priceTicks: Ticks,
  lots: Lots,
): number {
  const records = store.records;
  const order = slot << ORDER_SHIFT;
  const state = records[order + AT_STATE];
  const type = records[order + AT_ATTRIBUTES] & TYPE_MASK;
  if (state !== ORDER_RESTING && !(state === ORDER_STOPPED && type === TYPE_STOP_LIMIT)) return UNKNOWN_ORDER;
  const refusal = openLotsRefusal(records, order, rules, lots);
  if (refusal !== ACCEPTED) return refusal;
  if (priceTicks < bandLowTicks || priceTicks > bandHighTicks) return PRICE_OUTSIDE_BAND;
  if ((records[order + AT_ATTRIBUTES] & POST_ONLY) === 0) return ACCEPTED;
  // An order that keeps its place does not come anew. Self-trade prevention may have left a price that it could trade at.
  const open = records[order + AT_LEAVES] + records[order + AT_HIDDEN];
  if (priceTicks === records[order + AT_PRICE] && lots <= open) return ACCEPTED;
  return !book.collecting && reaches(book, records[order + AT_SIDE], priceTicks) ? WOULD_TRADE : ACCEPTED;
}

/** Why a venue does not give a stop order that waits other prices and other open lots; ACCEPTED if it does. */
export function replaceStopRefusalOf(
  store: OrderStore,
  slot: number,
  book: BookView,
  rules: OrderRules,
  bandLowTicks: Ticks,
  bandHighTicks: Ticks,
  stopTicks: Ticks,
  priceTicks: Ticks,
  lots: Lots,
): number {
  const records = store.records;
  const order = slot << ORDER_SHIFT;
  if (records[order + AT_STATE] !== ORDER_STOPPED) return UNKNOWN_ORDER;
  const refusal = openLotsRefusal(records, order, rules, lots);
  if (refusal !== ACCEPTED) return refusal;
  const isLimit = (records[order + AT_ATTRIBUTES] & TYPE_MASK) === TYPE_STOP_LIMIT;
  if (isLimit && (priceTicks < bandLowTicks || priceTicks > bandHighTicks)) return PRICE_OUTSIDE_BAND;
  if (!rules.refuseReachedStops || stopTicks === records[order + AT_STOP]) return ACCEPTED;
  return hasReached(book, records[order + AT_SIDE], stopTicks) ? STOP_ALREADY_REACHED : ACCEPTED;
}

/** Of an order that is more than a plain limit order, or comes to a book that collects. */
function specialRefusal(
  records: Int32Array,
  order: number,
  book: BookView,
  rules: OrderRules,
  allocation: AllocationTerms,
): number {
  const attributes = records[order + AT_ATTRIBUTES];
  const type = attributes & TYPE_MASK;
  const isPostOnly = (attributes & POST_ONLY) !== 0;
  const hasMinimum = (attributes & HAS_MINIMUM) !== 0;
  const isIceberg = (attributes & ICEBERG) !== 0;
  const isImmediate = (records[order + AT_TIF] & TIF_MASK) === TIF_IMMEDIATE;
  if (!rules.types[type] || (isPostOnly && !rules.postOnly)) return ORDER_TYPE_NOT_ALLOWED;
  if ((isIceberg && !rules.icebergs) || (hasMinimum && !rules.minimumQuantity)) return ORDER_TYPE_NOT_ALLOWED;
  if (isPostOnly && (type !== TYPE_LIMIT || isImmediate)) return CONFLICTING_ATTRIBUTES;
  if (isIceberg && (isImmediate || (type !== TYPE_LIMIT && type !== TYPE_STOP_LIMIT))) return CONFLICTING_ATTRIBUTES;
  const share = records[order + AT_SHARE];
  if (isIceberg && share * 100 < rules.leastShownPercent * records[order + AT_LOTS]) return BAD_QUANTITY;
  if (book.collecting) {
    const isBatch = allocation.algorithm === "frequent_batch";
    if (isBatch && hasMinimum) return ORDER_TYPE_NOT_ALLOWED;
    if (type < TYPE_STOP && (type !== TYPE_LIMIT || isPostOnly || hasMinimum)) return ORDER_TYPE_NOT_ALLOWED;
    if (type < TYPE_STOP && isImmediate && !isBatch) return ORDER_TYPE_NOT_ALLOWED;
  }
  const side = records[order + AT_SIDE];
  if (type >= TYPE_STOP) {
    const isReached = rules.refuseReachedStops && hasReached(book, side, records[order + AT_STOP]);
    return isReached ? STOP_ALREADY_REACHED : ACCEPTED;
  }
  return type !== TYPE_LIMIT && !hasOpposite(book, side) ? NO_OPPOSITE_PRICE : ACCEPTED;
}

/** Of other open lots for an order that has been filled in part. */
function openLotsRefusal(records: Int32Array, order: number, rules: OrderRules, lots: Lots): number {
  if ((lots | 0) !== lots || lots <= 0 || lots > rules.maxOrderLots) return BAD_QUANTITY;
  const filled = records[order + AT_LOTS] - records[order + AT_LEAVES] - records[order + AT_HIDDEN];
  if (filled + lots > LOTS_MAXIMUM) return BAD_QUANTITY;
  if ((records[order + AT_ATTRIBUTES] & ICEBERG) === 0) return ACCEPTED;
  return records[order + AT_SHARE] * 100 < rules.leastShownPercent * lots ? BAD_QUANTITY : ACCEPTED;
}

/** Whether the last trade is at a stop price or beyond it. */
function hasReached(book: BookView, side: number, stopTicks: Ticks): boolean {
  if (!book.hasTraded) return false;
  return side > 0 ? book.lastTicks >= stopTicks : book.lastTicks <= stopTicks;
}

function hasOpposite(book: BookView, side: number): boolean {
  return side > 0 ? book.hasAsk || book.hasImpliedAsk : book.hasBid || book.hasImpliedBid;
}

/** Whether a price is at the best opposite one or beyond it, implied prices too. */
function reaches(book: BookView, side: number, priceTicks: Ticks): boolean {
  if (side > 0) {
    return (book.hasAsk && priceTicks >= book.askTicks) || (book.hasImpliedAsk && priceTicks >= book.impliedAskTicks);
  }
  return (book.hasBid && priceTicks <= book.bidTicks) || (book.hasImpliedBid && priceTicks <= book.impliedBidTicks);
}
