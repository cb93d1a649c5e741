import type { ParametersOf } from "../base/parameters.ts";
import type { Stream } from "../base/random.ts";
import { bernoulli, exponential } from "../base/samplers.ts";
import type { Lots, Side } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { Attention, activityTable } from "./activity.ts";
import type { Agent, AgentContext, QuoteView } from "./agent.ts";
import { caraDemandCny } from "./cara.ts";
import { commonTable } from "./common-parameters.ts";
import { insideBand, lotValueCny, orderLots, positiveCny, publicTicks } from "./prices.ts";
import { largestPositionCny, positionLimitTable } from "./position-limit.ts";
import { real } from "./real.ts";
import { SettlementJudgement, judgementTable } from "./settlement-judgement.ts";

const LOOK = 1;

export const fundamentalSpeculatorTable = {
  ...commonTable({ latencyMs: 10, marketDataDelayMs: 10, newsDelayMs: 500, capitalCny: 3e8, creditCny: 0 }),
  ...judgementTable,
  ...activityTable,
  ...positionLimitTable,
  wakesPerDay: real("per trading day", 25, 0.01, 10_000, "How often it looks at one listed month.", "assumption"),
  searchShare: real(
    "1",
    0.5,
    0,
    1,
    "Share of its looks that go to the most mispriced month instead of a random one.",
    "assumption",
  ),
  riskAversion: real(
    "1",
    4,
    0.01,
    1000,
    "Relative risk aversion: absolute risk aversion x equity.",
    "assumption within the usual 1 to 10",
  ),
  correlation: real("1", 0.9, 0, 0.999, "Correlation that it expects between two delivery months.", "assumption"),
  maxTotalShare: real(
    "of equity",
    3,
    0,
    100,
    "Largest sum of positions, by value.",
    "assumption: margin of 10 % then takes 30 %",
  ),
  costBp: real("bp", 5, 0, 10_000, "Least expected gain for which it takes a quote.", "fees and impact; assumption"),
  orderShare: real("of equity", 0.004, 0, 1, "Largest order, by value.", "assumption"),
  tradeSpeed: real(
    "1",
    0.3,
    0.001,
    1,
    "Share of the gap between wanted and held that one order may close.",
    "assumption",
  ),
} as const;

export type FundamentalSpeculatorParameters = ParametersOf<typeof fundamentalSpeculatorTable>;

/**
 * A fundamental speculator: judges each month's settlement price with a private error (settlement-judgement.ts), wants the position that constant absolute risk aversion gives it
 * (cara.ts), and trades towards it: at once where a quote is better than its forecast by more than its cost, else with one
 * waiting limit order. Source: Grossman (1976); noisy private forecasts and such demand in a futures book as in Chiarella,
 * Iori & Perello (2009), The Impact of Heterogeneous Trading Rules on the Limit Order Book and Order Flows.
 */
export class FundamentalSpeculator implements Agent {
  private readonly p: FundamentalSpeculatorParameters;
  private readonly judgement: SettlementJudgement;
  private readonly attention: Attention;
  private wakes!: Stream;
  private choices!: Stream;
  private order = -1;
  /** Orders of today whose cancellation was refused. */
  private readonly unwanted: number[] = [];
  private grossCny = 0;

  constructor(parameters: FundamentalSpeculatorParameters) {
    this.p = parameters;
    this.judgement = new SettlementJudgement(parameters);
    this.attention = new Attention(parameters);
  }

  onStart(context: AgentContext): void {
    this.wakes = context.stream("wake");
    this.choices = context.stream("choice");
  }

  onOpen(context: AgentContext): void {
    this.order = -1;
    this.unwanted.length = 0;
    this.attention.refresh(context);
    this.judgement.beginDay(context);
    this.grossCny = 0;
    for (const month of context.months) this.grossCny += Math.abs(this.heldCny(context, month));
    this.rearm(context);
  }

  onClose(): void {}

  onWake(context: AgentContext): void {
    this.rearm(context);
    if (context.months.length === 0) return;
    if (!this.judgement.update(context)) return;
    this.withdraw(context);
    const searches = bernoulli(this.choices, this.p.searchShare);
    this.trade(context, searches ? this.mostMispriced(context) : this.attention.pickMonth(context, this.choices));
  }

  onFill(
    context: AgentContext,
    order: number,
    month: ListedMonth,
    signedLots: Lots,
    price: number,
    leaves: Lots,
  ): void {
    if (leaves === 0) this.forget(order);
    const held = context.position(month);
    const grown = Math.abs(held) - Math.abs(held - signedLots);
    this.grossCny += grown * lotValueCny(month, positiveCny(month, price));
  }

  onDone(_context: AgentContext, order: number): void {
    this.forget(order);
  }

  onRefused(_context: AgentContext, order: number): void {
    this.unwanted.push(order);
  }

  onPhysical(): void {}

  private rearm(context: AgentContext): void {
    const delay = Math.ceil(exponential(this.wakes, context.tradingDayUs / this.p.wakesPerDay));
    if (delay < context.tradingTimeLeftUs()) context.wakeAfter(delay, LOOK);
  }

