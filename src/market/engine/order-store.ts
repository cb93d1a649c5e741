import { InvariantError } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";

/** The slot holds no order. */
export const ORDER_FREE = 0;
/** Sent, not yet at the venue. */
export const ORDER_PENDING = 1;
/** In a book. */
export const ORDER_RESTING = 2;
/** Filled, cancelled or expired: nothing more happens to it. */
export const ORDER_DONE = 3;

/** Rests until it is filled, cancelled or the day ends. */
export const TIF_DAY = 0;
/** Fill what is possible at once and kill the rest. */
export const TIF_IMMEDIATE = 1;

/** An order's record is 2^ORDER_SHIFT words from word `slot << ORDER_SHIFT`: one cache line, whichever fields are read. */
export const ORDER_SHIFT = 4;

// The words of a record. Only books write those that are not set by `allocate`.
export const AT_ID = 0;
export const AT_ACCOUNT = 1;
export const AT_INSTRUMENT = 2;
export const AT_SIDE = 3;
export const AT_TIF = 4;
export const AT_PRICE = 5;
export const AT_LOTS = 6;
export const AT_LEAVES = 7;
export const AT_STATE = 8;
/** The following order of the queue at one price; of a free slot the next free one. */
export const AT_NEXT = 9;
/** The order before it in the queue at one price. */
export const AT_PREVIOUS = 10;
/** The book's acceptance number, which is the order's time priority. */
export const AT_ACCEPTANCE = 11;

/** No order: the end of a queue, an empty side. */
export const NO_ORDER = -1;

const FIRST_CAPACITY = 1024;
const MOST_SLOTS = 1 << 26;

/**
 * All orders of a venue, one Int32 record each, in slots that are used again after `release`. It grows by doubling up to
 * `maximum` live orders; one more is an InvariantError, and so are a second release of a slot, the release of a resting
 * order, reading a free slot, and fields that an Int32 does not hold.
 *
 * Lots are whole contracts; `lots - leaves` is always what has been filled, and the leaves of an order that is done are
 * what was cancelled of it.
 */
export class OrderStore {
  readonly maximum: number;
  /** Replaced when the store grows, so nobody keeps it beyond a command. */
  records: Int32Array;
  liveCount = 0;
  private capacity: number;
  private firstFree: number;

  constructor(maximum: number) {
    if (!(Number.isInteger(maximum) && maximum > 0 && maximum <= MOST_SLOTS)) {
      throw new InvariantError("an order store holds 1 to 2^26 orders");
    }
    this.maximum = maximum;
    this.capacity = Math.min(FIRST_CAPACITY, maximum);
    this.records = new Int32Array(this.capacity << ORDER_SHIFT);
    this.firstFree = this.chainFree(0);
  }

  /** A slot with a new order in state PENDING, all of its lots open. */
  allocate(
    orderId: number,
    account: number,
    instrument: number,
    side: Side,
    tif: number,
    priceTicks: Ticks,
    lots: Lots,
  ): number {
    if ((orderId | 0) !== orderId) throw new InvariantError("order id is not an int32");
    if ((account | 0) !== account) throw new InvariantError("account is not an int32");
    if ((instrument | 0) !== instrument || instrument < 0) throw new InvariantError("instrument is not a position");
    if (side !== 1 && side !== -1) throw new InvariantError("side is neither +1 nor -1");
    if (tif !== TIF_DAY && tif !== TIF_IMMEDIATE) throw new InvariantError("unknown time in force");
    if ((priceTicks | 0) !== priceTicks) throw new InvariantError("price is not an int32 of ticks");
    if ((lots | 0) !== lots || lots <= 0) throw new InvariantError("lots of an order are not a positive int32");
    if (this.firstFree === NO_ORDER) this.grow();
    const slot = this.firstFree;
    const records = this.records;
    const order = slot << ORDER_SHIFT;
    this.firstFree = records[order + AT_NEXT];
    records[order + AT_ID] = orderId;
    records[order + AT_ACCOUNT] = account;
    records[order + AT_INSTRUMENT] = instrument;
    records[order + AT_SIDE] = side;
    records[order + AT_TIF] = tif;
    records[order + AT_PRICE] = priceTicks;
    records[order + AT_LOTS] = lots;
    records[order + AT_LEAVES] = lots;
    records[order + AT_STATE] = ORDER_PENDING;
    this.liveCount++;
    return slot;
  }

