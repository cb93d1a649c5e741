import { exp, log } from "../base/elementary.ts";
import { weekday } from "../base/dates.ts";
import type { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import { DatedCurve } from "./dated-curve.ts";
import type { ExchangeRateParameters } from "./exchange-rate-parameters.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";

const LN2 = 0.6931471805599453;
const DAYS_PER_YEAR = 365.25;
const HOURS_PER_DAY = 24;
const SATURDAY = 5;

/**
 * CNY per USD hour by hour: a dated curve times a mean-reverting deviation (stream compute/fx), kept within a band around
 * the day's parity. The parity is set at local midnight of every weekday, to the last rate before it; the band is the
 * People's Bank of China's. What the band cuts off is not forgotten: the deviation moves on behind it and the rate follows
 * from parity to parity. Public holidays count as weekdays; both are assumptions.
 */
export class ExchangeRate {
  private readonly curve: DatedCurve;
  private readonly noise: OrnsteinUhlenbeck;
  private readonly firstWeekday: number;
  private readonly utcOffsetHours: number;
  private readonly logUp: number;
  private readonly logDown: number;
  private logParity = NaN;
  private hour = -1;

  /** ln of the curve, and of the rate over the curve. */
  logCurve = 0;
  logDeviation = 0;
  cnyPerUsd = 0;

  /** Hours count from midnight UTC of `startDay`; days are local. */
  constructor(parameters: ExchangeRateParameters, utcOffsetHours: number, streams: Streams, startDay: EpochDay) {
    this.curve = new DatedCurve(parameters.cnyPerUsd, startDay);
    const halfLifeYears = parameters.halfLifeDays / DAYS_PER_YEAR;
    const sd = parameters.volatility * Math.sqrt(halfLifeYears / (2 * LN2));
    this.noise = new OrnsteinUhlenbeck(streams.get("compute/fx"), sd, HOURS_PER_DAY * parameters.halfLifeDays);
    this.firstWeekday = weekday(startDay);
    this.utcOffsetHours = utcOffsetHours;
    this.logUp = log(1 + parameters.bandPercent / 100);
    this.logDown = log(1 - parameters.bandPercent / 100);
  }

  /** Moves on by one hour. */
  step(): void {
    const before = this.logCurve + this.logDeviation;
    const isFirst = this.hour < 0;
    this.hour++;
    this.noise.step(1);
    this.logCurve = this.curve.logAt(this.hour);
    if (isFirst) this.logParity = this.logCurve;
    else if (this.isNewWeekday()) this.logParity = before;
    const highest = this.logParity + this.logUp - this.logCurve;
    const lowest = this.logParity + this.logDown - this.logCurve;
    this.logDeviation = Math.min(highest, Math.max(lowest, this.noise.value));
    this.cnyPerUsd = exp(this.logCurve + this.logDeviation);
  }

  private isNewWeekday(): boolean {
    const localHour = this.hour + this.utcOffsetHours;
    if (localHour % HOURS_PER_DAY !== 0) return false;
    const days = localHour / HOURS_PER_DAY + this.firstWeekday;
    return ((days % 7) + 7) % 7 < SATURDAY;
  }
}
