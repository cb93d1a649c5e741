import { assert, InvariantError } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import { HASH_START, hashOrder } from "./book-hash.ts";
import type { BookView } from "./book-view.ts";
import { EFFECT_CLOSE } from "./order-kinds.ts";
import { ORDER_RESTING, ORDER_STOPPED } from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import type { TradingTerms } from "./trading-terms.ts";

const LOWEST_TICKS = -0x8000_0000;
const HIGHEST_TICKS = 0x7fff_ffff;

/** The numbers of time priority: one counter for all books, a later number for every arrival and every refresh. */
export class Acceptances {
  private given = 0;
  private readonly numbers = new Map<number, number>();

  renew(slot: number): void {
    this.numbers.set(slot, this.given++);
  }

  of(slot: number): number {
    return this.numbers.get(slot)!;
  }
}

/** A price at which the other books of a family would trade, and for how many lots. */
export interface ImpliedPrice {
  readonly ticks: Ticks;
  readonly lots: Lots;
}

/**
 * One instrument of the naive engine: an array of slots per side in priority order, sorted after every arrival, and one
 * per side of held stops, nearest first.
 */
export class NaiveInstrument implements BookView {
  readonly terms: TradingTerms;
  collecting: boolean;
  lowTicks: Ticks = LOWEST_TICKS;
  highTicks: Ticks = HIGHEST_TICKS;
  hasTraded = false;
  lastTicks: Ticks = 0;
  auctionPriceTicks: Ticks = 0;
  auctionLots = 0;
  imbalance = 0;
  /** An auction has traded whose price has not triggered stops yet. */
  auctionTriggers = false;
  private readonly store: OrderStore;
  private readonly acceptances: Acceptances;
  private readonly implied: (side: Side) => ImpliedPrice | undefined;
  private readonly queues: Record<Side, number[]> = { [1]: [], [-1]: [] };
  private readonly stopQueues: Record<Side, number[]> = { [1]: [], [-1]: [] };
  private readonly tops: Record<Side, number> = { [1]: -1, [-1]: -1 };

  /** `implied`: what the family buys (+1) or sells (-1) here by combination. */
  constructor(
    store: OrderStore,
    acceptances: Acceptances,
    terms: TradingTerms,
    implied: (side: Side) => ImpliedPrice | undefined,
  ) {
    this.store = store;
    this.acceptances = acceptances;
    this.terms = terms;
    this.implied = implied;
    this.collecting = terms.allocation.algorithm === "frequent_batch";
  }

  /** The resting orders of a side in priority order. */
  queue(side: Side): readonly number[] {
    return this.queues[side];
  }

  /** The held stops of a side in the order in which trades reach them. */
  stopQueue(side: Side): readonly number[] {
    return this.stopQueues[side];
  }

  /** Every order in the order of mass cancels: buys, sells, buy stops, sell stops. */
  all(): number[] {
    return [...this.queues[1], ...this.queues[-1], ...this.stopQueues[1], ...this.stopQueues[-1]];
  }

  best(side: Side): Ticks | undefined {
    const first = this.queues[side][0];
    return first === undefined ? undefined : this.store.priceTicksOf(first);
  }

  /** The orders at the best price of a side in the order in which they trade. */
  bestLevel(side: Side): number[] {
    return this.line(side).filter((slot) => this.store.priceTicksOf(slot) === this.best(side));
  }

  /** The resting orders of a side in the order in which they trade: at an edge of the band closing ones may go first. */
  line(side: Side): number[] {
    const price = (slot: number): Ticks => this.store.priceTicksOf(slot);
    return [...this.queues[side]].sort((a, b) => side * (price(b) - price(a)) || this.rank(a) - this.rank(b));
  }

  /** 0 for an order that goes first at its price, 1 for others. */
  rank(slot: number): number {
    const price = this.store.priceTicksOf(slot);
    const isEdge = price === this.lowTicks || price === this.highTicks;
    return this.terms.closesFirst === true && isEdge && this.store.effectOf(slot) === EFFECT_CLOSE ? 0 : 1;
  }

  /** Puts an order behind all others of its price. */
  insert(slot: number): void {
    const { store, acceptances } = this;
    const side = store.sideOf(slot);
    const queue = this.queues[side];
    acceptances.renew(slot);
    queue.push(slot);
    queue.sort(
      (a, b) => side * (store.priceTicksOf(b) - store.priceTicksOf(a)) || acceptances.of(a) - acceptances.of(b),
    );
    store.setState(slot, ORDER_RESTING);
    assert(this.lotsAt(side, store.priceTicksOf(slot)) <= HIGHEST_TICKS, "lots at one price are not an int32");
  }

  /** Lets a stop wait behind all others of its stop price. */
  hold(slot: number): void {
    const { store, acceptances } = this;
    const side = store.sideOf(slot);
    const queue = this.stopQueues[side];
    acceptances.renew(slot);
    queue.push(slot);
    queue.sort((a, b) => side * (store.stopTicksOf(a) - store.stopTicksOf(b)) || acceptances.of(a) - acceptances.of(b));
    store.setState(slot, ORDER_STOPPED);
  }

  /** Takes an order or a held stop out; with it goes its top-order status. */
  remove(slot: number): void {
    const side = this.store.sideOf(slot);
    this.queues[side] = this.queues[side].filter((other) => other !== slot);
    this.stopQueues[side] = this.stopQueues[side].filter((other) => other !== slot);
    if (this.tops[side] === slot) this.tops[side] = -1;
  }

