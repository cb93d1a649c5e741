import type { Lots, Ticks, TimeUs } from "../base/units.ts";
import { refusalOf, replaceRefusalOf } from "./engine/admission.ts";
import { ENDED_CANCELLED } from "./engine/order-kinds.ts";
import { ORDER_DONE, ORDER_RESTING, ORDER_STOPPED } from "./engine/order-record.ts";
import { OF_KIND, OF_LOTS, OF_PRICE, OF_TAKER, OUTCOME_SHIFT, OUTCOME_TRADE } from "./engine/outcome-record.ts";
import type { Instrument } from "./instrument.ts";
import {
  ACCEPTED,
  MARKET_CLOSED,
  NOT_CONNECTED,
  NOT_LISTED,
  TOO_MANY_ORDERS,
  TRADING_HALTED,
  UNKNOWN_ORDER,
} from "./refusals.ts";
import { GuardedVenue } from "./rules/guarded-orders.ts";
import { CLOSED, CONTINUOUS } from "./venue-state.ts";

/** Kinds of order messages; codes of the table `orders`. */
export const MESSAGE_NEW = 0;
export const MESSAGE_REPLACE = 1;
export const MESSAGE_CANCEL = 2;

/**
 * Where a venue takes messages: it admits them by its rules and the risk gate and gives them to the matching engine. Every
 * message ends in one of accepted or refused with a code; nothing here throws for what an agent sends.
 */
