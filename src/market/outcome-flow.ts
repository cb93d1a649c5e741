import { InvariantError } from "../base/assert.ts";
import type { Lots, Side, Ticks, TimeUs } from "../base/units.ts";
import { ENDED_CANCELLED } from "./engine/order-kinds.ts";
import {
  OF_EXTRA,
  OF_KIND,
  OF_LEAVES,
  OF_LOTS,
  OF_MATCH,
  OF_PRICE,
  OF_SLOT,
  OF_TAKER,
  OUTCOME_ENDED,
  OUTCOME_IMPLIED,
  OUTCOME_REDUCED,
  OUTCOME_SHIFT,
  OUTCOME_TRADE,
  OUTCOME_TRIGGERED,
} from "./engine/outcome-record.ts";
import type { Outcomes } from "./engine/outcomes.ts";
import type { OrderStore } from "./engine/order-store.ts";
import { ImpliedFlow } from "./implied-flow.ts";
import { type Instrument, MonthInstrument, SpreadInstrument } from "./instrument.ts";
import type { OpenOrders } from "./open-orders.ts";
import { ACCEPTED } from "./refusals.ts";
import { ROLE_AUCTION, ROLE_MAKER, ROLE_TAKER } from "./risk-gate.ts";
import {
  EVENT_DECREMENTED,
  EVENT_TRIGGERED,
  PHASE_OF_AUCTION,
  PHASE_OF_CONTINUOUS,
  PHASE_OF_SPREAD_LEG,
  PRICE_ADJUSTED,
  type VenueListener,
} from "./venue-listener.ts";

/** Top of the book before the message being handled. */
export interface QuoteBefore {
  hasBid: boolean;
  bidTicks: number;
  hasAsk: boolean;
  askTicks: number;
}

/**
 * Turns what a command to the engine did into positions at the risk gate, the day's statistics and news to the listener,
 * row by row. Asserts that no trade leaves the price band, or comes about while trading is closed or halted.
 */
export class OutcomeFlow {
  /** Instruments whose books the last command changed, rows 0 to `touchedCount - 1`. */
  readonly touched: Instrument[] = [];
  touchedCount = 0;
  /** When the command came. */
  nowUs: TimeUs = 0;
  /** The venue is closed: nothing may trade. */
  isClosed = true;
  private readonly store: OrderStore;
  private readonly instruments: readonly (Instrument | undefined)[];
  private readonly listener: VenueListener;
  private readonly orders: OpenOrders;
  private readonly implied: ImpliedFlow;
  private command = 0;
  private isAuction = false;

  constructor(
    store: OrderStore,
    instruments: readonly (Instrument | undefined)[],
    listener: VenueListener,
    orders: OpenOrders,
  ) {
    this.store = store;
    this.instruments = instruments;
    this.listener = listener;
    this.orders = orders;
    this.implied = new ImpliedFlow(store, instruments, listener, orders);
  }

  /** A new command starts: no book has been touched. */
  begin(nowUs: TimeUs): void {
    this.nowUs = nowUs;
    this.touchedCount = 0;
    this.command++;
  }

  /** Passes on the outcomes of a command. */
  pass(outcomes: Outcomes, isAuction: boolean): void {
    this.isAuction = isAuction;
    for (let row = 0; row < outcomes.count; row++) {
      const { words } = outcomes;
      const at = row << OUTCOME_SHIFT;
      const kind = words[at + OF_KIND]!;
      if (kind === OUTCOME_TRADE) this.trade(words, at);
      else if (kind === OUTCOME_ENDED) this.ended(words[at + OF_SLOT]!, words[at + OF_PRICE]!, words[at + OF_LOTS]!);
      else if (kind === OUTCOME_REDUCED) this.reduced(words[at + OF_SLOT]!, words[at + OF_LOTS]!);
      else if (kind === OUTCOME_TRIGGERED) this.triggered(words[at + OF_SLOT]!);
      else if (kind === OUTCOME_IMPLIED) row = this.impliedMatch(outcomes, row);
    }
  }

  /** Adds an instrument to those whose books have changed. */
  touch(instrument: Instrument): void {
    if (instrument.touchedBy === this.command) return;
    instrument.touchedBy = this.command;
    this.touched[this.touchedCount++] = instrument;
  }

  private trade(words: Int32Array, at: number): void {
    const { store } = this;
    const maker = words[at + OF_SLOT]!;
    const taker = words[at + OF_TAKER]!;
    const priceTicks = words[at + OF_PRICE]!;
    const lots = words[at + OF_LOTS]!;
    const makerLeaves = words[at + OF_LEAVES]!;
    const takerLeaves = words[at + OF_EXTRA]!;
    const instrument = this.instruments[store.instrumentOf(maker)]!;
    if (priceTicks < instrument.bandLow || priceTicks > instrument.bandHigh)
      throw new InvariantError("a trade outside the price band");
    if (this.isClosed || instrument.isHalted) throw new InvariantError("a trade while trading is stopped");
    const takerSide = store.sideOf(taker);
    const aggressorSide = this.isAuction ? 0 : takerSide;
    const buy = takerSide === 1 ? taker : maker;
    const sell = takerSide === 1 ? maker : taker;
    this.touch(instrument);
    let booked = priceTicks;
    if (instrument instanceof MonthInstrument)
      booked = this.inMonth(instrument, priceTicks, lots, aggressorSide, buy, sell);
    else if (instrument instanceof SpreadInstrument)
      this.inSpread(instrument, priceTicks, lots, aggressorSide, buy, sell);
    this.listener.onFill(buy, instrument, lots, booked, takerSide === 1 ? takerLeaves : makerLeaves);
    this.listener.onFill(sell, instrument, lots, booked, takerSide === 1 ? makerLeaves : takerLeaves);
    if (makerLeaves === 0) this.orders.closed(maker);
    if (takerLeaves === 0) this.orders.closed(taker);
  }

