import type { OrderRules } from "../../market/engine/admission.ts";
import { lotsRefusalOf, refusalOf, replaceRefusalOf, replaceStopRefusalOf } from "../../market/engine/admission.ts";
import {
  TIF_DAY,
  TIF_GOOD_TILL_DATE,
  TIF_IMMEDIATE,
  TYPE_LIMIT,
  TYPE_MARKET,
  TYPE_STOP,
  TYPE_STOP_LIMIT,
} from "../../market/engine/order-kinds.ts";
import { ORDER_STOPPED } from "../../market/engine/order-record.ts";
import { orderRulesOf, selfTradeOf } from "../../market/matching/parameters.ts";
import {
  ACCEPTED,
  CONFLICTING_ATTRIBUTES,
  DUPLICATE_ORDER_ID,
  NOT_LISTED,
  PRICE_OFF_TICK,
  PRICE_OUTSIDE_BAND,
  TOO_MANY_ORDERS,
  UNKNOWN_ORDER,
} from "../../market/refusals.ts";
import { NO_NAME } from "./byte-names.ts";
import { ACCOUNT, ORDER_ID } from "./columns.ts";
import type { Command } from "./command.ts";
import { UNSAID } from "./command.ts";
import type { Contract } from "./contract.ts";
import type { Desk } from "./desk.ts";
import type { Decimal, Fields } from "./fields.ts";
import type { Listing } from "./listings.ts";

/** Ids in the engine's hash are Int32. */
const ID_MASK = 0x7fff_ffff;

/** Brings orders to the engine, and changes and cancels them. What each method returns is a code of refusals.ts. */
export class OrderEntry {
  private readonly desk: Desk;
  private readonly fields: Fields;
  private readonly rules: OrderRules;
  private readonly selfTrade: number;

  constructor(desk: Desk, fields: Fields, contract: Contract) {
    this.desk = desk;
    this.fields = fields;
    this.rules = orderRulesOf(contract.orders);
    this.selfTrade = selfTradeOf(contract.orders);
  }

  /** A new order for an instrument during a trading day. */
  enter(command: Command, instrument: number, session: number): number {
    const { desk, fields } = this;
    const { orders, store, listings, engine } = desk;
    const { bytes, line } = fields.lines;
    const idStart = fields.start(ORDER_ID);
    const idEnd = fields.end(ORDER_ID);
    if (orders.find(bytes, idStart, idEnd) !== NO_NAME) return DUPLICATE_ORDER_ID;
    if (instrument === NO_NAME) return NOT_LISTED;
    const listing = listings.all[instrument];
    const { type, tif, lots, shown, price, stop } = command;
    if (isContradiction(command, session)) return CONFLICTING_ATTRIBUTES;
    if (listing.isUnprotected && restsAnywhere(command)) return CONFLICTING_ATTRIBUTES;
    const minimum = command.isFillOrKill ? lots : command.minimum;
    let refusal = lotsRefusalOf(tif, lots, shown, minimum);
    if (refusal === ACCEPTED) refusal = priceRefusal(price, listing);
    if (refusal === ACCEPTED) refusal = priceRefusal(stop, listing);
    if (refusal !== ACCEPTED) return refusal;
    if (store.liveCount === store.maximum || !desk.hasRoom(instrument, lots)) return TOO_MANY_ORDERS;

    const account = this.account();
    const priceTicks = ticksOf(price, listing);
    const baseTif = tif === TIF_GOOD_TILL_DATE ? TIF_DAY : tif;
    const slot = store.allocate(line & ID_MASK, account, instrument, command.side, baseTif, priceTicks, lots);
    const selfTrade = command.selfTrade === UNSAID ? this.selfTrade : command.selfTrade;
    store.describe(slot, type, command.effect, selfTrade, command.postOnly);
    if (type >= TYPE_STOP) store.setStop(slot, ticksOf(stop, listing));
    if (tif === TIF_GOOD_TILL_DATE) store.setExpiry(slot, command.expiry);
    if (shown > 0 && tif !== TIF_IMMEDIATE) store.setShown(slot, shown);
    if (minimum > 0) store.setMinimum(slot, minimum);
    const { bandLowTicks, bandHighTicks } = listing;
    const book = engine.book(instrument);
    refusal = refusalOf(store, slot, book, this.rules, bandLowTicks, bandHighTicks, listings.allocation);
    if (refusal === ACCEPTED && type === TYPE_MARKET && price.isGiven) {
      // A market order that names its own protection trades like a limit order.
      store.describe(slot, TYPE_LIMIT, command.effect, selfTrade, false);
      if (priceTicks < bandLowTicks || priceTicks > bandHighTicks) refusal = PRICE_OUTSIDE_BAND;
    }
    if (refusal !== ACCEPTED) {
      store.release(slot);
      return refusal;
    }
    orders.add(bytes, idStart, idEnd, slot);
    desk.addOpenLots(instrument, lots);
    engine.submit(slot);
    desk.settle(line, false);
    return ACCEPTED;
  }