  /** Gives an iceberg whose shown lots have traded its next ones, behind all others of its price. */
  refresh(slot: number): void {
    const { store } = this;
    const hidden = store.leavesOf(slot);
    const shown = Math.min(store.shownAtATimeOf(slot), hidden);
    store.setLeaves(slot, shown, hidden - shown);
    const side = store.sideOf(slot);
    this.queues[side] = this.queues[side].filter((other) => other !== slot);
    this.insert(slot);
  }

  setTop(side: Side, slot: number): void {
    this.tops[side] = slot;
  }

  get orders(): number {
    return this.queues[1].length + this.queues[-1].length;
  }

  get stops(): number {
    return this.stopQueues[1].length + this.stopQueues[-1].length;
  }

  get hasBid(): boolean {
    return this.best(1) !== undefined;
  }

  get bidTicks(): Ticks {
    return this.best(1) ?? 0;
  }

  get bidLots(): Lots {
    return this.shown(this.bestLevel(1));
  }

  get hasAsk(): boolean {
    return this.best(-1) !== undefined;
  }

  get askTicks(): Ticks {
    return this.best(-1) ?? 0;
  }

  get askLots(): Lots {
    return this.shown(this.bestLevel(-1));
  }

  get hasImpliedBid(): boolean {
    return this.implied(1) !== undefined;
  }

  get impliedBidTicks(): Ticks {
    return this.implied(1)?.ticks ?? 0;
  }

  get impliedBidLots(): Lots {
    return this.implied(1)?.lots ?? 0;
  }

  get hasImpliedAsk(): boolean {
    return this.implied(-1) !== undefined;
  }

  get impliedAskTicks(): Ticks {
    return this.implied(-1)?.ticks ?? 0;
  }

  get impliedAskLots(): Lots {
    return this.implied(-1)?.lots ?? 0;
  }

  depth(side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number {
    assert(levels <= outPriceTicks.length && levels <= outLots.length, "no room for so many levels");
    const prices = [...new Set(this.queues[side].map((slot) => this.store.priceTicksOf(slot)))].slice(0, levels);
    prices.forEach((price, level) => {
      outPriceTicks[level] = price;
      outLots[level] = this.lotsAt(side, price);
    });
    return prices.length;
  }

  lotsAt(side: Side, priceTicks: Ticks): Lots {
    return this.shown(this.queues[side].filter((slot) => this.store.priceTicksOf(slot) === priceTicks));
  }

  lotsAhead(slot: number): Lots {
    const { store } = this;
    if (store.stateOf(slot) !== ORDER_RESTING) throw new InvariantError("the order is not resting");
    assert(store.instrumentOf(slot) === this.terms.instrument, "order of another instrument");
    const queue = this.queues[store.sideOf(slot)];
    const before = queue.slice(0, queue.indexOf(slot));
    return this.shown(before.filter((other) => store.priceTicksOf(other) === store.priceTicksOf(slot)));
  }

  topOrder(side: Side): number {
    return this.tops[side];
  }

  hash(): number {
    const { store } = this;
    let hash = HASH_START;
    for (const slot of this.all()) {
      const isHeld = store.stateOf(slot) === ORDER_STOPPED;
      const price = isHeld ? store.stopTicksOf(slot) : store.priceTicksOf(slot);
      hash = hashOrder(hash, store.sideOf(slot), price, store.leavesOf(slot), store.orderIdOf(slot));
    }
    return hash >>> 0;
  }

  verify(): void {
    const { store, acceptances } = this;
    for (const side of [1, -1] as const) {
      for (const slot of this.queues[side]) {
        assert(store.stateOf(slot) === ORDER_RESTING, "an order in the book is not resting");
        assert(store.shownOf(slot) > 0, "an order in the book has no open lots");
      }
      for (const slot of this.stopQueues[side])
        assert(store.stateOf(slot) === ORDER_STOPPED && store.isStop(slot), "a held stop is not one");
      for (const slot of [...this.queues[side], ...this.stopQueues[side]]) {
        assert(store.sideOf(slot) === side, "an order is on the wrong side");
        assert(store.instrumentOf(slot) === this.terms.instrument, "an order of another instrument is in the book");
        assert(store.leavesOf(slot) <= store.lotsOf(slot), "an order has more open lots than lots");
      }
      this.queues[side].slice(1).reduce((before, slot) => {
        const behind = side * (store.priceTicksOf(before) - store.priceTicksOf(slot));
        assert(behind >= 0, "orders are not sorted by price");
        assert(
          behind > 0 || acceptances.of(before) < acceptances.of(slot),
          "a queue is not in the order of acceptance",
        );
        return slot;
      }, this.queues[side][0]);
      const top = this.tops[side];
      assert(top === -1 || this.bestLevel(side).includes(top), "the top order is not at the best price");
    }
    assert(this.collecting || !this.isCrossed, "the book is crossed in continuous trading");
  }

  get isCrossed(): boolean {
    return this.hasBid && this.hasAsk && this.bidTicks >= this.askTicks;
  }

  private shown(slots: readonly number[]): Lots {
    return slots.reduce((total, slot) => total + this.store.shownOf(slot), 0);
  }
}
