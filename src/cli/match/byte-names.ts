/** The name is not in the table. */
export const NO_NAME = -1;

/** Longest name in bytes of UTF-8. */
export const NAME_BYTES = 64;

const FIRST_PLACES = 64;
const FIRST_STRIDE = 8;
const PLACE = 2;

/**
 * Names as bytes, found by hash and held under numbers that the caller chooses: ids of orders under their slots, accounts
 * and instruments in the order in which they come. No text is made of a name on the way.
 *
 * Open addressing with linear probing, at most half full; a removed name leaves no mark, the entries behind it move up
 * (Knuth, The Art of Computer Programming 3, section 6.4, algorithm R). Only growing allocates.
 */
export class ByteNames {
  count = 0;
  /** The bytes of the name under number n begin at `n * stride`. Replaced when the table grows. */
  bytes = new Uint8Array(FIRST_PLACES * FIRST_STRIDE);
  stride = FIRST_STRIDE;
  private lengths = new Uint8Array(FIRST_PLACES);
  // A place is two words: number plus one (0: free) and hash.
  private places = new Int32Array(FIRST_PLACES * PLACE);
  private mask = FIRST_PLACES - 1;

  /** Number of the name in `text` from `start` to before `end`, NO_NAME when there is none. */
  find(text: Uint8Array, start: number, end: number): number {
    const hash = hashOf(text, start, end);
    const places = this.places;
    for (let place = hash & this.mask; places[place * PLACE] !== 0; place = (place + 1) & this.mask) {
      if (places[place * PLACE + 1] !== hash) continue;
      const number = places[place * PLACE] - 1;
      if (this.isSame(number, text, start, end)) return number;
    }
    return NO_NAME;
  }

  /** Puts a name that is not there, at most NAME_BYTES long, under a number that is free. */
  add(text: Uint8Array, start: number, end: number, number: number): void {
    if (2 * this.count > this.mask) this.growPlaces();
    if (end - start > this.stride) this.growStride(end - start);
    if (number >= this.lengths.length) this.growNumbers(number);
    for (let at = start, own = number * this.stride; at < end; at++, own++) this.bytes[own] = text[at];
    this.lengths[number] = end - start;
    this.count++;
    this.put(number, hashOf(text, start, end));
  }

  /** Takes out the name under a number. */
  remove(number: number): void {
    const places = this.places;
    const start = number * this.stride;
    let hole = hashOf(this.bytes, start, start + this.lengths[number]) & this.mask;
    while (places[hole * PLACE] !== number + 1) hole = (hole + 1) & this.mask;
    for (let place = (hole + 1) & this.mask; places[place * PLACE] !== 0; place = (place + 1) & this.mask) {
      const home = places[place * PLACE + 1] & this.mask;
      // An entry may not move before the place at which the search for it begins.
      if (((place - home) & this.mask) < ((place - hole) & this.mask)) continue;
      places[hole * PLACE] = places[place * PLACE];
      places[hole * PLACE + 1] = places[place * PLACE + 1];
      hole = place;
    }
    places[hole * PLACE] = 0;
    this.count--;
  }

  lengthOf(number: number): number {
    return this.lengths[number];
  }

  textOf(number: number): string {
    const start = number * this.stride;
    return new TextDecoder().decode(this.bytes.subarray(start, start + this.lengths[number]));
  }

  private isSame(number: number, text: Uint8Array, start: number, end: number): boolean {
    if (this.lengths[number] !== end - start) return false;
    const bytes = this.bytes;
    for (let at = start, own = number * this.stride; at < end; at++, own++) if (bytes[own] !== text[at]) return false;
    return true;
  }

  private put(number: number, hash: number): void {
    const places = this.places;
    let place = hash & this.mask;
    while (places[place * PLACE] !== 0) place = (place + 1) & this.mask;
    places[place * PLACE] = number + 1;
    places[place * PLACE + 1] = hash;
  }

  private growPlaces(): void {
    const old = this.places;
    this.places = new Int32Array(2 * old.length);
    this.mask = 2 * this.mask + 1;
    for (let place = 0; place < old.length; place += PLACE) {
      if (old[place] !== 0) this.put(old[place] - 1, old[place + 1]);
    }
  }

  private growStride(length: number): void {
    const old = this.bytes;
    const before = this.stride;
    while (this.stride < length) this.stride *= 2;
    this.bytes = new Uint8Array(this.lengths.length * this.stride);
    for (let number = 0; number < this.lengths.length; number++) {
      this.bytes.set(old.subarray(number * before, (number + 1) * before), number * this.stride);
    }
  }

  private growNumbers(number: number): void {
    let size = this.lengths.length;
    while (size <= number) size *= 2;
    const lengths = new Uint8Array(size);
    lengths.set(this.lengths);
    this.lengths = lengths;
    const bytes = new Uint8Array(size * this.stride);
    bytes.set(this.bytes);
    this.bytes = bytes;
  }
}

/** FNV-1a (Fowler, Noll, Vo), with its high bits mixed into the low ones that choose the place. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c_9dc5 | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x0100_0193);
  return hash ^ (hash >>> 15);
}
