import { InvariantError } from "../base/assert.ts";
import type { Lots, Ticks, TimeUs } from "../base/units.ts";
import { Instrument } from "./instrument.ts";
import type { ListedMonth } from "./listed-month.ts";
import type { OrderBook } from "./engine/order-book.ts";
import { ORDER_DONE, ORDER_RESTING, type OrderStore, TIF_IMMEDIATE } from "./engine/order-store.ts";
import type { VenueParameters } from "./parameters.ts";
import {
  ACCEPTED,
  BAD_QUANTITY,
  MARKET_CLOSED,
  NOT_LISTED,
  ORDER_TYPE_NOT_ALLOWED,
  PRICE_OUTSIDE_BAND,
  TOO_MANY_ORDERS,
  UNKNOWN_ORDER,
} from "./refusals.ts";
import type { RiskGate } from "./risk-gate.ts";
import { dailyBand } from "./rules/daily-band.ts";
import { type QuoteBefore, TradeFlow } from "./trade-flow.ts";
import type { VenueListener } from "./venue-listener.ts";

export const CLOSED = 0;
export const AUCTION = 1;
export const CONTINUOUS = 2;

/** Kinds of order messages; codes of the table `orders`. */
export const MESSAGE_NEW = 0;
export const MESSAGE_REPLACE = 1;
export const MESSAGE_CANCEL = 2;

/**
 * One venue: it admits order messages by its rules and the risk gate, lets them meet in the books, and runs auctions and
 * continuous trading. Every message ends in one of accepted or refused with a code; nothing here throws for what an
 * agent sends.
 */
export class Venue {
  /** Listed months by index, also those that have expired. */
  readonly instruments: Instrument[] = [];
  /** Those that trade today, nearest first. */
  trading: Instrument[] = [];
  phase = CLOSED;
  /** Messages handled: the acceptance sequence. */
  sequence = 0;
  /** Top of the book before the message being handled. */
  readonly before: QuoteBefore = { hasBid: false, bidTicks: 0, hasAsk: false, askTicks: 0 };
  private readonly store: OrderStore;
  private readonly gate: RiskGate;
  private readonly listener: VenueListener;
  private readonly rules: VenueParameters["rules"];
  private readonly newBook: (store: OrderStore) => OrderBook;
  private readonly longestDelayUs: TimeUs;
  private readonly openOrders: Int32Array;
  private readonly flow: TradeFlow;

  constructor(
    parameters: VenueParameters,
    store: OrderStore,
    gate: RiskGate,
    listener: VenueListener,
    newBook: (store: OrderStore) => OrderBook,
    accounts: number,
    longestDelayUs: TimeUs,
  ) {
    this.rules = parameters.rules;
    this.store = store;
    this.gate = gate;
    this.listener = listener;
    this.newBook = newBook;
    this.longestDelayUs = longestDelayUs;
    this.openOrders = new Int32Array(accounts);
    this.flow = new TradeFlow(store, gate, listener, this.before, this.openOrders);
  }

  list(month: ListedMonth): Instrument {
    if (month.index !== this.instruments.length) throw new InvariantError("listed months are numbered in order");
    const instrument = new Instrument(month, this.newBook(this.store), this.longestDelayUs);
    this.instruments.push(instrument);
    return instrument;
  }

  /** Sets today's listed months and their price bands. */
  startDay(session: number, nowUs: TimeUs): void {
    this.trading = this.instruments.filter(({ month }) => month.listSession <= session && session <= month.lastSession);
    for (const instrument of this.instruments) instrument.tradesToday = this.trading.includes(instrument);
    for (const instrument of this.trading) {
      const isFirstDay = instrument.month.listSession === session;
      const band = dailyBand(this.rules.dailyBand, instrument.settlementTicks, isFirstDay);
      instrument.bandLow = band.low;
      instrument.bandHigh = band.high;
      instrument.stats.reset();
      instrument.publishEmpty(nowUs);
    }
  }