  private withdraw(context: AgentContext): void {
    if (this.order >= 0) context.cancel(this.order);
    this.order = -1;
    for (const order of this.unwanted) context.cancel(order);
    this.unwanted.length = 0;
  }

  private forget(order: number): void {
    if (order === this.order) this.order = -1;
    const at = this.unwanted.indexOf(order);
    if (at >= 0) this.unwanted.splice(at, 1);
  }

  private heldCny(context: AgentContext, month: ListedMonth): number {
    const lots = context.position(month);
    return lots === 0 ? 0 : lots * lotValueCny(month, positiveCny(month, context.settlementTicks(month)));
  }

  /** The listed month whose price is furthest from its forecast, in standard deviations of the settlement price. */
  private mostMispriced(context: AgentContext): ListedMonth {
    let most = context.months[0];
    let largest = -1;
    for (const month of context.months) {
      const ticks = publicTicks(context, month, context.look(month));
      const ratio = this.judgement.valueCny(context, month) / positiveCny(month, ticks) - 1;
      const score = (ratio * ratio) / this.judgement.variance(month);
      if (score <= largest) continue;
      largest = score;
      most = month;
    }
    return most;
  }

  private trade(context: AgentContext, month: ListedMonth): void {
    const quote = context.look(month);
    const valueCny = this.judgement.valueCny(context, month);
    const valueTicks = valueCny / month.tickPrice;
    const cost = 1 + this.p.costBp / 10_000;
    const midTicks = publicTicks(context, month, quote);
    if (quote.hasAsk && valueTicks > quote.askTicks * cost) this.take(context, month, quote, valueCny, 1);
    else if (quote.hasBid && valueTicks * cost < quote.bidTicks) this.take(context, month, quote, valueCny, -1);
    else this.wait(context, month, quote, valueCny, midTicks);
  }

  /** Trades at once against the quote as far as the wanted position at that price goes. */
  private take(context: AgentContext, month: ListedMonth, quote: QuoteView, valueCny: number, side: Side): void {
    const ticks = side > 0 ? quote.askTicks : quote.bidTicks;
    const offered = side > 0 ? quote.askLots : quote.bidLots;
    const lots = this.lotsTowards(context, month, valueCny, ticks) * side;
    if (lots < 1) {
      this.wait(context, month, quote, valueCny, publicTicks(context, month, quote));
      return;
    }
    context.immediate(
      month,
      side,
      insideBand(context, month, ticks),
      orderLots(month, Math.min(lots, Math.max(1, offered))),
    );
  }

  /** Leaves one limit order at the better end of its own side, never worse than its forecast less its cost. */
  private wait(context: AgentContext, month: ListedMonth, quote: QuoteView, valueCny: number, midTicks: number): void {
    const lots = this.lotsTowards(context, month, valueCny, midTicks);
    if (lots === 0) return;
    const side: Side = lots > 0 ? 1 : -1;
    const hasOwn = side > 0 ? quote.hasBid : quote.hasAsk;
    const own = side > 0 ? quote.bidTicks : quote.askTicks;
    const reservation = (valueCny / month.tickPrice) * (1 - (side * this.p.costBp) / 10_000);
    const limit = side > 0 ? Math.floor(reservation) : Math.ceil(reservation);
    const behind = hasOwn ? own : Math.round(midTicks) - side;
    const ticks = lots * context.position(month) < 0 ? behind : side * Math.min(side * behind, side * limit);
    this.order = context.limit(month, side, insideBand(context, month, ticks), orderLots(month, Math.abs(lots)));
  }

  /** Signed whole lots that one order may trade towards the wanted position if the price is `ticks`. */
  private lotsTowards(context: AgentContext, month: ListedMonth, valueCny: number, ticks: number): Lots {
    const priceCny = positiveCny(month, ticks);
    const lotCny = lotValueCny(month, priceCny);
    const held = context.position(month);
    const equity = Math.max(0, context.equityCny);
    const most = largestPositionCny(this.p, context, month, lotCny, equity);
    const wanted = this.wantedCny(context, month, valueCny / priceCny - 1, equity);
    const gap = Math.min(most, Math.max(-most, wanted)) / lotCny - held;
    const largest = Math.min(this.p.tradeSpeed * Math.abs(gap) + 0.5, (this.p.orderShare * equity) / lotCny + 1);
    const lots = Math.floor(Math.min(Math.abs(gap), largest));
    if (lots > 0 && gap * held >= 0 && this.grossCny > this.p.maxTotalShare * equity) return 0;
    return gap > 0 ? lots : -lots;
  }

  private wantedCny(context: AgentContext, month: ListedMonth, mispricing: number, equity: number): number {
    const variance = this.judgement.variance(month);
    let other = 0;
    for (const m of context.months) {
      if (m !== month) other += this.heldCny(context, m) * Math.sqrt(this.judgement.variance(m));
    }
    const covariance = this.p.correlation * Math.sqrt(variance) * other;
    return caraDemandCny(equity, this.p.riskAversion, mispricing, variance, covariance);
  }
}
