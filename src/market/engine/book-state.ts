import { InvariantError } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import { hashBook } from "./book-hash.ts";
import type { Floor } from "./floor.ts";
import type { ImpliedFamily } from "./implied.ts";
import { Ladder } from "./ladder.ts";
import { depthOf, shownLotsAhead } from "./ladder-view.ts";
import { ORDER_RESTING } from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import type { Outcomes } from "./outcomes.ts";
import { StopBook } from "./stop-book.ts";
import type { TopOrderTerms, TradingTerms } from "./trading-terms.ts";

/** What the book of one instrument consists of, and what there is to read of it. FastBook says what happens in it. */
export class BookState {
  readonly floor: Floor;
  readonly store: OrderStore;
  readonly outcomes: Outcomes;
  readonly terms: TradingTerms;
  readonly bids: Ladder;
  readonly asks: Ladder;
  readonly held: StopBook;
  /** Books whose orders make implied orders here. */
  family: ImpliedFamily | undefined = undefined;
  collecting = false;
  hasTraded = false;
  lastTicks: Ticks = 0;
  bandLowTicks: Ticks = -0x8000_0000;
  bandHighTicks: Ticks = 0x7fff_ffff;
  auctionPriceTicks: Ticks = 0;
  auctionLots = 0;
  imbalance = 0;
  /** An auction has traded since orders are being collected: its price triggers stops when that ends. */
  auctioned = false;
  readonly isBatch: boolean;
  readonly isPriceTime: boolean;
  /** Closing orders trade before others at an edge of the band. */
  readonly closesFirst: boolean;
  /** Who becomes the top order; undefined for an algorithm without. */
  readonly topTerms: TopOrderTerms | undefined;
  /** Limit orders match by price and time with this book alone. */
  protected plain = false;

  constructor(floor: Floor, terms: TradingTerms) {
    this.floor = floor;
    this.store = floor.store;
    this.outcomes = floor.outcomes;
    this.terms = terms;
    this.bids = new Ladder(floor.store, 1);
    this.asks = new Ladder(floor.store, -1);
    this.held = new StopBook(floor.store);
    const allocation = terms.allocation;
    this.isBatch = allocation.algorithm === "frequent_batch";
    this.isPriceTime = allocation.algorithm === "price_time";
    this.closesFirst = terms.closesFirst === true;
    if (this.closesFirst && !this.isPriceTime) throw new InvariantError("closes go first only where time decides");
    this.topTerms = "topOrder" in allocation ? allocation.topOrder : undefined;
  }

  /** Whether closing orders trade before others at a price. */
  ranksCloses(priceTicks: Ticks): boolean {
    return this.closesFirst && (priceTicks === this.bandHighTicks || priceTicks === this.bandLowTicks);
  }

  get isCrossed(): boolean {
    return this.hasBid && this.hasAsk && this.bidTicks >= this.askTicks;
  }

  get orders(): number {
    return this.bids.orders + this.asks.orders;
  }

  get stops(): number {
    return this.held.orders;
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

  ladder(side: Side): Ladder {
    return side === 1 ? this.bids : this.asks;
  }

  depth(side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number {
    return depthOf(this.ladder(side), levels, outPriceTicks, outLots, false);
  }

  lotsAt(side: Side, priceTicks: Ticks): Lots {
    return this.ladder(side).lotsAt(priceTicks);
  }

  lotsAhead(slot: number): Lots {
    if (this.store.stateOf(slot) !== ORDER_RESTING) throw new InvariantError("the order is not resting");
    return shownLotsAhead(this.ladder(this.store.sideOf(slot)), slot);
  }

  topOrder(side: Side): number {
    return this.ladder(side).top;
  }

  hash(): number {
    return hashBook(this);
  }
}
