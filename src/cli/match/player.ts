import { ENDED_DISCONNECTED, ENDED_MASS_CANCEL } from "../../market/engine/order-kinds.ts";
import { ACCEPTED, NOT_LISTED, PRICE_OFF_TICK, WRONG_PHASE } from "../../market/refusals.ts";
import { NO_NAME } from "./byte-names.ts";
import { ACCOUNT, INSTRUMENT } from "./columns.ts";
import type { Command } from "./command.ts";
import { UNSAID } from "./command.ts";
import type { Contract } from "./contract.ts";
import type { Desk } from "./desk.ts";
import type { Fields } from "./fields.ts";
import { OrderEntry } from "./order-entry.ts";
import type { RefusalList } from "./refusal-list.ts";
import * as word from "./words.ts";

const EVERYBODY = -1;
const EVERYTHING = -1;
const US_PER_MS = 1000;
const FIRST_SESSION = 1;

/** Carries out commands that have been read, one after another. */
export class Player {
  private readonly desk: Desk;
  private readonly fields: Fields;
  private readonly refusals: RefusalList | undefined;
  private readonly entry: OrderEntry;
  /** Length of a batch, 0 where trading is continuous. */
  private readonly intervalUs: number;
  private readonly needsInstrument: boolean;
  private batch = UNSAID;
  private session = FIRST_SESSION;

  constructor(desk: Desk, fields: Fields, contract: Contract, refusals: RefusalList | undefined) {
    this.desk = desk;
    this.fields = fields;
    this.refusals = refusals;
    this.entry = new OrderEntry(desk, fields, contract);
    this.needsInstrument = desk.listings.needsName(fields.hasColumn(INSTRUMENT));
    const { matching } = contract;
    this.intervalUs = matching.algorithm === "frequent_batch" ? matching.intervalMs * US_PER_MS : 0;
  }

  /** Carries out the command on the present line. */
  play(command: Command): void {
    const { tally } = this.desk;
    tally.commands++;
    if (this.intervalUs > 0 && command.timeUs !== UNSAID) this.advance(Math.floor(command.timeUs / this.intervalUs));
    const code = this.carryOut(command);
    tally.refused[code]++;
    if (code !== ACCEPTED) this.refusals?.write(this.fields, command.kind, code);
  }

  /** The file is over: the batch that is open ends. */
  finish(): void {
    if (this.batch !== UNSAID) this.advance(this.batch + 1);
  }

  private carryOut(command: Command): number {
    switch (command.kind) {
      case word.NEW:
        return this.entry.enter(command, this.instrument(), this.session);
      case word.CANCEL:
        return this.entry.cancel();
      case word.REPLACE:
        return this.entry.replace(command);
      case word.CANCEL_ALL:
        return this.cancelAll(ENDED_MASS_CANCEL);
      case word.DISCONNECT:
        return this.cancelAll(ENDED_DISCONNECTED);
      case word.END_DAY:
        return this.endDay(command.session);
      default:
        return this.changePhase(command);
    }
  }

  /** Ends the orders of an account, in an instrument, or of both as far as the line names them. */
  private cancelAll(reason: number): number {
    const { desk, fields } = this;
    const { bytes, line } = fields.lines;
    const isOne = fields.has(INSTRUMENT);
    const instrument = isOne ? this.instrument() : EVERYTHING;
    if (isOne && instrument === NO_NAME) return NOT_LISTED;
    const isAccount = fields.has(ACCOUNT);
    const account = isAccount ? desk.accounts.find(bytes, fields.start(ACCOUNT), fields.end(ACCOUNT)) : EVERYBODY;
    // Somebody who never sent an order has none to end.
    if (isAccount && account === NO_NAME) return ACCEPTED;
    desk.engine.massCancel(account, instrument, reason);
    desk.settle(line, false);
    return ACCEPTED;
  }

