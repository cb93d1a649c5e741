import {
  MICROSECONDS_PER_MINUTE,
  MICROSECONDS_PER_SECOND,
  type Side,
  type Ticks,
  type TimeUs,
} from "../../base/units.ts";
import { PRICE_HALT_CIRCUIT_BREAKER, PRICE_HALT_INTERVAL_LIMIT } from "../venue-listener.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { distanceTicks } from "./daily-band.ts";
import { IntervalLimit } from "./interval-limit.ts";
import { bookedTicks } from "./no-cancellation-range.ts";
import type { PriceRules } from "./price-parameters.ts";
import { isReasonable } from "./reasonability.ts";

const LOWEST_TICKS = -0x8000_0000;
const HIGHEST_TICKS = 0x7fff_ffff;

/** No rule has been broken. */
export const NO_BREACH = -1;

/**
 * The price rules of one listed month that look at its trades: circuit breaker, interval price limit, reasonability limit,
 * no-cancellation range. The order desk asks it before an order and the outcome flow tells it every trade, so that nothing
 * here allocates.
 */
export class PriceGuard {
  /** Prices between which a trade breaks no rule that stops trading. */
  low: Ticks = LOWEST_TICKS;
  high: Ticks = HIGHEST_TICKS;
  /** Last trade before the order being handled, of this day, or the settlement price: what two of the rules start from. */
  anchor: Ticks = 0;
  /** PRICE_HALT_* of the rule that a trade has broken since the last `restart`, NO_BREACH for none. */
  breach = NO_BREACH;
  private readonly rules: PriceRules;
  private readonly breaker: CircuitBreaker | undefined;
  private readonly interval: IntervalLimit | undefined;
  private reasonableTicks: Ticks = 0;
  private rangeTicks: Ticks = 0;
  private settlementTicks: Ticks = 0;
  private lastTicks: Ticks = 0;
  /** When `low` and `high` may change without a trade. */
  private nextUs: TimeUs = 0;

  constructor(rules: PriceRules) {
    const { circuitBreaker, intervalLimit } = rules;
    this.rules = rules;
    if (circuitBreaker.enabled)
      this.breaker = new CircuitBreaker(circuitBreaker.windowMinutes * MICROSECONDS_PER_MINUTE);
    if (intervalLimit.enabled)
      this.interval = new IntervalLimit(intervalLimit.intervalSeconds * MICROSECONDS_PER_SECOND);
  }

  /** Whether a rulebook has any of these rules. */
  static isNeeded({ circuitBreaker, intervalLimit, reasonability, noCancellation }: PriceRules): boolean {
    return circuitBreaker.enabled || intervalLimit.enabled || reasonability.enabled || noCancellation.enabled;
  }

  /** A new day: distances in percent follow its previous settlement price. */
  startDay(nowUs: TimeUs, settlementTicks: Ticks): void {
    const { reasonability, noCancellation } = this.rules;
    this.settlementTicks = this.lastTicks = this.anchor = settlementTicks;
    if (reasonability.enabled) this.reasonableTicks = distanceTicks(reasonability, settlementTicks);
    if (noCancellation.enabled) this.rangeTicks = distanceTicks(noCancellation, settlementTicks);
    this.restart(nowUs);
  }

  /** Trading starts anew after an auction: windows and intervals start at its price, or at the last one before it. */
  restart(nowUs: TimeUs): void {
    const { circuitBreaker, intervalLimit } = this.rules;
    const { settlementTicks, lastTicks } = this;
    this.breaker?.restart(distanceTicks({ ticks: 0, percent: circuitBreaker.percent }, settlementTicks), lastTicks);
    this.interval?.restart(nowUs, distanceTicks(intervalLimit, settlementTicks), lastTicks);
    this.breach = NO_BREACH;
    this.advance(nowUs);
  }

  /** A message comes. */
  begin(nowUs: TimeUs): void {
    this.anchor = this.lastTicks;
    if (nowUs >= this.nextUs) this.advance(nowUs);
  }

  /** A trade at this price. What an auction breaks `restart` forgets. */
  traded(nowUs: TimeUs, ticks: Ticks): void {
    if (nowUs >= this.nextUs) this.advance(nowUs);
    if (ticks < this.low || ticks > this.high) this.breach = this.breachAt(ticks);
    this.lastTicks = ticks;
    this.interval?.trade(ticks);
    if (this.breaker === undefined) return;
    this.breaker.trade(nowUs, ticks);
    if (this.nextUs === Infinity) this.advance(nowUs);
    else this.setBounds();
  }

  /** The bound of an order of a side whose first trade is at this price. */
  boundAfter(side: Side, firstTicks: Ticks): Ticks {
    const { breaker } = this;
    if (side === 1) return breaker === undefined ? this.high : Math.min(this.high, firstTicks + breaker.width);
    return breaker === undefined ? this.low : Math.max(this.low, firstTicks - breaker.width);
  }

  /** PRICE_HALT_* of the rule that a trade at a price outside the bounds would break. */
  breachAt(ticks: Ticks): number {
    const { breaker } = this;
    const isBreaker = breaker !== undefined && (ticks < breaker.low || ticks > breaker.high);
    return isBreaker ? PRICE_HALT_CIRCUIT_BREAKER : PRICE_HALT_INTERVAL_LIMIT;
  }

  /** What the bounds were measured from when a rule was broken by a price above (+1) or below (-1). */
  referenceOf(type: number, side: Side): Ticks {
    const { breaker, interval } = this;
    if (type === PRICE_HALT_CIRCUIT_BREAKER && breaker !== undefined) return breaker.referenceOf(side);
    return interval === undefined ? this.anchor : interval.anchor;
  }

  isReasonable(side: Side, priceTicks: Ticks): boolean {
    return this.reasonableTicks === 0 || isReasonable(side, priceTicks, this.anchor, this.reasonableTicks);
  }

  /** The price nearest to a given one that an order may have. */
  reasonablePrice(side: Side, priceTicks: Ticks): Ticks {
    return this.isReasonable(side, priceTicks) ? priceTicks : this.anchor + side * this.reasonableTicks;
  }

  /** The price at which a trade is booked. */
  bookedTicks(priceTicks: Ticks): Ticks {
    return this.rangeTicks === 0 ? priceTicks : bookedTicks(priceTicks, this.anchor, this.rangeTicks);
  }

  /** Half-width of the no-cancellation range, 0 without one. */
  get rangeWidth(): Ticks {
    return this.rangeTicks;
  }

  private advance(nowUs: TimeUs): void {
    const { breaker, interval } = this;
    const breakerUs = breaker === undefined ? Infinity : breaker.advance(nowUs);
    const intervalUs = interval === undefined ? Infinity : interval.advance(nowUs);
    this.nextUs = Math.min(breakerUs, intervalUs);
    this.setBounds();
  }

  private setBounds(): void {
    const { breaker, interval } = this;
    let low = LOWEST_TICKS;
    let high = HIGHEST_TICKS;
    if (breaker !== undefined) {
      low = breaker.low;
      high = breaker.high;
    }
    if (interval !== undefined) {
      if (interval.low > low) low = interval.low;
      if (interval.high < high) high = interval.high;
    }
    this.low = low;
    this.high = high;
  }
}
