import { assert, InvariantError } from "../../base/assert.ts";
import type { Lots, Ticks } from "../../base/units.ts";
import { arrive, comeAgain, enterTriggered } from "./arrival.ts";
import { Auctions } from "./auction.ts";
import { verifyBook } from "./book-check.ts";
import { Ending } from "./ending.ts";
import { FastBook } from "./fast-book.ts";
import { Floor } from "./floor.ts";
import { ImpliedFamily } from "./implied.ts";
import type { MatchingEngine } from "./matching-engine.ts";
import * as kinds from "./order-kinds.ts";
import type { OrderStore } from "./order-store.ts";
import * as record from "./order-record.ts";
import type { Outcomes } from "./outcomes.ts";
import type { TradingTerms } from "./trading-terms.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { TYPE_STOP } = kinds;
const {
  AT_INSTRUMENT,
  AT_PRICE,
  AT_STATE,
  AT_STOP,
  NO_ORDER,
  ORDER_PENDING,
  ORDER_RESTING,
  ORDER_SHIFT,
  ORDER_STOPPED,
} = record;

const MOST_OUTCOMES = 1 << 26;
const MOST_INSTRUMENTS = 1 << 20;

/** The matching engine that runs: a FastBook per instrument. No command allocates, but for columns that grow. */
export class FastEngine implements MatchingEngine {
  readonly outcomes: Outcomes;
  private readonly store: OrderStore;
  private readonly floor: Floor;
  /** By instrument. */
  private readonly books: (FastBook | undefined)[] = [];
  private readonly auctions = new Auctions();
  private readonly ending = new Ending();
  private readonly family = new ImpliedFamily();

  constructor(store: OrderStore) {
    this.store = store;
    this.floor = new Floor(store, MOST_OUTCOMES);
    this.outcomes = this.floor.outcomes;
  }

  list(terms: TradingTerms): void {
    const { instrument, spread } = terms;
    assert(Number.isInteger(instrument) && instrument >= 0 && instrument < MOST_INSTRUMENTS, "no instrument's number");
    while (this.books.length <= instrument) this.books.push(undefined);
    assert(this.books[instrument] === undefined, "the instrument is listed already");
    const book = new FastBook(this.floor, terms);
    if (spread !== undefined) this.join(book, this.book(spread.near), this.book(spread.far), spread.implied);
    this.books[instrument] = book;
  }

  book(instrument: number): FastBook {
    const book = this.books[instrument];
    if (book === undefined) throw new InvariantError("the instrument is not listed");
    return book;
  }

  setBand(instrument: number, lowTicks: Ticks, highTicks: Ticks): void {
    assert((lowTicks | 0) === lowTicks && (highTicks | 0) === highTicks, "the band is not made of int32s of ticks");
    assert(lowTicks <= highTicks, "the band's low is above its high");
    const book = this.begin(instrument);
    book.bandLowTicks = lowTicks;
    book.bandHighTicks = highTicks;
  }

  collect(instrument: number): void {
    const book = this.begin(instrument);
    book.setCollecting(true);
    book.bids.top = NO_ORDER;
    book.asks.top = NO_ORDER;
  }

  uncross(instrument: number, referenceTicks: Ticks): boolean {
    const book = this.begin(instrument);
    const traded = this.auctions.uncross(book, referenceTicks);
    if (book.isBatch) {
      this.ending.endOfBatch(book);
      book.triggerAuctioned();
      this.enterTriggered();
    }
    return traded;
  }

  resume(instrument: number): void {
    const book = this.begin(instrument);
    if (book.isBatch || !book.collecting) return;
    if (book.isCrossed) throw new InvariantError("continuous matching in a crossed book");
    book.setCollecting(false);
    book.triggerAuctioned();
    this.enterTriggered();
    if (book.family === undefined) return;
    for (let slot = this.family.unsettled(book); slot !== NO_ORDER; slot = this.family.unsettled(book)) {
      comeAgain(this.bookOf(slot), slot);
      this.enterTriggered();
    }
  }

  submit(slot: number): void {
    const book = this.bookOf(slot);
    if (this.store.records[(slot << ORDER_SHIFT) + AT_STATE] !== ORDER_PENDING)
      throw new InvariantError("the order is not pending");
    this.outcomes.clear();
    book.submit(slot);
    if (this.floor.triggered.count > 0) this.enterTriggered();
  }