  /** Ends the trading day of an instrument, or of all, which then is the day before the next one. */
  private endDay(session: number): number {
    const { desk, fields } = this;
    const ended = session === UNSAID ? this.session : session;
    if (ended < this.session) return WRONG_PHASE;
    const isOne = this.meansOne();
    const instrument = isOne ? this.instrument() : 0;
    if (instrument === NO_NAME) return NOT_LISTED;
    for (let other = instrument; other < (isOne ? instrument + 1 : desk.listings.count); other++) {
      desk.engine.expire(other, ended, false);
      desk.settle(fields.lines.line, false);
    }
    if (!fields.has(INSTRUMENT)) this.session = ended + 1;
    return ACCEPTED;
  }

  /** Collects, uncrosses or resumes the instrument that the line names, or all. */
  private changePhase(command: Command): number {
    const { desk } = this;
    if (this.meansOne()) {
      const instrument = this.instrument();
      return instrument === NO_NAME ? NOT_LISTED : this.changePhaseOf(instrument, command);
    }
    for (let instrument = 0; instrument < desk.listings.count; instrument++) {
      const refusal = this.phaseRefusal(instrument, command);
      if (refusal !== ACCEPTED) return refusal;
    }
    for (let instrument = 0; instrument < desk.listings.count; instrument++) this.changePhaseOf(instrument, command);
    return ACCEPTED;
  }

  private changePhaseOf(instrument: number, command: Command): number {
    const { engine, listings } = this.desk;
    const refusal = this.phaseRefusal(instrument, command);
    if (refusal !== ACCEPTED) return refusal;
    if (command.kind === word.UNCROSS) {
      const { isGiven, digits, decimals } = command.reference;
      this.uncross(instrument, isGiven ? listings.all[instrument].scale.ticksOf(digits, decimals) : undefined);
      return ACCEPTED;
    }
    if (command.kind === word.COLLECT) engine.collect(instrument);
    else engine.resume(instrument);
    this.desk.settle(this.fields.lines.line, false);
    return ACCEPTED;
  }

  /** Why an instrument's phase does not allow a change of it. */
  private phaseRefusal(instrument: number, command: Command): number {
    const { engine, listings } = this.desk;
    const book = engine.book(instrument);
    const isBatch = listings.allocation.algorithm === "frequent_batch";
    switch (command.kind) {
      case word.COLLECT:
        return book.collecting ? WRONG_PHASE : ACCEPTED;
      case word.RESUME: {
        const isCrossed = book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks;
        return !book.collecting || isBatch || isCrossed ? WRONG_PHASE : ACCEPTED;
      }
      default: {
        if (!book.collecting) return WRONG_PHASE;
        const { isGiven, digits, decimals } = command.reference;
        const isPrice = !isGiven || Number.isFinite(listings.all[instrument].scale.ticksOf(digits, decimals));
        return isPrice ? ACCEPTED : PRICE_OFF_TICK;
      }
    }
  }

  /** An auction; without a reference price the last trade's counts, or 0. Whether anything happened. */
  private uncross(instrument: number, referenceTicks?: number): boolean {
    const { engine } = this.desk;
    const book = engine.book(instrument);
    engine.uncross(instrument, referenceTicks ?? (book.hasTraded ? book.lastTicks : 0));
    const happened = engine.outcomes.count > 0;
    this.desk.settle(this.fields.lines.line, true);
    return happened;
  }

  /** Ends the batches before one. When an auction leaves all as it was those that follow do the same. */
  private advance(batch: number): void {
    if (this.batch === UNSAID) this.batch = batch;
    for (; this.batch < batch; this.batch++) {
      let happened = false;
      for (let other = 0; other < this.desk.listings.count; other++) happened = this.uncross(other) || happened;
      if (!happened) this.batch = batch - 1;
    }
  }

  /** Whether the line means one instrument, because it names it or there is just one. */
  private meansOne(): boolean {
    return !this.needsInstrument || this.fields.has(INSTRUMENT);
  }

  /** Number of the instrument that the line means, NO_NAME when it is not listed. */
  private instrument(): number {
    const { desk, fields } = this;
    if (!fields.has(INSTRUMENT)) return desk.listings.unnamed();
    return desk.listings.find(fields.lines.bytes, fields.start(INSTRUMENT), fields.end(INSTRUMENT));
  }
}
