import { beforeEach, describe, expect, it } from "vitest";
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
import type { OrderRules } from "./admission.ts";
import { lotsRefusalOf, refusalOf, replaceRefusalOf, replaceStopRefusalOf } from "./admission.ts";
import type { BookView } from "./book-view.ts";
import {
  STP_ALLOW,
  TIF_DAY,
  TIF_GOOD_TILL_CANCELLED,
  TIF_IMMEDIATE,
  TYPE_LIMIT,
  TYPE_MARKET,
  TYPE_MARKET_TO_LIMIT,
  TYPE_STOP,
  TYPE_STOP_LIMIT,
} from "./order-kinds.ts";
import { ORDER_DONE, ORDER_RESTING, ORDER_STOPPED } from "./order-record.ts";
import { OrderStore } from "./order-store.ts";
import type { AllocationTerms } from "./trading-terms.ts";

const ALL: OrderRules = {
  maxOrderLots: 500,
  types: [true, true, true, true, true],
  timesInForce: [true, true, true, true],
  icebergs: true,
  leastShownPercent: 0,
  postOnly: true,
  minimumQuantity: true,
  refuseReachedStops: true,
};
const TWO_SIDED = {
  collecting: false,
  hasBid: true,
  bidTicks: 99,
  hasAsk: true,
  askTicks: 101,
  hasImpliedBid: false,
  hasImpliedAsk: false,
  hasTraded: true,
  lastTicks: 100,
};
const EMPTY = { ...TWO_SIDED, hasBid: false, hasAsk: false, hasTraded: false };
const COLLECTING = { ...TWO_SIDED, collecting: true };
const PRICE_TIME: AllocationTerms = { algorithm: "price_time" };
const BATCH: AllocationTerms = { algorithm: "frequent_batch" };

interface Order {
  type?: number;
  tif?: number;
  side?: 1 | -1;
  price?: number;
  lots?: number;
  stop?: number;
  shown?: number;
  minimum?: number;
  postOnly?: boolean;
}

let store = new OrderStore(100);
beforeEach(() => {
  store = new OrderStore(100);
});

function pending(order: Order): number {
  const { type = TYPE_LIMIT, tif = TIF_DAY, side = 1, price = 100, lots = 10, postOnly = false } = order;
  const slot = store.allocate(1, 0, 0, side, tif, price, lots);
  store.describe(slot, type, 0, STP_ALLOW, postOnly);
  if (order.stop !== undefined) store.setStop(slot, order.stop);
  if (order.shown !== undefined) store.setShown(slot, order.shown);
  if (order.minimum !== undefined) store.setMinimum(slot, order.minimum);
  return slot;
}

function refusal(order: Order, book: object = TWO_SIDED, rules: Partial<OrderRules> = {}, allocation = PRICE_TIME) {
  return refusalOf(store, pending(order), book as BookView, { ...ALL, ...rules }, 90, 110, allocation);
}

function only(allowed: number, size: number): boolean[] {
  return Array.from({ length: size }, (_, code) => code === allowed);
}

