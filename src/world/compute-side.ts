import { civil } from "../base/dates.ts";
import { roundHalfEven } from "../base/integers.ts";
import {
  MICROSECONDS_PER_DAY,
  MICROSECONDS_PER_HOUR,
  MONEY_PER_UNIT,
  type EpochDay,
  type TimeUs,
} from "../base/units.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { IndexPublisher } from "../compute/index-publisher.ts";
import type { ComputeMarket } from "../compute/market.ts";
import type { PhysicalUse } from "../compute/physical-use.ts";
import { PHASE_CLEARING, PHASE_DELIVERY, PHASE_SESSION } from "../kernel/phase.ts";
import type { EventQueue } from "../kernel/queue.ts";
import type { SessionCalendar } from "../market/calendar.ts";
import { EVENT_HOUR, EVENT_MONTH_END, EVENT_PHYSICAL } from "./event-kinds.ts";
import type { Fixings } from "./fixings.ts";
import type { PublicSeries } from "./news.ts";
import type { Recording } from "./recording.ts";
import type { Seat } from "./seat.ts";

/** A hedger's seat and what it does with compute. */
export interface PhysicalSeat {
  readonly seat: Seat;
  readonly isLab: boolean;
}

/** The compute market in the world: clears every hour, publishes the index, moves the hedgers' physical money. */
export class ComputeSide {
  private readonly queue: EventQueue;
  private readonly market: ComputeMarket;
  private readonly publisher: IndexPublisher;
  private readonly use: PhysicalUse;
  private readonly seats: readonly PhysicalSeat[];
  private readonly house: ClearingHouse;
  private readonly recording: Recording;
  private readonly hourlyIndex: PublicSeries;
  private readonly fixings: Fixings;
  private readonly tradingDays: ReadonlySet<EpochDay>;
  private readonly startDay: EpochDay;
  /** What each hedger bought or sold, in the order in which it was settled; read when the news arrives. */
  private readonly reports: { readonly quantity: number; readonly price: number }[] = [];
  private readonly offsetUs: TimeUs;
  private readonly endUs: TimeUs;

  constructor(parts: {
    queue: EventQueue;
    market: ComputeMarket;
    publisher: IndexPublisher;
    use: PhysicalUse;
    seats: readonly PhysicalSeat[];
    house: ClearingHouse;
    recording: Recording;
    hourlyIndex: PublicSeries;
    fixings: Fixings;
    calendar: SessionCalendar;
    startDay: EpochDay;
    offsetUs: TimeUs;
    endUs: TimeUs;
  }) {
    this.queue = parts.queue;
    this.market = parts.market;
    this.publisher = parts.publisher;
    this.use = parts.use;
    this.seats = parts.seats;
    this.house = parts.house;
    this.recording = parts.recording;
    this.hourlyIndex = parts.hourlyIndex;
    this.fixings = parts.fixings;
    this.tradingDays = new Set(parts.calendar.days.map(({ day }) => day));
    this.startDay = parts.startDay;
    this.offsetUs = parts.offsetUs;
    this.endUs = parts.endUs;
  }

  start(): void {
    this.queue.schedule(MICROSECONDS_PER_HOUR, PHASE_SESSION, EVENT_HOUR);
  }

  /** The hour that ends now: prices, index, and at the fixing hour of a trading day the fixing. */
  hour(): void {
    const { queue, market, publisher } = this;
    const nowUs = queue.timeUs;
    market.step();
    publisher.observe(market.hour, market.priceCny, market.servedMtok);
    this.use.observeHour(market);
    this.recording.compute(nowUs - MICROSECONDS_PER_HOUR, market);
    this.hourlyIndex.publish(nowUs, publisher.hourlyValue);
    this.record(publisher.hourlyValue, publisher.hourlyEfficient, false);
    if (publisher.isFixingDue && this.tradingDays.has(this.localDay(nowUs))) {
      const value = publisher.fix();
      this.fixings.publish(nowUs, value);
      this.record(value, publisher.fixingEfficient, true);
    }
    const nextUs = nowUs + MICROSECONDS_PER_HOUR;
    const localDay = this.localDay(nowUs);
    const isMonthEnd = (nowUs + this.offsetUs) % MICROSECONDS_PER_DAY === 0 && civil(localDay).day === 1;
    if (isMonthEnd) queue.schedule(nowUs, PHASE_CLEARING, EVENT_MONTH_END);
    if (nextUs <= this.endUs) queue.schedule(nextUs, PHASE_SESSION, EVENT_HOUR);
  }

  /**
   * Pays and reports the hedgers' physical legs since the last call. `day`: the last day they belong to, which names
   * their month.
   */
  settlePhysical(day: EpochDay): void {
    this.use.closeDay();
    const firstReport = this.reports.length;
    for (let i = 0; i < this.seats.length; i++) {
      const { seat, isLab } = this.seats[i]!;
      const quantity = this.use.quantity[i]!;
      const price = this.use.price[i]!;
      const amount = roundHalfEven(quantity * price * MONEY_PER_UNIT);
      this.house.physical(seat.account, isLab ? -amount : amount);
      this.recording.exposure(seat.account, day, quantity, isLab, price);
      this.reports.push({ quantity, price });
      const atUs = this.queue.timeUs + seat.newsDelayUs;
      this.queue.schedule(atUs, PHASE_DELIVERY, EVENT_PHYSICAL, i, day, firstReport + i);
    }
  }

  /** Midnight of a new month: what was used until now belongs to the old one. */
  endMonth(): void {
    this.settlePhysical(this.localDay(this.queue.timeUs) - 1);
  }

  /** Tells a hedger of its physical leg. */
  deliverPhysical(i: number, day: EpochDay, report: number): void {
    const { seat } = this.seats[i]!;
    const { quantity, price } = this.reports[report]!;
    seat.agent.onPhysical(seat, day, quantity, price);
  }

  /** Local calendar day of a moment. */
  private localDay(atUs: TimeUs): EpochDay {
    return this.startDay + Math.floor((atUs + this.offsetUs) / MICROSECONDS_PER_DAY);
  }

  private record(value: number, efficient: number, isFixing: boolean): void {
    const { submissions, top1Share } = this.publisher;
    this.recording.index(this.queue.timeUs, value, efficient, submissions, top1Share, isFixing);
  }
}
