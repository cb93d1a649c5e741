import type { ParametersOf } from "../base/parameters.ts";
import { power } from "../base/elementary.ts";
import type { Stream } from "../base/random.ts";
import { exponential, geometric, poisson } from "../base/samplers.ts";
import type { Lots, Side } from "../base/units.ts";
import type { ListedMonth, ListedSpread } from "../market/listed-month.ts";
import { Attention, activityTable } from "./activity.ts";
import type { Agent, AgentContext } from "./agent.ts";
import { commonTable } from "./common-parameters.ts";
import { LimitOrders, limitOrdersTable } from "./limit-orders.ts";
import { insideBand, orderLots, publicTicks } from "./prices.ts";
import { ROOM_FOR_ORDERS } from "./position-limit.ts";
import { real } from "./real.ts";

/** Tags of wake-ups: the next limit order, market order and mass cancel, from FIRST_ORDER on the end of a limit order's life. */
const LIMIT = 1;
const MARKET = 2;
const MASS_CANCEL = 3;
const FIRST_ORDER = 4;
const MINUTE_US = 60_000_000;
/** Trading time until a refused cancel is tried again: refusals come in breaks, when trading time stands still. */
const RETRY_US = 1_000_000;
/** In place of the reference of an order that has ended. */
const ENDED = -1;

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
  ...limitOrdersTable,
  massCancelsPerDay: real(
    "per trading day",
    0,
    0,
    1e4,
    "Rate at which it cancels all its orders at once.",
    "assumption: never",
  ),
  closingOrders: real(
    "orders per closing auction",
    0,
    0,
    1e5,
    "Mean number of limit orders that it sends when a closing auction begins, at prices on either side of the last quote; its latency must let them arrive.",
    "assumption: none",
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
 *
 * Both kinds of order have streams of their own for times and for choices, and every limit order's lifetime is drawn when
 * it is sent, so that worlds with other traders get the same flow (common random numbers): what it wants to send, and
 * when, does not depend on the book.
 */
export class NoiseTrader implements Agent {
  private readonly p: NoiseParameters;
  private readonly attention: Attention;
  private limitTimes!: Stream;
  private limitChoices!: Stream;
  private marketTimes!: Stream;
  private marketChoices!: Stream;
  private lifetimes!: Stream;
  private readonly limitOrders: LimitOrders;
  private closingChoices!: Stream;
  private massCancelTimes!: Stream;
  /** Reference of each of today's limit orders, by running number. */
  private readonly references: number[] = [];
  /** Running number of each that is alive, by reference. */
  private readonly alive = new Map<number, number>();

  constructor(parameters: NoiseParameters) {
    this.p = parameters;
    this.attention = new Attention(parameters);
    this.limitOrders = new LimitOrders(parameters);
  }

  onStart(context: AgentContext): void {
    this.limitTimes = context.stream("limit-time");
    this.limitChoices = context.stream("limit-choice");
    this.marketTimes = context.stream("market-time");
    this.marketChoices = context.stream("market-choice");
    this.lifetimes = context.stream("lifetime");
    this.limitOrders.start(context);
    this.closingChoices = context.stream("closing-choice");
    this.massCancelTimes = context.stream("mass-cancel-time");
  }

  /** Starts the day with as many waiting orders as there are on average: they meet in the opening auction. */
  onOpen(context: AgentContext): void {
    this.references.length = 0;
    this.alive.clear();
    this.attention.refresh(context);
    if (context.months.length === 0) return;
    const waiting = (this.p.limitOrdersPerDay * this.p.lifetimeMinutes * MINUTE_US) / context.tradingDayUs;
    const mean = Math.min(waiting, this.p.limitOrdersPerDay);
    for (let n = poisson(this.limitChoices, mean); n > 0; n--) this.placeLimit(context);
    this.awaitLimit(context);
    this.awaitMarket(context);
    this.awaitMassCancel(context);
  }

  /** Orders around the last price, on either side of it alike, so that they meet in the auction. */
  onClosingAuction(context: AgentContext): void {
    if (this.p.closingOrders === 0) return;
    const choices = this.closingChoices;
    for (let n = poisson(choices, this.p.closingOrders); n > 0; n--) {
      const month = this.attention.pickMonth(context, choices);
      const side = this.side(context, month, choices);
      const lots = this.lots(month, choices);
      const from = publicTicks(context, month, context.look(month));
      const distance = Math.floor((this.distanceBp(choices) / 10_000) * Math.abs(from));
      const away = choices.uniform() < 0.5 ? side * distance : -side * distance;
      context.limit(month, side, insideBand(context, month, from + away), lots);
    }
  }

  onClose(): void {}

  onWake(context: AgentContext, tag: number): void {
    if (tag === LIMIT) {
      this.placeLimit(context);
      this.awaitLimit(context);
    } else if (tag === MARKET) {
      this.placeMarket(context);
      this.awaitMarket(context);
    } else if (tag === MASS_CANCEL) {
      context.cancelAll();
      this.awaitMassCancel(context);
    } else this.endLife(context, tag - FIRST_ORDER);
  }

  onFill(_context: AgentContext, order: number, _month: ListedMonth, _lots: Lots, _price: number, leaves: Lots): void {
    if (leaves === 0) this.forget(order);
  }

  onSpreadFill(
    _context: AgentContext,
    order: number,
    _spread: ListedSpread,
    _lots: Lots,
    _price: number,
    leaves: Lots,
  ): void {
    if (leaves === 0) this.forget(order);
  }

  onDone(_context: AgentContext, order: number): void {
    this.forget(order);
  }

  onRefused(context: AgentContext, order: number): void {
    const number = this.alive.get(order);
    if (number !== undefined) this.wakeWithinDay(context, RETRY_US, FIRST_ORDER + number);
  }

  onPhysical(): void {}

  private awaitLimit(context: AgentContext): void {
    const mean = context.tradingDayUs / this.p.limitOrdersPerDay;
    this.wakeWithinDay(context, exponential(this.limitTimes, mean), LIMIT);
  }

  private awaitMarket(context: AgentContext): void {
    if (this.p.marketOrdersPerDay === 0) return;
    const mean = context.tradingDayUs / this.p.marketOrdersPerDay;
    this.wakeWithinDay(context, exponential(this.marketTimes, mean), MARKET);
  }

  private awaitMassCancel(context: AgentContext): void {
    if (this.p.massCancelsPerDay === 0) return;
    const mean = context.tradingDayUs / this.p.massCancelsPerDay;
    this.wakeWithinDay(context, exponential(this.massCancelTimes, mean), MASS_CANCEL);
  }

  private wakeWithinDay(context: AgentContext, delayUs: number, tag: number): void {
    const delay = Math.ceil(delayUs);
    if (delay < context.tradingTimeLeftUs()) context.wakeAfter(delay, tag);
  }

  private placeLimit(context: AgentContext): void {
    const month = this.attention.pickMonth(context, this.limitChoices);
    const side = this.side(context, month, this.limitChoices);
    const lots = this.lots(month, this.limitChoices);
    const distanceBp = this.distanceBp(this.limitChoices);
    const quote = context.look(month);
    const hasOpposite = side > 0 ? quote.hasAsk : quote.hasBid;
    const opposite = side > 0 ? quote.askTicks : quote.bidTicks;
    const from = hasOpposite ? opposite : publicTicks(context, month, quote);
    const distance = 1 + Math.floor((distanceBp / 10_000) * Math.abs(from));
    const order = this.limitOrders.send(context, month, side, lots, from, distance);
    const number = this.references.push(order) - 1;
    this.alive.set(order, number);
    const lifetime = exponential(this.lifetimes, this.p.lifetimeMinutes * MINUTE_US);
    this.wakeWithinDay(context, lifetime, FIRST_ORDER + number);
  }

  private placeMarket(context: AgentContext): void {
    const month = this.attention.pickMonth(context, this.marketChoices);
    const side = this.side(context, month, this.marketChoices);
    context.market(month, side, this.lots(month, this.marketChoices));
  }

  private endLife(context: AgentContext, number: number): void {
    const order = this.references[number];
    if (order !== ENDED) context.cancel(order);
  }

  private side(context: AgentContext, month: ListedMonth, choices: Stream): Side {
    const position = context.position(month);
    const heads = choices.uniform() < 0.5;
    const most = Math.min(this.p.maxPositionLots, ROOM_FOR_ORDERS * context.positionLimitLots(month));
    if (position > most) return -1;
    if (position < -most) return 1;
    return heads ? 1 : -1;
  }

  private lots(month: ListedMonth, choices: Stream): Lots {
    return orderLots(month, Math.min(geometric(choices, 1 / this.p.sizeMeanLots), this.p.maxSizeLots));
  }

  /** By inversion: (1 - u)^(-1 / exponent) - 1 scales. */
  private distanceBp(choices: Stream): number {
    const u = 1 - choices.uniform();
    const scales = power(u, -1 / this.p.placementExponent) - 1;
    return Math.min(this.p.placementMaxBp, this.p.placementScaleBp * scales);
  }

  private forget(order: number): void {
    const number = this.alive.get(order);
    if (number === undefined) return;
    this.references[number] = ENDED;
    this.alive.delete(order);
  }
}
