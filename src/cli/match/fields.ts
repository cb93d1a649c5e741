import { NAME_BYTES, NO_NAME } from "./byte-names.ts";
import { ABSENT, COLUMNS } from "./columns.ts";
import type { CsvLines } from "./csv-lines.ts";
import type { LineProblems } from "./line-problems.ts";
import { quoted } from "./line-problems.ts";
import type { Words } from "./words.ts";
import { didYouMean } from "../../scenario/suggest.ts";

const MINUS = 45;
const DOT = 46;
const ZERO = 48;

/** A decimal number as it was written: `digits` units of the last of `decimals` decimals, of which it needs all. */
export interface Decimal {
  isGiven: boolean;
  digits: number;
  decimals: number;
}

/** Reads the fields of a line by column; what cannot be read is reported. */
export class Fields {
  readonly lines: CsvLines;
  private readonly columns: Int32Array;
  private readonly problems: LineProblems;

  constructor(lines: CsvLines, columns: Int32Array, problems: LineProblems) {
    this.lines = lines;
    this.columns = columns;
    this.problems = problems;
  }

  hasColumn(column: number): boolean {
    return this.columns[column] !== ABSENT;
  }

  /** Whether something is written in a column. */
  has(column: number): boolean {
    const field = this.columns[column];
    return field !== ABSENT && this.lines.starts[field] < this.lines.ends[field];
  }

  /** First byte of a column that has something. */
  start(column: number): number {
    return this.lines.starts[this.columns[column]];
  }

  end(column: number): number {
    return this.lines.ends[this.columns[column]];
  }

  /** Whether something is written in a column that must have it. */
  demand(column: number, why: string): boolean {
    if (this.has(column)) return true;
    this.complain(column, `is missing: ${why}`);
    return false;
  }

  /** Whether a column with a name has one that is short enough. */
  name(column: number): boolean {
    if (this.end(column) - this.start(column) <= NAME_BYTES) return true;
    this.complain(
      column,
      `must be at most ${String(NAME_BYTES)} bytes, got ${String(this.end(column) - this.start(column))}`,
    );
    return false;
  }

  /** Code of the word in a column, `otherwise` when it is empty; after a complaint that too. */
  word(column: number, words: Words, otherwise: number): number {
    if (!this.has(column)) return otherwise;
    const code = words.find(this.lines.bytes, this.start(column), this.end(column));
    if (code !== NO_NAME) return code;
    const hint = didYouMean(this.textOf(column), words.list);
    this.complain(column, `must be one of ${words.list.join(", ")}, got ${quoted(this.textOf(column))}${hint}`);
    return otherwise;
  }

  /** The whole number in a column, `otherwise` when it is empty. Inexact beyond 2^53. */
  whole(column: number, otherwise: number): number {
    if (!this.has(column)) return otherwise;
    const { bytes } = this.lines;
    const end = this.end(column);
    let at = this.start(column);
    const isNegative = bytes[at] === MINUS;
    if (isNegative) at++;
    let value = 0;
    let digit = at < end ? 0 : -1;
    for (; at < end && digit >= 0; at++) {
      digit = digitOf(bytes[at]);
      value = value * 10 + digit;
    }
    if (digit >= 0) return isNegative ? -value : value;
    this.complain(column, `must be a whole number, got ${quoted(this.textOf(column))}`);
    return otherwise;
  }

  /** A whole number as above that must be from 0 to a maximum. */
  wholeUpTo(maximum: number, column: number, otherwise: number): number {
    const value = this.whole(column, otherwise);
    if (value === otherwise || (value >= 0 && value <= maximum)) return value;
    this.complain(column, `must be from 0 to ${String(maximum)}, got ${quoted(this.textOf(column))}`);
    return otherwise;
  }

  /** Reads the decimal number in a column, if it has one. */
  decimal(column: number, into: Decimal): void {
    into.isGiven = this.has(column);
    if (!into.isGiven) return;
    const { bytes } = this.lines;
    const end = this.end(column);
    let at = this.start(column);
    const isNegative = bytes[at] === MINUS;
    if (isNegative) at++;
    let digits = 0;
    let decimals = 0;
    let zeros = 0;
    let isFraction = false;
    let isRight = at < end && digitOf(bytes[end - 1]) >= 0 && digitOf(bytes[at]) >= 0;
    for (; at < end && isRight; at++) {
      const digit = digitOf(bytes[at]);
      if (digit < 0) {
        isRight = bytes[at] === DOT && !isFraction;
        isFraction = true;
      } else if (!isFraction) {
        digits = digits * 10 + digit;
      } else if (digit === 0) {
        zeros++;
      } else {
        // Zeros count only where another digit follows.
        for (; zeros > 0; zeros--, decimals++) digits *= 10;
        digits = digits * 10 + digit;
        decimals++;
      }
    }
    into.digits = isNegative ? -digits : digits;
    into.decimals = decimals;
    if (!isRight) this.complain(column, `must be a number such as 101.5, got ${quoted(this.textOf(column))}`);
  }

  complain(column: number, message: string): void {
    this.problems.add(this.lines.line, COLUMNS[column], message);
  }

  private textOf(column: number): string {
    return this.lines.textOf(this.columns[column]);
  }
}

/** The digit of a byte, below zero when it is none. */
function digitOf(byte: number): number {
  const digit = byte - ZERO;
  return digit <= 9 ? digit : -1;
}
