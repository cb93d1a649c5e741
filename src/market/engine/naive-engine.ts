import { assert, InvariantError } from "../../base/assert.ts";
import type { Lots, Ticks } from "../../base/units.ts";
import type { BookView } from "./book-view.ts";
import type { MatchingEngine } from "./matching-engine.ts";
import { isBatch, uncrossNaively } from "./naive-uncross.ts";
import type { NaiveInstrument } from "./naive-instrument.ts";
import { NaiveMarket } from "./naive-market.ts";
import { NaiveMatching } from "./naive-matching.ts";
import {
  ENDED_CANCELLED,
  ENDED_EXPIRED,
  ENDED_MINIMUM,
  ENDED_OUTSIDE_BAND,
  ENDED_UNFILLED,
  TIF_DAY,
  TIF_GOOD_TILL_DATE,
  TYPE_LIMIT,
  TYPE_MARKET,
  TYPE_MARKET_TO_LIMIT,
  TYPE_STOP,
} from "./order-kinds.ts";
import { ORDER_DONE, ORDER_PENDING, ORDER_RESTING, ORDER_STOPPED } from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import type { Outcomes } from "./outcomes.ts";
import type { TradingTerms } from "./trading-terms.ts";

/**
 * The matching engine whose only virtue is that it is obviously right: arrays, sort and filter, everything worked out
 * anew whenever it is asked for. It is the oracle of the fast one and shares nothing with it but the store, the outcomes
 * and the hash.
 */
export class NaiveEngine implements MatchingEngine {
  readonly outcomes: Outcomes;
  private readonly store: OrderStore;
  private readonly market: NaiveMarket;
  private readonly matching: NaiveMatching;

  constructor(store: OrderStore) {
    this.store = store;
    this.market = new NaiveMarket(store);
    this.matching = new NaiveMatching(this.market);
    this.outcomes = this.market.outcomes;
  }

  list(terms: TradingTerms): void {
    this.market.list(terms);
  }

  book(instrument: number): BookView {
    return this.market.book(instrument);
  }

  setBand(instrument: number, lowTicks: Ticks, highTicks: Ticks): void {
    assert(lowTicks <= highTicks, "the band's low is above its high");
    const book = this.begin(instrument);
    book.lowTicks = lowTicks;
    book.highTicks = highTicks;
  }

  collect(instrument: number): void {
    const book = this.begin(instrument);
    book.collecting = true;
    for (const side of [1, -1] as const) book.setTop(side, -1);
  }

  uncross(instrument: number, referenceTicks: Ticks): boolean {
    assert((referenceTicks | 0) === referenceTicks, "the reference price is not an int32 of ticks");
    const book = this.begin(instrument);
    assert(book.collecting, "an auction in a book that is not collecting");
    const hasTraded = uncrossNaively(this.market, book, referenceTicks);
    if (isBatch(book)) this.nextBatch(book);
    return hasTraded;
  }

  resume(instrument: number): void {
    const book = this.begin(instrument);
    if (isBatch(book) || !book.collecting) return;
    assert(!book.isCrossed, "continuous matching in a crossed book");
    book.collecting = false;
    this.triggerAuction(book);
    this.enterTriggered();
    for (;;) {
      const slot = this.market.implied.lastOfExecutable(book);
      if (slot === undefined) return;
      this.market.bookOf(slot).remove(slot);
      this.arrive(slot);
      this.enterTriggered();
    }
  }

  submit(slot: number): void {
    this.demand(slot, ORDER_PENDING);
    const book = this.begin(this.store.instrumentOf(slot));
    if (this.store.isStop(slot)) this.arriveStop(book, slot);
    else if (book.collecting) this.collectOrder(book, slot);
    else this.arriveAtMarket(book, slot);
    this.enterTriggered();
  }

  cancel(slot: number): void {
    this.demand(slot, ORDER_RESTING, ORDER_STOPPED);
    this.begin(this.store.instrumentOf(slot));
    this.market.end(slot, ENDED_CANCELLED);
  }

