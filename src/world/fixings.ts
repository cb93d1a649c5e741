import { Float64Column } from "../base/columns.ts";
import { firstDayOfMonth, lastDayOfMonth, weekday } from "../base/dates.ts";
import type { EpochDay, TimeUs } from "../base/units.ts";
import type { SessionCalendar } from "../market/calendar.ts";
import { PublicSeries } from "./news.ts";

/** How far the average that settles a delivery month is known. */
export interface KnownFixings {
  sum: number;
  count: number;
  total: number;
}

/**
 * The daily fixings of the settlement index, at most one per trading day, and the delivery months' averages of them. Where
 * the index is itself a mean over its month so far, the last fixing stands for all before it. A day without a fixing does
 * not count; a month without any settles at the last value there was, of the hours where there was no fixing ever.
 */
export class Fixings {
  readonly series: PublicSeries;
  private readonly calendar: SessionCalendar;
  private readonly holidays: ReadonlySet<number>;
  private readonly isMonthMean: boolean;
  /** Day of each fixing, and the sum of the first k of them. */
  private readonly days: Float64Column;
  private readonly sums: Float64Column;
  private readonly skipped: EpochDay[] = [];
  private readonly totals = new Map<number, number>();
  private readonly known: KnownFixings = { sum: 0, count: 0, total: 0 };

  constructor(calendar: SessionCalendar, holidays: readonly number[], isMonthMean = false) {
    this.calendar = calendar;
    this.holidays = new Set(holidays);
    this.isMonthMean = isMonthMean;
    this.series = new PublicSeries(calendar.days.length + 1);
    this.days = new Float64Column(calendar.days.length + 1);
    this.sums = new Float64Column(calendar.days.length + 1);
    this.sums.push(0);
  }

  publish(timeUs: TimeUs, day: EpochDay, value: number): void {
    this.series.publish(timeUs, value);
    this.days.push(day);
    this.sums.push(this.sums.values[this.sums.length - 1]! + value);
  }

  /** There is no fixing on a trading day. */
  skip(day: EpochDay): void {
    this.skipped.push(day);
  }

  /** The index's history is restated: everything published so far is multiplied. */
  restate(factor: number): void {
    this.series.rescale(factor);
    for (let k = 0; k < this.sums.length; k++) this.sums.values[k]! *= factor;
  }

  /**
   * The part of a delivery month's average that is known after the first `published` fixings. The returned object is
   * used again by the next call.
   */
  knownOf(deliveryMonth: number, published: number): KnownFixings {
    const firstDay = firstDayOfMonth(deliveryMonth);
    const lastDay = lastDayOfMonth(deliveryMonth);
    const end = this.countBefore(lastDay + 1, published);
    const first = this.countBefore(firstDay, end);
    const count = end - first;
    this.known.count = count;
    this.known.total = this.scheduled(deliveryMonth) - this.skippedBetween(firstDay, lastDay);
    if (count === 0) this.known.sum = 0;
    else if (this.isMonthMean) this.known.sum = count * this.series.value(end - 1);
    else this.known.sum = this.sums.values[end]! - this.sums.values[first]!;
    return this.known;
  }

  /**
   * What a delivery month settles at, once all its fixings are known: CNY per million tokens. The last value published
   * where the month has none, `indicative` where there has never been one.
   */
  settlementOf(deliveryMonth: number, indicative: number): number {
    const { sum, count } = this.knownOf(deliveryMonth, this.series.length);
    if (count > 0) return sum / count;
    return this.series.length > 0 ? this.series.value(this.series.length - 1) : indicative;
  }

  /** How many of the first `count` fixings are of days before `day`. */
  private countBefore(day: EpochDay, count: number): number {
    let k = count;
    while (k > 0 && this.days.values[k - 1]! >= day) k--;
    return k;
  }

  private skippedBetween(firstDay: EpochDay, lastDay: EpochDay): number {
    let count = 0;
    for (let k = this.skipped.length - 1; k >= 0 && this.skipped[k]! >= firstDay; k--)
      if (this.skipped[k]! <= lastDay) count++;
    return count;
  }

  /** Trading days of a month: those of the calendar, and beyond its end the weekdays that are no holidays. */
  private scheduled(deliveryMonth: number): number {
    let total = this.totals.get(deliveryMonth);
    if (total === undefined) {
      const firstDay = firstDayOfMonth(deliveryMonth);
      const lastDay = lastDayOfMonth(deliveryMonth);
      total = this.calendar.days.filter(({ day }) => day >= firstDay && day <= lastDay).length;
      for (let day = Math.max(this.calendar.endDay + 1, firstDay); day <= lastDay; day++)
        if (weekday(day) < 5 && !this.holidays.has(day)) total++;
      this.totals.set(deliveryMonth, total);
    }
    return total;
  }
}
