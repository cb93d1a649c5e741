import { InvariantError } from "../base/assert.ts";
import type { TimeUs } from "../base/units.ts";
import type { OrderRules } from "./engine/admission.ts";
import type { MatchingEngine } from "./engine/matching-engine.ts";
import type { OrderStore } from "./engine/order-store.ts";
import type { AllocationTerms } from "./engine/trading-terms.ts";
import { type Instrument, MonthInstrument, type SpreadInstrument } from "./instrument.ts";
import { OpenOrders } from "./open-orders.ts";
import { OutcomeFlow, type QuoteBefore } from "./outcome-flow.ts";
import type { VenueParameters } from "./parameters.ts";
import type { Participation } from "./participation.ts";
import type { RiskGate } from "./risk-gate.ts";
import type { VenueListener } from "./venue-listener.ts";

export const CLOSED = 0;
export const AUCTION = 1;
export const CONTINUOUS = 2;

/** What a venue is made of. */
export interface VenueParts {
  readonly parameters: VenueParameters;
  readonly allocation: AllocationTerms;
  readonly orderRules: OrderRules;
  readonly engine: MatchingEngine;
  readonly store: OrderStore;
  readonly gate: RiskGate;
  readonly participation: Participation;
  readonly listener: VenueListener;
  readonly accounts: number;
  readonly longestDelayUs: TimeUs;
}

/** What a venue holds: its instruments, the phase it is in, and the way from the engine's outcomes to the public. */
export class VenueState {
  /** Everything listed so far by index, also what has expired. */
  readonly instruments: (Instrument | undefined)[] = [];
  /** Listed months and calendar spreads that trade today, nearest first. */
  trading: MonthInstrument[] = [];
  spreads: SpreadInstrument[] = [];
  phase = CLOSED;
  /** Messages handled: the acceptance sequence. */
  sequence = 0;
  /** Top of the book before the message being handled. */
  readonly before: QuoteBefore = { hasBid: false, bidTicks: 0, hasAsk: false, askTicks: 0 };
  /** Orders are matched in frequent batch auctions. */
  readonly batches: boolean;
  protected readonly parts: VenueParts;
  protected readonly engine: MatchingEngine;
  protected readonly store: OrderStore;
  protected readonly listener: VenueListener;
  protected readonly orders: OpenOrders;
  protected readonly flow: OutcomeFlow;
  protected readonly disconnected: Uint8Array;
  /** Months and spreads of today together. */
  protected today: Instrument[] = [];

  constructor(parts: VenueParts) {
    this.parts = parts;
    this.engine = parts.engine;
    this.store = parts.store;
    this.listener = parts.listener;
    this.batches = parts.allocation.algorithm === "frequent_batch";
    this.orders = new OpenOrders(parts.store, parts.gate, parts.participation, this.instruments, parts.accounts);
    this.flow = new OutcomeFlow(parts.store, this.instruments, parts.listener, this.orders);
    this.disconnected = new Uint8Array(parts.accounts);
  }

  /** A listed month, which must be one. */
  month(index: number): MonthInstrument {
    const instrument = this.instruments[index];
    if (!(instrument instanceof MonthInstrument)) throw new InvariantError("no month is listed under this number");
    return instrument;
  }

  /** When the last message, or step of the day, came. */
  get nowUs(): TimeUs {
    return this.flow.nowUs;
  }

  /** What the venue does from now on: CLOSED, AUCTION or CONTINUOUS. */
  protected enter(phase: number): void {
    this.phase = phase;
    this.flow.isClosed = phase === CLOSED;
  }

  /** There is no quote before what is being handled: in an auction. */
  protected rememberNothing(): void {
    this.before.hasBid = this.before.hasAsk = false;
  }

  protected rememberTop(instrument: Instrument): void {
    this.before.hasBid = instrument.hasBid;
    this.before.bidTicks = instrument.bidTicks;
    this.before.hasAsk = instrument.hasAsk;
    this.before.askTicks = instrument.askTicks;
  }

  protected passOn(isAuction: boolean): void {
    if (this.engine.outcomes.count > 0) this.flow.pass(this.engine.outcomes, isAuction);
  }

  protected publish(instrument: Instrument, nowUs: TimeUs): void {
    const { book } = instrument;
    if (book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks)
      throw new InvariantError("the book is crossed in continuous trading");
    if (!instrument.topChanged()) return;
    instrument.stopClock(nowUs);
    instrument.publish(nowUs);
    this.listener.onTop(instrument);
  }
}
