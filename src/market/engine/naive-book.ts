import { assert, InvariantError } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import { HASH_START, hashOrder } from "./book-hash.ts";
import { FillBuffer } from "./fills.ts";
import type { OrderBook } from "./order-book.ts";
import { ORDER_DONE, ORDER_PENDING, ORDER_RESTING, type OrderStore, TIF_DAY } from "./order-store.ts";

/**
 * The order book whose only virtue is that it is obviously right: an array of slots per side, sorted after every arrival.
 * It is the oracle of the fast one and shares nothing with it but the store, the fill buffer and the hash.
 */
export class NaiveBook implements OrderBook {
  readonly fills: FillBuffer;
  auctionPriceTicks: Ticks = 0;
  auctionLots = 0;
  imbalance = 0;
  private readonly store: OrderStore;
  private buys: number[] = [];
  private sells: number[] = [];
  /** Every order that was accepted, in the order of acceptance. */
  private readonly acceptances: number[] = [];
  private instrument: number | undefined;
  private inAuction = false;

  constructor(store: OrderStore) {
    this.store = store;
    this.fills = new FillBuffer(store.maximum);
  }

  get orders(): number {
    return this.buys.length + this.sells.length;
  }

  get hasBid(): boolean {
    return this.buys.length > 0;
  }

  get bidTicks(): Ticks {
    return this.hasBid ? this.store.priceTicksOf(this.buys[0]) : 0;
  }

  get bidLots(): Lots {
    return this.hasBid ? this.lotsAt(1, this.bidTicks) : 0;
  }

  get hasAsk(): boolean {
    return this.sells.length > 0;
  }

  get askTicks(): Ticks {
    return this.hasAsk ? this.store.priceTicksOf(this.sells[0]) : 0;
  }

  get askLots(): Lots {
    return this.hasAsk ? this.lotsAt(-1, this.askTicks) : 0;
  }

  submit(slot: number): void {
    this.demandState(slot, ORDER_PENDING);
    this.demandUncrossed();
    this.fills.count = 0;
    this.match(slot);
    if (this.store.leavesOf(slot) > 0 && this.store.tifOf(slot) === TIF_DAY) this.accept(slot);
    else this.store.setState(slot, ORDER_DONE);
  }

  rest(slot: number): void {
    this.demandState(slot, ORDER_PENDING);
    assert(this.store.tifOf(slot) === TIF_DAY, "an immediate order cannot rest");
    this.inAuction = true;
    this.fills.count = 0;
    this.accept(slot);
  }

  cancel(slot: number): void {
    this.demandState(slot, ORDER_RESTING);
    this.fills.count = 0;
    this.remove(slot);
    this.store.setState(slot, ORDER_DONE);
  }

  replace(slot: number, priceTicks: Ticks, lots: Lots, matching: boolean): void {
    this.demandState(slot, ORDER_RESTING);
    assert(Number.isInteger(lots) && lots > 0, "open lots of a replacement are not a positive int32");
    if (matching) this.demandUncrossed();
    else this.inAuction = true;
    this.fills.count = 0;
    const keepsPriority = priceTicks === this.store.priceTicksOf(slot) && lots <= this.store.leavesOf(slot);
    this.store.amend(slot, priceTicks, lots);
    if (keepsPriority) return;
    this.remove(slot);
    if (matching) this.match(slot);
    if (this.store.leavesOf(slot) > 0) this.accept(slot);
    else this.store.setState(slot, ORDER_DONE);
  }

  /** Tries every price at which anything changes, and the reference, against each of the four rules in turn. */
  uncross(referenceTicks: Ticks): boolean {
    assert((referenceTicks | 0) === referenceTicks, "the reference price is not an int32 of ticks");
    this.fills.count = 0;
    this.inAuction = false;
    this.auctionLots = 0;
    const limits = [...this.buys, ...this.sells].map((slot) => this.store.priceTicksOf(slot));
    const prices = [referenceTicks, ...limits.flatMap((price) => [price - 1, price, price + 1])];
    const most = Math.max(...prices.map((price) => this.volume(price)));
    if (most === 0) return false;
    const full = prices.filter((price) => this.volume(price) === most);
    const least = Math.min(...full.map((price) => Math.abs(this.surplus(price))));
    const balanced = full.filter((price) => Math.abs(this.surplus(price)) === least);
    this.auctionPriceTicks = this.choose(balanced, referenceTicks);
    this.auctionLots = most;
    this.imbalance = this.surplus(this.auctionPriceTicks);
    this.allocate();
    return true;
  }

  takeFirst(): number {
    this.fills.count = 0;
    const slot = this.buys[0] ?? this.sells[0] ?? -1;
    if (slot !== -1) this.cancel(slot);
    return slot;
  }