  replace(slot: number, priceTicks: Ticks, lots: Lots): void {
    const { store, market } = this;
    this.demand(slot, ORDER_RESTING, ORDER_STOPPED);
    if (store.stateOf(slot) === ORDER_STOPPED) {
      assert(store.typeOf(slot) !== TYPE_STOP, "a stop order has no limit to replace");
      this.replaceStop(slot, store.stopTicksOf(slot), priceTicks, lots);
      return;
    }
    const book = this.begin(store.instrumentOf(slot));
    if (this.amend(slot, priceTicks, lots, priceTicks === store.priceTicksOf(slot))) return;
    book.remove(slot);
    if (book.collecting) market.rest(slot, false);
    else this.arriveWithLimit(book, slot);
    this.enterTriggered();
  }

  replaceStop(slot: number, stopTicks: Ticks, priceTicks: Ticks, lots: Lots): void {
    const { store } = this;
    this.demand(slot, ORDER_STOPPED);
    const book = this.begin(store.instrumentOf(slot));
    const samePrices = stopTicks === store.stopTicksOf(slot) && priceTicks === store.priceTicksOf(slot);
    assert((lots | 0) === lots && lots > 0, "lots of an order are not a positive int32");
    store.restateMinimum(slot, lots);
    if (this.amend(slot, priceTicks, lots, samePrices)) return;
    book.remove(slot);
    store.setStop(slot, stopTicks);
    this.arriveStop(book, slot);
    this.enterTriggered();
  }

  massCancel(account: number, instrument: number, reason: number): void {
    this.outcomes.clear();
    const books = instrument === -1 ? this.market.instruments : [this.market.book(instrument)];
    const ascending = [...books].sort((a, b) => a.terms.instrument - b.terms.instrument);
    for (const book of ascending)
      this.endAll(book, reason, (slot) => account === -1 || this.store.accountOf(slot) === account);
  }

  expire(instrument: number, session: number, last: boolean): void {
    const { store, market } = this;
    this.endAll(this.begin(instrument), ENDED_EXPIRED, (slot) => {
      const tif = store.tifOf(slot);
      const ofThisDay = tif === TIF_DAY || market.isImmediate(slot);
      return last || ofThisDay || (tif === TIF_GOOD_TILL_DATE && store.expiryOf(slot) <= session);
    });
  }

  purge(instrument: number): void {
    const { store } = this;
    const book = this.begin(instrument);
    this.endAll(book, ENDED_OUTSIDE_BAND, (slot) => {
      const price = store.priceTicksOf(slot);
      const hasPrice = store.stateOf(slot) === ORDER_RESTING || store.typeOf(slot) !== TYPE_STOP;
      return hasPrice && (price < book.lowTicks || price > book.highTicks);
    });
  }

  verify(): void {
    assert(this.market.triggered.length === 0, "a triggered stop has not entered");
    for (const book of this.market.instruments) book.verify();
  }

  /** Waits for a trade that reaches its stop, if the last one has not. */
  private arriveStop(book: NaiveInstrument, slot: number): void {
    const { market } = this;
    const isReached = book.hasTraded && market.isReached(slot, this.store.sideOf(slot), book.lastTicks);
    if (isReached && !book.collecting) market.triggered.push({ slot, tradeTicks: book.lastTicks });
    else book.hold(slot);
  }

  /** An order that comes while orders are collected. */
  private collectOrder(book: NaiveInstrument, slot: number): void {
    const { store, market } = this;
    assert(store.typeOf(slot) === TYPE_LIMIT, "only limit orders are collected");
    assert(isBatch(book) || !market.isImmediate(slot), "an immediate order cannot be collected");
    assert(store.minimumOf(slot) === 0, "an order with a minimum cannot be collected");
    assert(!store.isPostOnly(slot), "a post-only order cannot be collected");
    market.rest(slot, false);
  }

  /** Sets the limit of an order that names none, from the best opposite price. */
  private arriveAtMarket(book: NaiveInstrument, slot: number): void {
    const { store } = this;
    const type = store.typeOf(slot);
    if (type === TYPE_MARKET || type === TYPE_MARKET_TO_LIMIT) {
      const best = this.matching.bestOpposite(book, store.sideOf(slot));
      if (best === undefined) {
        this.market.end(slot, ENDED_UNFILLED);
        return;
      }
      store.setPrice(slot, type === TYPE_MARKET ? this.protectedPrice(book, slot, best) : best);
    }
    this.arriveWithLimit(book, slot);
  }

