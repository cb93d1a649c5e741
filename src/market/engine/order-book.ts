import type { Lots, Side, Ticks } from "../../base/units.ts";
import type { FillBuffer } from "./fills.ts";

/**
 * The order book of one instrument under price-time priority: the better price first, at one price the order accepted
 * earlier. Priority is the order in which this book accepted its orders, never a time stamp.
 *
 * In continuous trading orders come by `submit` and `replace(..., true)` and the book is never crossed. In an auction they
 * come by `rest` and `replace(..., false)`, the book may be crossed, and `uncross` ends it. Cancelling works in both.
 *
 * The venue has checked every command before: one that cannot be (a slot in the wrong state, no lots, another
 * instrument's order, continuous matching in a crossed book) is an InvariantError. Trades of an account with itself are not
 * the book's concern.
 */
export interface OrderBook {
  /** Trades of the last command. */
  readonly fills: FillBuffer;
  /** Resting orders of both sides. */
  readonly orders: number;

  readonly hasBid: boolean;
  /** Best buying price; 0 and meaningless unless `hasBid`. */
  readonly bidTicks: Ticks;
  /** Open lots at the best buying price, 0 without one. */
  readonly bidLots: Lots;
  readonly hasAsk: boolean;
  readonly askTicks: Ticks;
  readonly askLots: Lots;

  /** Price of the last auction that traded. */
  readonly auctionPriceTicks: Ticks;
  /** Lots that the last auction traded, 0 when none. */
  readonly auctionLots: number;
  /** Lots demanded less lots offered at the price of the last auction that traded; above zero buyers were left. */
  readonly imbalance: number;

  /** A pending order arrives: it trades with what it meets, then rests (day) or ends (immediate). */
  submit(slot: number): void;
  /** A pending day order arrives and rests without matching. */
  rest(slot: number): void;
  /** A resting order ends with what is open of it. */
  cancel(slot: number): void;
  /**
   * Gives a resting order a new price and new open lots. Fewer or as many lots at the same price keep its priority;
   * otherwise it is accepted anew, and trades with what it meets if `matching`.
   */
  replace(slot: number, priceTicks: Ticks, lots: Lots, matching: boolean): void;
  /**
   * Call auction over all that rests. All trades have one price (matching/call-auction.ts), lots are given out by price-time
   * priority, the rest stays and is not crossed. Returns whether anything traded.
   */
  uncross(referenceTicks: Ticks): boolean;
  /** Removes the order of highest priority, buys first, and ends it; -1 when the book is empty. Expires day orders. */
  takeFirst(): number;

  /** Writes up to `levels` best levels of a side; returns how many there were to write. */
  depth(side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number;
  /** Open lots of a side at a price. */
  lotsAt(side: Side, priceTicks: Ticks): Lots;
  /** Open lots before a resting order in the queue at its price. */
  lotsAhead(slot: number): Lots;
  /** Walks through the whole structure; throws InvariantError on the first thing that is not as it must be. */
  verify(): void;
  /** Hash of prices, open lots and order ids in priority order, the same for every implementation: 0 to 2^32 - 1. */
  hash(): number;
}
