import { InvariantError } from "../../base/assert.ts";

/** The id is not known. */
export const NO_SLOT = -1;

const FIRST_BITS = 6;
const WORD_BITS = 32;

/**
 * From the order ids that clients choose, any safe integers, to slots of the order store and back.
 *
 * A hash table with open addressing and linear probing, at most half full: it holds only the slots, and a slot says its id,
 * which keeps it small. An id that is deleted leaves no mark: those behind it move up (Knuth, The Art of Computer
 * Programming 3, section 6.4, algorithm R). Both columns double as orders become more; nothing else allocates.
 */
export class OrderIds {
  /** Ids in the table. */
  count = 0;
  /** Slot plus one, 0 where free. */
  private table = new Int32Array(1 << FIRST_BITS);
  private ids = new Float64Array(1 << FIRST_BITS);
  private mask = (1 << FIRST_BITS) - 1;
  private shift = WORD_BITS - FIRST_BITS;

  /** The slot of an id, NO_SLOT when there is none. */
  find(id: number): number {
    return this.table[this.placeOf(id)] - 1;
  }

  /** The id of a slot that has one. */
  idOf(slot: number): number {
    return this.ids[slot];
  }

  /**
   * Gives a slot without id an id, a safe integer. Whether the id was free: one that is taken keeps its slot, and the other
   * slot gets none.
   */
  add(id: number, slot: number): boolean {
    if (!Number.isSafeInteger(id)) throw new InvariantError("an order id is not a safe integer");
    if (!((slot | 0) === slot && slot >= 0)) throw new InvariantError("no slot for an order id");
    const place = this.placeOf(id);
    if (this.table[place] !== 0) return false;
    while (slot >= this.ids.length) this.growIds();
    this.table[place] = slot + 1;
    this.ids[slot] = id;
    this.count++;
    if (2 * this.count > this.mask) this.growTable();
    return true;
  }

  /** Takes its id from a slot, which must have one. */
  delete(slot: number): void {
    const { table, ids, mask, shift } = this;
    let hole = hashOf(ids[slot]) >>> shift;
    while (table[hole] !== slot + 1) {
      if (table[hole] === 0) throw new InvariantError("the slot has no order id");
      hole = (hole + 1) & mask;
    }
    for (let place = (hole + 1) & mask; table[place] !== 0; place = (place + 1) & mask) {
      const home = hashOf(ids[table[place] - 1]) >>> shift;
      // None may move before the place at which the search for it begins.
      if (((place - home) & mask) < ((place - hole) & mask)) continue;
      table[hole] = table[place];
      hole = place;
    }
    table[hole] = 0;
    this.count--;
  }

  /** The place of an id in the table, or the free one in which it belongs. */
  private placeOf(id: number): number {
    const { table, ids, mask } = this;
    let place = hashOf(id) >>> this.shift;
    while (table[place] !== 0 && ids[table[place] - 1] !== id) place = (place + 1) & mask;
    return place;
  }

  private growTable(): void {
    const old = this.table;
    this.table = new Int32Array(2 * old.length);
    this.mask = this.table.length - 1;
    this.shift--;
    for (const entry of old) if (entry !== 0) this.table[this.placeOf(this.ids[entry - 1])] = entry;
  }

  private growIds(): void {
    const ids = new Float64Array(2 * this.ids.length);
    ids.set(this.ids);
    this.ids = ids;
  }
}

/** Mixes the bits of a safe integer into 32, the uppermost best: multiplicative hashing (Knuth, section 6.4) in two steps. */
function hashOf(id: number): number {
  const word = id ^ Math.imul(id / 0x1_0000_0000, 0x85eb_ca6b);
  return Math.imul(word ^ (word >>> 15), 0x9e37_79b1);
}
