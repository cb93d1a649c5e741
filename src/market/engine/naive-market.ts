import { assert } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import { Acceptances, NaiveInstrument } from "./naive-instrument.ts";
import { NaiveImplied } from "./naive-implied.ts";
import { TIF_IMMEDIATE } from "./order-kinds.ts";
import { ORDER_DONE } from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import { Outcomes } from "./outcomes.ts";
import type { TradingTerms } from "./trading-terms.ts";

const MOST_OUTCOMES = 1 << 26;

/** A stop that a trade has reached, and the trade's price. */
export interface TriggeredStop {
  readonly slot: number;
  readonly tradeTicks: Ticks;
}

/** All books of the naive engine, and what happens to a single order: it rests, trades, ends. */
export class NaiveMarket {
  readonly store: OrderStore;
  readonly outcomes = new Outcomes(MOST_OUTCOMES);
  readonly acceptances = new Acceptances();
  /** Stops that enter after the command's own matching, in this order. */
  readonly triggered: TriggeredStop[] = [];
  /** All instruments, in the order of their listing. */
  readonly instruments: NaiveInstrument[] = [];
  readonly implied: NaiveImplied;

  constructor(store: OrderStore) {
    this.store = store;
    this.implied = new NaiveImplied(store, this.acceptances, this.instruments);
  }

  list(terms: TradingTerms): void {
    assert(this.find(terms.instrument) === undefined, "the instrument is listed already");
    if (terms.spread !== undefined)
      for (const leg of [terms.spread.near, terms.spread.far])
        assert(this.book(leg).terms.spread === undefined, "the leg of a spread is a spread");
    const book: NaiveInstrument = new NaiveInstrument(this.store, this.acceptances, terms, (side) =>
      this.implied.best(book, side),
    );
    this.instruments.push(book);
  }

  book(instrument: number): NaiveInstrument {
    const book = this.find(instrument);
    assert(book !== undefined, "the instrument is not listed");
    return book;
  }

  bookOf(slot: number): NaiveInstrument {
    return this.book(this.store.instrumentOf(slot));
  }

  /** Lets an order rest with what is open of it; an iceberg shows its share. Whether it becomes the top order is asked. */
  rest(slot: number, mayBeTop: boolean): void {
    const { store } = this;
    const book = this.bookOf(slot);
    const side = store.sideOf(slot);
    const open = store.leavesOf(slot);
    const shown = store.shownAtATimeOf(slot) > 0 ? Math.min(store.shownAtATimeOf(slot), open) : open;
    const best = book.best(side);
    const isBetter = best === undefined || side * (store.priceTicksOf(slot) - best) > 0;
    store.setLeaves(slot, shown, open - shown);
    book.insert(slot);
    const { allocation } = book.terms;
    if (!mayBeTop || !isBetter || !("topOrder" in allocation) || allocation.topOrder === undefined) return;
    book.setTop(side, open >= allocation.topOrder.minimumLots ? slot : -1);
  }

  /** An order that nothing is open of, or that has said why it ends. */
  done(slot: number): void {
    this.bookOf(slot).remove(slot);
    this.store.setState(slot, ORDER_DONE);
  }

  end(slot: number, reason: number): void {
    this.outcomes.ended(slot, reason, this.store.leavesOf(slot));
    this.done(slot);
  }

  /** A resting order trades: shown lots first, then as many times as need be its next ones. */
  fill(slot: number, lots: Lots): void {
    const { store } = this;
    let open = lots;
    while (open > 0) {
      const shown = store.shownOf(slot);
      const part = Math.min(open, shown);
      open -= part;
      store.setLeaves(slot, shown - part, store.leavesOf(slot) - shown);
      if (part < shown) return;
      if (store.leavesOf(slot) === 0) this.done(slot);
      else this.bookOf(slot).refresh(slot);
    }
  }

  /** An order that comes trades or loses lots. */
  takerLoses(slot: number, lots: Lots): void {
    this.store.setLeaves(slot, this.store.leavesOf(slot) - lots);
  }

  /** Notes a trade of a book: it is the last one, and stops that it reaches queue up, now or when the auction is over. */
  traded(book: NaiveInstrument, tradeTicks: Ticks): void {
    book.hasTraded = true;
    book.lastTicks = tradeTicks;
    if (book.collecting) book.auctionTriggers = true;
    else this.trigger(book, tradeTicks);
  }

  trigger(book: NaiveInstrument, tradeTicks: Ticks): void {
    for (const side of [1, -1] as const)
      for (const slot of [...book.stopQueue(side)])
        if (this.isReached(slot, side, tradeTicks)) {
          book.remove(slot);
          this.triggered.push({ slot, tradeTicks });
        }
  }

  isReached(slot: number, side: Side, tradeTicks: Ticks): boolean {
    return side * (tradeTicks - this.store.stopTicksOf(slot)) >= 0;
  }

  isImmediate(slot: number): boolean {
    return this.store.tifOf(slot) === TIF_IMMEDIATE;
  }

  private find(instrument: number): NaiveInstrument | undefined {
    return this.instruments.find((book) => book.terms.instrument === instrument);
  }
}
