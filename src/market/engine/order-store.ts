import { InvariantError } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import * as kinds from "./order-kinds.ts";
import * as record from "./order-record.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { TIF_GOOD_TILL_DATE, TIF_IMMEDIATE, TYPE_STOP } = kinds;
const {
  ORDER_FREE,
  ORDER_PENDING,
  ORDER_DONE,
  ORDER_SHIFT,
  AT_ID,
  AT_ACCOUNT,
  AT_INSTRUMENT,
  AT_SIDE,
  AT_TIF,
  AT_PRICE,
  AT_LOTS,
  AT_LEAVES,
  AT_STATE,
  AT_NEXT,
  AT_ATTRIBUTES,
  AT_STOP,
  AT_SHARE,
  AT_HIDDEN,
  TIF_BITS,
  TIF_MASK,
  TYPE_MASK,
  EFFECT_SHIFT,
  STP_SHIFT,
  POST_ONLY,
  ICEBERG,
  HAS_MINIMUM,
  NO_ORDER,
} = record;

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
    if ((tif | 0) !== tif || tif < 0 || tif >= TIF_GOOD_TILL_DATE) throw new InvariantError("unknown time in force");
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
    records[order + AT_ATTRIBUTES] = 0;
    records[order + AT_HIDDEN] = 0;
    this.liveCount++;
    return slot;
  }

  /** Gives a pending order its type, position effect and self-trade prevention, codes of order-kinds.ts. */
  describe(slot: number, type: number, effect: number, stp: number, postOnly: boolean): void {
    const order = this.pending(slot);
    const kept = this.records[order + AT_ATTRIBUTES] & (ICEBERG | HAS_MINIMUM);
    const bits = type | (effect << EFFECT_SHIFT) | (stp << STP_SHIFT) | (postOnly ? POST_ONLY : 0);
    this.records[order + AT_ATTRIBUTES] = kept | bits;
  }

  /** Whether a pending order opens or closes, EFFECT_*. */
  setEffect(slot: number, effect: number): void {
    const order = this.pending(slot);
    const kept = this.records[order + AT_ATTRIBUTES] & ~(3 << EFFECT_SHIFT);
    this.records[order + AT_ATTRIBUTES] = kept | (effect << EFFECT_SHIFT);
  }

  /** Makes a pending order good until the end of a trading day. */
  setExpiry(slot: number, session: number): void {
    const order = this.pending(slot);
    if (!(Number.isInteger(session) && session >= 0 && session < 1 << 29))
      throw new InvariantError("the trading day of an expiry is not a small whole number");
    this.records[order + AT_TIF] = TIF_GOOD_TILL_DATE | (session << TIF_BITS);
  }

  setStop(slot: number, stopTicks: Ticks): void {
    if ((stopTicks | 0) !== stopTicks) throw new InvariantError("stop price is not an int32 of ticks");
    this.records[this.live(slot) + AT_STOP] = stopTicks;
  }

  /** Makes a pending order an iceberg that shows so many lots at a time; all of them at first, but not of more later. */
  setShown(slot: number, lots: Lots): void {
    const order = this.pending(slot);
    const records = this.records;
    if (!((lots | 0) === lots && lots > 0 && lots <= records[order + AT_LOTS]))
      throw new InvariantError("an iceberg shows at least one lot and at most all that it has");
    records[order + AT_ATTRIBUTES] |= ICEBERG;
    records[order + AT_SHARE] = lots;
    records[order + AT_LEAVES] = lots;
    records[order + AT_HIDDEN] = records[order + AT_LOTS] - lots;
  }

  /** Least lots of a pending immediate order that must trade at once; all of them make it fill or kill. */
  setMinimum(slot: number, lots: Lots): void {
    const order = this.pending(slot);
    const records = this.records;
    if (!((lots | 0) === lots && lots > 0 && lots <= records[order + AT_LOTS]))
      throw new InvariantError("the minimum quantity is not between one lot and all");
    if ((records[order + AT_TIF] & TIF_MASK) !== TIF_IMMEDIATE)
      throw new InvariantError("a minimum quantity of an order that is not immediate");
    records[order + AT_ATTRIBUTES] |= HAS_MINIMUM;
    records[order + AT_SHARE] = lots;
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

  /** One of TIF_*. */
  tifOf(slot: number): number {
    return this.records[this.live(slot) + AT_TIF] & TIF_MASK;
  }

  /** Last trading day of a good-till-date order. */
  expiryOf(slot: number): number {
    return this.records[this.live(slot) + AT_TIF] >>> TIF_BITS;
  }

  /** One of TYPE_*. */
  typeOf(slot: number): number {
    return this.records[this.live(slot) + AT_ATTRIBUTES] & TYPE_MASK;
  }

  isStop(slot: number): boolean {
    return this.typeOf(slot) >= TYPE_STOP;
  }

  /** One of EFFECT_*. */
  effectOf(slot: number): number {
    return (this.records[this.live(slot) + AT_ATTRIBUTES] >>> EFFECT_SHIFT) & 3;
  }

  /** One of STP_*. */
  stpOf(slot: number): number {
    return (this.records[this.live(slot) + AT_ATTRIBUTES] >>> STP_SHIFT) & 7;
  }

  isPostOnly(slot: number): boolean {
    return (this.records[this.live(slot) + AT_ATTRIBUTES] & POST_ONLY) !== 0;
  }

  stopTicksOf(slot: number): Ticks {
    return this.records[this.live(slot) + AT_STOP];
  }

  /** Lots that an iceberg shows at a time, 0 for other orders. */
  shownAtATimeOf(slot: number): Lots {
    const order = this.live(slot);
    return (this.records[order + AT_ATTRIBUTES] & ICEBERG) !== 0 ? this.records[order + AT_SHARE] : 0;
  }

  /** Least lots that must trade at once, 0 for none. */
  minimumOf(slot: number): Lots {
    const order = this.live(slot);
    return (this.records[order + AT_ATTRIBUTES] & HAS_MINIMUM) !== 0 ? this.records[order + AT_SHARE] : 0;
  }

  priceTicksOf(slot: number): Ticks {
    return this.records[this.live(slot) + AT_PRICE];
  }

  /** Lots filled so far and still open together: a replacement changes it. */
  lotsOf(slot: number): Lots {
    return this.records[this.live(slot) + AT_LOTS];
  }

  /** Open lots, hidden ones too. */
  leavesOf(slot: number): Lots {
    const order = this.live(slot);
    return this.records[order + AT_LEAVES] + this.records[order + AT_HIDDEN];
  }

  /** Open lots that the book shows. */
  shownOf(slot: number): Lots {
    return this.records[this.live(slot) + AT_LEAVES];
  }

  /** One of ORDER_*. */
  stateOf(slot: number): number {
    return this.records[(slot << ORDER_SHIFT) + AT_STATE];
  }

  /** For books: the state of a live order after a command. */
  setState(slot: number, state: number): void {
    this.records[this.live(slot) + AT_STATE] = state;
  }

  /**
   * For engines: the minimum of a stop order that is to have other open lots. All or none stays all or none; another
   * minimum is at most all.
   */
  restateMinimum(slot: number, lots: Lots): void {
    const order = this.live(slot);
    const records = this.records;
    if ((records[order + AT_ATTRIBUTES] & HAS_MINIMUM) === 0) return;
    const isAllOrNone = records[order + AT_SHARE] === records[order + AT_LEAVES] + records[order + AT_HIDDEN];
    records[order + AT_SHARE] = isAllOrNone ? lots : Math.min(records[order + AT_SHARE], lots);
  }

  /** For books: shown and hidden open lots of a live order. */
  setLeaves(slot: number, shown: Lots, hidden = 0): void {
    const order = this.live(slot);
    this.records[order + AT_LEAVES] = shown;
    this.records[order + AT_HIDDEN] = hidden;
  }

  /** For books: the price of a live order whose type does not name it. */
  setPrice(slot: number, priceTicks: Ticks): void {
    if ((priceTicks | 0) !== priceTicks) throw new InvariantError("price is not an int32 of ticks");
    this.records[this.live(slot) + AT_PRICE] = priceTicks;
  }

  /**
   * For books: a new price and new open lots; what has been filled stays filled. An iceberg shows its share of them anew.
   * One that keeps its place is given its shown and hidden lots by the book afterwards (setLeaves).
   */
  amend(slot: number, priceTicks: Ticks, leaves: Lots): void {
    const order = this.live(slot);
    const records = this.records;
    if ((priceTicks | 0) !== priceTicks) throw new InvariantError("price is not an int32 of ticks");
    if ((leaves | 0) !== leaves || leaves <= 0) throw new InvariantError("lots of an order are not a positive int32");
    const lots = records[order + AT_LOTS] - records[order + AT_LEAVES] - records[order + AT_HIDDEN] + leaves;
    if ((lots | 0) !== lots) throw new InvariantError("lots of a replaced order are not an int32");
    const isIceberg = (records[order + AT_ATTRIBUTES] & ICEBERG) !== 0;
    const shown = isIceberg ? Math.min(leaves, records[order + AT_SHARE]) : leaves;
    records[order + AT_PRICE] = priceTicks;
    records[order + AT_LOTS] = lots;
    records[order + AT_LEAVES] = shown;
    records[order + AT_HIDDEN] = leaves - shown;
  }

  /** The first word of a pending order's record. */
  private pending(slot: number): number {
    const order = this.live(slot);
    if (this.records[order + AT_STATE] !== ORDER_PENDING) throw new InvariantError("the order is not pending");
    return order;
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
