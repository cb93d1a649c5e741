import { exp, log } from "../base/elementary.ts";
import { Ewma } from "../base/estimate/ewma.ts";
import type { Lots, Ticks } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext, QuoteView } from "./agent.ts";
import { positiveCny } from "./prices.ts";
import { StandingOrder } from "./standing-order.ts";

const LN2 = 0.6931471805599453;
const VOLATILITY_HALF_LIFE_DAYS = 20;
/** A day that moved by more counts as this much: one mistaken settlement price must not close the book. */
const LARGEST_DAY = 0.1;

/** What a market maker knows, believes and shows in one listed month. */
export class MakerMonth {
  readonly month: ListedMonth;
  readonly bids: StandingOrder[] = [];
  readonly asks: StandingOrder[] = [];
  private readonly variance = new Ewma(VOLATILITY_HALF_LIFE_DAYS);
  private settlementTicks: Ticks;
  private unknownShare = 1;
  private volumeSeen = 0;
  private day = 0;
  /** Log of price over forecast, learned from trades; whether it has begun. */
  private premium = 0;
  private anchored = false;
  /** Fair value without and with that premium, CNY per million tokens. */
  private forecastCny = 0;
  fairCny = 0;
  /** Volatility a day of what is not yet known of the settlement price. */
  sigmaPerDay = 0;
  /** GLFT's half-spread and skew, as shares of the price. */
  half = 0;
  skew = 0;
  /** Value of the position. */
  inventoryCny = 0;

  constructor(month: ListedMonth, levels: number, priorSigmaPerDay: number, postOnly = false) {
    this.month = month;
    this.settlementTicks = month.listTicks;
    this.variance.update(priorSigmaPerDay * priorSigmaPerDay, 0);
    for (let i = 0; i < levels; i++) {
      this.bids.push(new StandingOrder(1, postOnly));
      this.asks.push(new StandingOrder(-1, postOnly));
    }
  }

  /** A new trading day: no orders, yesterday's settlement price in the volatility, less of the premium, known fixings out of
   * what is at risk. */
  beginDay(context: AgentContext, premiumHalfLifeDays: number): void {
    for (const order of this.bids) order.drop();
    for (const order of this.asks) order.drop();
    this.volumeSeen = 0;
    this.learnVolatility(context.settlementTicks(this.month));
    const known = context.knownFixings(this.month);
    const unknown = known.total > 0 ? 1 - known.count / known.total : 1;
    if (this.unknownShare > 0) this.premium *= unknown / this.unknownShare;
    if (this.day > 0) this.premium *= exp((-LN2 * (context.day - this.day)) / premiumHalfLifeDays);
    this.day = context.day;
    this.unknownShare = unknown;
    this.sigmaPerDay = Math.sqrt(this.variance.value) * Math.max(unknown, 0.05);
  }

  /** A new forecast; without one (undefined) the last settlement price serves. */
  setForecast(context: AgentContext, forecastCny: number | undefined): void {
    const settlementCny = positiveCny(this.month, context.settlementTicks(this.month));
    this.forecastCny = forecastCny ?? settlementCny;
    if (forecastCny !== undefined && !this.anchored) {
      this.premium = log(settlementCny / forecastCny);
      this.anchored = true;
    }
    this.fairCny = this.forecastCny * exp(this.premium);
  }

  /**
   * Lets the last trade seen since the last look pull the premium: by `weight` of the way if as much was traded as a quote
   * of its own holds (`quoteLots`), by less if less, because small trades say little. Only in continuous trading: before it,
   * a quote still tells of the day before.
   */
  learnFromTrades(quote: QuoteView, weight: number, quoteLots: Lots): void {
    if (!quote.hasTrade || quote.volumeLots === 0 || quote.volumeLots === this.volumeSeen) return;
    const size = Math.min(1, Math.abs(quote.volumeLots - this.volumeSeen) / quoteLots);
    this.volumeSeen = quote.volumeLots;
    const observed = log(positiveCny(this.month, quote.lastTradeTicks) / this.forecastCny);
    this.premium += weight * size * (observed - this.premium);
    this.fairCny = this.forecastCny * exp(this.premium);
  }

  /** The standing order with that reference, if it is one of these. */
  find(order: number): StandingOrder | undefined {
    for (let i = 0; i < this.bids.length; i++) {
      if (this.bids[i].owns(order)) return this.bids[i];
      if (this.asks[i].owns(order)) return this.asks[i];
    }
    return undefined;
  }

  private learnVolatility(settlementTicks: Ticks): void {
    if (this.day === 0) return;
    const change = log(positiveCny(this.month, settlementTicks) / positiveCny(this.month, this.settlementTicks));
    const size = Math.min(Math.abs(change), LARGEST_DAY) / Math.max(this.unknownShare, 0.05);
    this.variance.update(Math.min(size, LARGEST_DAY) * Math.min(size, LARGEST_DAY), 1);
    this.settlementTicks = settlementTicks;
  }
}
