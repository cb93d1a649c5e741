import type { ParametersOf } from "../base/parameters.ts";
import { power } from "../base/elementary.ts";
import type { Stream } from "../base/random.ts";
import { exponential, geometric, integerBelow, poisson } from "../base/samplers.ts";
import type { Lots, Side } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { Attention, activityTable } from "./activity.ts";
import type { Agent, AgentContext } from "./agent.ts";
import { commonTable } from "./common-parameters.ts";
import { insideBand, orderLots, publicTicks } from "./prices.ts";
import { real } from "./real.ts";

const EVENT = 1;
const MINUTE_US = 60_000_000;

export const noiseTable = {
  ...commonTable({ latencyMs: 100, marketDataDelayMs: 100, newsDelayMs: 60_000, capitalCny: 1e8, creditCny: 0 }),
  ...activityTable,
  limitOrdersPerDay: real(
    "per trading day",
    500,
    0.01,
    1e6,
    "Rate of limit orders over all listed months.",
    "Smith et al. 2003, rate alpha; value assumed",
  ),
  marketOrdersPerDay: real(
    "per trading day",
    100,
    0,
    1e6,
    "Rate of market orders.",
    "Smith et al. 2003, rate mu; value assumed",
  ),
  lifetimeMinutes: real(
    "minutes of trading",
    30,
    0.1,
    100_000,
    "Mean time until a waiting order is cancelled.",
    "Smith et al. 2003, rate delta = 1 / lifetime; value assumed",
  ),
  sizeMeanLots: real("lots", 1.8, 1, 1000, "Mean size of an order; sizes are geometric.", "assumption"),
  maxSizeLots: real("lots", 5, 1, 10_000, "Largest order.", "retail orders of 1-5 lots; assumption"),
  placementScaleBp: real(
    "bp of the price",
    40,
    0.01,
    10_000,
    "Typical distance of a limit order from the opposite best quote.",
    "assumption",
  ),
  placementExponent: real(
    "1",
    1.5,
    0.1,
    20,
    "Exponent of the power law of that distance.",
    "Zovko & Farmer 2002: about 1.5",
  ),
  placementMaxBp: real(
    "bp of the price",
    250,
    1,
    10_000,
    "Largest distance.",
    "assumption: well inside the price band",
  ),
  maxPositionLots: real("lots", 300, 1, 1e6, "Position in one month beyond which it only trades back.", "assumption"),
} as const;

export type NoiseParameters = ParametersOf<typeof noiseTable>;

/**
 * Zero-intelligence flow: limit orders, market orders and cancellations come as Poisson processes at constant rates, on
 * either side alike; each waiting order is cancelled at the same rate; sizes are geometric. A limit order lies behind the
 * opposite best quote by a distance with density ~ (scale + d)^-(1 + exponent). Source: Smith, Farmer, Gillemot &
 * Krishnamurthy (2003), Statistical theory of the continuous double auction, section 2 (rates alpha, mu, delta); Cont, Stoikov &
 * Talreja (2010) for rates that fall with distance; Zovko & Farmer (2002) for the power law.
 */
export class NoiseTrader implements Agent {
  private readonly p: NoiseParameters;
  private readonly attention: Attention;
  private readonly cancelsPerUs: number;
  private wakes!: Stream;
  private choices!: Stream;
  private sizes!: Stream;
  private placements!: Stream;
  /** References of waiting orders that it has not yet asked to cancel: live[0 .. liveCount - 1]. */
  private live = new Float64Array(64);
  private liveCount = 0;

  constructor(parameters: NoiseParameters) {
    this.p = parameters;
    this.attention = new Attention(parameters);
    this.cancelsPerUs = 1 / (parameters.lifetimeMinutes * MINUTE_US);
  }

  onStart(context: AgentContext): void {
    this.wakes = context.stream("wake");
    this.choices = context.stream("choice");
    this.sizes = context.stream("size");
    this.placements = context.stream("placement");
  }

