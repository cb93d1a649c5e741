import { InvariantError } from "../../base/assert.ts";
import * as level from "./level.ts";

// Under local names, because V8 folds a module's own constants into its code and loads those of others.
const { LEVEL_SHIFT } = level;

const FIRST_CAPACITY = 16;
/** So many levels may change places with one command. */
const MANY = 16;

/**
 * Price levels too far from the best price for the ladder's window, sorted by key, the best last. Few are expected: a
 * lookup is a binary search, and a level that opens or closes moves those that are better.
 */
export class FarLevels {
  count = 0;
  keys = new Int32Array(FIRST_CAPACITY);
  /** Level records in the order of the keys. */
  levels = new Int32Array(FIRST_CAPACITY << LEVEL_SHIFT);

  /** Key of the best far level; there must be one. */
  get bestKey(): number {
    return this.keys[this.count - 1];
  }

  /** Whether more than a few levels are at least as good as this key. */
  isManyFrom(key: number): boolean {
    return this.count > MANY && this.keys[this.count - 1 - MANY] >= key;
  }

  /** First word of the record of the level with this key; InvariantError when there is none. */
  find(key: number): number {
    const index = this.position(key);
    if (index === this.count || this.keys[index] !== key) throw new InvariantError("no level at this price");
    return index << LEVEL_SHIFT;
  }

  has(key: number): boolean {
    const index = this.position(key);
    return index < this.count && this.keys[index] === key;
  }

  /** First word of the record of the level with this key, which is opened empty when there is none. */
  open(key: number): number {
    const index = this.position(key);
    if (index < this.count && this.keys[index] === key) return index << LEVEL_SHIFT;
    if (this.count === this.keys.length) this.grow();
    this.keys.copyWithin(index + 1, index, this.count);
    this.levels.copyWithin((index + 1) << LEVEL_SHIFT, index << LEVEL_SHIFT, this.count << LEVEL_SHIFT);
    this.keys[index] = key;
    this.levels.fill(0, index << LEVEL_SHIFT, (index + 1) << LEVEL_SHIFT);
    this.count++;
    return index << LEVEL_SHIFT;
  }

  /** Removes the level with this record. */
  close(level: number): void {
    const index = level >> LEVEL_SHIFT;
    this.keys.copyWithin(index, index + 1, this.count);
    this.levels.copyWithin(level, (index + 1) << LEVEL_SHIFT, this.count << LEVEL_SHIFT);
    this.count--;
  }

  /** Number of levels with a lower key. */
  private position(key: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const keys = new Int32Array(2 * this.keys.length);
    keys.set(this.keys);
    this.keys = keys;
    const levels = new Int32Array(2 * this.levels.length);
    levels.set(this.levels);
    this.levels = levels;
  }
}
