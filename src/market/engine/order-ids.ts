import { InvariantError } from "../../base/assert.ts";

/** The id is not known. */
export const NO_SLOT = -1;

const WORD_BITS = 32;
const FIRST_BITS = 6;

/**
 * From the order ids that clients choose, any safe integers, to slots of the order store and back.
 *
 * A hash table of chains (Knuth, The Art of Computer Programming 3, section 6.4) in typed arrays: each slot has its id and
 * the next slot of its chain, as the store's slots are there anyway. Nothing is allocated but for doubling as orders become
 * more. Measured a tenth faster than open addressing, which must move others up when an order goes.
 */
export class OrderIds {
  /** Slots that have an id. */
  count = 0;
  /** The first slot of each chain, plus one; 0 for an empty chain. */
  private heads = new Int32Array(1 << FIRST_BITS);
  private shift = WORD_BITS - FIRST_BITS;
  /** By slot: its id, and the next slot of its chain plus one. */
  private ids = new Float64Array(1 << FIRST_BITS);
  private next = new Int32Array(1 << FIRST_BITS);

  /** The slot of an id, NO_SLOT when there is none. */
  find(id: number): number {
    const { ids, next } = this;
    let slot = this.heads[hashOf(id) >>> this.shift] - 1;
    while (slot !== NO_SLOT && ids[slot] !== id) slot = next[slot] - 1;
    return slot;
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
    if (this.find(id) !== NO_SLOT) return false;
    while (slot >= this.ids.length) this.growSlots();
    this.ids[slot] = id;
    this.chain(slot);
    this.count++;
    if (this.count > this.heads.length) this.growHeads();
    return true;
  }

  /** Takes its id from a slot, which must have one. */
  delete(slot: number): void {
    const { heads, next } = this;
    const chain = hashOf(this.ids[slot]) >>> this.shift;
    if (heads[chain] === slot + 1) heads[chain] = next[slot];
    else {
      let before = heads[chain] - 1;
      while (before !== NO_SLOT && next[before] !== slot + 1) before = next[before] - 1;
      if (before === NO_SLOT) throw new InvariantError("the slot has no order id");
      next[before] = next[slot];
    }
    this.count--;
  }

  /** Puts a slot at the head of its id's chain. */
  private chain(slot: number): void {
    const chain = hashOf(this.ids[slot]) >>> this.shift;
    this.next[slot] = this.heads[chain];
    this.heads[chain] = slot + 1;
  }

  private growHeads(): void {
    const old = this.heads;
    this.heads = new Int32Array(2 * old.length);
    this.shift--;
    for (const head of old) {
      for (let slot = head - 1, following; slot !== NO_SLOT; slot = following) {
        following = this.next[slot] - 1;
        this.chain(slot);
      }
    }
  }

  private growSlots(): void {
    const ids = new Float64Array(2 * this.ids.length);
    ids.set(this.ids);
    this.ids = ids;
    const next = new Int32Array(2 * this.next.length);
    next.set(this.next);
    this.next = next;
  }
}

/** Mixes the bits of a safe integer into 32, the uppermost best: multiplicative hashing (Knuth, section 6.4) in two steps. */
function hashOf(id: number): number {
  const word = id ^ Math.imul(id / 0x1_0000_0000, 0x85eb_ca6b);
  return Math.imul(word ^ (word >>> 15), 0x9e37_79b1);
}
