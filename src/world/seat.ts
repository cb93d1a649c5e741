import { InvariantError } from "../base/assert.ts";
import type { Stream, Streams } from "../base/random.ts";
import { exponential } from "../base/samplers.ts";
import type { Lots, Side, Ticks, TimeUs } from "../base/units.ts";
import type { Agent, AgentContext, NewsView, QuoteView } from "../agents/agent.ts";
import type { CommonParameters } from "../agents/common-parameters.ts";
import { PHASE_DELIVERY, PHASE_WAKE } from "../kernel/phase.ts";
import { EFFECT_NET, STP_ALLOW, TIF_DAY, TIF_IMMEDIATE, TYPE_LIMIT } from "../market/engine/order-kinds.ts";
import { MonthInstrument, SpreadInstrument } from "../market/instrument.ts";
import { enterDraft } from "../market/enter-draft.ts";
import type { Listed, ListedMonth, ListedSpread } from "../market/listed-month.ts";
import { OrderDraft } from "../market/order-draft.ts";
import { CONTINUOUS } from "../market/venue-state.ts";
import { EVENT_CANCEL, EVENT_CANCEL_ALL, EVENT_NEW, EVENT_REPLACE, EVENT_WAKE } from "./event-kinds.ts";
import type { KnownFixings } from "./fixings.ts";
import type { Exchange } from "./exchange.ts";
import type { PublicSeries } from "./news.ts";

const MICROSECONDS_PER_MILLISECOND = 1000;

/** What a seat needs to know of its agent. */
export interface SeatTerms {
  readonly account: number;
  readonly id: string;
  readonly kind: string;
  readonly group: string;
  readonly agent: Agent;
  readonly common: CommonParameters;
  /** Self-trade prevention of its orders where it names none, STP_*. */
  readonly selfTrade: number;
  /** Number of the contract that the agent trades. */
  readonly contract: number;
}

/**
 * An agent's place at the exchange: all that it can see and do, each with its own delay. Orders reach the venue in the
 * order in which they were sent.
 */
export class Seat implements AgentContext {
  readonly account: number;
  readonly id: string;
  readonly kind: string;
  readonly group: string;
  readonly agent: Agent;
  readonly dataDelayUs: TimeUs;
  readonly newsDelayUs: TimeUs;
  readonly hourlyIndex: NewsView;
  readonly fixings: NewsView;
  equityCny = 0;
  private readonly exchange: Exchange;
  private readonly streams: Streams;
  private readonly latencyUs: TimeUs;
  private readonly jitterUs: TimeUs;
  private readonly latencyStream: Stream;
  private readonly positions: Int32Array;
  private readonly draft = new OrderDraft();
  private readonly selfTrade: number;
  private readonly contract: number;
  private lastArrivalUs: TimeUs = 0;

  constructor(terms: SeatTerms, exchange: Exchange, streams: Streams) {
    const { common } = terms;
    this.account = terms.account;
    this.id = terms.id;
    this.kind = terms.kind;
    this.group = terms.group;
    this.agent = terms.agent;
    this.exchange = exchange;
    this.streams = streams;
    this.latencyUs = Math.round(common.latencyMs * MICROSECONDS_PER_MILLISECOND);
    this.jitterUs = Math.round(common.latencyJitterMs * MICROSECONDS_PER_MILLISECOND);
    this.dataDelayUs = Math.round(common.marketDataDelayMs * MICROSECONDS_PER_MILLISECOND);
    this.newsDelayUs = Math.round(common.newsDelayMs * MICROSECONDS_PER_MILLISECOND);
    this.latencyStream = this.stream("latency");
    this.selfTrade = terms.selfTrade;
    this.contract = terms.contract;
    this.positions = new Int32Array(exchange.maximumMonths);
    this.hourlyIndex = new DelayedNews(exchange.indices[terms.contract]!.hourly, exchange, this.newsDelayUs);
    this.fixings = new DelayedNews(exchange.indices[terms.contract]!.fixings.series, exchange, this.newsDelayUs);
  }

