import type { Lots, Side, Ticks } from "../../base/units.ts";

/** What there is to read of one instrument's book, without allocation. Lots are those shown: icebergs hide the rest. */
export interface BookView {
  /** Orders in the book, of both sides. */
  readonly orders: number;
  /** Stop orders that wait outside the book. */
  readonly stops: number;
  /** Orders are collected for an auction and do not match. */
  readonly collecting: boolean;

  readonly hasBid: boolean;
  /** Best buying price; 0 and meaningless unless `hasBid`. */
  readonly bidTicks: Ticks;
  /** Lots shown at the best buying price, 0 without one. */
  readonly bidLots: Lots;
  readonly hasAsk: boolean;
  readonly askTicks: Ticks;
  readonly askLots: Lots;

  /** Best price at which the other books of the family would buy here by combination; not part of the depth above. */
  readonly hasImpliedBid: boolean;
  readonly impliedBidTicks: Ticks;
  /** Lots at that price, over all combinations. */
  readonly impliedBidLots: Lots;
  readonly hasImpliedAsk: boolean;
  readonly impliedAskTicks: Ticks;
  readonly impliedAskLots: Lots;

  /** Last trade of this book, also in an earlier session. */
  readonly hasTraded: boolean;
  readonly lastTicks: Ticks;

  /** Price of the last auction that traded. */
  readonly auctionPriceTicks: Ticks;
  /** Lots that the last auction traded, 0 when none. */
  readonly auctionLots: number;
  /** Lots demanded less lots offered at the price of the last auction that traded; above zero buyers were left. */
  readonly imbalance: number;

  /** Writes up to `levels` best levels of a side; returns how many there were to write. */
  depth(side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number;
  /** Shown lots of a side at a price. */
  lotsAt(side: Side, priceTicks: Ticks): Lots;
  /** Queue position: shown lots before a resting order at its price. */
  lotsAhead(slot: number): Lots;
  /** The order with top-order status on a side, -1 when none. */
  topOrder(side: Side): number;
  /** Hash of sides, prices, open lots (hidden ones too) and ids in priority order, then of the stops: 0 to 2^32 - 1. */
  hash(): number;
}
