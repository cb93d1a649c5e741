import type { Lots, Ticks } from "../../base/units.ts";
import { takeLevel } from "../matching/level-rounds.ts";
import { matchPriceTime } from "../matching/price-time.ts";
import { arrive, rematch } from "./arrival.ts";
import { BookState } from "./book-state.ts";
import type { BookView } from "./book-view.ts";
import type { Floor } from "./floor.ts";
import type { ImpliedFamily } from "./implied.ts";
import { spreadLegTicks } from "./implied-source.ts";
import type { Ladder } from "./ladder.ts";
import * as kinds from "./order-kinds.ts";
import * as record from "./order-record.ts";
import type { TradingTerms } from "./trading-terms.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { ENDED_CANCELLED, ENDED_UNFILLED, TIF_IMMEDIATE } = kinds;
const {
  AT_ACCEPTANCE,
  AT_ATTRIBUTES,
  AT_HIDDEN,
  AT_LEAVES,
  AT_LOTS,
  AT_PRICE,
  AT_SHARE,
  AT_SIDE,
  AT_STATE,
  AT_TIF,
  ICEBERG,
  NO_ORDER,
  ORDER_DONE,
  ORDER_PENDING,
  ORDER_RESTING,
  ORDER_SHIFT,
  ORDER_STOPPED,
  SPECIAL,
  TIF_MASK,
} = record;

/**
 * The book of one instrument: a ladder of linked queues on each side (ladder.ts) and the stops that wait. A plain limit
 * order in a price-time book goes a short way of its own; everything else goes through arrival.ts. Nothing is allocated per
 * command.
 */
export class FastBook extends BookState implements BookView {
  constructor(floor: Floor, terms: TradingTerms) {
    super(floor, terms);
    this.setCollecting(false);
  }

  /** From now on implied orders of these books stand beside the orders here. */
  joinFamily(family: ImpliedFamily): void {
    this.family = family;
    this.plain = false;
  }

  setCollecting(collecting: boolean): void {
    this.collecting = collecting || this.isBatch;
    this.plain = this.isPriceTime && !this.collecting && this.family === undefined;
  }

  /** Stops reached by an auction that traded join the queue, once: after it in a batch book, else when collecting ends. */
  triggerAuctioned(): void {
    if (this.auctioned) this.held.trigger(this.lastTicks, this.floor.triggered);
    this.auctioned = false;
  }

  get hasImpliedBid(): boolean {
    return this.family !== undefined && this.family.bestFor(this, 1);
  }

  get impliedBidTicks(): Ticks {
    return this.hasImpliedBid ? this.family!.bestTicks : 0;
  }

  get impliedBidLots(): Lots {
    return this.hasImpliedBid ? this.family!.bestLots : 0;
  }

  get hasImpliedAsk(): boolean {
    return this.family !== undefined && this.family.bestFor(this, -1);
  }

  get impliedAskTicks(): Ticks {
    return this.hasImpliedAsk ? this.family!.bestTicks : 0;
  }

  get impliedAskLots(): Lots {
    return this.hasImpliedAsk ? this.family!.bestLots : 0;
  }

  /** A pending order of this instrument comes. */
  submit(slot: number): void {
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    if (!this.plain || (records[order + AT_ATTRIBUTES] & SPECIAL) !== 0) {
      arrive(this, slot);
      return;
    }
    const isBuy = records[order + AT_SIDE] === 1;
    const own = isBuy ? this.bids : this.asks;
    const makers = isBuy ? this.asks : this.bids;
    const key = records[order + AT_PRICE] ^ own.flip;
    // The complement of a key is the same price's key on the other side.
    if (makers.orders > 0 && makers.bestKey >= ~key) {
      matchPriceTime(this, makers, slot, ~key);
      if (records[order + AT_STATE] === ORDER_DONE) return;
      if (records[order + AT_LEAVES] === 0) {
        records[order + AT_STATE] = ORDER_DONE;
        return;
      }
    }
    if ((records[order + AT_TIF] & TIF_MASK) === TIF_IMMEDIATE) {
      this.end(slot, ENDED_UNFILLED);
      return;
    }
    records[order + AT_STATE] = ORDER_RESTING;
    records[order + AT_ACCEPTANCE] = this.floor.accept();
    own.add(slot, key);
  }

  /** A resting or stopped order of this instrument ends. */
  cancel(slot: number): void {
    this.withdraw(slot);
    this.end(slot, ENDED_CANCELLED);
  }

