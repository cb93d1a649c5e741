import type { ParametersOf } from "../base/parameters.ts";
import type { Stream } from "../base/random.ts";
import { exponential } from "../base/samplers.ts";
import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_MINUTE } from "../base/units.ts";
import type { Lots } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { Attention, activityTable, frontPosition } from "./activity.ts";
import type { Agent, AgentContext } from "./agent.ts";
import { commonTable } from "./common-parameters.ts";
import { IndexForecast, forecastTable } from "./forecast.ts";
import { glftAskDistance, glftBidDistance, glftHalf, glftSkew } from "./glft.ts";
import { MakerMonth } from "./maker-month.ts";
import { lotValueCny } from "./prices.ts";
import { TwoSidedQuote } from "./two-sided-quote.ts";
import { ROOM_FOR_ORDERS } from "./position-limit.ts";
import { real } from "./real.ts";

const CHECK = 1;
const TRADING_DAYS_PER_YEAR = 243;

export const marketMakerTable = {
  ...commonTable({ latencyMs: 1, marketDataDelayMs: 1, newsDelayMs: 50, capitalCny: 5e8, creditCny: 0 }),
  ...forecastTable,
  ...activityTable,
  checkSeconds: real(
    "seconds of trading",
    20,
    0.1,
    100_000,
    "Mean time between looks at one listed month; news and fills come on top.",
    "assumption",
  ),
  riskAversion: real(
    "1 per relative price and order",
    5,
    0.001,
    10_000,
    "gamma of the quotes.",
    "Gueant et al. 2013; value gives a skew of a few bp an order; assumption",
  ),
  spreadScaleBp: real(
    "bp of the price",
    20,
    0.1,
    10_000,
    "1/k in the front month: distance over which the arrival of orders falls by a factor e.",
    "quoted spreads of 20-50 bp; assumption",
  ),
  tenorScaleBp: real(
    "bp of the price per month",
    4,
    0,
    1000,
    "Growth of 1/k from one listed month to the next.",
    "assumption",
  ),
  arrivalsPerDay: real(
    "per trading day",
    150,
    0.01,
    1e6,
    "A in the front month: orders a day that would reach a quote at no distance.",
    "assumption",
  ),
  arrivalDecay: real("1", 0.85, 0.01, 1, "A of a listed month relative to the one before it.", "assumption"),
  priorVolatility: real(
    "log per square root of a year",
    0.45,
    0.01,
    10,
    "Volatility that it expects before it has seen settlement prices.",
    "assumption",
  ),
  correlation: real("1", 0.8, 0, 1, "Correlation of other months' inventory with one month's price.", "assumption"),
  quoteShare: real(
    "of equity",
    0.0008,
    1e-6,
    1,
    "Value of one order at the first level.",
    "10-50 lots a level; assumption",
  ),
  levels: {
    kind: "integer",
    unit: "orders a side",
    default: 2,
    minimum: 1,
    maximum: 5,
    varies: true,
    meaning:
      "Price levels it quotes on each side; each further one lies one first distance deeper and has twice the lots.",
    source: "assumption",
  },
  lotsBeyondFair: {
    kind: "integer",
    unit: "lots",
    minimum: 0,
    maximum: 1000,
    default: 1,
    meaning:
      "Lots it still offers at the limit price where the day's band lies beyond what it holds fair; 0: it withdraws.",
    source: "assumption: one lot, to be seen",
  },
  postOnly: {
    kind: "boolean",
    unit: "1",
    default: false,
    meaning: "Its new quotes are post-only in continuous trading: refused rather than matched at once.",
    source: "assumption: it does not know of such orders",
  },
  premiumWeight: real(
    "1",
    0.25,
    0,
    1,
    "How far a trade as large as its own quote pulls its premium over the forecast; smaller ones less.",
    "assumption",
  ),
  premiumHalfLifeDays: real("days", 30, 0.1, 10_000, "Half-life with which that premium is forgotten.", "assumption"),
  toleranceShare: real(
    "of the half-spread",
    0.15,
    0,
    10,
    "Distance that a quote may be off before it is moved.",
    "message budget; assumption",
  ),
  maxSkew: real("of the price", 0.1, 0, 1, "Largest shift of its quotes because of inventory.", "assumption"),
  maxMonthShare: real(
    "of equity",
    0.15,
    0,
    100,
    "Position in one month, by value, beyond which it only quotes the way back.",
    "assumption",
  ),
  maxNetShare: real("of equity", 0.5, 0, 100, "The same for the net position over all months.", "assumption"),
  pullBack: real("of the half-spread", 0.5, 0, 100, "Widening near a fixing and near a price limit.", "assumption"),
  pullBackMinutes: real("minutes", 10, 0, 1440, "How long before the usual time of a fixing.", "assumption"),
  limitZone: real("of the price", 0.01, 0, 1, "Distance from a price limit within which it widens.", "assumption"),
} as const;

