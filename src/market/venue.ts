import { InvariantError } from "../base/assert.ts";
import type { Lots, Ticks, TimeUs } from "../base/units.ts";
import { type OrderRules, refusalOf, replaceRefusalOf } from "./engine/admission.ts";
import type { MatchingEngine } from "./engine/matching-engine.ts";
import { ENDED_CANCELLED } from "./engine/order-kinds.ts";
import { ORDER_DONE, ORDER_RESTING, ORDER_STOPPED } from "./engine/order-record.ts";
import type { OrderStore } from "./engine/order-store.ts";
import { OF_KIND, OF_LOTS, OF_PRICE, OF_TAKER, OUTCOME_SHIFT, OUTCOME_TRADE } from "./engine/outcome-record.ts";
import type { AllocationTerms } from "./engine/trading-terms.ts";
import { type Instrument, MonthInstrument, SpreadInstrument } from "./instrument.ts";
import { protectionTicksOf } from "./matching/parameters.ts";
import type { Listed, ListedMonth, ListedSpread } from "./listed-month.ts";
import { OpenOrders } from "./open-orders.ts";
import { OutcomeFlow, type QuoteBefore } from "./outcome-flow.ts";
import type { VenueParameters } from "./parameters.ts";
import { ACCEPTED, MARKET_CLOSED, NOT_CONNECTED, NOT_LISTED, TOO_MANY_ORDERS, UNKNOWN_ORDER } from "./refusals.ts";
import type { RiskGate } from "./risk-gate.ts";
import { dailyBand } from "./rules/daily-band.ts";
import type { VenueListener } from "./venue-listener.ts";

export const CLOSED = 0;
export const AUCTION = 1;
export const CONTINUOUS = 2;

/** Kinds of order messages; codes of the table `orders`. */
export const MESSAGE_NEW = 0;
export const MESSAGE_REPLACE = 1;
export const MESSAGE_CANCEL = 2;

/** What a venue is made of. */
export interface VenueParts {
  readonly parameters: VenueParameters;
  readonly allocation: AllocationTerms;
  readonly orderRules: OrderRules;
  readonly engine: MatchingEngine;
  readonly store: OrderStore;
  readonly gate: RiskGate;
  readonly listener: VenueListener;
  readonly accounts: number;
  readonly longestDelayUs: TimeUs;
}

/**
 * One venue: it admits order messages by its rules and the risk gate, gives them to the matching engine, and runs auctions
 * and continuous trading. Every message ends in one of accepted or refused with a code; nothing here throws for what an
 * agent sends.
 */
export class Venue {
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
  private readonly parts: VenueParts;
  private readonly engine: MatchingEngine;
  private readonly store: OrderStore;
  private readonly listener: VenueListener;
  private readonly orders: OpenOrders;
  private readonly flow: OutcomeFlow;
  private readonly disconnected: Uint8Array;
  /** Months and spreads of today together. */
  private today: Instrument[] = [];

  constructor(parts: VenueParts) {
    this.parts = parts;
    this.engine = parts.engine;
    this.store = parts.store;
    this.listener = parts.listener;
    this.batches = parts.allocation.algorithm === "frequent_batch";
    this.orders = new OpenOrders(parts.store, parts.gate, this.instruments, parts.accounts);
    this.flow = new OutcomeFlow(parts.store, this.instruments, parts.listener, this.orders);
    this.disconnected = new Uint8Array(parts.accounts);
  }

  list(month: ListedMonth): MonthInstrument {
    const book = this.makeBook(month, undefined);
    const instrument = new MonthInstrument(month, book, this.parts.longestDelayUs);
    this.instruments[month.index] = instrument;
    return instrument;
  }

  /** Lists a calendar spread; its months are listed. */
  listSpread(spread: ListedSpread): SpreadInstrument {
    const book = this.makeBook(spread, spread);
    const near = this.month(spread.near.index);
    const far = this.month(spread.far.index);
    const instrument = new SpreadInstrument(spread, near, far, book, this.parts.longestDelayUs);
    this.instruments[spread.index] = instrument;
    return instrument;
  }

  /** A listed month, which must be one. */
  month(index: number): MonthInstrument {
    const instrument = this.instruments[index];
    if (!(instrument instanceof MonthInstrument)) throw new InvariantError("no month is listed under this number");
    return instrument;
  }