  /** Starts the day with as many waiting orders as there are on average: they meet in the opening auction. */
  onOpen(context: AgentContext): void {
    this.liveCount = 0;
    this.attention.refresh(context);
    if (context.months.length === 0) return;
    const waiting = this.p.limitOrdersPerDay / (context.tradingDayUs * this.cancelsPerUs);
    const mean = Math.min(waiting, this.p.limitOrdersPerDay);
    for (let n = poisson(this.choices, mean); n > 0; n--) this.placeLimit(context);
    this.rearm(context);
  }

  onClose(): void {}

  onWake(context: AgentContext): void {
    const limits = this.p.limitOrdersPerDay / context.tradingDayUs;
    const markets = this.p.marketOrdersPerDay / context.tradingDayUs;
    const u = this.choices.uniform() * (limits + markets + this.liveCount * this.cancelsPerUs);
    if (u < limits) this.placeLimit(context);
    else if (u < limits + markets) this.placeMarket(context);
    else if (this.liveCount > 0) this.cancelOne(context);
    this.rearm(context);
  }

  onFill(_context: AgentContext, order: number, _month: ListedMonth, _lots: Lots, _price: number, leaves: Lots): void {
    if (leaves === 0) this.forget(order);
  }

  onDone(_context: AgentContext, order: number): void {
    this.forget(order);
  }

  onPhysical(): void {}

  private rearm(context: AgentContext): void {
    const perDay = this.p.limitOrdersPerDay + this.p.marketOrdersPerDay;
    const rate = perDay / context.tradingDayUs + this.liveCount * this.cancelsPerUs;
    const delay = Math.ceil(exponential(this.wakes, 1 / rate));
    if (delay < context.tradingTimeLeftUs()) context.wakeAfter(delay, EVENT);
  }

  private placeLimit(context: AgentContext): void {
    const month = this.attention.pickMonth(context, this.choices);
    const side = this.side(context, month);
    const quote = context.look(month);
    const hasOpposite = side > 0 ? quote.hasAsk : quote.hasBid;
    const opposite = side > 0 ? quote.askTicks : quote.bidTicks;
    const from = hasOpposite ? opposite : publicTicks(context, month, quote);
    const distance = 1 + Math.floor((this.distanceBp() / 10_000) * Math.abs(from));
    const order = context.limit(month, side, insideBand(context, month, from - side * distance), this.lots(month));
    this.remember(order);
  }

  private placeMarket(context: AgentContext): void {
    const month = this.attention.pickMonth(context, this.choices);
    context.market(month, this.side(context, month), this.lots(month));
  }

  private cancelOne(context: AgentContext): void {
    const i = integerBelow(this.choices, this.liveCount);
    context.cancel(this.live[i]);
    this.live[i] = this.live[--this.liveCount];
  }

  private side(context: AgentContext, month: ListedMonth): Side {
    const position = context.position(month);
    const heads = this.choices.uniform() < 0.5;
    if (position > this.p.maxPositionLots) return -1;
    if (position < -this.p.maxPositionLots) return 1;
    return heads ? 1 : -1;
  }

  private lots(month: ListedMonth): Lots {
    return orderLots(month, Math.min(geometric(this.sizes, 1 / this.p.sizeMeanLots), this.p.maxSizeLots));
  }

  /** By inversion: (1 - u)^(-1 / exponent) - 1 scales. */
  private distanceBp(): number {
    const u = 1 - this.placements.uniform();
    const scales = power(u, -1 / this.p.placementExponent) - 1;
    return Math.min(this.p.placementMaxBp, this.p.placementScaleBp * scales);
  }

  private remember(order: number): void {
    if (this.liveCount === this.live.length) {
      const larger = new Float64Array(2 * this.live.length);
      larger.set(this.live);
      this.live = larger;
    }
    this.live[this.liveCount++] = order;
  }

  private forget(order: number): void {
    for (let i = 0; i < this.liveCount; i++) {
      if (this.live[i] !== order) continue;
      this.live[i] = this.live[--this.liveCount];
      return;
    }
  }
}