  /** Ends an open order. */
  cancel(): number {
    const { desk, fields } = this;
    const slot = this.openOrder();
    if (slot === NO_NAME) return UNKNOWN_ORDER;
    desk.engine.cancel(slot);
    desk.settle(fields.lines.line, false);
    return ACCEPTED;
  }

  /** Gives an open order another price, stop price or open lots. */
  replace(command: Command): number {
    const { desk, fields } = this;
    const { store, engine } = desk;
    const slot = this.openOrder();
    if (slot === NO_NAME) return UNKNOWN_ORDER;
    const instrument = store.instrumentOf(slot);
    const listing = desk.listings.all[instrument];
    const { price, stop } = command;
    const isWaiting = store.stateOf(slot) === ORDER_STOPPED;
    const isWithoutLimit = isWaiting && store.typeOf(slot) === TYPE_STOP;
    if ((stop.isGiven && !isWaiting) || (price.isGiven && isWithoutLimit)) return CONFLICTING_ATTRIBUTES;
    let refusal = priceRefusal(price, listing);
    if (refusal === ACCEPTED) refusal = priceRefusal(stop, listing);
    if (refusal !== ACCEPTED) return refusal;
    const priceTicks = price.isGiven ? ticksOf(price, listing) : store.priceTicksOf(slot);
    const stopTicks = stop.isGiven ? ticksOf(stop, listing) : store.stopTicksOf(slot);
    const leaves = store.leavesOf(slot);
    const lots = Number.isNaN(command.lots) ? leaves : command.lots;
    const book = engine.book(instrument);
    const { bandLowTicks: low, bandHighTicks: high } = listing;
    refusal = isWaiting
      ? replaceStopRefusalOf(store, slot, book, this.rules, low, high, stopTicks, priceTicks, lots)
      : replaceRefusalOf(store, slot, book, this.rules, low, high, priceTicks, lots);
    if (refusal !== ACCEPTED) return refusal;
    if (!desk.hasRoom(instrument, lots - leaves)) return TOO_MANY_ORDERS;
    desk.addOpenLots(instrument, lots - leaves);
    if (isWaiting) engine.replaceStop(slot, stopTicks, priceTicks, lots);
    else engine.replace(slot, priceTicks, lots);
    desk.settle(fields.lines.line, false);
    return ACCEPTED;
  }

  /** The open order that the line names, which must be of its account if it names that too; NO_NAME when there is none. */
  private openOrder(): number {
    const { desk, fields } = this;
    const { bytes } = fields.lines;
    const slot = desk.orders.find(bytes, fields.start(ORDER_ID), fields.end(ORDER_ID));
    if (slot === NO_NAME || !fields.has(ACCOUNT)) return slot;
    const account = desk.accounts.find(bytes, fields.start(ACCOUNT), fields.end(ACCOUNT));
    return account === desk.store.accountOf(slot) ? slot : NO_NAME;
  }

  private account(): number {
    const { desk, fields } = this;
    const { bytes } = fields.lines;
    if (!fields.has(ACCOUNT)) return desk.accountOf(bytes, 0, 0);
    return desk.accountOf(bytes, fields.start(ACCOUNT), fields.end(ACCOUNT));
  }
}

/** Whether an order's rest would wait at a price that nobody named. */
function restsAnywhere({ type, price, tif }: Command): boolean {
  const isMarket = type === TYPE_STOP || (type === TYPE_MARKET && !price.isGiven);
  return isMarket && tif !== TIF_IMMEDIATE;
}

/** Whether an order says what has no meaning for its type or time in force. */
function isContradiction(command: Command, session: number): boolean {
  const { type, price, stop, tif, expiry } = command;
  if (stop.isGiven && type < TYPE_STOP) return true;
  if (price.isGiven && type !== TYPE_LIMIT && type !== TYPE_MARKET && type !== TYPE_STOP_LIMIT) return true;
  if (command.isFillOrKill && command.minimum !== 0) return true;
  return tif === TIF_GOOD_TILL_DATE ? expiry < session : expiry !== UNSAID;
}

/** Why a price, if one is given, is none of the instrument's. */
function priceRefusal(price: Decimal, { scale }: Listing): number {
  if (!price.isGiven) return ACCEPTED;
  const ticks = scale.ticksOf(price.digits, price.decimals);
  if (Number.isNaN(ticks)) return PRICE_OFF_TICK;
  return Number.isFinite(ticks) ? ACCEPTED : PRICE_OUTSIDE_BAND;
}

/** Ticks of a price that has not been refused, 0 when none is given. */
function ticksOf(price: Decimal, { scale }: Listing): number {
  return price.isGiven ? scale.ticksOf(price.digits, price.decimals) : 0;
}
