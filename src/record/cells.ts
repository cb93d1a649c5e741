import { InvariantError } from "../base/assert.ts";
import { isoDate, parseIsoDate } from "../base/dates.ts";
import type { Column, Dictionaries } from "./table.ts";
import type { ColumnDefinition } from "./tables.ts";

/** Decimals behind the point of a column of whole small units. */
export const MONEY_DIGITS = 4;
export const PRICE_DIGITS = 6;
const POWERS_OF_TEN = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

/** The names that an id or enum column's codes stand for; none for other columns. */
export function namesOf(definition: ColumnDefinition, dictionaries: Dictionaries): readonly string[] {
  if (definition.type === "enum") return definition.values!;
  return definition.type === "id" ? dictionaries[definition.dictionary!] : [];
}

/** A cell that the recorder should never have been given. */
export function badCell(column: Column, row: number): InvariantError {
  const value = column.values[row];
  return new InvariantError(`column ${column.name}, row ${row}: ${value} is not a valid ${column.definition.type}`);
}

/**
 * The text of a numeric cell, "" for a missing one. Decimals come from whole numbers by integer arithmetic, trailing
 * zeros trimmed. Throws InvariantError for a value that the column's type does not have.
 */
export function cellText(column: Column, row: number, names: readonly string[]): string {
  const value = column.values[row];
  if (Number.isNaN(value)) return "";
  const type = column.definition.type;
  const valid = type === "number" ? Number.isFinite(value) : Number.isSafeInteger(value);
  if (!valid) throw badCell(column, row);
  if (type === "number" || type === "integer") return String(value);
  if (type === "money") return decimalText(value, MONEY_DIGITS);
  if (type === "price") return decimalText(value, PRICE_DIGITS);
  if (type === "date") return isoDate(value);
  const name = type === "boolean" ? BOOLEANS[value] : names[value];
  if (name === undefined) throw badCell(column, row);
  return name;
}

const BOOLEANS = ["false", "true"];

/** A whole number of 10^-digits as a decimal: (12340, 4) is 1.234, (-5, 4) is -0.0005. */
export function decimalText(value: number, digits: number): string {
  const size = Math.abs(value);
  const unit = POWERS_OF_TEN[digits];
  const whole = Math.floor(size / unit);
  const fraction = size - whole * unit;
  const sign = value < 0 ? "-" : "";
  if (fraction === 0) return `${sign}${whole}`;
  return `${sign}${whole}.${String(fraction).padStart(digits, "0").replace(/0+$/, "")}`;
}

/** The value that a cell's text stands for, NaN for an empty one, undefined if it is not text of this type. */
export function cellValue(definition: ColumnDefinition, text: string, codes: ReadonlyMap<string, number>) {
  if (text === "") return NaN;
  switch (definition.type) {
    case "integer":
      return wholeNumber(text);
    case "number":
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? finite(Number(text)) : undefined;
    case "money":
      return decimalValue(text, MONEY_DIGITS);
    case "price":
      return decimalValue(text, PRICE_DIGITS);
    case "date":
      return parseIsoDate(text);
    case "boolean":
      return text === "true" ? 1 : text === "false" ? 0 : undefined;
    default:
      return codes.get(text);
  }
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function wholeNumber(text: string): number | undefined {
  if (!/^-?\d+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

function decimalValue(text: string, digits: number): number | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[2] ?? "";
  if (match === null || fraction.length > digits) return undefined;
  return wholeNumber(match[1] + fraction.padEnd(digits, "0"));
}