  /** Gives a slot back whose order is done, or was refused before it reached a book. */
  release(slot: number): void {
    const order = this.live(slot);
    const state = this.records[order + AT_STATE];
    if (state !== ORDER_DONE && state !== ORDER_PENDING) throw new InvariantError("release of a resting order");
    this.records[order + AT_STATE] = ORDER_FREE;
    this.records[order + AT_NEXT] = this.firstFree;
    this.firstFree = slot;
    this.liveCount--;
  }

  orderIdOf(slot: number): number {
    return this.records[this.live(slot) + AT_ID];
  }

  accountOf(slot: number): number {
    return this.records[this.live(slot) + AT_ACCOUNT];
  }

  instrumentOf(slot: number): number {
    return this.records[this.live(slot) + AT_INSTRUMENT];
  }

  sideOf(slot: number): Side {
    return this.records[this.live(slot) + AT_SIDE] as Side;
  }

  tifOf(slot: number): number {
    return this.records[this.live(slot) + AT_TIF];
  }

  priceTicksOf(slot: number): Ticks {
    return this.records[this.live(slot) + AT_PRICE];
  }

  /** Lots filled so far and still open together: a replacement changes it. */
  lotsOf(slot: number): Lots {
    return this.records[this.live(slot) + AT_LOTS];
  }

  leavesOf(slot: number): Lots {
    return this.records[this.live(slot) + AT_LEAVES];
  }

  /** One of ORDER_FREE, ORDER_PENDING, ORDER_RESTING, ORDER_DONE. */
  stateOf(slot: number): number {
    return this.records[(slot << ORDER_SHIFT) + AT_STATE];
  }

  /** For books: the state of a live order after a command. */
  setState(slot: number, state: number): void {
    this.records[this.live(slot) + AT_STATE] = state;
  }

  /** For books: the open lots of a live order after a fill. */
  setLeaves(slot: number, leaves: Lots): void {
    this.records[this.live(slot) + AT_LEAVES] = leaves;
  }

  /** For books: a new price and new open lots; what has been filled stays filled. */
  amend(slot: number, priceTicks: Ticks, leaves: Lots): void {
    const order = this.live(slot);
    const records = this.records;
    if ((priceTicks | 0) !== priceTicks) throw new InvariantError("price is not an int32 of ticks");
    if ((leaves | 0) !== leaves || leaves <= 0) throw new InvariantError("lots of an order are not a positive int32");
    const lots = records[order + AT_LOTS] - records[order + AT_LEAVES] + leaves;
    if ((lots | 0) !== lots) throw new InvariantError("lots of a replaced order are not an int32");
    records[order + AT_PRICE] = priceTicks;
    records[order + AT_LOTS] = lots;
    records[order + AT_LEAVES] = leaves;
  }

  /** The first word of a live order's record. */
  private live(slot: number): number {
    const order = slot << ORDER_SHIFT;
    // A slot that never was reads as undefined, which is not above ORDER_FREE either.
    if (!(this.records[order + AT_STATE] > ORDER_FREE)) throw new InvariantError("use of a free order slot");
    return order;
  }

  private grow(): void {
    if (this.capacity === this.maximum) throw new InvariantError("more live orders than the store's maximum");
    const firstNew = this.capacity;
    this.capacity = Math.min(2 * firstNew, this.maximum);
    const records = new Int32Array(this.capacity << ORDER_SHIFT);
    records.set(this.records);
    this.records = records;
    this.firstFree = this.chainFree(firstNew);
  }

  /** Links the slots from `first` to the capacity as free ones; returns the first of them. */
  private chainFree(first: number): number {
    for (let slot = first; slot < this.capacity; slot++) {
      this.records[(slot << ORDER_SHIFT) + AT_NEXT] = slot + 1 < this.capacity ? slot + 1 : NO_ORDER;
    }
    return first;
  }
}