  get nowUs(): TimeUs {
    return this.exchange.queue.timeUs;
  }

  get session(): number {
    return this.exchange.session;
  }

  get day(): number {
    return this.exchange.day;
  }

  get tradingDayUs(): TimeUs {
    return this.exchange.calendar.fullDayUs;
  }

  get months(): readonly ListedMonth[] {
    return this.exchange.months[this.contract]!;
  }

  get spreads(): readonly ListedSpread[] {
    return this.exchange.spreads[this.contract]!;
  }

  tradingTimeLeftUs(): TimeUs {
    return this.exchange.calendar.tradingTimeLeft(this.nowUs, this.exchange.session);
  }

  isContinuous(): boolean {
    return this.exchange.venue.phase === CONTINUOUS;
  }

  look(listed: Listed): QuoteView {
    const view = this.exchange.views[listed.index]!;
    this.exchange.venue.instruments[listed.index]!.history.load(this.nowUs - this.dataDelayUs, view);
    return view;
  }

  settlementTicks(listed: Listed): Ticks {
    return this.exchange.venue.instruments[listed.index]!.settlementTicks;
  }

  bandLowTicks(listed: Listed): Ticks {
    return this.exchange.venue.instruments[listed.index]!.bandLow;
  }

  bandHighTicks(listed: Listed): Ticks {
    return this.exchange.venue.instruments[listed.index]!.bandHigh;
  }

  positionLimitLots(month: ListedMonth): Lots {
    return this.exchange.limits.ofAccount(this.account, month.index);
  }

  openInterestLots(month: ListedMonth): Lots {
    return this.exchange.venue.month(month.index).openInterest;
  }

  knownFixings(month: ListedMonth): KnownFixings {
    return this.exchange.indices[this.contract]!.fixings.knownOf(month, this.fixings.count());
  }

  position(month: ListedMonth): Lots {
    return this.positions[month.index]!;
  }

  limit(month: ListedMonth, side: Side, priceTicks: Ticks, lots: Lots): number {
    return this.plain(month, side, TIF_DAY, priceTicks, lots);
  }

  immediate(month: ListedMonth, side: Side, priceTicks: Ticks, lots: Lots): number {
    return this.plain(month, side, TIF_IMMEDIATE, priceTicks, lots);
  }

  market(month: ListedMonth, side: Side, lots: Lots): number {
    const limit = side === 1 ? this.bandHighTicks(month) : this.bandLowTicks(month);
    // The last trade may have moved on before the order arrives; it is then refused, as a market order's protection may be.
    const { guard } = this.exchange.venue.month(month.index);
    return this.plain(month, side, TIF_IMMEDIATE, guard?.reasonablePrice(side, limit) ?? limit, lots);
  }

  order(listed: Listed, side: Side, lots: Lots): OrderDraft {
    return this.draft.reset(listed, side, lots, this.selfTrade);
  }

  send(draft: OrderDraft): number {
    const { store } = this.exchange;
    const orderId = this.exchange.nextOrderId();
    return this.schedule(enterDraft(draft, store, orderId, this.account), orderId);
  }

  cancelAll(listed?: Listed): void {
    const index = listed === undefined ? -1 : listed.index;
    this.exchange.queue.schedule(this.arrivalUs(), PHASE_DELIVERY, EVENT_CANCEL_ALL, this.account, index);
  }

  cancel(order: number): void {
    const orderId = this.ownOrderId(order);
    this.exchange.queue.schedule(this.arrivalUs(), PHASE_DELIVERY, EVENT_CANCEL, order, orderId, this.account);
  }

  replace(order: number, priceTicks: Ticks, lots: Lots): void {
    const orderId = this.ownOrderId(order);
    const { queue } = this.exchange;
    queue.schedule(this.arrivalUs(), PHASE_DELIVERY, EVENT_REPLACE, order, orderId, this.account, priceTicks, lots);
  }

