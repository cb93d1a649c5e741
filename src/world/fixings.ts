import { Float64Column } from "../base/columns.ts";
import { weekday } from "../base/dates.ts";
import type { EpochDay, TimeUs } from "../base/units.ts";
import type { SessionCalendar } from "../market/calendar.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { DatedValues } from "../market/settlement/final.ts";
import { PublicSeries } from "./news.ts";

/** How far the average that settles a listed month is known; nothing of one that fixings do not settle. */
export interface KnownFixings {
  sum: number;
  count: number;
  total: number;
}

/**
 * The daily fixings of a settlement index, at most one per trading day, and the listed months' averages of them. Where
 * the index is itself a mean over its month so far, the last fixing stands for all before it. A day without a fixing does
 * not count.
 */
export class Fixings implements DatedValues {
  readonly series: PublicSeries;
  private readonly calendar: SessionCalendar;
  private readonly holidays: ReadonlySet<number>;
  readonly isMonthMean: boolean;
  /** Day of each fixing, and the sum of the first k of them. */
  private readonly days: Float64Column;
  private readonly sums: Float64Column;
  private readonly skipped: EpochDay[] = [];
  /** By number of the listed month. */
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

  get length(): number {
    return this.series.length;
  }

  day(k: number): EpochDay {
    return this.days.values[k]!;
  }

  value(k: number): number {
    return this.series.value(k);
  }

  /**
   * The part of a listed month's average that is known after the first `published` fixings. The returned object is used
   * again by the next call.
   */
  knownOf(month: ListedMonth, published: number): KnownFixings {
    const { known } = this;
    known.sum = known.count = known.total = 0;
    if (!month.settlesByFixings) return known;
    const { settlesFromDay, lastTradeDay } = month;
    const end = this.countBefore(lastTradeDay + 1, published);
    const first = this.countBefore(settlesFromDay, end);
    known.count = end - first;
    known.total = this.scheduled(month) - this.skippedBetween(settlesFromDay, lastTradeDay);
    if (known.count === 0) return known;
    if (this.isMonthMean) known.sum = known.count * this.series.value(end - 1);
    else known.sum = this.sums.values[end]! - this.sums.values[first]!;
    return known;
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

  /** Trading days that count for a listed month: the calendar's, beyond its end weekdays that are no holidays. */
  private scheduled({ index, settlesFromDay, lastTradeDay }: ListedMonth): number {
    let total = this.totals.get(index);
    if (total === undefined) {
      total = this.calendar.days.filter(({ day }) => day >= settlesFromDay && day <= lastTradeDay).length;
      for (let day = Math.max(this.calendar.endDay + 1, settlesFromDay); day <= lastTradeDay; day++)
        if (weekday(day) < 5 && !this.holidays.has(day)) total++;
      this.totals.set(index, total);
    }
    return total;
  }
}