export class OrderDesk extends GuardedVenue {
  /** A new order, as it lies in the store. `byHouse`: the clearing house sends it for the account, whom no rule hinders. */
  admitNew(slot: number, nowUs: TimeUs, byHouse = false): void {
    const { store } = this;
    const instrument = this.instruments[store.instrumentOf(slot)];
    this.receive(instrument, nowUs);
    const reason = instrument === undefined ? NOT_LISTED : this.refusal(slot, instrument, byHouse);
    if (instrument !== undefined && reason === ACCEPTED) {
      this.orders.opened(slot);
      this.enterOrder(slot, instrument);
      this.flow.touch(instrument);
      this.publishTouched();
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
    this.receive(instrument, nowUs);
    const reason = !known ? UNKNOWN_ORDER : this.changeRefusal(account);
    if (instrument === undefined || reason !== ACCEPTED) {
      this.refuse(account, instrument, reason);
      if (known) this.listener.onChangeRefused(slot, reason);
    } else {
      this.engine.cancel(slot);
      this.passOn(false);
      this.publishTouched();
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
    this.receive(instrument, nowUs);
    const reason = instrument === undefined ? UNKNOWN_ORDER : this.replaceRefusal(slot, instrument, priceTicks, lots);
    if (instrument === undefined || reason !== ACCEPTED) {
      this.refuse(account, instrument, reason);
      if (known) this.listener.onChangeRefused(slot, reason);
    } else {
      this.replace(slot, instrument, priceTicks, lots);
      this.flow.touch(instrument);
      this.publishTouched();
    }
    this.listener.onMessage(MESSAGE_REPLACE, slot, instrument, reason);
  }

  /** Cancels all orders of an account, in one instrument or (-1) in all, at the request of its owner. */
  admitMassCancel(account: number, index: number, nowUs: TimeUs): void {
    this.receive(index < 0 ? undefined : this.instruments[index], nowUs);
    const reason = this.changeRefusal(account);
    if (reason === ACCEPTED) this.cancelAll(account, index, ENDED_CANCELLED, nowUs);
    else this.refuse(account, undefined, reason);
  }

  /** Ends orders of an account for a reason of the venue's own (ENDED_*). */
  cancelAll(account: number, index: number, reason: number, nowUs: TimeUs): void {
    if (this.orders.count[account] === 0) return;
    this.flow.begin(nowUs);
    this.engine.massCancel(account, index, reason);
    this.passOn(false);
    this.publishTouched();
  }

  /** The line of an account is lost or back: while it is lost its messages are refused. */
  setConnected(account: number, isConnected: boolean): void {
    this.disconnected[account] = isConnected ? 0 : 1;
  }

  private receive(instrument: Instrument | undefined, nowUs: TimeUs): void {
    this.sequence++;
    this.flow.begin(nowUs);
    if (instrument === undefined) return;
    instrument.stats.messages++;
    instrument.guard?.begin(nowUs);
    this.rememberTop(instrument);
  }

  private refuse(account: number, instrument: Instrument | undefined, reason: number): void {
    if (instrument !== undefined) instrument.stats.rejects++;
    this.listener.onReject(account, instrument === undefined ? -1 : instrument.listed.index, reason);
  }

  private refusal(slot: number, instrument: Instrument, byHouse: boolean): number {
    if (this.phase === CLOSED) return MARKET_CLOSED;
    if (!instrument.tradesToday) return NOT_LISTED;
    const reason = byHouse ? this.priceRefusal(slot, instrument) : this.ruleRefusal(slot, instrument);
    if (reason !== ACCEPTED) return reason;
    const lots = this.store.lotsOf(slot);
    const refused = this.orders.admit(slot, lots);
    if (refused !== ACCEPTED || instrument.guard === undefined) return refused;
    const halted = this.stopBefore(slot, instrument);
    if (halted !== ACCEPTED) this.orders.released(slot, lots);
    return halted;
  }

  /** What the venue's rules have against an order of an agent. */
  private ruleRefusal(slot: number, instrument: Instrument): number {
    const { orderRules, allocation, parameters, participation } = this.parts;
    const account = this.store.accountOf(slot);
    if (this.disconnected[account] === 1) return NOT_CONNECTED;
    const throttled = participation.message(account, this.nowUs);
    if (throttled !== ACCEPTED) return throttled;
    const priced = this.priceRefusal(slot, instrument);
    if (priced === TRADING_HALTED) return priced;
    const { bandLow, bandHigh, book } = instrument;
    const reason = refusalOf(this.store, slot, book, orderRules, bandLow, bandHigh, allocation);
    if (reason !== ACCEPTED) return reason;
    if (priced !== ACCEPTED) return priced;
    if (this.orders.count[account]! >= parameters.rules.maxOpenOrders) return TOO_MANY_ORDERS;
    return participation.admit(slot, instrument, this.store.lotsOf(slot));
  }

  private replaceRefusal(slot: number, instrument: Instrument, priceTicks: Ticks, lots: Lots): number {
    const { store } = this;
    const closed = this.changeRefusal(store.accountOf(slot));
    if (closed !== ACCEPTED) return closed;
    if (instrument.isHaltedAllDay) return TRADING_HALTED;
    const { orderRules, participation } = this.parts;
    const { bandLow, bandHigh, book, guard } = instrument;
    const reason = replaceRefusalOf(store, slot, book, orderRules, bandLow, bandHigh, priceTicks, lots);
    if (reason !== ACCEPTED) return reason;
    if (guard !== undefined && !instrument.isHalted && store.stateOf(slot) === ORDER_RESTING) {
      const priced = this.reasonableRefusal(guard, store.sideOf(slot), priceTicks);
      if (priced !== ACCEPTED) return priced;
    }
    const more = lots - store.leavesOf(slot);
    if (more < 0) this.orders.released(slot, -more);
    if (more <= 0) return ACCEPTED;
    const barred = participation.admit(slot, instrument, more);
    return barred !== ACCEPTED ? barred : this.orders.admit(slot, more);
  }

  /** What stands against any message of an account about orders that it has. */
  private changeRefusal(account: number): number {
    if (this.phase === CLOSED) return MARKET_CLOSED;
    if (this.disconnected[account] === 1) return NOT_CONNECTED;
    return this.parts.participation.message(account, this.nowUs);
  }

  private isLive(slot: number, orderId: number): boolean {
    const state = this.store.stateOf(slot);
    return (state === ORDER_RESTING || state === ORDER_STOPPED) && this.store.orderIdOf(slot) === orderId;
  }

  /** Effective spread of the order that came, against the quote before it, over its trades in its own book. */
  protected override countAggressor(slot: number, instrument: Instrument): void {
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
