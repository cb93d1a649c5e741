import type { Lots, Side, Ticks } from "../../base/units.ts";
import { Bitmap } from "./bitmap.ts";
import { FarLevels } from "./far-levels.ts";
import * as level from "./level.ts";
import { appendToLevel, removeFromLevel } from "./level-links.ts";
import type { OrderStore } from "./order-store.ts";
import * as record from "./order-record.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { LEVEL_FIRST, LEVEL_LOTS, LEVEL_ORDERS, LEVEL_SHIFT } = level;
const { AT_LEAVES, NO_ORDER, ORDER_SHIFT } = record;

const FIRST_SIZE = 1024;
const MOST_SIZE = 8192;
const LOWEST_KEY = -0x8000_0000;
const HIGHEST_KEY = 0x7fff_ffff;

/**
 * One side of a book: a queue of orders at each price, and the best price at hand.
 *
 * Prices are kept as keys of which the higher is the better: the price itself for buys, its complement (-1 - price) for
 * sells, so that one code serves both sides and no Int32 is left out. Levels within `size` keys from `low` lie in a ring, a
 * level's place being the lowest bits of its key: the window moves with the market without moving a level. Levels below
 * the window wait in `far`. The ring doubles while that lets it hold all levels, up to 8,192 ticks; beyond that the worst
 * go to `far`, so that two orders 10^9 ticks apart take two levels. The best level is always in the ring.
 */
export class Ladder {
  readonly store: OrderStore;
  /** Exclusive-or with this turns a price into a key and back. */
  readonly flip: number;
  /** All orders of this side. */
  orders = 0;
  /** Key of the best level; of an empty side the key of price 0, which nobody may rely on. */
  bestKey: number;
  /** The order that has top-order status, -1 when none: see matching/top-order.ts. */
  top = NO_ORDER;
  /** Occupied levels in the ring. */
  near = 0;
  size = FIRST_SIZE;
  /** Lowest key of the window. */
  low = 0;
  levels = new Int32Array(FIRST_SIZE << LEVEL_SHIFT);
  occupied = new Bitmap(FIRST_SIZE);
  readonly far = new FarLevels();
  walkKey = 0;
  walkLevel = 0;
  walkLevels = this.levels;
  private mask = FIRST_SIZE - 1;
  private walkedNear = 0;
  private walkedFar = 0;

  constructor(store: OrderStore, side: Side) {
    this.store = store;
    this.flip = side === 1 ? 0 : -1;
    this.bestKey = this.flip;
  }

  get bestTicks(): Ticks {
    return this.bestKey ^ this.flip;
  }

  /** Shown lots at the best price, 0 when the side is empty. */
  get bestLots(): Lots {
    return this.levels[this.levelOf(this.bestKey) + LEVEL_LOTS];
  }

  /** The order that trades next; the side must not be empty. */
  get first(): number {
    return this.levels[this.levelOf(this.bestKey) + LEVEL_FIRST];
  }

  /** Puts an order behind all others at its price, whose key the caller knows. */
  add(slot: number, key: number): void {
    if (!this.isNear(key) && !this.reach(key)) {
      // Opening a level may replace the columns.
      const level = this.far.open(key);
      appendToLevel(this.far.levels, level, this.store.records, slot);
    } else {
      const levels = this.levels;
      const level = this.levelOf(key);
      appendToLevel(levels, level, this.store.records, slot);
      if (levels[level + LEVEL_ORDERS] === 1) this.open(key);
    }
    this.orders++;
  }

  /** Takes out an order that is in this side at the price of this key. */
  remove(slot: number, key: number): void {
    this.orders--;
    if (slot === this.top) this.top = NO_ORDER;
    if (this.isNear(key)) {
      if (removeFromLevel(this.levels, this.levelOf(key), this.store.records, slot) === 0) this.close(key);
    } else {
      const level = this.far.find(key);
      if (removeFromLevel(this.far.levels, level, this.store.records, slot) === 0) this.far.close(level);
    }
  }