  /** Sets what trades today, and its price bands; orders of earlier days outside them end. */
  startDay(session: number, nowUs: TimeUs): void {
    this.trading = [];
    this.spreads = [];
    for (const instrument of this.instruments) {
      if (instrument === undefined) continue;
      const { listSession, lastSession } = instrument.listed;
      instrument.tradesToday = listSession <= session && session <= lastSession;
      if (!instrument.tradesToday) continue;
      if (instrument instanceof MonthInstrument) this.trading.push(instrument);
      else if (instrument instanceof SpreadInstrument) this.spreads.push(instrument);
    }
    this.today = [...this.trading, ...this.spreads];
    for (const instrument of this.trading) {
      const isFirstDay = instrument.month.listSession === session;
      const band = dailyBand(this.parts.parameters.rules.dailyBand, instrument.settlementTicks, isFirstDay);
      instrument.bandLow = band.low;
      instrument.bandHigh = band.high;
    }
    for (const spread of this.spreads) spread.startDay();
    for (const instrument of this.today) {
      this.engine.setBand(instrument.listed.index, instrument.bandLow, instrument.bandHigh);
      this.engine.purge(instrument.listed.index);
      this.passOn(false);
      instrument.stats.reset();
      instrument.publishEmpty(nowUs);
    }
  }

  /** From now on orders are collected. */
  openAuction(): void {
    this.phase = AUCTION;
    for (const { listed } of this.today) this.engine.collect(listed.index);
  }

  /** Crosses what has been collected in a call auction. */
  private uncross(): void {
    this.before.hasBid = this.before.hasAsk = false;
    for (const { listed, settlementTicks } of this.today) {
      this.engine.uncross(listed.index, settlementTicks);
      this.passOn(true);
    }
  }

  /** Ends an auction, if there was one, and starts continuous trading. */
  startContinuous(nowUs: TimeUs): void {
    if (this.phase === AUCTION) this.uncross();
    this.phase = CONTINUOUS;
    for (const { listed } of this.today) {
      if (this.batches) this.engine.collect(listed.index);
      else this.engine.resume(listed.index);
      this.passOn(false);
    }
    for (const instrument of this.today) {
      instrument.startClock(nowUs);
      this.listener.onTop(instrument);
    }
  }

  /** A break or the close: what rests stays, nobody sees it, no message is admitted. */
  stopContinuous(nowUs: TimeUs): void {
    for (const instrument of this.today) {
      if (this.batches) this.matchBatch(instrument.listed.index, nowUs);
      instrument.stopClock(nowUs);
      instrument.publishEmpty(nowUs);
      this.listener.onTop(instrument);
    }
    this.phase = CLOSED;
  }

  /** The end of a closing auction. */
  closeAuction(): void {
    this.uncross();
    this.phase = CLOSED;
  }

  /** A frequent batch auction of one instrument; its result becomes public. */
  matchBatch(index: number, nowUs: TimeUs): void {
    const instrument = this.instruments[index]!;
    if (this.phase !== CONTINUOUS) return;
    this.flow.begin();
    this.rememberTop(instrument);
    const referenceTicks = instrument.hasTraded ? instrument.lastTradeTicks : instrument.settlementTicks;
    const { bandLow, bandHigh } = instrument;
    this.engine.uncross(index, Math.min(Math.max(referenceTicks, bandLow), bandHigh));
    this.passOn(true);
    const { book } = instrument;
    // Stop orders that the batch has triggered belong to the next one, and nobody sees them before it.
    if (book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks) this.listener.onBatchWaiting(instrument);
    else this.publish(instrument, nowUs);
  }

  /** The end of a trading day: day orders, those whose date has come, and all of an expiring instrument end. */
  expireOrders(session: number): void {
    for (const { listed } of this.today) {
      this.engine.expire(listed.index, session, listed.lastSession === session);
      this.passOn(false);
    }
  }

