import type { Side } from "../../base/units.ts";
import type { PriceRules } from "./price-parameters.ts";

/** Locked days in a row after which the rulebook may stop trading or reduce positions. */
const LAST_LOCK = 3;

/**
 * The ladder of locked days of one listed month: each day that ends locked on the same side widens the next day's band and
 * raises the margin.
 *
 * Next day's band: first + second-day points after one lock, first + third-day points after two, where first is the band
 * that the sequence's first day had by itself: the contract's, or a wider one on a first day or after a holiday. Margin at the locked day's settlement: that band and the margin points, never less than before in the sequence. A
 * lock on the other side is a first lock. A third lock ends the sequence if the rulebook then halts a day or reduces
 * positions; otherwise it goes on with the band of the third day. Source: SHFE risk management rules, copper.
 */
export class LimitLadder {
  /** Days in a row that have ended locked: above zero at the upper limit, below at the lower. */
  days = 0;
  /** Band of the next day in percent of its previous settlement price, the contract's own unless the last day was locked. */
  nextBandPercent: number;
  /** Margin in percent that the last settlement asks for because of locks, 0 for none. */
  marginPercent = 0;
  /** What the third lock, on the last day, has brought about. */
  action: PriceRules["widening"]["onThirdLock"] = "none";
  private readonly basePercent: number;
  /** Band of the sequence's first day, the ladder apart. */
  private firstPercent: number;
  private readonly rule: PriceRules["widening"];

  constructor(rules: Pick<PriceRules, "dailyBand" | "widening">) {
    this.basePercent = this.firstPercent = this.nextBandPercent = rules.dailyBand.percent;
    this.rule = rules.widening;
  }

  /** A trading day has ended, locked on a side or (0) not; `ownPercent` is the band that it had without this ladder. */
  endDay(side: Side | 0, ownPercent = this.basePercent): void {
    const isSequence = side !== 0 && this.days * side > 0 && this.action === "none";
    if (!isSequence) this.firstPercent = ownPercent;
    const marginBefore = isSequence ? this.marginPercent : 0;
    this.days = side === 0 ? 0 : isSequence ? this.days + side : side;
    this.action = Math.abs(this.days) === LAST_LOCK && this.rule.enabled ? this.rule.onThirdLock : "none";
    const points = this.points();
    this.nextBandPercent = points === 0 ? this.basePercent : this.firstPercent + points;
    const isRaised = side !== 0 && this.rule.enabled;
    this.marginPercent = isRaised ? Math.max(marginBefore, this.nextBandPercent + this.rule.marginOverBandPoints) : 0;
  }

  private points(): number {
    if (this.days === 0 || !this.rule.enabled || this.action !== "none") return 0;
    return Math.abs(this.days) === 1 ? this.rule.secondDayPoints : this.rule.thirdDayPoints;
  }
}