  /** Takes lots that traded off an order at the best price, which stays in its queue although it may show none. */
  fillBest(slot: number, lots: Lots): void {
    this.store.records[(slot << ORDER_SHIFT) + AT_LEAVES] -= lots;
    this.levels[this.levelOf(this.bestKey) + LEVEL_LOTS] -= lots;
  }

  /** Sends an order at the best price, which shows no lots, to the end of its queue with so many of its lots shown. */
  refreshBest(slot: number, shown: Lots): void {
    const records = this.store.records;
    const level = this.levelOf(this.bestKey);
    removeFromLevel(this.levels, level, records, slot);
    records[(slot << ORDER_SHIFT) + AT_LEAVES] = shown;
    appendToLevel(this.levels, level, records, slot);
  }

  /** Takes shown lots off an order that keeps its place and still shows some. */
  reduce(slot: number, key: number, lots: Lots): void {
    this.store.records[(slot << ORDER_SHIFT) + AT_LEAVES] -= lots;
    if (this.isNear(key)) this.levels[this.levelOf(key) + LEVEL_LOTS] -= lots;
    else this.far.levels[this.far.find(key) + LEVEL_LOTS] -= lots;
  }

  /** Takes the best level, whose orders have all been filled, out of this side. */
  closeBest(): void {
    this.close(this.bestKey);
  }

  /** Shown lots at a price. */
  lotsAt(priceTicks: Ticks): Lots {
    const key = priceTicks ^ this.flip;
    if (this.isNear(key)) return this.levels[this.levelOf(key) + LEVEL_LOTS];
    return this.far.has(key) ? this.far.levels[this.far.find(key) + LEVEL_LOTS] : 0;
  }

  /** The first order at a price that has orders. */
  firstAt(priceTicks: Ticks): number {
    const key = priceTicks ^ this.flip;
    if (this.isNear(key)) return this.levels[this.levelOf(key) + LEVEL_FIRST];
    return this.far.levels[this.far.find(key) + LEVEL_FIRST];
  }

  /** Starts a walk through the levels from the best to the worst: `next` then goes to the first. Nothing may change. */
  rewind(): void {
    this.walkedNear = 0;
    this.walkedFar = 0;
  }

  /** Goes to the next level of the walk: `walkKey`, and its record from word `walkLevel` of `walkLevels`. */
  next(): boolean {
    if (this.walkedNear < this.near) {
      this.walkKey = this.walkedNear === 0 ? this.bestKey : this.nearKeyAtOrBelow(this.walkKey - 1);
      this.walkLevels = this.levels;
      this.walkLevel = this.levelOf(this.walkKey);
      this.walkedNear++;
      return true;
    }
    if (this.walkedFar === this.far.count) return false;
    this.walkedFar++;
    const index = this.far.count - this.walkedFar;
    this.walkKey = this.far.keys[index];
    this.walkLevels = this.far.levels;
    this.walkLevel = index << LEVEL_SHIFT;
    return true;
  }

  isNear(key: number): boolean {
    return (key - this.low) >>> 0 < this.size;
  }

  /** First word of the record of a level in the ring. */
  levelOf(key: number): number {
    return (key & this.mask) << LEVEL_SHIFT;
  }

  /** The best key of the ring not above this one, around the ring; some level must be occupied. */
  nearKeyAtOrBelow(key: number): number {
    const found = this.occupied.atOrBelow(key & this.mask);
    return this.keyAt(found >= 0 ? found : this.occupied.atOrBelow(this.mask));
  }

  private worstNearKey(): number {
    const found = this.occupied.atOrAbove(this.low & this.mask);
    return this.keyAt(found >= 0 ? found : this.occupied.atOrAbove(0));
  }

  /** The key of a level in the ring from its place. */
  private keyAt(place: number): number {
    return this.low + ((place - this.low) & this.mask);
  }

