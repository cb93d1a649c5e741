import { parseIsoDate } from "../base/dates.ts";
import type { SeriesParameters, SeriesRows } from "../compute/exogenous/parameters.ts";
import type { CsvRecord } from "../record/csv-parser.ts";
import { CsvError, CsvParser } from "../record/csv-parser.ts";
import type { Problems } from "./error.ts";
import { quotedPart } from "./expected.ts";
import { snakeCase } from "./names.ts";
import { didYouMean } from "./suggest.ts";

const PROBLEMS_MAXIMUM = 50;
const PRICE_MAXIMUM = 1e4;
const TOKENS_MAXIMUM = 1e6;

/** What decides how a series' file is read. */
export type SeriesColumns = Pick<
  SeriesParameters,
  "dateColumn" | "priceColumn" | "gpuColumn" | "volumeColumn" | "utcOffsetHours"
>;

/**
 * Reads the text of a series' CSV file. `shown`: its name in messages. Reported with line and column: what is not CSV, a
 * column that is missing or there twice, a row of another length than the header, times that are none or do not rise,
 * prices that are no positive numbers, negative volumes. After 50 problems the rest is left unread. Undefined if there
 * was any.
 */
export function parseSeries(
  text: string,
  columns: SeriesColumns,
  shown: string,
  problems: Problems,
): SeriesRows | undefined {
  const reader = new SeriesReader(columns, shown, problems);
  const parser = new CsvParser(shown, (record) => reader.take(record));
  try {
    parser.push(text);
    parser.end();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    reader.refuse(error.line, error.column, "", error.reason);
  }
  return reader.finish();
}

/** The hour since 1970-01-01T00:00Z that a text names, local where it has no zone; undefined for anything else. */
export function hourOf(text: string, utcOffsetHours: number): number | undefined {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/.exec(
      text,
    );
  const day = match === null ? undefined : parseIsoDate(match[1]);
  if (match === null || day === undefined) return undefined;
  const [, , hours = "0", minutes = "0", seconds = "0", zone] = match;
  const local = day * 24 + Number(hours) + Number(minutes) / 60 + Number(seconds) / 3600;
  return local - (zone === undefined ? utcOffsetHours : zoneHours(zone));
}

function zoneHours(zone: string): number {
  if (zone === "Z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) + Number(zone.slice(-2)) / 60);
}

/** Takes records one by one: the header first. */
class SeriesReader {
  private readonly columns: SeriesColumns;
  private readonly shown: string;
  private readonly problems: Problems;
  private refused = 0;
  private header: readonly string[] | undefined;
  /** Position of each column in the header; -1 where it is not read. */
  private date = -1;
  private price = -1;
  private gpu = -1;
  private volume = -1;
  private lastTime = "";
  private readonly hours: number[] = [];
  private readonly prices: number[] = [];
  private readonly gpuPrices: number[] = [];
  private readonly volumes: number[] = [];

  constructor(columns: SeriesColumns, shown: string, problems: Problems) {
    this.columns = columns;
    this.shown = shown;
    this.problems = problems;
  }

  take(record: CsvRecord): void {
    if (this.refused >= PROBLEMS_MAXIMUM || (record.cells.length === 1 && record.cells[0].trim() === "")) return;
    if (this.header === undefined) this.takeHeader(record);
    else if (this.date >= 0 && this.price >= 0) this.takeRow(record, this.header);
  }

  refuse(line: number, column: number, path: string, message: string): void {
    this.refused++;
    const last = this.refused === PROBLEMS_MAXIMUM ? "; the lines after it were not read" : "";
    this.problems.add({ file: this.shown, line, column, path, message: message + last });
  }

  finish(): SeriesRows | undefined {
    if (this.refused === 0 && this.hours.length === 0) {
      this.refuse(
        1,
        1,
        "",
        this.header === undefined ? "is empty; a series has a header line and rows" : "has no rows",
      );
    }
    if (this.refused > 0) return undefined;
    return {
      hours: this.hours,
      price: this.prices,
      gpuUsdHour: this.gpu < 0 ? undefined : this.gpuPrices,
      tokensPerDay: this.volume < 0 ? undefined : this.volumes,
    };
  }

  private takeHeader(record: CsvRecord): void {
    this.header = record.cells.map((cell) => cell.trim());
    this.date = this.position(record, "dateColumn");
    this.price = this.position(record, "priceColumn");
    if (this.columns.gpuColumn !== "") this.gpu = this.position(record, "gpuColumn");
    if (this.columns.volumeColumn !== "") this.volume = this.position(record, "volumeColumn");
  }

  private position(record: CsvRecord, parameter: "dateColumn" | "priceColumn" | "gpuColumn" | "volumeColumn"): number {
    const header = this.header!;
    const name = this.columns[parameter];
    const at = header.indexOf(name);
    const key = `compute.${snakeCase(parameter)}`;
    const [line, column] = at < 0 ? [record.lines[0], record.columns[0]] : [record.lines[at], record.columns[at]];
    if (at < 0) {
      const hint = didYouMean(name, header) || `; the columns are ${header.map(quotedPart).join(", ")}`;
      this.refuse(line, column, key, `there is no column ${quotedPart(name)}${hint}`);
    } else if (header.includes(name, at + 1)) {
      this.refuse(line, column, key, `there are several columns ${quotedPart(name)}`);
    }
    return at;
  }

  private takeRow(record: CsvRecord, header: readonly string[]): void {
    if (record.cells.length !== header.length) {
      const message = `has ${String(record.cells.length)} cells, the header ${String(header.length)}`;
      this.refuse(record.lines[0], record.columns[0], "", message);
      return;
    }
    this.hours.push(this.timeIn(record));
    this.prices.push(this.numberIn(record, this.price, true, PRICE_MAXIMUM));
    if (this.gpu >= 0) this.gpuPrices.push(this.numberIn(record, this.gpu, true, PRICE_MAXIMUM));
    if (this.volume >= 0) this.volumes.push(this.numberIn(record, this.volume, false, TOKENS_MAXIMUM));
  }

  private timeIn(record: CsvRecord): number {
    const text = record.cells[this.date].trim();
    const hour = hourOf(text, this.columns.utcOffsetHours);
    if (hour === undefined) {
      const forms = "a date such as 2026-03-31 or a time such as 2026-03-31T14:00, 2026-03-31T06:00Z";
      return this.refuseCell(record, this.date, `must be ${forms}, got ${quotedPart(text)}`);
    }
    const before = this.hours.length > 0 ? this.hours[this.hours.length - 1] : -Infinity;
    if (hour <= before) {
      return this.refuseCell(record, this.date, `must be after the row before it (${this.lastTime}), got ${text}`);
    }
    this.lastTime = text;
    return hour;
  }

  private numberIn(record: CsvRecord, at: number, isAboveZero: boolean, maximum: number): number {
    const text = record.cells[at].trim();
    const value = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text) ? Number(text) : NaN;
    if (value <= maximum && (isAboveZero ? value > 0 : value >= 0)) return value;
    const range = isAboveZero ? `above 0 and at most ${String(maximum)}` : `from 0 to ${String(maximum)}`;
    return this.refuseCell(record, at, `must be a number ${range}, got ${text === "" ? "nothing" : quotedPart(text)}`);
  }

  private refuseCell(record: CsvRecord, at: number, message: string): number {
    this.refuse(record.lines[at], record.columns[at], this.header![at], message);
    return NaN;
  }
}
