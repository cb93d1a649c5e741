import type { ParametersOf } from "../base/parameters.ts";
import { log } from "../base/elementary.ts";
import { Ewma } from "../base/estimate/ewma.ts";
import type { Stream } from "../base/random.ts";
import { exponential } from "../base/samplers.ts";
import type { Lots, Side } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { Agent, AgentContext } from "./agent.ts";
import { commonTable } from "./common-parameters.ts";
import { Momentum } from "./momentum.ts";
import { largestPositionCny, positionLimitTable } from "./position-limit.ts";
import { insideBand, lotValueCny, orderLots, positiveCny, publicTicks } from "./prices.ts";
import { real } from "./real.ts";

const LOOK = 1;
const TRADING_DAYS_PER_YEAR = 243;
const VOLATILITY_HALF_LIFE_DAYS = 20;

export const trendFollowerTable = {
  ...commonTable({ latencyMs: 5, marketDataDelayMs: 5, newsDelayMs: 1000, capitalCny: 1e8, creditCny: 0 }),
  ...positionLimitTable,
  wakesPerDay: real("per trading day", 8, 0.01, 10_000, "How often it samples the price and trades.", "assumption"),
  fastDays: real(
    "trading days",
    2,
    0.01,
    1000,
    "Half-life of its fastest average; the others follow by factors of 2 and 3.",
    "Baz et al. 2015 use pairs 8/24, 16/48, 32/96; faster here, as in Chinese futures; assumption",
  ),
  targetVolatility: real(
    "log per square root of a year",
    0.2,
    0,
    10,
    "Volatility of equity that a full signal aims at.",
    "Moskowitz, Ooi & Pedersen 2012 use 0.40 per instrument; assumption",
  ),
  priorVolatility: real(
    "log per square root of a year",
    0.45,
    0.01,
    10,
    "Volatility that it expects before it has seen prices.",
    "assumption",
  ),
  rebalanceShare: real(
    "1",
    0.05,
    0,
    1,
    "Least gap between wanted and held position, as a share of a full one, that it trades.",
    "assumption",
  ),
  orderShare: real("of equity", 0.003, 0, 1, "Largest order, by value.", "assumption"),
  rollDays: real(
    "days",
    7,
    0,
    365,
    "How long before a delivery month begins it has moved to the next.",
    "traders without an exposure leave before the delivery month; assumption",
  ),
} as const;

export type TrendFollowerParameters = ParametersOf<typeof trendFollowerTable>;

/**
 * A trend follower: holds equity x target volatility / volatility x signal in the nearest month that is not about to go into
 * delivery, by value; the signal is momentum at three horizons (momentum.ts) of prices that it samples itself. It takes
 * quotes, and moves to the next month in good time; its averages are shifted by the price gap of the two. Source: Moskowitz,
 * Ooi & Pedersen (2012), Time Series Momentum, eq. 5 (position scaled by volatility); Baz et al. (2015) for the signal.
 */
export class TrendFollower implements Agent {
  private readonly p: TrendFollowerParameters;
  private readonly momentum: Momentum;
  private readonly variance = new Ewma(VOLATILITY_HALF_LIFE_DAYS);
  private wakes!: Stream;
  private month: ListedMonth | undefined;
  private lastLogPrice = 0;
  private lastTimeDays = NaN;
  private lastMonth: ListedMonth | undefined;

  constructor(parameters: TrendFollowerParameters) {
    this.p = parameters;
    this.momentum = new Momentum(parameters.fastDays);
    this.variance.update((parameters.priorVolatility * parameters.priorVolatility) / TRADING_DAYS_PER_YEAR, 0);
  }

  onStart(context: AgentContext): void {
    this.wakes = context.stream("wake");
  }

  onOpen(context: AgentContext): void {
    this.chooseMonth(context);
    this.rearm(context);
  }

  onClose(): void {}

