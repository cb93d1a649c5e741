import { assert, InvariantError } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import { HASH_START, hashOrder } from "./book-hash.ts";
import { FillBuffer } from "./fills.ts";
import { Ladder } from "./ladder.ts";
import { verifyLadder } from "./ladder-check.ts";
import { LEVEL_FIRST, LEVEL_LOTS } from "./level.ts";
import { CallAuction } from "../matching/call-auction.ts";
import { allocatePriceTime, matchPriceTime } from "../matching/price-time.ts";
import type { OrderBook } from "./order-book.ts";
import {
  AT_ACCEPTANCE,
  AT_ID,
  AT_INSTRUMENT,
  AT_LEAVES,
  AT_NEXT,
  AT_PREVIOUS,
  AT_PRICE,
  AT_SIDE,
  AT_STATE,
  AT_TIF,
  NO_ORDER,
  ORDER_DONE,
  ORDER_PENDING,
  ORDER_RESTING,
  ORDER_SHIFT,
  type OrderStore,
  TIF_DAY,
} from "./order-store.ts";

const MOST_ACCEPTED = 0x7fff_ffff;

/** The order book that runs: a ladder of linked queues on each side, see ladder.ts. Nothing is allocated per command. */
export class FastBook implements OrderBook {
  readonly fills: FillBuffer;
  auctionPriceTicks: Ticks = 0;
  auctionLots = 0;
  imbalance = 0;
  readonly bids: Ladder;
  readonly asks: Ladder;
  private readonly store: OrderStore;
  private readonly auction = new CallAuction();
  /** The instrument of the first order that came, which all others must have; -1 before. */
  private instrument = -1;
  private accepted = 0;
  /** Orders rest that have not been matched, so the book may be crossed. */
  private unmatched = false;

  constructor(store: OrderStore) {
    this.store = store;
    this.fills = new FillBuffer(store.maximum);
    this.bids = new Ladder(store, 1);
    this.asks = new Ladder(store, -1);
  }

  get orders(): number {
    return this.bids.orders + this.asks.orders;
  }

  get hasBid(): boolean {
    return this.bids.orders > 0;
  }

  get bidTicks(): Ticks {
    return this.bids.bestTicks;
  }

  get bidLots(): Lots {
    return this.bids.bestLots;
  }

  get hasAsk(): boolean {
    return this.asks.orders > 0;
  }

  get askTicks(): Ticks {
    return this.asks.bestTicks;
  }

  get askLots(): Lots {
    return this.asks.bestLots;
  }

  submit(slot: number): void {
    this.demandPending(slot);
    if (this.unmatched) this.endAuction();
    this.fills.count = 0;
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    matchPriceTime(records[order + AT_SIDE] === 1 ? this.asks : this.bids, slot, this.fills);
    if (records[order + AT_LEAVES] > 0 && records[order + AT_TIF] === TIF_DAY) this.enqueue(slot);
    else records[order + AT_STATE] = ORDER_DONE;
  }

  rest(slot: number): void {
    this.demandPending(slot);
    if (this.store.records[(slot << ORDER_SHIFT) + AT_TIF] !== TIF_DAY) {
      throw new InvariantError("an immediate order cannot rest");
    }
    this.unmatched = true;
    this.fills.count = 0;
    this.enqueue(slot);
  }

  cancel(slot: number): void {
    this.demandResting(slot);
    this.fills.count = 0;
    this.sideOf(slot).remove(slot);
    this.store.records[(slot << ORDER_SHIFT) + AT_STATE] = ORDER_DONE;
  }

  replace(slot: number, priceTicks: Ticks, lots: Lots, matching: boolean): void {
    this.demandResting(slot);
    if ((lots | 0) !== lots || lots <= 0)
      throw new InvariantError("open lots of a replacement are not a positive int32");
    if (!matching) this.unmatched = true;
    else if (this.unmatched) this.endAuction();
    this.fills.count = 0;
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    const own = this.sideOf(slot);
    const surrendered = records[order + AT_LEAVES] - lots;
    if (priceTicks === records[order + AT_PRICE] && surrendered >= 0) {
      own.reduce(priceTicks, surrendered);
      this.store.amend(slot, priceTicks, lots);
      return;
    }
    own.remove(slot);
    this.store.amend(slot, priceTicks, lots);
    if (matching) matchPriceTime(own === this.bids ? this.asks : this.bids, slot, this.fills);
    if (records[order + AT_LEAVES] > 0) this.enqueue(slot);
    else records[order + AT_STATE] = ORDER_DONE;
  }