  /** See MatchingEngine.replace; the slot's order rests in this book. */
  replace(slot: number, priceTicks: Ticks, lots: Lots): void {
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    const surrendered = records[order + AT_LEAVES] + records[order + AT_HIDDEN] - lots;
    if (priceTicks === records[order + AT_PRICE] && surrendered >= 0) {
      const own = records[order + AT_SIDE] === 1 ? this.bids : this.asks;
      this.surrender(own, priceTicks ^ own.flip, slot, surrendered);
      return;
    }
    this.withdraw(slot);
    this.store.amend(slot, priceTicks, lots);
    records[order + AT_STATE] = ORDER_PENDING;
    if (this.plain && (records[order + AT_ATTRIBUTES] & SPECIAL) === 0) this.submit(slot);
    else rematch(this, slot);
  }

  /** Takes open lots off a stop that waits and keeps its place. */
  surrenderStop(slot: number, lots: Lots): void {
    const ladder = this.held.side(this.store.sideOf(slot));
    this.surrender(ladder, this.store.stopTicksOf(slot) ^ ladder.flip, slot, lots);
  }

  /** Takes open lots off an order of a ladder that keeps its place, hidden ones first; it has more than these. */
  surrender(ladder: Ladder, key: number, slot: number, lots: Lots): void {
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    const fromHidden = Math.min(lots, records[order + AT_HIDDEN]);
    records[order + AT_LOTS] -= lots;
    records[order + AT_HIDDEN] -= fromHidden;
    ladder.reduce(slot, key, lots - fromHidden);
  }

  /** Takes a resting or stopped order out of where it is; its state is left to the caller. */
  withdraw(slot: number): void {
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    if (records[order + AT_STATE] === ORDER_STOPPED) {
      this.held.remove(slot);
      return;
    }
    const own = records[order + AT_SIDE] === 1 ? this.bids : this.asks;
    own.remove(slot, records[order + AT_PRICE] ^ own.flip);
  }

  /** An order that is in no ladder any more is done with what is open of it. */
  end(slot: number, reason: number): void {
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    records[order + AT_STATE] = ORDER_DONE;
    this.outcomes.ended(slot, reason, records[order + AT_LEAVES] + records[order + AT_HIDDEN]);
  }

  /** Accepts what is open of an order, which from now on is behind all others at its price. */
  rest(slot: number): void {
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    const own = records[order + AT_SIDE] === 1 ? this.bids : this.asks;
    const key = records[order + AT_PRICE] ^ own.flip;
    const open = records[order + AT_LEAVES] + records[order + AT_HIDDEN];
    if ((records[order + AT_ATTRIBUTES] & ICEBERG) !== 0) {
      records[order + AT_LEAVES] = Math.min(open, records[order + AT_SHARE]);
      records[order + AT_HIDDEN] = open - records[order + AT_LEAVES];
    }
    const terms = this.topTerms;
    if (terms !== undefined && !this.collecting && (own.orders === 0 || key > own.bestKey)) {
      own.top = open >= terms.minimumLots ? slot : NO_ORDER;
    }
    records[order + AT_STATE] = ORDER_RESTING;
    records[order + AT_ACCEPTANCE] = this.floor.accept();
    own.add(slot, key);
  }

  /**
   * Trades `lots`, at most those shown at the makers' best price, of an order that came with the orders there by the book's
   * algorithm: rows TRADE with the taker's open lots, or with `leg` rows LEG, which leave the taker alone and have `nearTicks`
   * as the price of the near leg.
   */
  takeBest(makers: Ladder, taker: number, lots: Lots, leg: boolean, nearTicks: Ticks): void {
    const taking = this.floor.taking;
    const spread = this.terms.spread;
    taking.taker = taker;
    taking.isLeg = leg;
    taking.priceTicks = leg && spread !== undefined ? spreadLegTicks(makers, spread.ticksPerLegTick) : makers.bestTicks;
    taking.nearTicks = nearTicks;
    takeLevel(this, makers, lots);
  }

  /** A trade in this book: its price is the last one, and triggers stops unless orders are being collected. */
  noteTrade(priceTicks: Ticks): void {
    this.lastTicks = priceTicks;
    this.hasTraded = true;
    if (this.held.orders > 0 && !this.collecting) this.held.trigger(priceTicks, this.floor.triggered);
  }
}