describe("admission", () => {
  it("takes plain limit orders between the prices of the band, both included, up to the largest size", () => {
    for (const price of [90, 110]) expect(refusal({ price, lots: 500 })).toBe(ACCEPTED);
    for (const price of [89, 111]) expect(refusal({ price })).toBe(PRICE_OUTSIDE_BAND);
    expect(refusal({ lots: 501 })).toBe(BAD_QUANTITY);
  });

  it("takes the order types and times in force of the rulebook only", () => {
    const types = only(TYPE_STOP_LIMIT, 5);
    expect(refusal({ type: TYPE_STOP_LIMIT, stop: 105 }, TWO_SIDED, { types })).toBe(ACCEPTED);
    for (const type of [TYPE_LIMIT, TYPE_MARKET, TYPE_MARKET_TO_LIMIT, TYPE_STOP]) {
      expect(refusal({ type, stop: 105 }, TWO_SIDED, { types })).toBe(ORDER_TYPE_NOT_ALLOWED);
      expect(refusal({ type, stop: 105 }, COLLECTING, { types })).toBe(ORDER_TYPE_NOT_ALLOWED);
    }
    const timesInForce = only(TIF_IMMEDIATE, 4);
    expect(refusal({ tif: TIF_IMMEDIATE }, TWO_SIDED, { timesInForce })).toBe(ACCEPTED);
    expect(refusal({ tif: TIF_DAY }, TWO_SIDED, { timesInForce })).toBe(ORDER_TYPE_NOT_ALLOWED);
    expect(refusal({ tif: TIF_GOOD_TILL_CANCELLED }, TWO_SIDED, { timesInForce })).toBe(ORDER_TYPE_NOT_ALLOWED);
  });

  it("takes icebergs, post-only orders and minimum quantities where the rulebook has them", () => {
    const orders: [Order, Partial<OrderRules>][] = [
      [{ shown: 2 }, { icebergs: false }],
      [{ postOnly: true }, { postOnly: false }],
      [{ tif: TIF_IMMEDIATE, minimum: 3 }, { minimumQuantity: false }],
    ];
    for (const [order, without] of orders) {
      expect(refusal(order)).toBe(ACCEPTED);
      expect(refusal(order, TWO_SIDED, without)).toBe(ORDER_TYPE_NOT_ALLOWED);
    }
  });

  it("holds an iceberg to the least share that it must show", () => {
    expect(refusal({ shown: 1 }, TWO_SIDED, { leastShownPercent: 10 })).toBe(ACCEPTED);
    expect(refusal({ shown: 1, lots: 11 }, TWO_SIDED, { leastShownPercent: 10 })).toBe(BAD_QUANTITY);
  });

  it("refuses what cannot be meant together", () => {
    const orders: Order[] = [
      { postOnly: true, tif: TIF_IMMEDIATE },
      { postOnly: true, type: TYPE_MARKET },
      { postOnly: true, type: TYPE_STOP_LIMIT, stop: 105 },
      { shown: 2, tif: TIF_IMMEDIATE },
      { shown: 2, type: TYPE_MARKET },
      { shown: 2, type: TYPE_STOP, stop: 105 },
    ];
    for (const order of orders) expect(refusal(order)).toBe(CONFLICTING_ATTRIBUTES);
    expect(refusal({ shown: 2, type: TYPE_STOP_LIMIT, stop: 105 })).toBe(ACCEPTED);
  });

  it("refuses a post-only order that would trade, with implied prices too, and takes one that just rests", () => {
    expect(refusal({ postOnly: true, price: 100 })).toBe(ACCEPTED);
    expect(refusal({ postOnly: true, price: 101 })).toBe(WOULD_TRADE);
    expect(refusal({ postOnly: true, price: 99, side: -1 })).toBe(WOULD_TRADE);
    expect(refusal({ postOnly: true, price: 100, side: -1 })).toBe(ACCEPTED);
    const implied = { ...EMPTY, hasImpliedAsk: true, impliedAskTicks: 105, hasImpliedBid: true, impliedBidTicks: 95 };
    expect(refusal({ postOnly: true, price: 105 }, implied)).toBe(WOULD_TRADE);
    expect(refusal({ postOnly: true, price: 104 }, implied)).toBe(ACCEPTED);
    expect(refusal({ postOnly: true, price: 95, side: -1 }, implied)).toBe(WOULD_TRADE);
    expect(refusal({ postOnly: true, price: 101 }, EMPTY)).toBe(ACCEPTED);
  });

  it("refuses market and market-to-limit orders that nobody stands opposite to", () => {
    for (const type of [TYPE_MARKET, TYPE_MARKET_TO_LIMIT]) {
      expect(refusal({ type, price: 0 })).toBe(ACCEPTED);
      expect(refusal({ type }, EMPTY)).toBe(NO_OPPOSITE_PRICE);
      expect(refusal({ type }, { ...EMPTY, hasBid: true })).toBe(NO_OPPOSITE_PRICE);
      expect(refusal({ type, side: -1 }, { ...EMPTY, hasBid: true })).toBe(ACCEPTED);
      expect(refusal({ type }, { ...EMPTY, hasImpliedAsk: true })).toBe(ACCEPTED);
    }
  });

  it("refuses stops that the last trade has reached, unless the rulebook triggers them at once", () => {
    for (const type of [TYPE_STOP, TYPE_STOP_LIMIT]) {
      expect(refusal({ type, stop: 101 })).toBe(ACCEPTED);
      expect(refusal({ type, stop: 100 })).toBe(STOP_ALREADY_REACHED);
      expect(refusal({ type, stop: 100, side: -1 })).toBe(STOP_ALREADY_REACHED);
      expect(refusal({ type, stop: 99, side: -1 })).toBe(ACCEPTED);
      expect(refusal({ type, stop: 100 }, TWO_SIDED, { refuseReachedStops: false })).toBe(ACCEPTED);
      expect(refusal({ type, stop: 100 }, EMPTY)).toBe(ACCEPTED);
    }
  });

  it("does not hold stop prices against the band, but the limits behind them", () => {
    expect(refusal({ type: TYPE_STOP, stop: 150, price: 0 })).toBe(ACCEPTED);
    expect(refusal({ type: TYPE_STOP_LIMIT, stop: 105, price: 111 })).toBe(PRICE_OUTSIDE_BAND);
  });

  it("takes into a call auction what rests, and stops", () => {
    for (const order of [{}, { tif: TIF_GOOD_TILL_CANCELLED }, { shown: 2 }, { price: 105 }]) {
      expect(refusal(order, COLLECTING)).toBe(ACCEPTED);
    }
    const stop = { type: TYPE_STOP, stop: 105, tif: TIF_IMMEDIATE, minimum: 2 };
    expect(refusal(stop, COLLECTING)).toBe(ACCEPTED);
    const others: Order[] = [
      { tif: TIF_IMMEDIATE },
      { tif: TIF_IMMEDIATE, minimum: 10 },
      { type: TYPE_MARKET },
      { type: TYPE_MARKET_TO_LIMIT },
      { postOnly: true },
    ];
    for (const order of others) expect(refusal(order, COLLECTING)).toBe(ORDER_TYPE_NOT_ALLOWED);
  });

  it("takes into a batch what a call auction takes, and immediate limit orders without a minimum", () => {
    const batch = (order: Order) => refusal(order, COLLECTING, {}, BATCH);
    expect(batch({ tif: TIF_IMMEDIATE })).toBe(ACCEPTED);
    expect(batch({ type: TYPE_STOP, stop: 105 })).toBe(ACCEPTED);
    expect(batch({ tif: TIF_IMMEDIATE, minimum: 2 })).toBe(ORDER_TYPE_NOT_ALLOWED);
    expect(batch({ type: TYPE_STOP, stop: 105, tif: TIF_IMMEDIATE, minimum: 2 })).toBe(ORDER_TYPE_NOT_ALLOWED);
    expect(batch({ type: TYPE_MARKET })).toBe(ORDER_TYPE_NOT_ALLOWED);
    expect(batch({ postOnly: true })).toBe(ORDER_TYPE_NOT_ALLOWED);
  });
});

