import type { ByteNames } from "./byte-names.ts";

const FIRST_BYTES = 1 << 17;
const FULL = 1 << 16;
const SPARE = 1024;
const ZERO = 48;
const MINUS = 45;
const DOT = 46;
const COMMA = 44;
const QUOTE = 34;
const LF = 10;

/** Takes bytes that are valid until it returns. */
export type Sink = (bytes: Uint8Array) => void;

/**
 * Writes CSV as bytes: fields are followed by commas, the last one of a row by `endRow`. Whole rows go to the sink, in
 * large pieces.
 */
export class ByteWriter {
  private readonly sink: Sink;
  private readonly bytes = new Uint8Array(FIRST_BYTES);
  private at = 0;
  private readonly digits = new Uint8Array(24);

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /** A text of characters below 128 that needs no quotes, at most SPARE of them. */
  word(text: string): void {
    for (let index = 0; index < text.length; index++) this.bytes[this.at++] = text.charCodeAt(index);
    this.bytes[this.at++] = COMMA;
  }

  empty(): void {
    this.bytes[this.at++] = COMMA;
  }

  /** A name, in quotes if it has commas or quotes. */
  name(names: ByteNames, number: number): void {
    const start = number * names.stride;
    this.text(names.bytes, start, start + names.lengthOf(number));
  }

  /** The same for a text of at most NAME_BYTES bytes. */
  text(from: Uint8Array, start: number, end: number): void {
    const before = this.at;
    for (let at = start; at < end; at++) {
      const byte = from[at];
      if (byte === COMMA || byte === QUOTE) {
        this.at = before;
        this.quoted(from, start, end);
        return;
      }
      this.bytes[this.at++] = byte;
    }
    this.bytes[this.at++] = COMMA;
  }

  /** A safe integer. */
  integer(value: number): void {
    this.decimal(value, 0);
  }

  /** A safe integer as so many units of a last decimal. */
  decimal(value: number, decimals: number): void {
    const { bytes, digits } = this;
    let left = Math.abs(value);
    let count = 0;
    do {
      const next = Math.floor(left / 10);
      digits[count++] = ZERO + (left - next * 10);
      left = next;
    } while (left > 0 || count <= decimals);
    if (value < 0) bytes[this.at++] = MINUS;
    while (count > 0) {
      if (count === decimals) bytes[this.at++] = DOT;
      bytes[this.at++] = digits[--count];
    }
    bytes[this.at++] = COMMA;
  }

  /** Ends a row of at least one field. */
  endRow(): void {
    this.bytes[this.at - 1] = LF;
    if (this.at > FULL - SPARE) this.flush();
  }

  /** Gives the sink all that has been written. */
  flush(): void {
    if (this.at > 0) this.sink(this.bytes.subarray(0, this.at));
    this.at = 0;
  }

  private quoted(from: Uint8Array, start: number, end: number): void {
    this.bytes[this.at++] = QUOTE;
    for (let at = start; at < end; at++) {
      if (from[at] === QUOTE) this.bytes[this.at++] = QUOTE;
      this.bytes[this.at++] = from[at];
    }
    this.bytes[this.at++] = QUOTE;
    this.bytes[this.at++] = COMMA;
  }
}