  uncross(referenceTicks: Ticks): boolean {
    assert((referenceTicks | 0) === referenceTicks, "the reference price is not an int32 of ticks");
    this.fills.count = 0;
    this.unmatched = false;
    const traded = this.auction.find(this, referenceTicks);
    this.auctionLots = this.auction.lots;
    if (!traded) return false;
    this.auctionPriceTicks = this.auction.priceTicks;
    this.imbalance = this.auction.imbalance;
    allocatePriceTime(this.bids, this.asks, this.auction.priceTicks, this.auction.lots, this.fills);
    return true;
  }

  takeFirst(): number {
    this.fills.count = 0;
    const side = this.bids.orders > 0 ? this.bids : this.asks;
    if (side.orders === 0) return NO_ORDER;
    const slot = side.first;
    this.cancel(slot);
    return slot;
  }

  depth(side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number {
    if (levels > outPriceTicks.length || levels > outLots.length)
      throw new InvariantError("no room for so many levels");
    const ladder = side === 1 ? this.bids : this.asks;
    let count = 0;
    ladder.rewind();
    while (count < levels && ladder.next()) {
      outPriceTicks[count] = ladder.walkKey ^ ladder.flip;
      outLots[count] = ladder.walkLevels[ladder.walkLevel + LEVEL_LOTS];
      count++;
    }
    return count;
  }

  lotsAt(side: Side, priceTicks: Ticks): Lots {
    return (side === 1 ? this.bids : this.asks).lotsAt(priceTicks);
  }

  lotsAhead(slot: number): Lots {
    this.demandResting(slot);
    const records = this.store.records;
    let lots = 0;
    let ahead = records[(slot << ORDER_SHIFT) + AT_PREVIOUS];
    while (ahead !== NO_ORDER) {
      lots += records[(ahead << ORDER_SHIFT) + AT_LEAVES];
      ahead = records[(ahead << ORDER_SHIFT) + AT_PREVIOUS];
    }
    return lots;
  }

  verify(): void {
    verifyLadder(this.bids, this.instrument);
    verifyLadder(this.asks, this.instrument);
    if (!this.unmatched && this.isCrossed()) throw new InvariantError("the book is crossed in continuous trading");
  }

  hash(): number {
    return hashLadder(hashLadder(HASH_START, this.bids, 1), this.asks, -1) >>> 0;
  }

  private sideOf(slot: number): Ladder {
    return this.store.records[(slot << ORDER_SHIFT) + AT_SIDE] === 1 ? this.bids : this.asks;
  }

  private isCrossed(): boolean {
    return this.hasBid && this.hasAsk && this.bidTicks >= this.askTicks;
  }

  private endAuction(): void {
    if (this.isCrossed()) throw new InvariantError("continuous matching in a crossed book");
    this.unmatched = false;
  }

  /** Accepts an order, which from now on is behind all others at its price. */
  private enqueue(slot: number): void {
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    if (this.accepted === MOST_ACCEPTED) throw new InvariantError("a book accepts 2^31 - 1 orders at most");
    this.accepted++;
    records[order + AT_ACCEPTANCE] = this.accepted;
    records[order + AT_STATE] = ORDER_RESTING;
    this.sideOf(slot).add(slot);
  }

  private demandPending(slot: number): void {
    const order = slot << ORDER_SHIFT;
    const records = this.store.records;
    if (records[order + AT_STATE] !== ORDER_PENDING) throw new InvariantError("the order is not pending");
    if (this.instrument === -1) this.instrument = records[order + AT_INSTRUMENT];
    if (records[order + AT_INSTRUMENT] !== this.instrument) throw new InvariantError("order of another instrument");
  }

  private demandResting(slot: number): void {
    const order = slot << ORDER_SHIFT;
    const records = this.store.records;
    if (records[order + AT_STATE] !== ORDER_RESTING) throw new InvariantError("the order is not resting");
    if (records[order + AT_INSTRUMENT] !== this.instrument) throw new InvariantError("order of another instrument");
  }
}

function hashLadder(start: number, ladder: Ladder, side: Side): number {
  const records = ladder.store.records;
  let hash = start;
  ladder.rewind();
  while (ladder.next()) {
    let slot = ladder.walkLevels[ladder.walkLevel + LEVEL_FIRST];
    while (slot !== NO_ORDER) {
      const order = slot << ORDER_SHIFT;
      hash = hashOrder(hash, side, records[order + AT_PRICE], records[order + AT_LEAVES], records[order + AT_ID]);
      slot = records[order + AT_NEXT];
    }
  }
  return hash;
}
