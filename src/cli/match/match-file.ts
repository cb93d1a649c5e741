import { createReadStream } from "node:fs";
import { FastEngine } from "../../market/engine/fast-engine.ts";
import { OrderStore } from "../../market/engine/order-store.ts";
import { ByteWriter, type Sink } from "./byte-writer.ts";
import { COLUMNS, fieldsByColumn, INSTRUMENT } from "./columns.ts";
import { Command } from "./command.ts";
import type { Contract } from "./contract.ts";
import { CsvLines } from "./csv-lines.ts";
import { Desk } from "./desk.ts";
import { Fields } from "./fields.ts";
import { writeFinalBook } from "./final-book.ts";
import { LineProblems } from "./line-problems.ts";
import { Player } from "./player.ts";
import { RefusalList } from "./refusal-list.ts";
import { Tally } from "./tally.ts";

/** Most orders that may be open at a time. */
export const ORDERS_MAXIMUM = 1 << 24;

const PIECE_BYTES = 1 << 18;
const STANDARD_INPUT = "-";

/** Where the results of a command file go. */
export interface Outputs {
  readonly tape: Sink;
  readonly book: Sink | undefined;
  readonly refusals: Sink | undefined;
}

/** A command file on its way through the engine, piece by piece. */
export class CommandFile {
  readonly tally = new Tally();
  private readonly desk: Desk;
  private readonly contract: Contract;
  private readonly outputs: Outputs;
  private readonly lines = new CsvLines();
  private readonly problems: LineProblems;
  private readonly tape: ByteWriter;
  private readonly refusals: ByteWriter | undefined;
  private command: Command | undefined;
  private player: Player | undefined;
  private columns = 0;

  /** `name`: of the file, for messages. */
  constructor(name: string, contract: Contract, outputs: Outputs) {
    const store = new OrderStore(ORDERS_MAXIMUM);
    this.problems = new LineProblems(name);
    this.contract = contract;
    this.outputs = outputs;
    this.tape = new ByteWriter(outputs.tape);
    this.refusals = outputs.refusals === undefined ? undefined : new ByteWriter(outputs.refusals);
    this.desk = new Desk(new FastEngine(store), store, contract, this.tally, this.tape);
  }

  /**
   * Carries out the commands in the lines that are complete with this piece of the file. Throws UsageError for a header
   * that cannot be meant.
   */
  push(piece: Uint8Array): void {
    this.lines.push(piece);
    this.playLines();
    this.tape.flush();
  }

  /** The file is over: writes the rest and the book. Throws UsageError with the lines that could not be read, if any. */
  finish(): void {
    const { lines, problems, desk, outputs } = this;
    lines.finish();
    this.playLines();
    if (this.player === undefined && problems.count === 0)
      problems.add(1, "", `there is no header line; the columns are ${COLUMNS.join(", ")}`);
    if (problems.count > 0) throw problems.error();
    this.player?.finish();
    desk.engine.verify();
    desk.verify();
    this.tally.open = desk.store.liveCount;
    this.tape.flush();
    this.refusals?.flush();
    if (outputs.book !== undefined)
      writeFinalBook(new ByteWriter(outputs.book), desk.store, desk.orders, desk.accounts, desk.listings);
  }

  /** Lines that come after one that cannot be read are read, but not carried out. */
  private playLines(): void {
    const { lines, problems } = this;
    while (lines.next()) {
      if (this.command === undefined || this.player === undefined) {
        this.begin();
      } else if (lines.fault !== "") {
        problems.add(lines.line, "", lines.fault);
      } else if (lines.count !== this.columns) {
        problems.add(
          lines.line,
          "",
          `must have ${String(this.columns)} fields as the header, got ${String(lines.count)}`,
        );
      } else {
        this.command.read();
        if (problems.count === 0) this.player.play(this.command);
      }
    }
  }

  /** Takes the line as the header, without which nothing can be read. */
  private begin(): void {
    const { lines, problems, desk, contract } = this;
    const columns = fieldsByColumn(lines, problems);
    if (problems.count > 0) throw problems.error();
    const fields = new Fields(lines, columns, problems);
    const list = this.refusals === undefined ? undefined : new RefusalList(this.refusals);
    this.columns = lines.count;
    this.command = new Command(fields, desk.listings.needsName(fields.hasColumn(INSTRUMENT)));
    this.player = new Player(desk, fields, contract, list);
  }
}

/** Reads a file, or with `-` standard input, through to its end or until the signal; whether it came to the end. */
export async function playFile(path: string, file: CommandFile, signal: AbortSignal): Promise<boolean> {
  const stream = path === STANDARD_INPUT ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES });
  const stop = (): void => void stream.destroy();
  signal.addEventListener("abort", stop);
  try {
    for await (const piece of stream) {
      file.push(piece as Uint8Array);
      if (signal.aborted) return false;
    }
  } catch (error) {
    // A stream that is destroyed ends with an error.
    if (signal.aborted) return false;
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
  file.finish();
  return true;
}