  /** A new order, as it lies in the store. */
  admitNew(slot: number, nowUs: TimeUs): void {
    const { store } = this;
    const instrument = this.instruments[store.instrumentOf(slot)];
    this.receive(instrument);
    const reason = instrument === undefined ? NOT_LISTED : this.refusal(slot, instrument);
    if (instrument !== undefined && reason === ACCEPTED) {
      this.orders.opened(slot);
      this.engine.submit(slot);
      this.passOn(false);
      this.countAggressor(slot, instrument);
      this.flow.touch(instrument);
      this.afterCommand(nowUs);
    } else {
      this.refuse(store.accountOf(slot), instrument, reason);
      store.setState(slot, ORDER_DONE);
      this.listener.onOrderDone(slot, reason);
    }
    this.listener.onMessage(MESSAGE_NEW, slot, instrument, reason);
  }

  admitCancel(slot: number, orderId: number, account: number, nowUs: TimeUs): void {
    const known = this.isLive(slot, orderId);
    const instrument = known ? this.instruments[this.store.instrumentOf(slot)] : undefined;
    this.receive(instrument);
    const reason = !known ? UNKNOWN_ORDER : this.changeRefusal(account);
    if (instrument === undefined || reason !== ACCEPTED) {
      this.refuse(account, instrument, reason);
      if (known) this.listener.onChangeRefused(slot, reason);
    } else {
      this.engine.cancel(slot);
      this.passOn(false);
      this.afterCommand(nowUs);
    }
    this.listener.onMessage(MESSAGE_CANCEL, slot, instrument, reason);
  }

  /**
   * Another price or open quantity for a live order. Less at the same price keeps priority; anything else loses it
   * and may trade.
   */
  admitReplace(slot: number, orderId: number, account: number, priceTicks: Ticks, lots: Lots, nowUs: TimeUs): void {
    const known = this.isLive(slot, orderId);
    const instrument = known ? this.instruments[this.store.instrumentOf(slot)] : undefined;
    this.receive(instrument);
    const reason = instrument === undefined ? UNKNOWN_ORDER : this.replaceRefusal(slot, instrument, priceTicks, lots);
    if (instrument === undefined || reason !== ACCEPTED) {
      this.refuse(account, instrument, reason);
      if (known) this.listener.onChangeRefused(slot, reason);
    } else {
      this.engine.replace(slot, priceTicks, lots);
      this.passOn(false);
      this.countAggressor(slot, instrument);
      this.flow.touch(instrument);
      this.afterCommand(nowUs);
    }
    this.listener.onMessage(MESSAGE_REPLACE, slot, instrument, reason);
  }

  /** Cancels all orders of an account, in one instrument or (-1) in all, at the request of its owner. */
  admitMassCancel(account: number, index: number, nowUs: TimeUs): void {
    this.receive(index < 0 ? undefined : this.instruments[index]);
    const reason = this.changeRefusal(account);
    if (reason === ACCEPTED) this.cancelAll(account, index, ENDED_CANCELLED, nowUs);
    else this.refuse(account, undefined, reason);
  }

  /** Ends orders of an account for a reason of the venue's own (ENDED_*). */
  cancelAll(account: number, index: number, reason: number, nowUs: TimeUs): void {
    if (this.orders.count[account] === 0) return;
    this.flow.begin();
    this.engine.massCancel(account, index, reason);
    this.passOn(false);
    this.afterCommand(nowUs);
  }

  /** The line of an account is lost or back: while it is lost its messages are refused. */
  setConnected(account: number, isConnected: boolean): void {
    this.disconnected[account] = isConnected ? 0 : 1;
  }

  private makeBook(listed: Listed, spread: ListedSpread | undefined) {
    const { parameters, allocation } = this.parts;
    this.engine.list({
      instrument: listed.index,
      allocation,
      protectionTicks: protectionTicksOf(parameters.rules),
      spread:
        spread === undefined
          ? undefined
          : {
              near: spread.near.index,
              far: spread.far.index,
              ticksPerLegTick: spread.ticksPerLegTick,
              implied: parameters.contract.spreads.implied,
            },
    });
    return this.engine.book(listed.index);
  }

  private receive(instrument: Instrument | undefined): void {
    this.sequence++;
    this.flow.begin();
    if (instrument === undefined) return;
    instrument.stats.messages++;
    this.rememberTop(instrument);
  }