describe("the lots of an order before it is put down", () => {
  it.each([
    [TIF_DAY, 1, 0, 0, ACCEPTED],
    [TIF_DAY, 2_147_483_647, 0, 0, ACCEPTED],
    [TIF_DAY, 2_147_483_648, 0, 0, BAD_QUANTITY],
    [TIF_DAY, 0, 0, 0, BAD_QUANTITY],
    [TIF_DAY, -1, 0, 0, BAD_QUANTITY],
    [TIF_DAY, 1.5, 0, 0, BAD_QUANTITY],
    [TIF_DAY, NaN, 0, 0, BAD_QUANTITY],
    [TIF_DAY, 5, 6, 0, BAD_QUANTITY],
    [TIF_DAY, 5, -1, 0, BAD_QUANTITY],
    [TIF_IMMEDIATE, 5, 0, 6, BAD_QUANTITY],
    [TIF_IMMEDIATE, 5, 0, 5, ACCEPTED],
    [TIF_DAY, 5, 0, 5, CONFLICTING_ATTRIBUTES],
    [TIF_IMMEDIATE, 5, 2, 0, CONFLICTING_ATTRIBUTES],
    [TIF_IMMEDIATE, 5, 5, 0, ACCEPTED],
  ])("time in force %i, %f lots, %f shown, minimum %f: code %i", (tif, lots, shown, minimum, code) => {
    expect(lotsRefusalOf(tif, lots, shown, minimum)).toBe(code);
  });
});

