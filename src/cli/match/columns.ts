import { didYouMean } from "../../scenario/suggest.ts";
import type { CsvLines } from "./csv-lines.ts";
import { FIELDS_MAXIMUM } from "./csv-lines.ts";
import type { LineProblems } from "./line-problems.ts";
import { quoted } from "./line-problems.ts";

/** Columns of a command file; the constants are their positions. */
export const COLUMNS = [
  "command",
  "time_us",
  "order_id",
  "account",
  "instrument",
  "side",
  "type",
  "price",
  "lots",
  "tif",
  "expiry",
  "stop",
  "shown",
  "minimum",
  "post_only",
  "self_trade",
  "effect",
  "session",
  "reference",
] as const;
export const COMMAND = 0;
export const TIME_US = 1;
export const ORDER_ID = 2;
export const ACCOUNT = 3;
export const INSTRUMENT = 4;
export const SIDE = 5;
export const TYPE = 6;
export const PRICE = 7;
export const LOTS = 8;
export const TIF = 9;
export const EXPIRY = 10;
export const STOP = 11;
export const SHOWN = 12;
export const MINIMUM = 13;
export const POST_ONLY = 14;
export const SELF_TRADE = 15;
export const EFFECT = 16;
export const SESSION = 17;
export const REFERENCE = 18;

/** No field has this column. */
export const ABSENT = -1;

/** The field of each column, by the header line that was read last; what is wrong with the header is reported. */
export function fieldsByColumn(lines: CsvLines, problems: LineProblems): Int32Array {
  const fields = new Int32Array(COLUMNS.length).fill(ABSENT);
  if (lines.fault !== "") {
    problems.add(lines.line, "", `is no header line: ${lines.fault}`);
    return fields;
  }
  if (lines.count > FIELDS_MAXIMUM) problems.add(lines.line, "", `has ${String(lines.count)} columns`);
  for (let field = 0; field < Math.min(lines.count, FIELDS_MAXIMUM); field++) {
    const name = lines.textOf(field);
    const column = (COLUMNS as readonly string[]).indexOf(name);
    if (column < 0) {
      const hint = didYouMean(name, COLUMNS) || `; the columns are ${COLUMNS.join(", ")}`;
      problems.add(lines.line, "", `there is no column ${quoted(name)}${hint}`);
    } else if (fields[column] !== ABSENT) {
      problems.add(lines.line, name, "the column is there twice");
    } else {
      fields[column] = field;
    }
  }
  return fields;
}