  cancel(slot: number): void {
    const book = this.bookOf(slot);
    const state = this.store.records[(slot << ORDER_SHIFT) + AT_STATE];
    if (state !== ORDER_RESTING && state !== ORDER_STOPPED) throw new InvariantError("the order is not resting");
    this.outcomes.clear();
    book.cancel(slot);
  }

  replace(slot: number, priceTicks: Ticks, lots: Lots): void {
    const records = this.store.records;
    const order = slot << ORDER_SHIFT;
    if (records[order + AT_STATE] === ORDER_STOPPED) {
      assert(this.store.typeOf(slot) !== TYPE_STOP, "a stop order has no limit to replace");
      this.replaceStop(slot, records[order + AT_STOP], priceTicks, lots);
      return;
    }
    const book = this.bookOf(slot);
    if (records[order + AT_STATE] !== ORDER_RESTING) throw new InvariantError("the order is not resting");
    demandTerms(priceTicks, lots);
    this.outcomes.clear();
    book.replace(slot, priceTicks, lots);
    if (this.floor.triggered.count > 0) this.enterTriggered();
  }

  replaceStop(slot: number, stopTicks: Ticks, priceTicks: Ticks, lots: Lots): void {
    const book = this.bookOf(slot);
    const store = this.store;
    const records = store.records;
    const order = slot << ORDER_SHIFT;
    if (records[order + AT_STATE] !== ORDER_STOPPED) throw new InvariantError("the order is not a stop that waits");
    demandTerms(priceTicks, lots);
    assert((stopTicks | 0) === stopTicks, "stop price is not an int32 of ticks");
    this.outcomes.clear();
    store.restateMinimum(slot, lots);
    const surrendered = store.leavesOf(slot) - lots;
    if (stopTicks === records[order + AT_STOP] && priceTicks === records[order + AT_PRICE] && surrendered >= 0) {
      book.surrenderStop(slot, surrendered);
      return;
    }
    book.withdraw(slot);
    store.amend(slot, priceTicks, lots);
    store.setStop(slot, stopTicks);
    arrive(book, slot);
    this.enterTriggered();
  }

  massCancel(account: number, instrument: number, reason: number): void {
    this.outcomes.clear();
    if (instrument !== -1) {
      this.ending.account(this.book(instrument), account, reason);
      return;
    }
    for (let i = 0; i < this.books.length; i++) {
      const book = this.books[i];
      if (book !== undefined) this.ending.account(book, account, reason);
    }
  }

  expire(instrument: number, session: number, last: boolean): void {
    this.ending.expire(this.begin(instrument), session, last);
  }

  purge(instrument: number): void {
    this.ending.purge(this.begin(instrument));
  }

  verify(): void {
    assert(this.floor.triggered.count === 0, "a triggered stop has not entered");
    for (const book of this.books) if (book !== undefined) verifyBook(book);
  }

  /** Triggered stops enter one after another; those that they trigger queue behind them. */
  private enterTriggered(): void {
    const queue = this.floor.triggered;
    for (let i = 0; i < queue.count; i++) {
      const slot = queue.slot[i];
      enterTriggered(this.bookOf(slot), slot, queue.priceTicks[i]);
    }
    queue.count = 0;
  }

  private join(book: FastBook, near: FastBook, far: FastBook, implied: boolean): void {
    if (!implied) return;
    this.family.add(book, near, far);
    book.joinFamily(this.family);
    near.joinFamily(this.family);
    far.joinFamily(this.family);
  }

  private begin(instrument: number): FastBook {
    this.outcomes.clear();
    return this.book(instrument);
  }

  private bookOf(slot: number): FastBook {
    const book = this.books[this.store.records[(slot << ORDER_SHIFT) + AT_INSTRUMENT]];
    if (book === undefined) throw new InvariantError("the instrument is not listed");
    return book;
  }
}

function demandTerms(priceTicks: Ticks, lots: Lots): void {
  if ((priceTicks | 0) !== priceTicks) throw new InvariantError("price is not an int32 of ticks");
  if ((lots | 0) !== lots || lots <= 0) throw new InvariantError("lots of an order are not a positive int32");
}
