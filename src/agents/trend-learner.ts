import { exp } from "../base/elementary.ts";

const LN2 = 0.6931471805599453;

/**
 * Learns level and slope of a series by discounted least squares: an observation of age a days weighs 2^(-a / half-life),
 * and the slope is pulled to a prior as if `priorDays` daily observations had shown it. It minimises
 *
 *   sum_i w_i (y_i - level - slope t_i)^2 + (priorDays^3 / 12) (slope - prior)^2,   t_i <= 0 days before the last one
 *
 * (n daily observations have a sum of squared times of n^3 / 12). Source: Brown (1963), Smoothing, Forecasting and
 * Prediction of Discrete Time Series, ch. 9 (discounted regression); the ridge towards the prior is an assumption.
 */
export class TrendLearner {
  private readonly decayPerDay: number;
  private readonly priorSlope: number;
  private readonly priorWeight: number;
  private weight = 0;
  private sumT = 0;
  private sumTT = 0;
  private sumY = 0;
  private sumTY = 0;
  /** How many observations it has seen. */
  count = 0;
  /** Day of the last observation. */
  lastDay = 0;
  /** Fitted value on `lastDay`. */
  level = 0;
  /** Fitted change per day. */
  slope: number;

  constructor(halfLifeDays: number, priorSlopePerDay: number, priorDays: number) {
    this.decayPerDay = -LN2 / halfLifeDays;
    this.priorSlope = priorSlopePerDay;
    this.priorWeight = (priorDays * priorDays * priorDays) / 12;
    this.slope = priorSlopePerDay;
  }

  /** Takes the value y of `day` (days may be fractions and must not go back). */
  observe(day: number, y: number): void {
    if (this.count > 0) this.age(Math.max(0, day - this.lastDay));
    this.count++;
    this.lastDay = day;
    this.weight += 1;
    this.sumY += y;
    this.fit();
  }

  /** Fitted value `days` after the last observation, the slope going on undamped. */
  at(days: number): number {
    return this.level + this.slope * days;
  }

  private age(days: number): void {
    const keep = exp(this.decayPerDay * days);
    this.sumTT = keep * (this.sumTT - 2 * days * this.sumT + days * days * this.weight);
    this.sumTY = keep * (this.sumTY - days * this.sumY);
    this.sumT = keep * (this.sumT - days * this.weight);
    this.sumY *= keep;
    this.weight *= keep;
  }

  private fit(): void {
    const spread = this.sumTT - (this.sumT * this.sumT) / this.weight;
    const joint = this.sumTY - (this.sumT * this.sumY) / this.weight;
    const information = spread + this.priorWeight;
    this.slope = information > 0 ? (joint + this.priorWeight * this.priorSlope) / information : this.priorSlope;
    this.level = (this.sumY - this.slope * this.sumT) / this.weight;
  }
}

/** Distance that a slope of 1 a day runs in `days` when it fades with e-folding time `dampingDays` (Gardner & McKenzie 1985). */
export function dampedDays(days: number, dampingDays: number): number {
  return dampingDays * (1 - exp(-days / dampingDays));
}