  /** Marks a level of the ring that has received its first order. */
  private open(key: number): void {
    this.occupied.add(key & this.mask);
    this.near++;
    if (key > this.bestKey || this.orders === 0) this.bestKey = key;
  }

  /** Takes a level of the ring out that has become empty. */
  private close(key: number): void {
    this.occupied.remove(key & this.mask);
    this.near--;
    if (key !== this.bestKey) return;
    if (this.near > 0) this.bestKey = this.nearKeyAtOrBelow(key - 1);
    else this.refill();
  }

  /** Brings the best of the far levels near, the ring being empty, and no others: the market may be back at once. */
  private refill(): void {
    this.bestKey = this.far.count > 0 ? this.far.bestKey : this.flip;
    if (this.far.count > 0) this.moveWindow(this.bestKey);
  }

  /** Tries to bring a key into the window that lies outside; false if it belongs to the far levels. */
  private reach(key: number): boolean {
    if (this.orders === 0) {
      this.moveWindow(key - (this.size >> 1));
      return true;
    }
    if (key > this.bestKey) {
      this.raiseWindow(key);
      return true;
    }
    // No command moves more than a few levels in from far, and what it moves out was added before.
    if (this.far.isManyFrom(key)) return false;
    const span = this.bestKey - key + 1;
    this.growFor(span);
    if (span > this.size) return false;
    this.moveWindow(this.far.count > 0 ? key : key - ((this.size - span) >> 1));
    return true;
  }

  /** Moves the window up to a new best key, leaving behind the levels that are too far below it. */
  private raiseWindow(key: number): void {
    const span = key - this.worstNearKey() + 1;
    this.growFor(span);
    if (span <= this.size) {
      this.moveWindow(Math.max(this.low, this.worstNearKey() - ((this.size - span) >> 1)));
      return;
    }
    const low = key - (this.size >> 1);
    while (this.near > 0 && this.worstNearKey() < low) this.banish(this.worstNearKey());
    this.moveWindow(low);
  }

  /** Sets the window, kept within the Int32s, and brings in the far levels that it covers. */
  private moveWindow(low: number): void {
    this.low = Math.min(Math.max(low, LOWEST_KEY), HIGHEST_KEY - this.mask);
    const far = this.far;
    while (far.count > 0 && far.bestKey >= this.low) {
      const key = far.bestKey;
      copyLevel(far.levels, far.find(key), this.levels, this.levelOf(key));
      far.close(far.find(key));
      this.occupied.add(key & this.mask);
      this.near++;
    }
  }

  /** Moves a level from the ring to the far levels. */
  private banish(key: number): void {
    const level = this.levelOf(key);
    const to = this.far.open(key);
    copyLevel(this.levels, level, this.far.levels, to);
    this.levels.fill(0, level, level + (1 << LEVEL_SHIFT));
    this.occupied.remove(key & this.mask);
    this.near--;
  }

  /** Doubles the ring until it holds that many keys, unless it never can. */
  private growFor(span: number): void {
    if (span <= this.size || span > MOST_SIZE) return;
    let size = this.size;
    while (size < span) size *= 2;
    const levels = new Int32Array(size << LEVEL_SHIFT);
    const occupied = new Bitmap(size);
    for (let n = 0, key = this.bestKey; n < this.near; n++) {
      const place = key & (size - 1);
      copyLevel(this.levels, this.levelOf(key), levels, place << LEVEL_SHIFT);
      occupied.add(place);
      key = this.nearKeyAtOrBelow(key - 1);
    }
    this.size = size;
    this.mask = size - 1;
    this.levels = levels;
    this.occupied = occupied;
    this.moveWindow(this.low);
  }
}

function copyLevel(from: Int32Array, fromLevel: number, to: Int32Array, toLevel: number): void {
  for (let i = 0; i < 1 << LEVEL_SHIFT; i++) to[toLevel + i] = from[fromLevel + i];
}