  /** Books a trade of a month; returns the price at which it is booked. */
  private inMonth(
    month: MonthInstrument,
    priceTicks: Ticks,
    lots: Lots,
    aggressorSide: Side | 0,
    buy: number,
    sell: number,
  ): Ticks {
    const booked = this.isAuction ? priceTicks : this.bookedTicks(month, priceTicks, lots);
    const buyRole = roleOf(aggressorSide, 1);
    const sellRole = roleOf(aggressorSide, -1);
    this.orders.traded(month, buy, sell, lots, booked, buyRole, sellRole);
    month.traded(booked, lots, aggressorSide);
    month.matched(this.nowUs, priceTicks);
    const phase = this.isAuction ? PHASE_OF_AUCTION : PHASE_OF_CONTINUOUS;
    this.listener.onTrade(month, phase, booked, lots, aggressorSide, buy, sell);
    return booked;
  }

  /** The price of a trade, or the edge of the no-cancellation range if that lies outside it. */
  private bookedTicks(month: MonthInstrument, priceTicks: Ticks, lots: Lots): Ticks {
    const { guard } = month;
    if (guard === undefined) return priceTicks;
    const booked = guard.bookedTicks(priceTicks);
    if (booked === priceTicks) return booked;
    const { anchor, rangeWidth } = guard;
    const lockDay = Math.abs(month.lock.days);
    this.listener.onPriceEvent(
      month,
      PRICE_ADJUSTED,
      anchor,
      anchor - rangeWidth,
      anchor + rangeWidth,
      0,
      lots,
      lockDay,
    );
    return booked;
  }

  /** The spread's buyer buys the near month from its seller and sells the far one to it. */
  private inSpread(
    instrument: SpreadInstrument,
    priceTicks: number,
    lots: Lots,
    aggressorSide: Side | 0,
    buy: number,
    sell: number,
  ): void {
    const { near, far, spread } = instrument;
    const nearTicks = instrument.nearLegTicks(priceTicks);
    const farTicks = nearTicks - priceTicks / spread.ticksPerLegTick;
    const buyRole = roleOf(aggressorSide, 1);
    const sellRole = roleOf(aggressorSide, -1);
    this.orders.traded(near, buy, sell, lots, nearTicks, buyRole, sellRole);
    this.orders.traded(far, sell, buy, lots, farTicks, sellRole, buyRole);
    instrument.traded(priceTicks, lots, aggressorSide);
    this.listener.onTrade(near, PHASE_OF_SPREAD_LEG, nearTicks, lots, aggressorSide, buy, sell);
    const farSide = aggressorSide === 0 ? 0 : aggressorSide === 1 ? -1 : 1;
    this.listener.onTrade(far, PHASE_OF_SPREAD_LEG, farTicks, lots, farSide, sell, buy);
  }

  /** Passes on an implied match with its legs; returns its last row. */
  private impliedMatch(outcomes: Outcomes, first: number): number {
    if (this.isClosed) throw new InvariantError("a trade while trading is stopped");
    const match = outcomes.words[(first << OUTCOME_SHIFT) + OF_MATCH];
    let last = first;
    while (last + 1 < outcomes.count && outcomes.words[((last + 1) << OUTCOME_SHIFT) + OF_MATCH] === match) last++;
    for (let row = first; row <= last; row++) {
      const slot = outcomes.words[(row << OUTCOME_SHIFT) + OF_SLOT]!;
      this.touch(this.instruments[this.store.instrumentOf(slot)]!);
    }
    this.implied.pass(outcomes.words, first, last, this.nowUs);
    return last;
  }

  private triggered(slot: number): void {
    this.touch(this.instruments[this.store.instrumentOf(slot)]!);
    this.listener.onOrderEvent(slot, EVENT_TRIGGERED, this.store.leavesOf(slot));
  }

  private ended(slot: number, reason: number, lots: Lots): void {
    this.touch(this.instruments[this.store.instrumentOf(slot)]!);
    this.orders.released(slot, lots);
    this.orders.closed(slot);
    if (reason === ENDED_CANCELLED) this.orders.cancelled(slot, lots);
    this.listener.onOrderEvent(slot, reason, lots);
    this.listener.onOrderDone(slot, ACCEPTED);
  }

  private reduced(slot: number, lots: Lots): void {
    this.touch(this.instruments[this.store.instrumentOf(slot)]!);
    this.orders.released(slot, lots);
    this.listener.onOrderEvent(slot, EVENT_DECREMENTED, lots);
  }
}

/** What the order on a side was in a trade whose aggressor, if any, is on this side. */
function roleOf(aggressorSide: Side | 0, side: Side): number {
  if (aggressorSide === 0) return ROLE_AUCTION;
  return aggressorSide === side ? ROLE_TAKER : ROLE_MAKER;
}
