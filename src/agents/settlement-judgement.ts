import type { ParametersOf } from "../base/parameters.ts";
import { firstDayOfMonth, yyyymm } from "../base/dates.ts";
import { exp } from "../base/elementary.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { AgentContext } from "./agent.ts";
import { settlementVariance } from "./cara.ts";
import { IndexForecast, forecastTable } from "./forecast.ts";
import { MonthNumbers } from "./month-numbers.ts";
import { PrivateNoise } from "./private-noise.ts";
import { real } from "./real.ts";

const THREE_MONTHS_DAYS = 91;
/** The error of a month begins three years before it, earlier than any month is listed. */
const MONTH_ERROR_DAYS = 1096;
/** How long a position in a perpetual is at risk: an assumption, since nothing settles it. */
const PERPETUAL_DAYS = 30;
/** Error of any forecast, so that a nearly settled month is no riskless bet. */
const VARIANCE_FLOOR = 0.0001;

/** How a speculator judges settlement prices. */
export const judgementTable = {
  ...forecastTable,
  noiseSd: real(
    "log",
    0.03,
    0,
    1,
    "Error of its judgement of the whole curve, three months and more ahead.",
    "larger or faster errors alone give 29 % volatility a year; assumption",
  ),
  monthNoiseSd: real("log", 0.01, 0, 1, "Error of its judgement of one month against the others.", "assumption"),
  noiseHalfLifeDays: real("days", 30, 0.1, 10_000, "Half-life of both errors.", "assumption"),
  volatilityPerYear: real(
    "log per square root of a year",
    0.45,
    0.01,
    10,
    "Volatility that it expects of settlement prices.",
    "0.25 to 0.60 in studies of token prices; assumption",
  ),
} as const;

export type JudgementParameters = ParametersOf<typeof judgementTable>;

/**
 * What one speculator thinks each month will settle at, and how sure it is: the public forecast (forecast.ts) times
 * exp(error), the error an Ornstein-Uhlenbeck process of the whole curve plus one of the month, times the share of fixings
 * not yet known and sqrt(min(1, time to the month's middle / 3 months)), so that it dies out as the month is settled.
 */
export class SettlementJudgement {
  private readonly p: JudgementParameters;
  private readonly forecast: IndexForecast;
  private curveNoise: PrivateNoise | undefined;
  private readonly monthNoises: PrivateNoise[] = [];
  private readonly variances = new MonthNumbers(VARIANCE_FLOOR);
  private readonly errors = new MonthNumbers(0);
  private readonly values = new MonthNumbers(0);
  private readonly versions = new MonthNumbers(-1);

  constructor(parameters: JudgementParameters) {
    this.p = parameters;
    this.forecast = new IndexForecast(parameters);
  }

  /** Once a day: moves the errors on and works out the variances of the months listed today. */
  beginDay(context: AgentContext): void {
    const curve = (this.curveNoise ??= this.newCurveNoise(context));
    curve.moveTo(context.day);
    for (const month of context.months) this.judge(context, month, curve.value);
  }

  /** Reads the news; true if there is a forecast. */
  update(context: AgentContext): boolean {
    this.forecast.update(context);
    return this.forecast.ready;
  }

  /** Expected settlement price, CNY per million tokens; worked out once for each state of the news. */
  valueCny(context: AgentContext, month: ListedMonth): number {
    if (this.versions.get(month) !== this.forecast.version) {
      this.values.set(month, this.forecast.monthCny(context, month) * exp(this.errors.get(month)));
      this.versions.set(month, this.forecast.version);
    }
    return this.values.get(month);
  }

  /** Variance of the logarithm of the settlement price, as of this morning. */
  variance(month: ListedMonth): number {
    return this.variances.get(month);
  }

  private judge(context: AgentContext, month: ListedMonth, curveError: number): void {
    const known = context.knownFixings(month);
    const unknown = known.total > 0 ? 1 - known.count / known.total : 1;
    const toFirst = month.isPerpetual ? PERPETUAL_DAYS : Math.max(0, month.settlesFromDay - context.day);
    const averaged = month.isPerpetual ? 0 : Math.max(0, month.lastTradeDay - context.day - toFirst);
    const variance = settlementVariance(this.p.volatilityPerYear, toFirst, averaged, unknown);
    this.variances.set(month, Math.max(VARIANCE_FLOOR, variance));
    const own = (this.monthNoises[month.index] ??= this.newMonthNoise(context, month));
    own.moveTo(context.day);
    const near = Math.sqrt(Math.min(1, (toFirst + averaged / 2) / THREE_MONTHS_DAYS)) * unknown;
    this.errors.set(month, near * (curveError + own.value));
    this.versions.set(month, -1);
  }

  private newCurveNoise(context: AgentContext): PrivateNoise {
    const { noiseSd, noiseHalfLifeDays } = this.p;
    const firstDay = firstDayOfMonth(yyyymm(context.day));
    return new PrivateNoise(noiseSd, noiseHalfLifeDays, firstDay, context.stream("forecast-curve"));
  }

  private newMonthNoise(context: AgentContext, month: ListedMonth): PrivateNoise {
    const { monthNoiseSd, noiseHalfLifeDays } = this.p;
    const stream = context.stream(`forecast-${month.deliveryMonth}`);
    // A perpetual is judged for the first time today.
    const firstDay = month.isPerpetual ? context.day : month.deliveryFirstDay - MONTH_ERROR_DAYS;
    return new PrivateNoise(monthNoiseSd, noiseHalfLifeDays, firstDay, stream);
  }
}
