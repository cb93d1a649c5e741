import type { ParametersOf } from "../base/parameters.ts";
import { exp, log } from "../base/elementary.ts";
import { yyyymm } from "../base/dates.ts";
import type { EpochDay, TimeUs } from "../base/units.ts";
import { MICROSECONDS_PER_DAY } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { real } from "./real.ts";
import { TrendLearner, dampedDays } from "./trend-learner.ts";

const days = (value: number, meaning: string, source: string) => real("days", value, 0.1, 10_000, meaning, source);

/** How a hedger forecasts its own physical leg. */
export const physicalForecastTable = {
  useHalfLifeDays: days(
    30,
    "Half-life of a day in the learned level and growth of its own quantity and price.",
    "assumption",
  ),
  useShrinkDays: days(
    20,
    "How many days of no growth the learned growth is pulled to.",
    "assumption: shrinkage to zero",
  ),
  useDampingDays: days(
    90,
    "E-folding time with which the growth fades into the future.",
    "Gardner & McKenzie 1985: damped trend; value assumed",
  ),
} as const;

export type PhysicalForecastParameters = ParametersOf<typeof physicalForecastTable>;

/** Number of daily reports before a hedger trusts its own forecast. */
const MINIMUM_REPORTS = 4;

/**
 * A hedger's own physical leg as it was reported day by day, and its forecast: level and growth of logarithms by discounted
 * least squares (trend-learner.ts), growth fading into the future as in the damped trend of Gardner & McKenzie (1985),
 * Forecasting Trends in Time Series. Quantities in whole units, prices in CNY per unit.
 */
export class PhysicalHistory {
  private readonly quantities: TrendLearner;
  private readonly prices: TrendLearner;
  private readonly dampingDays: number;
  private lastUs = NaN;
  private lastDay = NaN;
  private lastMonth = 0;
  private monthToDate = 0;

  constructor(parameters: PhysicalForecastParameters) {
    this.quantities = new TrendLearner(parameters.useHalfLifeDays, 0, parameters.useShrinkDays);
    this.prices = new TrendLearner(parameters.useHalfLifeDays, 0, parameters.useShrinkDays);
    this.dampingDays = parameters.useDampingDays;
  }

  /** Whether enough has been reported for a forecast. */
  ready(): boolean {
    return this.quantities.count >= MINIMUM_REPORTS && this.prices.count >= MINIMUM_REPORTS;
  }

  /**
   * Takes the quantity since the last report and its mean price; all of it belongs to the month of `day`. The first report
   * only starts the clock, because nobody knows since when it counts.
   */
  report(nowUs: TimeUs, day: EpochDay, quantity: number, price: number): void {
    const elapsedDays = (nowUs - this.lastUs) / MICROSECONDS_PER_DAY;
    this.monthToDate = (yyyymm(day) === this.lastMonth ? this.monthToDate : 0) + quantity;
    if (elapsedDays > 0) {
      if (quantity > 0) this.quantities.observe(day, log(quantity / elapsedDays));
      if (price > 0) this.prices.observe(day, log(price));
    }
    this.lastUs = nowUs;
    this.lastDay = day;
    this.lastMonth = yyyymm(day);
  }

  /** Expected quantity of a delivery month, what has been reported of it included. */
  monthQuantity(month: ListedMonth): number {
    const length = month.deliveryLastDay - month.deliveryFirstDay + 1;
    const left = Math.min(length, Math.max(0, month.deliveryLastDay - this.lastDay));
    const known = left < length ? this.monthToDate : 0;
    return known + left * this.at(this.quantities, month.deliveryLastDay - left / 2);
  }

  /** Expected mean price of a delivery month's middle. */
  monthPrice(month: ListedMonth): number {
    return this.at(this.prices, (month.deliveryFirstDay + month.deliveryLastDay) / 2);
  }

  private at(learner: TrendLearner, day: number): number {
    return exp(learner.level + learner.slope * dampedDays(Math.max(0, day - learner.lastDay), this.dampingDays));
  }
}