  depth(side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number {
    assert(levels <= outPriceTicks.length && levels <= outLots.length, "no room for so many levels");
    const prices = [...new Set(this.queue(side).map((slot) => this.store.priceTicksOf(slot)))].slice(0, levels);
    prices.forEach((price, level) => {
      outPriceTicks[level] = price;
      outLots[level] = this.lotsAt(side, price);
    });
    return prices.length;
  }

  lotsAt(side: Side, priceTicks: Ticks): Lots {
    return this.sum(this.queue(side).filter((slot) => this.store.priceTicksOf(slot) === priceTicks));
  }

  lotsAhead(slot: number): Lots {
    this.demandState(slot, ORDER_RESTING);
    const queue = this.queue(this.store.sideOf(slot));
    const before = queue.slice(0, queue.indexOf(slot));
    return this.sum(before.filter((other) => this.store.priceTicksOf(other) === this.store.priceTicksOf(slot)));
  }

  verify(): void {
    for (const slot of [...this.buys, ...this.sells]) {
      assert(this.store.stateOf(slot) === ORDER_RESTING, "an order in the book is not resting");
      assert(this.store.leavesOf(slot) > 0, "an order in the book has no open lots");
    }
    assert(this.inAuction || !this.isCrossed(), "the book is crossed in continuous trading");
  }

  hash(): number {
    const store = this.store;
    return (
      [...this.buys, ...this.sells].reduce(
        (hash, slot) =>
          hashOrder(hash, store.sideOf(slot), store.priceTicksOf(slot), store.leavesOf(slot), store.orderIdOf(slot)),
        HASH_START,
      ) >>> 0
    );
  }

  private match(taker: number): void {
    const side = this.store.sideOf(taker);
    const limit = this.store.priceTicksOf(taker);
    for (const maker of [...this.queue(side === 1 ? -1 : 1)]) {
      const price = this.store.priceTicksOf(maker);
      const lots = Math.min(this.store.leavesOf(taker), this.store.leavesOf(maker));
      if (lots === 0 || (side === 1 ? price > limit : price < limit)) return;
      this.fill(taker, lots);
      this.fill(maker, lots);
      this.fills.add(maker, taker, price, lots, this.store.leavesOf(maker));
    }
  }

  /** Rules 3 and 4 of the call auction. */
  private choose(prices: number[], referenceTicks: Ticks): Ticks {
    if (prices.every((price) => this.surplus(price) > 0)) return Math.max(...prices);
    if (prices.every((price) => this.surplus(price) < 0)) return Math.min(...prices);
    return prices.sort((a, b) => Math.abs(a - referenceTicks) - Math.abs(b - referenceTicks))[0];
  }

  /** Trades at the auction's price, the best buy with the best sell, until the auction's lots are gone. */
  private allocate(): void {
    let open = this.auctionLots;
    while (open > 0) {
      const pair = [this.buys[0], this.sells[0]];
      const [maker, taker] = pair.sort((a, b) => this.acceptances.lastIndexOf(a) - this.acceptances.lastIndexOf(b));
      const lots = Math.min(open, this.store.leavesOf(maker), this.store.leavesOf(taker));
      this.fill(maker, lots);
      this.fill(taker, lots);
      this.fills.add(maker, taker, this.auctionPriceTicks, lots, this.store.leavesOf(maker));
      open -= lots;
    }
  }

  private demand(price: Ticks): number {
    return this.sum(this.buys.filter((slot) => this.store.priceTicksOf(slot) >= price));
  }

  private supply(price: Ticks): number {
    return this.sum(this.sells.filter((slot) => this.store.priceTicksOf(slot) <= price));
  }

  private volume(price: Ticks): number {
    return Math.min(this.demand(price), this.supply(price));
  }

  private surplus(price: Ticks): number {
    return this.demand(price) - this.supply(price);
  }

  private sum(slots: number[]): Lots {
    return slots.reduce((total, slot) => total + this.store.leavesOf(slot), 0);
  }

  private queue(side: Side): number[] {
    return side === 1 ? this.buys : this.sells;
  }

  /** The sort keeps orders of one price in the order in which they came. */
  private accept(slot: number): void {
    const side = this.store.sideOf(slot);
    const queue = this.queue(side);
    queue.push(slot);
    queue.sort((a, b) => side * (this.store.priceTicksOf(b) - this.store.priceTicksOf(a)));
    assert(this.lotsAt(side, this.store.priceTicksOf(slot)) <= 0x7fff_ffff, "lots at one price are not an int32");
    this.acceptances.push(slot);
    this.store.setState(slot, ORDER_RESTING);
  }

  private remove(slot: number): void {
    this.buys = this.buys.filter((other) => other !== slot);
    this.sells = this.sells.filter((other) => other !== slot);
  }

  /** Fewer open lots; an order without any leaves the book. */
  private fill(slot: number, lots: Lots): void {
    this.store.setLeaves(slot, this.store.leavesOf(slot) - lots);
    if (this.store.leavesOf(slot) > 0) return;
    this.store.setState(slot, ORDER_DONE);
    this.remove(slot);
  }

  private isCrossed(): boolean {
    return this.hasBid && this.hasAsk && this.bidTicks >= this.askTicks;
  }

  private demandUncrossed(): void {
    assert(!this.isCrossed(), "continuous matching in a crossed book");
    this.inAuction = false;
  }

  private demandState(slot: number, state: number): void {
    if (this.store.stateOf(slot) !== state) {
      throw new InvariantError(state === ORDER_PENDING ? "the order is not pending" : "the order is not resting");
    }
    this.instrument ??= this.store.instrumentOf(slot);
    assert(this.store.instrumentOf(slot) === this.instrument, "order of another instrument");
  }
}