describe("admission of a replacement", () => {
  function resting(order: Order, state = ORDER_RESTING): number {
    const slot = pending(order);
    store.setState(slot, state);
    return slot;
  }
  const replaced = (slot: number, price: number, lots: number, rules: Partial<OrderRules> = {}, book = TWO_SIDED) =>
    replaceRefusalOf(store, slot, book as BookView, { ...ALL, ...rules }, 90, 110, price, lots);

  it("takes another price within the band and other lots up to the largest size", () => {
    const slot = resting({});
    expect(replaced(slot, 110, 500)).toBe(ACCEPTED);
    expect(replaced(slot, 111, 5)).toBe(PRICE_OUTSIDE_BAND);
    for (const lots of [0, -1, 501, 1.5, 2 ** 32 + 1]) expect(replaced(slot, 100, lots)).toBe(BAD_QUANTITY);
  });

  it("refuses lots that together with those filled no order can have", () => {
    const slot = resting({ lots: 20 });
    store.setLeaves(slot, 10);
    expect(replaced(slot, 100, 2 ** 31 - 11, { maxOrderLots: 2 ** 31 - 1 })).toBe(ACCEPTED);
    expect(replaced(slot, 100, 2 ** 31 - 10, { maxOrderLots: 2 ** 31 - 1 })).toBe(BAD_QUANTITY);
  });

  it("refuses orders that are done or wait as stops without a limit", () => {
    expect(replaced(resting({}, ORDER_DONE), 100, 5)).toBe(UNKNOWN_ORDER);
    expect(replaced(resting({ type: TYPE_STOP, stop: 105 }, ORDER_STOPPED), 100, 5)).toBe(UNKNOWN_ORDER);
    expect(replaced(resting({ type: TYPE_STOP_LIMIT, stop: 105 }, ORDER_STOPPED), 100, 5)).toBe(ACCEPTED);
  });

  it("keeps a post-only order from trading, and an iceberg at its least share", () => {
    const slot = resting({ postOnly: true, price: 98 });
    expect(replaced(slot, 100, 10)).toBe(ACCEPTED);
    expect(replaced(slot, 101, 10)).toBe(WOULD_TRADE);
    expect(replaced(slot, 101, 10, {}, COLLECTING)).toBe(ACCEPTED);
    // Self-trade prevention may have left it where it could trade: it may stay, but not come anew.
    const crossed = resting({ postOnly: true, price: 101 });
    expect(replaced(crossed, 101, 10)).toBe(ACCEPTED);
    expect(replaced(crossed, 101, 9)).toBe(ACCEPTED);
    expect(replaced(crossed, 101, 11)).toBe(WOULD_TRADE);
    const iceberg = resting({ shown: 2 });
    expect(replaced(iceberg, 100, 20, { leastShownPercent: 10 })).toBe(ACCEPTED);
    expect(replaced(iceberg, 100, 21, { leastShownPercent: 10 })).toBe(BAD_QUANTITY);
  });

  it("moves a stop that waits to a price that no trade has reached", () => {
    const book = TWO_SIDED as unknown as BookView;
    const moved = (slot: number, stop: number, price: number, lots = 5, rules = ALL) =>
      replaceStopRefusalOf(store, slot, book, rules, 90, 110, stop, price, lots);
    const slot = resting({ type: TYPE_STOP, stop: 105 }, ORDER_STOPPED);
    expect(moved(slot, 101, 0)).toBe(ACCEPTED);
    expect(moved(slot, 100, 0)).toBe(STOP_ALREADY_REACHED);
    expect(moved(slot, 100, 0, 5, { ...ALL, refuseReachedStops: false })).toBe(ACCEPTED);
    expect(moved(slot, 101, 0, 0)).toBe(BAD_QUANTITY);
    const reached = resting({ type: TYPE_STOP, stop: 100 }, ORDER_STOPPED);
    expect(moved(reached, 100, 0)).toBe(ACCEPTED);
    const limited = resting({ type: TYPE_STOP_LIMIT, stop: 105 }, ORDER_STOPPED);
    expect(moved(limited, 106, 110)).toBe(ACCEPTED);
    expect(moved(limited, 106, 111)).toBe(PRICE_OUTSIDE_BAND);
    expect(moved(resting({}), 106, 100)).toBe(UNKNOWN_ORDER);
  });
});
