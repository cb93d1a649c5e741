const DIGIT_ZERO = 48;
const MINUS = 45;
const POINT = 46;
const SPLIT = 1_000_000_000;

/**
 * Text as bytes in a fixed buffer, numbers written digit by digit without making strings. The caller sees to it that
 * there is room: a number takes at most 26 bytes.
 */
export class ByteText {
  readonly bytes: Uint8Array;
  length = 0;
  readonly #digits = new Uint8Array(24);

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  byte(code: number): void {
    this.bytes[this.length++] = code;
  }

  /** A short ASCII text, such as a number's. */
  ascii(text: string): void {
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i);
  }

  append(text: Uint8Array): void {
    this.bytes.set(text, this.length);
    this.length += text.length;
  }

  /** A whole number within 2^53. */
  integer(value: number): void {
    if (value < 0) this.byte(MINUS);
    this.#size(Math.abs(value));
  }

  /** A whole number of `unit`-ths as a decimal without trailing zeros; `unit` = 10^digits. */
  decimal(value: number, unit: number, digits: number): void {
    if (value < 0) this.byte(MINUS);
    const size = Math.abs(value);
    const whole = Math.floor(size / unit);
    this.#size(whole);
    let fraction = (size - whole * unit) | 0;
    if (fraction === 0) return;
    this.byte(POINT);
    let places = digits;
    while (fraction % 10 === 0) {
      fraction = (fraction / 10) | 0;
      places -= 1;
    }
    this.#padded(fraction, places);
  }

  #size(size: number): void {
    if (size < SPLIT) {
      this.#small(size);
      return;
    }
    const high = Math.floor(size / SPLIT);
    this.#small(high);
    this.#padded(size - high * SPLIT, 9);
  }

  #small(size: number): void {
    let rest = size | 0;
    let n = 0;
    do {
      const tenth = (rest / 10) | 0;
      this.#digits[n++] = DIGIT_ZERO + rest - tenth * 10;
      rest = tenth;
    } while (rest > 0);
    while (n > 0) this.bytes[this.length++] = this.#digits[--n];
  }

  #padded(size: number, places: number): void {
    let rest = size | 0;
    for (let i = this.length + places - 1; i >= this.length; i--) {
      const tenth = (rest / 10) | 0;
      this.bytes[i] = DIGIT_ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.length += places;
  }
}
