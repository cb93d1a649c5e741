import { InvariantError } from "../base/assert.ts";
import type { Stream, Streams } from "../base/random.ts";
import { exponential } from "../base/samplers.ts";
import type { Lots, Side, Ticks, TimeUs } from "../base/units.ts";
import type { Agent, AgentContext, NewsView, QuoteView } from "../agents/agent.ts";
import type { CommonParameters } from "../agents/common-parameters.ts";
import { PHASE_DELIVERY, PHASE_WAKE } from "../kernel/phase.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { TIF_DAY, TIF_IMMEDIATE } from "../market/engine/order-store.ts";
import { CONTINUOUS } from "../market/venue.ts";
import { EVENT_CANCEL, EVENT_NEW, EVENT_REPLACE, EVENT_WAKE } from "./event-kinds.ts";
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
    this.positions = new Int32Array(exchange.maximumInstruments);
    this.hourlyIndex = new DelayedNews(exchange.hourlyIndex, exchange, this.newsDelayUs);
    this.fixings = new DelayedNews(exchange.fixings.series, exchange, this.newsDelayUs);
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
    return this.exchange.months;
  }

  tradingTimeLeftUs(): TimeUs {
    return this.exchange.calendar.tradingTimeLeft(this.nowUs, this.exchange.session);
  }

  isContinuous(): boolean {
    return this.exchange.venue.phase === CONTINUOUS;
  }

  look(month: ListedMonth): QuoteView {
    const view = this.exchange.views[month.index]!;
    this.exchange.venue.instruments[month.index]!.history.load(this.nowUs - this.dataDelayUs, view);
    return view;
  }

  settlementTicks(month: ListedMonth): Ticks {
    return this.exchange.venue.instruments[month.index]!.settlementTicks;
  }

  bandLowTicks(month: ListedMonth): Ticks {
    return this.exchange.venue.instruments[month.index]!.bandLow;
  }

  bandHighTicks(month: ListedMonth): Ticks {
    return this.exchange.venue.instruments[month.index]!.bandHigh;
  }

  openInterestLots(month: ListedMonth): Lots {
    return this.exchange.venue.instruments[month.index]!.openInterest;
  }

  knownFixings(month: ListedMonth): KnownFixings {
    return this.exchange.fixings.knownOf(month.deliveryMonth, this.fixings.count());
  }

  position(month: ListedMonth): Lots {
    return this.positions[month.index]!;
  }

  limit(month: ListedMonth, side: Side, priceTicks: Ticks, lots: Lots): number {
    return this.send(month, side, TIF_DAY, priceTicks, lots);
  }

  immediate(month: ListedMonth, side: Side, priceTicks: Ticks, lots: Lots): number {
    return this.send(month, side, TIF_IMMEDIATE, priceTicks, lots);
  }

  market(month: ListedMonth, side: Side, lots: Lots): number {
    const limit = side === 1 ? this.bandHighTicks(month) : this.bandLowTicks(month);
    return this.send(month, side, TIF_IMMEDIATE, limit, lots);
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
  deliverFill(order: number, instrument: number, signedLots: Lots, priceTicks: Ticks, leaves: Lots): void {
    this.positions[instrument] = this.positions[instrument]! + signedLots;
    const month = this.exchange.venue.instruments[instrument]!.month;
    this.agent.onFill(this, order, month, signedLots, priceTicks, leaves);
  }

  /** A listed month has been settled finally. */
  forgetPosition(instrument: number): void {
    this.positions[instrument] = 0;
  }

  private send(month: ListedMonth, side: Side, tif: number, priceTicks: Ticks, lots: Lots): number {
    const { store, queue } = this.exchange;
    const orderId = this.exchange.nextOrderId();
    const slot = store.allocate(orderId, this.account, month.index, side, tif, priceTicks, lots);
    queue.schedule(this.arrivalUs(), PHASE_DELIVERY, EVENT_NEW, slot, orderId);
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
