import { assert, InvariantError } from "./assert.ts";

const FIRST_CAPACITY = 64;

function grownCapacity(capacity: number, maximum: number): number {
  if (capacity >= maximum) throw new InvariantError("column is full");
  return Math.min(2 * capacity, maximum);
}

/** A growing column of doubles, at most `maximum` long; throws InvariantError beyond. Entries 0 .. length - 1 count. */
export class Float64Column {
  values: Float64Array;
  length = 0;
  private readonly maximum: number;

  constructor(maximum: number) {
    assert(Number.isSafeInteger(maximum) && maximum >= 1, "column maximum is not a whole number >= 1");
    this.maximum = maximum;
    this.values = new Float64Array(Math.min(FIRST_CAPACITY, maximum));
  }

  /** Adds a value, NaN and infinities included. */
  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Float64Array(grownCapacity(this.length, this.maximum));
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }
}

/** A growing column of 32-bit whole numbers, at most `maximum` long; throws InvariantError beyond. */
export class Int32Column {
  values: Int32Array;
  length = 0;
  private readonly maximum: number;

  constructor(maximum: number) {
    assert(Number.isSafeInteger(maximum) && maximum >= 1, "column maximum is not a whole number >= 1");
    this.maximum = maximum;
    this.values = new Int32Array(Math.min(FIRST_CAPACITY, maximum));
  }

  /** Adds a value; throws InvariantError for NaN, fractions, and anything that does not fit 32 bits. */
  push(value: number): void {
    if ((value | 0) !== value) throw new InvariantError("value is not a 32-bit whole number");
    if (this.length === this.values.length) {
      const grown = new Int32Array(grownCapacity(this.length, this.maximum));
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }
}
