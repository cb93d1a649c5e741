/** A row of a CSV file that cannot be read. */
export class CsvError extends Error {
  override readonly name = "CsvError";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;

  constructor(file: string, line: number, column: number, reason: string) {
    super(`${file}:${line}:${column}: ${reason}`);
    this.file = file;
    this.line = line;
    this.column = column;
    this.reason = reason;
  }
}

/** One record: its cells, and where each begins (1-based line and column, in UTF-16 units). */
export interface CsvRecord {
  readonly cells: string[];
  readonly lines: number[];
  readonly columns: number[];
}

const QUOTE = 34;
const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const CELL_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;

/** RFC 4180 in pieces: text goes in as it is read, records come out as they end. Line ends are LF or CRLF. */
export class CsvParser {
  readonly #file: string;
  readonly #onRecord: (record: CsvRecord) => void;
  #record: CsvRecord = { cells: [], lines: [], columns: [] };
  #state = CELL_START;
  #cell = "";
  #line = 1;
  #column = 1;
  #cellLine = 1;
  #cellColumn = 1;

  /** Throws CsvError, naming `file`, for a quote where none may be and for a file that ends inside quotes. */
  constructor(file: string, onRecord: (record: CsvRecord) => void) {
    this.#file = file;
    this.#onRecord = onRecord;
  }

  push(text: string): void {
    let from = 0; // start of the part of the cell that is not in #cell yet
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const special =
        code <= COMMA && (code === COMMA || code === QUOTE || code === LINE_FEED || code === CARRIAGE_RETURN);
      if (special || this.#state === AFTER_QUOTE) {
        this.#cell += text.slice(from, i);
        from = i + 1;
        this.#special(code);
      } else if (this.#state === CELL_START) this.#state = PLAIN;
      this.#column += 1;
      if (code === LINE_FEED) {
        this.#line += 1;
        this.#column = 1;
        if (this.#state === CELL_START) this.#startCell();
      } else if (this.#state === CELL_START) this.#startCell();
    }
    this.#cell += text.slice(from);
  }

  end(): void {
    if (this.#state === QUOTED) throw this.#error("the file ends inside quotes");
    if (this.#state !== CELL_START || this.#record.cells.length > 0) this.#endRecord();
  }

  #special(code: number): void {
    if (this.#state === QUOTED) {
      if (code === QUOTE) this.#state = AFTER_QUOTE;
      else this.#cell += String.fromCharCode(code);
    } else if (code === COMMA) this.#endCell();
    else if (code === LINE_FEED) this.#endRecord();
    else if (code === CARRIAGE_RETURN)
      return; // of CRLF: texts with a lone one are quoted
    else if (code === QUOTE) this.#openQuote();
    else throw this.#error("text after a closing quote");
  }

  #openQuote(): void {
    if (this.#state === PLAIN) throw this.#error("a quote inside a cell that is not quoted");
    if (this.#state === AFTER_QUOTE) this.#cell += '"';
    this.#state = QUOTED;
  }

  #startCell(): void {
    this.#cellLine = this.#line;
    this.#cellColumn = this.#column;
  }

  #endCell(): void {
    this.#record.cells.push(this.#cell);
    this.#record.lines.push(this.#cellLine);
    this.#record.columns.push(this.#cellColumn);
    this.#cell = "";
    this.#state = CELL_START;
  }

  #endRecord(): void {
    this.#endCell();
    const record = this.#record;
    this.#record = { cells: [], lines: [], columns: [] };
    this.#onRecord(record);
  }

  #error(reason: string): CsvError {
    return new CsvError(this.#file, this.#line, this.#column, reason);
  }
}