  openAuction(): void {
    this.phase = AUCTION;
  }

  /** Crosses what has been collected in a call auction and starts continuous trading. */
  startContinuous(nowUs: TimeUs): void {
    for (const instrument of this.trading) {
      this.before.hasBid = this.before.hasAsk = false;
      if (instrument.book.uncross(instrument.settlementTicks)) this.flow.auction(instrument);
      instrument.startClock(nowUs);
      this.listener.onTop(instrument);
    }
    this.phase = CONTINUOUS;
  }

  /** A break or the close: what rests stays, nobody sees it, no message is admitted. */
  stopContinuous(nowUs: TimeUs): void {
    for (const instrument of this.trading) {
      instrument.stopClock(nowUs);
      instrument.publishEmpty(nowUs);
      this.listener.onTop(instrument);
    }
    this.phase = CLOSED;
  }

  /** Takes all day orders out of the books. */
  expireOrders(): void {
    for (const instrument of this.trading) {
      let slot = instrument.book.takeFirst();
      while (slot >= 0) {
        this.gone(slot, instrument, this.store.leavesOf(slot));
        this.listener.onOrderDone(slot, ACCEPTED);
        slot = instrument.book.takeFirst();
      }
    }
  }

  /** A new order, as it lies in the store. */
  admitNew(slot: number, nowUs: TimeUs): void {
    const instrument = this.instruments[this.store.instrumentOf(slot)]!;
    this.receive(instrument);
    const reason = this.refusal(slot, instrument);
    if (reason === ACCEPTED) {
      this.openOrders[this.store.accountOf(slot)]!++;
      if (this.phase === CONTINUOUS) instrument.book.submit(slot);
      else instrument.book.rest(slot);
      this.afterMatching(slot, instrument, nowUs);
    } else {
      this.refuse(this.store.accountOf(slot), instrument, reason);
      this.store.setState(slot, ORDER_DONE);
      this.listener.onOrderDone(slot, reason);
    }
    this.listener.onMessage(MESSAGE_NEW, slot, instrument, reason);
  }

  admitCancel(slot: number, orderId: number, account: number, nowUs: TimeUs): void {
    const known = this.isLive(slot, orderId);
    const instrument = known ? this.instruments[this.store.instrumentOf(slot)]! : undefined;
    this.receive(instrument);
    const reason = !known ? UNKNOWN_ORDER : this.phase === CLOSED ? MARKET_CLOSED : ACCEPTED;
    if (instrument === undefined || reason !== ACCEPTED) {
      this.refuse(account, instrument, reason);
      if (known) this.listener.onChangeRefused(slot, reason);
    } else {
      const leaves = this.store.leavesOf(slot);
      instrument.book.cancel(slot);
      this.gone(slot, instrument, leaves);
      this.listener.onOrderDone(slot, ACCEPTED);
      this.afterChange(instrument, nowUs);
    }
    this.listener.onMessage(MESSAGE_CANCEL, slot, instrument, reason);
  }

  /**
   * Another price or open quantity for a resting order. Less at the same price keeps priority; anything else loses it
   * and may trade.
   */
  admitReplace(slot: number, orderId: number, account: number, priceTicks: Ticks, lots: Lots, nowUs: TimeUs): void {
    const known = this.isLive(slot, orderId);
    const instrument = known ? this.instruments[this.store.instrumentOf(slot)]! : undefined;
    this.receive(instrument);
    const reason = instrument === undefined ? UNKNOWN_ORDER : this.replaceRefusal(slot, instrument, priceTicks, lots);
    if (instrument === undefined || reason !== ACCEPTED) {
      this.refuse(account, instrument, reason);
      if (known) this.listener.onChangeRefused(slot, reason);
    } else {
      instrument.book.replace(slot, priceTicks, lots, this.phase === CONTINUOUS);
      this.afterMatching(slot, instrument, nowUs);
    }
    this.listener.onMessage(MESSAGE_REPLACE, slot, instrument, reason);
  }

