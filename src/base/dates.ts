import { assert } from "./assert.ts";
import type { EpochDay } from "./units.ts";

/*
 * The proleptic Gregorian calendar as arithmetic on days since 1970-01-01, years 1 to 9999. Years are counted from March,
 * so that the leap day is the last of its year. After H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
 */

const DAYS_PER_ERA = 146_097; // 400 years
const DAYS_BEFORE_1970 = 719_468; // from 0000-03-01
const FIRST_DAY = -719_162; // 0001-01-01
const LAST_DAY = 2_932_896; // 9999-12-31
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Days since 1970-01-01 of a civil date; throws InvariantError for a date that does not exist. */
export function epochDay(year: number, month: number, day: number): EpochDay {
  assert(isDate(year, month, day), "no such date");
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_BEFORE_1970;
}

/** The civil date of a day; throws InvariantError outside the years 1 to 9999. */
export function civil(day: EpochDay): CivilDate {
  assert(Number.isInteger(day) && day >= FIRST_DAY && day <= LAST_DAY, "day outside the years 1 to 9999");
  const shifted = day + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** A day as text, for example 2026-03-31. */
export function isoDate(day: EpochDay): string {
  const date = civil(day);
  return `${padded(date.year, 4)}-${padded(date.month, 2)}-${padded(date.day, 2)}`;
}

/** The day that a text such as 2026-03-31 names; undefined if it is not written so or there is no such date. */
export function parseIsoDate(text: string): EpochDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  return isDate(year, month, day) ? epochDay(year, month, day) : undefined;
}

/** Day of the week, 0 = Monday to 6 = Sunday. */
export function weekday(day: EpochDay): number {
  assert(Number.isInteger(day), "day is not a whole number");
  return (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

/** Month of a day as one number, for example 202603. */
export function yyyymm(day: EpochDay): number {
  const date = civil(day);
  return date.year * 100 + date.month;
}

/** A month as text: 202603 gives 2026-03. */
export function monthText(month: number): string {
  assertMonth(month);
  return `${padded(Math.floor(month / 100), 4)}-${padded(month % 100, 2)}`;
}

/** First day of a month given as 202603. */
export function firstDayOfMonth(month: number): EpochDay {
  assertMonth(month);
  return epochDay(Math.floor(month / 100), month % 100, 1);
}

/** Last day of a month given as 202603. */
export function lastDayOfMonth(month: number): EpochDay {
  assertMonth(month);
  const year = Math.floor(month / 100);
  return epochDay(year, month % 100, daysInMonth(year, month % 100));
}

/** The month n months later (earlier if n is negative): 202611 and 3 give 202702. */
export function addMonths(month: number, n: number): number {
  assertMonth(month);
  assert(Number.isInteger(n), "number of months is not whole");
  const months = Math.floor(month / 100) * 12 + (month % 100) - 1 + n;
  const sum = Math.floor(months / 12) * 100 + (((months % 12) + 12) % 12) + 1;
  assertMonth(sum);
  return sum;
}

function isDate(year: number, month: number, day: number): boolean {
  return isMonth(year, month) && Number.isInteger(day) && day >= 1 && day <= daysInMonth(year, month);
}

function isMonth(year: number, month: number): boolean {
  return Number.isInteger(year) && Number.isInteger(month) && year >= 1 && year <= 9999 && month >= 1 && month <= 12;
}

function assertMonth(month: number): void {
  assert(isMonth(Math.floor(month / 100), month % 100), "no such month");
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : MONTH_LENGTHS[month - 1];
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
