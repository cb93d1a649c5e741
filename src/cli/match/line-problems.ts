import { UsageError } from "../exit-code.ts";

const SHOWN_MAXIMUM = 20;
const VALUE_LENGTH = 40;

/** The lines of a file that cannot be read, the first ones in words, the others in number. */
export class LineProblems {
  count = 0;
  private readonly file: string;
  private readonly shown: string[] = [];

  constructor(file: string) {
    this.file = file;
  }

  /** `column`: name of the column, empty for the whole line. */
  add(line: number, column: string, message: string): void {
    this.count++;
    if (this.shown.length === SHOWN_MAXIMUM) return;
    const place = column === "" ? "" : ` ${column}:`;
    this.shown.push(`${this.file}:${String(line)}:${place} ${message}`.replace(/\p{Cc}/gu, "?"));
  }

  /** All of them as the error that ends the program; nothing has been written then. */
  error(): UsageError {
    const more = this.count - this.shown.length;
    const rest = more > 0 ? [`... and ${String(more)} more`] : [];
    return new UsageError([...this.shown, ...rest, "nothing was written"].join("\n"));
  }
}

/** A value in quotes, cut where it is long. */
export function quoted(value: string): string {
  return JSON.stringify(value.length <= VALUE_LENGTH ? value : `${value.slice(0, VALUE_LENGTH)}...`);
}
