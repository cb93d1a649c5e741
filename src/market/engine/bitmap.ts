/**
 * A set of whole numbers below `size` that finds the nearest member in a handful of steps: three layers of bits, each bit
 * of an upper layer telling whether the 32 below it hold any member. The size is a power of two from 32 to 32,768.
 */
export class Bitmap {
  readonly size: number;
  private readonly words: Int32Array;
  private readonly groups: Int32Array;
  private top = 0;

  constructor(size: number) {
    this.size = size;
    this.words = new Int32Array(size >>> 5);
    this.groups = new Int32Array(Math.max(1, size >>> 10));
  }

  has(member: number): boolean {
    return ((this.words[member >>> 5] >>> (member & 31)) & 1) === 1;
  }

  add(member: number): void {
    const word = member >>> 5;
    const group = word >>> 5;
    this.words[word] |= 1 << (member & 31);
    this.groups[group] |= 1 << (word & 31);
    this.top |= 1 << group;
  }

  remove(member: number): void {
    const word = member >>> 5;
    const group = word >>> 5;
    if ((this.words[word] &= ~(1 << (member & 31))) !== 0) return;
    if ((this.groups[group] &= ~(1 << (word & 31))) !== 0) return;
    this.top &= ~(1 << group);
  }

  /** The highest member that is not above `limit`, -1 when there is none. */
  atOrBelow(limit: number): number {
    const word = limit >>> 5;
    const bits = this.words[word] & ((2 << (limit & 31)) - 1);
    if (bits !== 0) return (word << 5) + highest(bits);
    const group = word >>> 5;
    const words = this.groups[group] & below(word & 31);
    if (words !== 0) return this.highestOfWord((group << 5) + highest(words));
    const groups = this.top & below(group);
    if (groups === 0) return -1;
    const last = 31 - Math.clz32(groups);
    return this.highestOfWord((last << 5) + highest(this.groups[last]));
  }

  /** The lowest member that is not below `limit`, -1 when there is none. */
  atOrAbove(limit: number): number {
    const word = limit >>> 5;
    const bits = this.words[word] & (-1 << (limit & 31));
    if (bits !== 0) return (word << 5) + lowest(bits);
    const group = word >>> 5;
    const words = this.groups[group] & above(word & 31);
    if (words !== 0) return this.lowestOfWord((group << 5) + lowest(words));
    const groups = this.top & above(group);
    if (groups === 0) return -1;
    const first = lowest(groups);
    return this.lowestOfWord((first << 5) + lowest(this.groups[first]));
  }

  /** Whether the upper layers say of the lower ones what is true. */
  isConsistent(): boolean {
    let top = 0;
    for (let group = 0; group < this.groups.length; group++) {
      let words = 0;
      for (let i = 0; i < 32 && (group << 5) + i < this.words.length; i++) {
        if (this.words[(group << 5) + i] !== 0) words |= 1 << i;
      }
      if (words !== this.groups[group]) return false;
      if (words !== 0) top |= 1 << group;
    }
    return top === this.top;
  }

  private highestOfWord(word: number): number {
    return (word << 5) + highest(this.words[word]);
  }

  private lowestOfWord(word: number): number {
    return (word << 5) + lowest(this.words[word]);
  }
}

/** Number of the highest bit of a word that is not zero. */
function highest(bits: number): number {
  return 31 - Math.clz32(bits);
}

/** Number of the lowest bit of a word that is not zero. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** The bits lower than bit n. */
function below(n: number): number {
  return (1 << n) - 1;
}

/** The bits higher than bit n. */
function above(n: number): number {
  return -2 << n;
}