  private arriveWithLimit(book: NaiveInstrument, slot: number): void {
    const { store } = this;
    assert(!(store.isPostOnly(slot) && this.wouldTrade(book, slot)), "a post-only order would trade");
    this.arrive(slot);
  }

  private wouldTrade(book: NaiveInstrument, slot: number): boolean {
    const side = this.store.sideOf(slot);
    const best = this.matching.bestOpposite(book, side);
    return best !== undefined && side * (this.store.priceTicksOf(slot) - best) >= 0;
  }

  /** An order with a limit matches, then rests or ends. */
  private arrive(slot: number): void {
    const { store, market } = this;
    store.setState(slot, ORDER_PENDING);
    if (store.minimumOf(slot) > this.matching.countable(slot)) {
      market.end(slot, ENDED_MINIMUM);
      return;
    }
    this.matching.match(slot);
    if (store.stateOf(slot) === ORDER_DONE) return;
    if (store.leavesOf(slot) === 0) market.done(slot);
    else if (market.isImmediate(slot)) market.end(slot, ENDED_UNFILLED);
    else market.rest(slot, true);
  }

  /** Triggered stops enter one after another; those that they trigger queue behind them. */
  private enterTriggered(): void {
    const { store, market } = this;
    for (;;) {
      const next = market.triggered.shift();
      if (next === undefined) return;
      const { slot, tradeTicks } = next;
      const book = market.bookOf(slot);
      this.outcomes.triggered(slot, tradeTicks);
      if (store.typeOf(slot) === TYPE_STOP) store.setPrice(slot, this.protectedPrice(book, slot, tradeTicks));
      if (book.collecting) market.rest(slot, false);
      else this.arrive(slot);
    }
  }

  private triggerAuction(book: NaiveInstrument): void {
    if (book.auctionTriggers) this.market.trigger(book, book.lastTicks);
    book.auctionTriggers = false;
  }

  /** How far from a price a market order may trade. */
  private protectedPrice(book: NaiveInstrument, slot: number, fromTicks: Ticks): Ticks {
    const side = this.store.sideOf(slot);
    const { protectionTicks } = book.terms;
    const edge = side === 1 ? book.highTicks : book.lowTicks;
    const limit = protectionTicks === undefined ? edge : fromTicks + side * protectionTicks;
    return Math.max(book.lowTicks, Math.min(book.highTicks, limit));
  }

  /** Gives an order its new price and lots; true if it keeps its place, which an iceberg pays with hidden lots first. */
  private amend(slot: number, priceTicks: Ticks, lots: Lots, samePrices: boolean): boolean {
    const { store } = this;
    assert((lots | 0) === lots && lots > 0, "lots of an order are not a positive int32");
    const keeps = samePrices && lots <= store.leavesOf(slot);
    const shown = Math.min(store.shownOf(slot), lots);
    store.amend(slot, priceTicks, lots);
    if (keeps) store.setLeaves(slot, shown, lots - shown);
    return keeps;
  }

  private endAll(book: NaiveInstrument, reason: number, isMeant: (slot: number) => boolean): void {
    for (const slot of book.all()) if (isMeant(slot)) this.market.end(slot, reason);
  }

  /** After a batch: immediate orders end, and triggered stops come into the next one. */
  private nextBatch(book: NaiveInstrument): void {
    for (const slot of [...book.queue(1), ...book.queue(-1)])
      if (this.market.isImmediate(slot)) this.market.end(slot, ENDED_UNFILLED);
    this.triggerAuction(book);
    this.enterTriggered();
  }

  private begin(instrument: number): NaiveInstrument {
    this.outcomes.clear();
    return this.market.book(instrument);
  }

  private demand(slot: number, ...states: number[]): void {
    if (states.includes(this.store.stateOf(slot))) return;
    throw new InvariantError(states.includes(ORDER_PENDING) ? "the order is not pending" : "the order is not resting");
  }
}
