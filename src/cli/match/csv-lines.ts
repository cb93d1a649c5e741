const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;

/** Longest line in bytes. */
export const LINE_BYTES = 65_536;
/** Most fields of a line; more are counted but not kept. */
export const FIELDS_MAXIMUM = 64;

const FIRST_BYTES = 1 << 18;
const NO_END = -1;
const LINE_END = Uint8Array.of(LF);

/**
 * Splits CSV bytes that come in pieces into lines and fields (RFC 4180: quotes around a field, doubled inside; LF or CRLF),
 * without making objects of them. A quoted field ends on its line. Spaces around fields that are not quoted do not count;
 * empty lines are passed over, and so is a byte order mark at the start.
 */
export class CsvLines {
  /** Holds the line, into which the fields point until the next call. Replaced when more bytes come. */
  bytes = new Uint8Array(FIRST_BYTES);
  readonly starts = new Int32Array(FIELDS_MAXIMUM);
  readonly ends = new Int32Array(FIELDS_MAXIMUM);
  /** Fields of the line. */
  count = 0;
  /** Number of the line, counted from 1. */
  line = 0;
  /** Why the line is not CSV text, for people; empty when it is. */
  fault = "";
  private at = 0;
  private end = 0;
  private isStart = true;
  private isEnd = false;
  /** The beginning of a line that is too long has been thrown away. */
  private isSkipping = false;
  /** All bytes of the line's quoted fields together: what counts is whether there are any above 127. */
  private quotedBits = 0;

  /** More bytes, which are copied. */
  push(piece: Uint8Array): void {
    const left = this.end - this.at;
    if (left + piece.length > this.bytes.length) {
      const larger = new Uint8Array(2 * (left + piece.length));
      larger.set(this.bytes.subarray(this.at, this.end));
      this.bytes = larger;
    } else {
      this.bytes.copyWithin(0, this.at, this.end);
    }
    this.bytes.set(piece, left);
    this.at = 0;
    this.end = left + piece.length;
  }

  /** No more bytes come: what is left is the last line. */
  finish(): void {
    this.isEnd = true;
    if (this.at < this.end || this.isSkipping) this.push(LINE_END);
  }

  /** Whether there is another line that is not empty: it is in the fields now. */
  next(): boolean {
    if (this.isStart && !this.passMark()) return false;
    for (;;) {
      const start = this.at;
      const stop = this.split(start);
      if (stop === NO_END) {
        this.isSkipping ||= this.end - start > LINE_BYTES;
        if (this.isSkipping) this.at = this.end;
        return false;
      }
      this.at = stop + 1;
      this.line++;
      if (this.isSkipping || stop - start > LINE_BYTES) {
        this.isSkipping = false;
        this.fault = `the line has more than ${String(LINE_BYTES)} bytes`;
        return true;
      }
      if (this.fault !== "" || this.count > 1 || this.starts[0] < this.ends[0]) return true;
    }
  }

  /** The text of a field of the line. */
  textOf(field: number): string {
    return new TextDecoder().decode(this.bytes.subarray(this.starts[field], this.ends[field]));
  }

  /** Passes over a byte order mark; false while too few bytes have come to know. */
  private passMark(): boolean {
    const { bytes, at } = this;
    if (this.end - at < 3 && !this.isEnd) return false;
    this.isStart = false;
    if (this.end - at >= 3 && bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) this.at += 3;
    return true;
  }

  /** Splits the line from a byte on into fields; the byte of its end, NO_END when that has not come yet. */
  private split(from: number): number {
    const { bytes, end } = this;
    let start = from;
    let bits = 0;
    this.count = 0;
    this.fault = "";
    this.quotedBits = 0;
    for (let at = from; at < end; at++) {
      const byte = bytes[at];
      if (byte > COMMA) {
        bits |= byte;
      } else if (byte === COMMA) {
        this.keep(start, at);
        start = at + 1;
      } else if (byte === LF) {
        this.keep(start, at > start && bytes[at - 1] === CR ? at - 1 : at);
        if (((bits | this.quotedBits) & 0x80) !== 0) this.checkText();
        return at;
      } else if (byte === QUOTE) {
        if (at !== start) return this.faulty("a quote inside a field without quotes", at);
        at = this.quoted(at);
        if (at === NO_END || this.fault !== "") return at;
        if (bytes[at] === LF) {
          if (((bits | this.quotedBits) & 0x80) !== 0) this.checkText();
          return at;
        }
        start = at + 1;
      } else if (byte < SPACE && byte !== TAB && !(byte === CR && bytes[at + 1] === LF)) {
        return this.faulty("a control character", at);
      }
    }
    return NO_END;
  }

  /** Keeps a field without the spaces around it. */
  private keep(from: number, to: number): void {
    const bytes = this.bytes;
    let start = from;
    let end = to;
    while (start < end && (bytes[start] === SPACE || bytes[start] === TAB)) start++;
    while (start < end && (bytes[end - 1] === SPACE || bytes[end - 1] === TAB)) end--;
    if (this.count < FIELDS_MAXIMUM) {
      this.starts[this.count] = start;
      this.ends[this.count] = end;
    }
    this.count++;
  }

  /**
   * Keeps the field in the quotes that begin here, with inner quotes made single. The byte of the comma or line end after
   * it, NO_END when the line is not complete.
   */
  private quoted(open: number): number {
    const bytes = this.bytes;
    const stop = bytes.subarray(0, this.end).indexOf(LF, open);
    if (stop < 0) return NO_END;
    let write = open + 1;
    let at = open + 1;
    let isClosed = false;
    for (; at < stop; at++) {
      const byte = bytes[at];
      isClosed = byte === QUOTE && bytes[++at] !== QUOTE;
      if (isClosed) break;
      if (byte < SPACE && byte !== TAB) return this.faulty("a control character", at);
      this.quotedBits |= byte;
      bytes[write++] = byte;
    }
    if (!isClosed) return this.faulty("a quote that is not closed on its line", at);
    if (bytes[at] === CR) at++;
    if (bytes[at] !== COMMA && at !== stop) return this.faulty("text after a closing quote", at);
    if (this.count < FIELDS_MAXIMUM) {
      this.starts[this.count] = open + 1;
      this.ends[this.count] = write;
    }
    this.count++;
    return at;
  }

  /** Gives the line up; the byte of its end, NO_END when that has not come yet. */
  private faulty(what: string, at: number): number {
    this.fault = `${what} (field ${String(this.count + 1)})`;
    const stop = this.bytes.subarray(0, this.end).indexOf(LF, at);
    return stop < 0 ? NO_END : stop;
  }

  private checkText(): void {
    for (let field = 0; field < Math.min(this.count, FIELDS_MAXIMUM); field++) {
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(this.bytes.subarray(this.starts[field], this.ends[field]));
      } catch {
        this.fault = `bytes that are not UTF-8 (field ${String(field + 1)})`;
      }
    }
  }
}