  private rememberTop(instrument: Instrument): void {
    this.before.hasBid = instrument.hasBid;
    this.before.bidTicks = instrument.bidTicks;
    this.before.hasAsk = instrument.hasAsk;
    this.before.askTicks = instrument.askTicks;
  }

  private refuse(account: number, instrument: Instrument | undefined, reason: number): void {
    if (instrument !== undefined) instrument.stats.rejects++;
    this.listener.onReject(account, instrument === undefined ? -1 : instrument.listed.index, reason);
  }

  private refusal(slot: number, instrument: Instrument): number {
    const account = this.store.accountOf(slot);
    if (this.phase === CLOSED) return MARKET_CLOSED;
    if (!instrument.tradesToday) return NOT_LISTED;
    if (this.disconnected[account] === 1) return NOT_CONNECTED;
    const { orderRules, allocation, parameters } = this.parts;
    const { bandLow, bandHigh, book } = instrument;
    const reason = refusalOf(this.store, slot, book, orderRules, bandLow, bandHigh, allocation);
    if (reason !== ACCEPTED) return reason;
    if (this.orders.count[account]! >= parameters.rules.maxOpenOrders) return TOO_MANY_ORDERS;
    return this.orders.admit(slot, this.store.lotsOf(slot));
  }

  private replaceRefusal(slot: number, instrument: Instrument, priceTicks: Ticks, lots: Lots): number {
    const { store } = this;
    const closed = this.changeRefusal(store.accountOf(slot));
    if (closed !== ACCEPTED) return closed;
    const { orderRules } = this.parts;
    const { bandLow, bandHigh, book } = instrument;
    const reason = replaceRefusalOf(store, slot, book, orderRules, bandLow, bandHigh, priceTicks, lots);
    if (reason !== ACCEPTED) return reason;
    const more = lots - store.leavesOf(slot);
    if (more > 0) return this.orders.admit(slot, more);
    if (more < 0) this.orders.released(slot, -more);
    return ACCEPTED;
  }

  private changeRefusal(account: number): number {
    if (this.phase === CLOSED) return MARKET_CLOSED;
    return this.disconnected[account] === 1 ? NOT_CONNECTED : ACCEPTED;
  }

  private isLive(slot: number, orderId: number): boolean {
    const state = this.store.stateOf(slot);
    return (state === ORDER_RESTING || state === ORDER_STOPPED) && this.store.orderIdOf(slot) === orderId;
  }

  private passOn(isAuction: boolean): void {
    if (this.engine.outcomes.count > 0) this.flow.pass(this.engine.outcomes, isAuction);
  }

  /** Makes the tops public that the message has changed. */
  private afterCommand(nowUs: TimeUs): void {
    if (this.phase !== CONTINUOUS) return;
    for (let k = 0; k < this.flow.touchedCount; k++) {
      const instrument = this.flow.touched[k]!;
      if (this.batches) this.listener.onBatchWaiting(instrument);
      else this.publish(instrument, nowUs);
    }
  }

  private publish(instrument: Instrument, nowUs: TimeUs): void {
    const { book } = instrument;
    if (book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks)
      throw new InvariantError("the book is crossed in continuous trading");
    if (!instrument.topChanged()) return;
    instrument.stopClock(nowUs);
    instrument.publish(nowUs);
    this.listener.onTop(instrument);
  }

  /** Effective spread of the order that came, against the quote before it, over its trades in its own book. */
  private countAggressor(slot: number, instrument: Instrument): void {
    const { hasBid, bidTicks, hasAsk, askTicks } = this.before;
    const { words, count } = this.engine.outcomes;
    if (count === 0 || this.phase !== CONTINUOUS || !hasBid || !hasAsk) return;
    let lots = 0;
    let tradedTicks = 0;
    for (let at = 0; at < count << OUTCOME_SHIFT; at += 1 << OUTCOME_SHIFT) {
      if (words[at + OF_KIND] !== OUTCOME_TRADE || words[at + OF_TAKER] !== slot) continue;
      lots += words[at + OF_LOTS]!;
      tradedTicks += words[at + OF_LOTS]! * words[at + OF_PRICE]!;
    }
    if (lots > 0) instrument.stats.aggressor(this.store.sideOf(slot), lots, tradedTicks, bidTicks + askTicks);
  }
}
