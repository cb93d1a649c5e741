import { Float64Column } from "../base/columns.ts";
import { firstDayOfMonth, lastDayOfMonth, weekday } from "../base/dates.ts";
import type { TimeUs } from "../base/units.ts";
import type { SessionCalendar } from "../market/calendar.ts";
import { PublicSeries } from "./news.ts";

/** How far the average that settles a delivery month is known. */
export interface KnownFixings {
  sum: number;
  count: number;
  total: number;
}

/** The daily index fixings, one per trading day, and the delivery months' averages of them. */
export class Fixings {
  readonly series: PublicSeries;
  private readonly calendar: SessionCalendar;
  private readonly holidays: ReadonlySet<number>;
  /** Sum of the first k fixings. */
  private readonly sums: Float64Column;
  private readonly firstSession = new Map<number, number>();
  private readonly totals = new Map<number, number>();
  private readonly known: KnownFixings = { sum: 0, count: 0, total: 0 };

  constructor(calendar: SessionCalendar, holidays: readonly number[]) {
    this.calendar = calendar;
    this.holidays = new Set(holidays);
    this.series = new PublicSeries(calendar.days.length + 1);
    this.sums = new Float64Column(calendar.days.length + 1);
    this.sums.push(0);
  }

  publish(timeUs: TimeUs, value: number): void {
    this.series.publish(timeUs, value);
    this.sums.push(this.sums.values[this.sums.length - 1]! + value);
  }

  /**
   * The part of a delivery month's average that is known after the first `published` fixings. The returned object is
   * used again by the next call.
   */
  knownOf(deliveryMonth: number, published: number): KnownFixings {
    const first = this.firstOf(deliveryMonth);
    const total = this.totalOf(deliveryMonth);
    const count = Math.max(0, Math.min(published - first, total));
    this.known.sum = count > 0 ? this.sums.values[first + count]! - this.sums.values[first]! : 0;
    this.known.count = count;
    this.known.total = total;
    return this.known;
  }

  private firstOf(deliveryMonth: number): number {
    let first = this.firstSession.get(deliveryMonth);
    if (first === undefined) {
      const firstDay = firstDayOfMonth(deliveryMonth);
      first = this.calendar.days.findIndex(({ day }) => day >= firstDay);
      if (first < 0) first = this.calendar.days.length;
      this.firstSession.set(deliveryMonth, first);
    }
    return first;
  }

  /** Trading days of a month: those of the calendar, and beyond its end the weekdays that are no holidays. */
  private totalOf(deliveryMonth: number): number {
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