export type MarketMakerParameters = ParametersOf<typeof marketMakerTable>;

/**
 * A market maker in all listed months. Its fair value of a month is a public forecast of the settlement price times a premium
 * that it learns from trades; around it lie the quotes of Gueant, Lehalle & Fernandez-Tapia (2013) after Avellaneda &
 * Stoikov (2008), see glft.ts, in relative prices and units of its order size. Inventory of other months counts by value
 * times correlation, the several-asset case of Gueant (2017), Optimal market making, reduced to one factor. It looks at one
 * month at random times, at all on news of the index, at one after a fill; it moves a quote only when that is off by more
 * than a tolerance; it widens near fixings and price limits but stays, unless a position limit forbids one side.
 */
export class MarketMaker implements Agent {
  private readonly p: MarketMakerParameters;
  private readonly forecast: IndexForecast;
  private readonly attention: Attention;
  private readonly quote: TwoSidedQuote;
  private readonly states: MakerMonth[] = [];
  private wakes!: Stream;
  private choices!: Stream;
  private netCny = 0;

  constructor(parameters: MarketMakerParameters) {
    this.p = parameters;
    this.forecast = new IndexForecast(parameters);
    this.attention = new Attention(parameters);
    this.quote = new TwoSidedQuote(
      parameters.limitZone,
      parameters.pullBack,
      parameters.toleranceShare,
      parameters.lotsBeyondFair,
    );
  }

  onStart(context: AgentContext): void {
    this.wakes = context.stream("wake");
    this.choices = context.stream("choice");
  }

  onOpen(context: AgentContext): void {
    this.attention.refresh(context);
    const front = frontPosition(context);
    for (let i = 0; i < context.months.length; i++) {
      const state = this.stateOf(context.months[i]);
      state.beginDay(context, this.p.premiumHalfLifeDays);
      this.setSpread(state, Math.max(0, i - front));
    }
    this.forecast.update(context);
    this.reviewAll(context);
    this.rearm(context);
  }

  onClose(): void {}

  onWake(context: AgentContext): void {
    this.rearm(context);
    if (this.forecast.update(context)) this.reviewAll(context);
    else if (context.months.length > 0)
      this.review(context, this.stateOf(this.attention.pickMonth(context, this.choices)));
  }

  onFill(
    context: AgentContext,
    order: number,
    month: ListedMonth,
    signedLots: Lots,
    _price: number,
    leaves: Lots,
  ): void {
    const state = this.stateOf(month);
    const valueCny = signedLots * lotValueCny(month, state.fairCny);
    state.inventoryCny += valueCny;
    this.netCny += valueCny;
    state.find(order)?.filled(leaves);
    if (context.isContinuous()) this.review(context, state);
  }

  onReduced(_context: AgentContext, order: number, month: ListedMonth, leaves: Lots): void {
    this.stateOf(month).find(order)?.filled(leaves);
  }

  onDone(_context: AgentContext, order: number, month: ListedMonth): void {
    this.stateOf(month).find(order)?.drop();
  }

