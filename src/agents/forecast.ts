import type { ParametersOf } from "../base/parameters.ts";
import { exp, log } from "../base/elementary.ts";
import { Ewma } from "../base/estimate/ewma.ts";
import { MICROSECONDS_PER_DAY } from "../base/units.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";
import { real } from "./real.ts";
import { SeasonalLevel } from "./seasonal-level.ts";
import { TrendLearner, dampedDays } from "./trend-learner.ts";

const LN2 = 0.6931471805599453;
const DAYS_PER_YEAR = 365;
/** How long the gap between a day's fixing and the average hour is remembered, in fixings. */
const FIXING_GAP_HALF_LIFE = 20;

const days = (value: number, meaning: string, source: string) => real("days", value, 0.1, 10_000, meaning, source);

/** How an agent forecasts the token index. */
export const forecastTable = {
  priorTrendPerYear: real(
    "log per year",
    -1.5,
    -5,
    5,
    "Trend of the token index that the agent believes in before it has seen any fixing.",
    "reported for the price of tokens of one quality: a tenth a year in 2024, range -0.5 to -3; assumption",
  ),
  priorTrendDays: days(90, "How many daily fixings that belief is worth.", "assumption"),
  trendHalfLifeDays: days(45, "Half-life of a fixing in the learned trend.", "assumption"),
  trendDampingDays: days(
    365,
    "E-folding time with which the trend fades into the future.",
    "Gardner & McKenzie 1985: damped trend; value assumed",
  ),
  reversionHalfLifeDays: days(
    50,
    "Half-life of the index's deviation from its trend.",
    "Schwartz & Smith 2000, short-term factor; value: half-life of the demand noise",
  ),
  permanentShare: real(
    "1",
    0.4,
    0,
    1,
    "Share of that deviation that stays for good, as an advance of algorithms does.",
    "Schwartz & Smith 2000, long-term factor; value assumed",
  ),
  levelHalfLifeHours: real(
    "hours",
    3,
    0.1,
    1000,
    "Half-life of an hourly index value in the level that the agent starts from.",
    "assumption",
  ),
} as const;

export type ForecastParameters = ParametersOf<typeof forecastTable>;

/**
 * A public forecast of each listed month's settlement price from the index values that have reached the agent:
 *
 *   E[mean] = (sum of known fixings + sum over remaining trading days of exp(trend(k) + (s + (1 - s) rho^k) d)) / N
 *
 * with trend(k) a learned, damped log-linear path, d = level - trend(0) today's deviation from it, of which a share s stays
 * and the rest decays with rho from its half-life, and k in days from today. The
 * remaining days are summed by Simpson's rule over their first, middle and last day, whose error is far below a tick
 * because the path is nearly log-linear within a month. Medians stand for means (no convexity term). Source: Schwartz &
 * Smith (2000), Short-Term Variations and Long-Term Dynamics in Commodity Prices, eq. 9, without its risk premium and with
 * an estimated trend, averaged over the days that settle the month.
 */
export class IndexForecast {
  private readonly trend: TrendLearner;
  private readonly hourly: SeasonalLevel;
  private readonly fixingGap = new Ewma(FIXING_GAP_HALF_LIFE);
  private readonly dampingDays: number;
  private readonly reversionPerDay: number;
  private readonly permanentShare: number;
  private hoursRead = 0;
  private fixingsRead = 0;
  /** Whether any index value has arrived; without one there is no forecast. */
  ready = false;
  /** Counts the arrivals of news, so that a forecast made before can be told from one made after. */
  version = 0;
  /** Logarithm of the level that forecasts start from, of the fixing as it would be today. */
  private level = 0;
  /** The same on the trend. */
  private trendLevel = 0;

  constructor(parameters: ForecastParameters) {
    this.trend = new TrendLearner(
      parameters.trendHalfLifeDays,
      parameters.priorTrendPerYear / DAYS_PER_YEAR,
      parameters.priorTrendDays,
    );
    this.hourly = new SeasonalLevel(parameters.levelHalfLifeHours);
    this.dampingDays = parameters.trendDampingDays;
    this.permanentShare = parameters.permanentShare;
    this.reversionPerDay = -LN2 / parameters.reversionHalfLifeDays;
  }

  /** Reads what has newly arrived; true if there was anything. */
  update(context: AgentContext): boolean {
    const hours = context.hourlyIndex.count();
    const fixings = context.fixings.count();
    if (hours === this.hoursRead && fixings === this.fixingsRead) return false;
    for (; this.fixingsRead < fixings; this.fixingsRead++) {
      const timeUs = context.fixings.timeUs(this.fixingsRead);
      this.readHours(context, hours, timeUs);
      this.readFixing(timeUs, context.fixings.value(this.fixingsRead));
    }
    this.readHours(context, hours, Infinity);
    this.restart(context.nowUs);
    this.version++;
    return true;
  }

  /** Expected settlement price, of a perpetual the index today; only when `ready`. */
  monthCny(context: AgentContext, month: ListedMonth): number {
    if (month.isPerpetual) return this.pathCny(0);
    const known = context.knownFixings(month);
    const remaining = known.total - known.count;
    if (known.count > 0 && remaining <= 0) return known.sum / known.count;
    const from = Math.max(0, month.settlesFromDay - context.day);
    const to = Math.max(from, month.lastTradeDay - context.day);
    const mean = (this.pathCny(from) + 4 * this.pathCny((from + to) / 2) + this.pathCny(to)) / 6;
    return known.count > 0 ? (known.sum + remaining * mean) / known.total : mean;
  }

  /** Expected fixing so many days from today, CNY per million tokens. */
  pathCny(horizonDays: number): number {
    const trend = this.trendLevel + this.trend.slope * dampedDays(horizonDays, this.dampingDays);
    const kept = this.permanentShare + (1 - this.permanentShare) * exp(this.reversionPerDay * horizonDays);
    return exp(trend + kept * (this.level - this.trendLevel));
  }

  /** Reads hourly values up to number `end` that came no later than `untilUs`. */
  private readHours(context: AgentContext, end: number, untilUs: number): void {
    const news = context.hourlyIndex;
    for (; this.hoursRead < end && news.timeUs(this.hoursRead) <= untilUs; this.hoursRead++) {
      this.hourly.observe(news.timeUs(this.hoursRead), news.value(this.hoursRead));
    }
  }

  private readFixing(timeUs: number, value: number): void {
    if (!(value > 0)) return;
    const y = log(value);
    if (this.hourly.ready) this.fixingGap.update(y - this.hourly.value, 1);
    this.trend.observe(timeUs / MICROSECONDS_PER_DAY, y);
  }

  private restart(nowUs: number): void {
    if (!this.hourly.ready && this.trend.count === 0) return;
    this.ready = true;
    const sinceFixing = this.trend.count > 0 ? nowUs / MICROSECONDS_PER_DAY - this.trend.lastDay : 0;
    const gap = Number.isNaN(this.fixingGap.value) ? 0 : this.fixingGap.value;
    this.level = this.hourly.ready ? this.hourly.value + gap : this.trend.at(0);
    this.trendLevel = this.trend.count > 0 ? this.trend.at(sinceFixing) : this.level;
  }
}