  wakeAfter(tradingTimeUs: TimeUs, tag: number): void {
    const { calendar, session, queue } = this.exchange;
    const atUs = calendar.afterTradingTime(this.nowUs, session, Math.max(1, Math.round(tradingTimeUs)));
    if (atUs !== undefined) queue.schedule(atUs, PHASE_WAKE, EVENT_WAKE, this.account, tag);
  }

  stream(purpose: string): Stream {
    return this.streams.get(`agents/${this.id}/${purpose}`);
  }

  recordPlan(month: ListedMonth, quantityForecast: number, budgetPrice: number, targetLots: Lots): void {
    this.exchange.recording.plan(this.account, month.index, quantityForecast, budgetPrice, targetLots);
  }

  /** A fill has reached the agent. */
  deliverFill(order: number, index: number, signedLots: Lots, priceTicks: Ticks, leaves: Lots): void {
    const instrument = this.exchange.venue.instruments[index];
    if (instrument instanceof MonthInstrument) {
      this.positions[index] = this.positions[index]! + signedLots;
      this.agent.onFill(this, order, instrument.month, signedLots, priceTicks, leaves);
    } else if (instrument instanceof SpreadInstrument) {
      const { near, far } = instrument.spread;
      this.positions[near.index] = this.positions[near.index]! + signedLots;
      this.positions[far.index] = this.positions[far.index]! - signedLots;
      this.agent.onSpreadFill?.(this, order, instrument.spread, signedLots, priceTicks, leaves);
    }
  }

  /** A trading day has closed for the agent: the clearing house's statement says what it holds. */
  close(): void {
    const { holdings } = this.exchange;
    const first = this.account * holdings.instruments;
    for (let month = 0; month < holdings.instruments; month++)
      this.positions[month] = holdings.long[first + month]! - holdings.short[first + month]!;
    this.agent.onClose(this);
  }

  private plain(month: ListedMonth, side: Side, tif: number, priceTicks: Ticks, lots: Lots): number {
    const { store } = this.exchange;
    const orderId = this.exchange.nextOrderId();
    const slot = store.allocate(orderId, this.account, month.index, side, tif, priceTicks, lots);
    if (this.selfTrade !== STP_ALLOW) store.describe(slot, TYPE_LIMIT, EFFECT_NET, this.selfTrade, false);
    return this.schedule(slot, orderId);
  }

  private schedule(slot: number, orderId: number): number {
    this.exchange.queue.schedule(this.arrivalUs(), PHASE_DELIVERY, EVENT_NEW, slot, orderId);
    return slot;
  }

  private ownOrderId(order: number): number {
    const { store } = this.exchange;
    if (store.accountOf(order) !== this.account) throw new InvariantError("an agent refers to another agent's order");
    return store.orderIdOf(order);
  }

  private arrivalUs(): TimeUs {
    const jitterUs = this.jitterUs > 0 ? Math.round(exponential(this.latencyStream, this.jitterUs)) : 0;
    const atUs = Math.max(this.nowUs + this.latencyUs + jitterUs, this.lastArrivalUs);
    this.lastArrivalUs = atUs;
    return atUs;
  }
}

/** A public series as far as it has reached one agent. */
class DelayedNews implements NewsView {
  private readonly series: PublicSeries;
  private readonly exchange: Exchange;
  private readonly delayUs: TimeUs;

  constructor(series: PublicSeries, exchange: Exchange, delayUs: TimeUs) {
    this.series = series;
    this.exchange = exchange;
    this.delayUs = delayUs;
  }

  count(): number {
    return this.series.countUntil(this.exchange.queue.timeUs - this.delayUs);
  }

  timeUs(k: number): TimeUs {
    return this.series.timeUs(k);
  }

  value(k: number): number {
    return this.series.value(k);
  }
}