  onRefused(_context: AgentContext, order: number, month: ListedMonth): void {
    this.stateOf(month).find(order)?.refused();
  }

  onPhysical(): void {}

  private rearm(context: AgentContext): void {
    const delay = Math.ceil(exponential(this.wakes, this.p.checkSeconds * 1e6));
    if (delay < context.tradingTimeLeftUs()) context.wakeAfter(delay, CHECK);
  }

  private stateOf(month: ListedMonth): MakerMonth {
    return (this.states[month.index] ??= new MakerMonth(
      month,
      this.p.levels,
      this.p.priorVolatility / Math.sqrt(TRADING_DAYS_PER_YEAR),
      this.p.postOnly,
    ));
  }

  private setSpread(state: MakerMonth, rank: number): void {
    const k = 10_000 / (this.p.spreadScaleBp + this.p.tenorScaleBp * rank);
    let arrivals = this.p.arrivalsPerDay;
    for (let i = 0; i < rank; i++) arrivals *= this.p.arrivalDecay;
    state.half = glftHalf(this.p.riskAversion, k);
    state.skew = glftSkew(this.p.riskAversion, k, arrivals, state.sigmaPerDay);
  }

  /** After news, and at the open: new forecasts, inventory at new prices, all quotes. */
  private reviewAll(context: AgentContext): void {
    this.netCny = 0;
    for (const month of context.months) {
      const state = this.stateOf(month);
      state.setForecast(context, this.forecast.ready ? this.forecast.monthCny(context, month) : undefined);
      state.inventoryCny = context.position(month) * lotValueCny(month, state.fairCny);
      this.netCny += state.inventoryCny;
    }
    for (const month of context.months) this.review(context, this.stateOf(month));
  }

  private review(context: AgentContext, state: MakerMonth): void {
    const month = state.month;
    const view = context.look(month);
    const equity = Math.max(0, context.equityCny);
    const lotCny = lotValueCny(month, state.fairCny);
    const lots = Math.max(1, Math.round((this.p.quoteShare * equity) / lotCny));
    if (context.isContinuous()) state.learnFromTrades(view, this.p.premiumWeight, lots);
    const exposureCny = state.inventoryCny + this.p.correlation * (this.netCny - state.inventoryCny);
    const most = this.p.maxSkew / state.skew;
    const q = Math.min(most, Math.max(-most, exposureCny / (lots * lotCny)));
    const half = state.half * (1 + this.fixingPullBack(context));
    this.quote.bidDistance = glftBidDistance(half, state.skew, q);
    this.quote.askDistance = glftAskDistance(half, state.skew, q);
    const limit = ROOM_FOR_ORDERS * context.positionLimitLots(month);
    const position = context.position(month);
    this.quote.bidLots = this.isTooLong(state.inventoryCny, this.netCny, equity)
      ? 0
      : withinLimit(lots, limit - position);
    this.quote.askLots = this.isTooLong(-state.inventoryCny, -this.netCny, equity)
      ? 0
      : withinLimit(lots, limit + position);
    this.quote.show(context, state, view);
  }

  private isTooLong(inventoryCny: number, netCny: number, equity: number): boolean {
    return inventoryCny > this.p.maxMonthShare * equity || netCny > this.p.maxNetShare * equity;
  }

  /** Share of the half-spread to add shortly before the time of day at which the last fixing came. */
  private fixingPullBack(context: AgentContext): number {
    const count = context.fixings.count();
    if (count === 0) return 0;
    const until = context.fixings.timeUs(count - 1) - context.nowUs;
    const timeOfDay = until - Math.floor(until / MICROSECONDS_PER_DAY) * MICROSECONDS_PER_DAY;
    return timeOfDay < this.p.pullBackMinutes * MICROSECONDS_PER_MINUTE ? this.p.pullBack : 0;
  }
}

/** Lots to quote where the venue leaves so much room for the position. */
function withinLimit(lots: number, room: number): number {
  return Math.max(0, Math.min(lots, Math.floor(room)));
}