  private receive(instrument: Instrument | undefined): void {
    this.sequence++;
    if (instrument === undefined) return;
    const { book } = instrument;
    instrument.stats.messages++;
    this.before.hasBid = book.hasBid;
    this.before.bidTicks = book.bidTicks;
    this.before.hasAsk = book.hasAsk;
    this.before.askTicks = book.askTicks;
  }

  private refuse(account: number, instrument: Instrument | undefined, reason: number): void {
    if (instrument !== undefined) instrument.stats.rejects++;
    this.listener.onReject(account, instrument === undefined ? -1 : instrument.month.index, reason);
  }

  private refusal(slot: number, instrument: Instrument): number {
    const { store } = this;
    const lots = store.lotsOf(slot);
    if (this.phase === CLOSED) return MARKET_CLOSED;
    if (!instrument.tradesToday) return NOT_LISTED;
    if (this.phase === AUCTION && store.tifOf(slot) === TIF_IMMEDIATE) return ORDER_TYPE_NOT_ALLOWED;
    if (lots > this.rules.maxOrderLots) return BAD_QUANTITY;
    const priceTicks = store.priceTicksOf(slot);
    if (priceTicks < instrument.bandLow || priceTicks > instrument.bandHigh) return PRICE_OUTSIDE_BAND;
    const account = store.accountOf(slot);
    if (this.openOrders[account]! >= this.rules.maxOpenOrders) return TOO_MANY_ORDERS;
    return this.gate.admit(account, instrument.month.index, store.sideOf(slot), lots);
  }

  private replaceRefusal(slot: number, instrument: Instrument, priceTicks: Ticks, lots: Lots): number {
    const { store } = this;
    if (this.phase === CLOSED) return MARKET_CLOSED;
    if (!(lots > 0 && lots <= this.rules.maxOrderLots)) return BAD_QUANTITY;
    if (priceTicks < instrument.bandLow || priceTicks > instrument.bandHigh) return PRICE_OUTSIDE_BAND;
    const more = lots - store.leavesOf(slot);
    const account = store.accountOf(slot);
    if (more > 0) return this.gate.admit(account, instrument.month.index, store.sideOf(slot), more);
    if (more < 0) this.gate.release(account, instrument.month.index, store.sideOf(slot), -more);
    return ACCEPTED;
  }

  private isLive(slot: number, orderId: number): boolean {
    return this.store.stateOf(slot) === ORDER_RESTING && this.store.orderIdOf(slot) === orderId;
  }

  /** Books the trades of the message and what became of the order that came. */
  private afterMatching(slot: number, instrument: Instrument, nowUs: TimeUs): void {
    if (this.phase === CONTINUOUS && instrument.book.fills.count > 0) this.flow.continuous(instrument, slot);
    const leaves = this.store.leavesOf(slot);
    if (this.store.stateOf(slot) === ORDER_DONE) {
      this.openOrders[this.store.accountOf(slot)]!--;
      if (leaves > 0) {
        this.gate.release(this.store.accountOf(slot), instrument.month.index, this.store.sideOf(slot), leaves);
        this.listener.onOrderDone(slot, ACCEPTED);
      }
    }
    this.afterChange(instrument, nowUs);
  }

  private afterChange(instrument: Instrument, nowUs: TimeUs): void {
    if (this.phase !== CONTINUOUS) return;
    const { book } = instrument;
    if (book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks)
      throw new InvariantError("the book is crossed in continuous trading");
    if (!instrument.topChanged()) return;
    instrument.stopClock(nowUs);
    instrument.publish(nowUs);
    this.listener.onTop(instrument);
  }

  /** An order left the book unfilled. */
  private gone(slot: number, instrument: Instrument, leaves: Lots): void {
    const account = this.store.accountOf(slot);
    this.openOrders[account]!--;
    this.gate.release(account, instrument.month.index, this.store.sideOf(slot), leaves);
  }
}