  onWake(context: AgentContext): void {
    this.rearm(context);
    if (this.month === undefined) return;
    this.sample(context, this.month);
    if (!this.leaveOthers(context, this.month)) this.follow(context, this.month);
  }

  onFill(): void {}

  onDone(): void {}

  onRefused(): void {}

  onPhysical(): void {}

  private rearm(context: AgentContext): void {
    const delay = Math.ceil(exponential(this.wakes, context.tradingDayUs / this.p.wakesPerDay));
    if (delay < context.tradingTimeLeftUs()) context.wakeAfter(delay, LOOK);
  }

  private chooseMonth(context: AgentContext): void {
    const months = context.months;
    let i = 0;
    while (i < months.length - 1 && months[i].deliveryFirstDay - context.day <= this.p.rollDays) i++;
    this.month = months[i];
  }

  private sample(context: AgentContext, month: ListedMonth): void {
    const timeDays = context.session + 1 - context.tradingTimeLeftUs() / context.tradingDayUs;
    const previous = this.lastMonth;
    if (previous === undefined) this.momentum.observe(this.logPrice(context, month), 0);
    // A month that is listed no more cannot be compared: its last sample has to do.
    else if (context.months.includes(previous)) this.learn(this.logPrice(context, previous), timeDays);
    const logPrice = this.logPrice(context, month);
    if (previous !== undefined && previous !== month) this.momentum.shift(logPrice - this.lastLogPrice);
    this.lastMonth = month;
    this.lastLogPrice = logPrice;
    this.lastTimeDays = timeDays;
  }

  /** Takes another price of the month that it sampled last. */
  private learn(logPrice: number, timeDays: number): void {
    const days = timeDays - this.lastTimeDays;
    if (days <= 0) return;
    const change = logPrice - this.lastLogPrice;
    // An interval of a few seconds would divide a whole tick by next to nothing.
    this.variance.update((change * change) / Math.max(days, 0.02), days);
    this.momentum.observe(logPrice, days);
    this.lastLogPrice = logPrice;
  }

  private logPrice(context: AgentContext, month: ListedMonth): number {
    return log(positiveCny(month, publicTicks(context, month, context.look(month))));
  }

  /** Closes what it still holds in another month; true if there was any. */
  private leaveOthers(context: AgentContext, month: ListedMonth): boolean {
    for (const other of context.months) {
      const held = other === month ? 0 : context.position(other);
      if (held === 0) continue;
      this.take(context, other, -held);
      return true;
    }
    return false;
  }

  private follow(context: AgentContext, month: ListedMonth): void {
    const sigma = Math.sqrt(Math.max(this.variance.value, 1e-8));
    const equity = Math.max(0, context.equityCny);
    const lotCny = lotValueCny(month, positiveCny(month, context.settlementTicks(month)));
    const byRisk = (equity * this.p.targetVolatility) / (sigma * Math.sqrt(TRADING_DAYS_PER_YEAR));
    const full = Math.min(byRisk, largestPositionCny(this.p, context, month, lotCny, equity)) / lotCny;
    const gap = Math.round(full * this.momentum.signal(sigma)) - context.position(month);
    if (gap !== 0 && Math.abs(gap) >= this.p.rebalanceShare * full) this.take(context, month, gap);
  }

  private take(context: AgentContext, month: ListedMonth, gap: Lots): void {
    const side: Side = gap > 0 ? 1 : -1;
    const quote = context.look(month);
    if (!(side > 0 ? quote.hasAsk : quote.hasBid)) return;
    const ticks = insideBand(context, month, side > 0 ? quote.askTicks : quote.bidTicks);
    const offered = Math.max(1, side > 0 ? quote.askLots : quote.bidLots);
    const largest =
      (this.p.orderShare * Math.max(0, context.equityCny)) / lotValueCny(month, positiveCny(month, ticks));
    const lots = Math.min(Math.abs(gap), offered, Math.max(1, largest));
    context.immediate(month, side, ticks, orderLots(month, lots));
  }
}
