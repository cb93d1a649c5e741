import { civil, firstDayOfMonth } from "../base/dates.ts";
import { log } from "../base/elementary.ts";
import { roundHalfEven } from "../base/integers.ts";
import {
  MICROSECONDS_PER_DAY,
  MICROSECONDS_PER_HOUR,
  MONEY_PER_UNIT,
  type EpochDay,
  type TimeUs,
} from "../base/units.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { DailySettlement } from "../clearing/variation.ts";
import type { PhysicalUse } from "../compute/physical-use.ts";
import type { IndexPublisher } from "../compute/index/publisher.ts";
import type { ComputeSource } from "../compute/source.ts";
import { PHASE_CLEARING, PHASE_DELIVERY, PHASE_SESSION } from "../kernel/phase.ts";
import type { EventQueue } from "../kernel/queue.ts";
import type { SessionCalendar } from "../market/calendar.ts";
import { EVENT_HOUR, EVENT_MONTH_END, EVENT_PHYSICAL } from "./event-kinds.ts";
import type { ContractIndex } from "./exchange.ts";
import type { Fixings } from "./fixings.ts";
import type { IndexPanel } from "./index-panel.ts";
import type { NationalUse } from "./national-use.ts";
import type { Recording } from "./recording.ts";
import type { Seat } from "./seat.ts";

/** Day of a month, from 0, at which its mean price is looked up. */
const MIDDLE_OF_MONTH = 14;

/** A hedger's seat and what it does with compute. */
export interface PhysicalSeat {
  readonly seat: Seat;
  readonly isLab: boolean;
}

/** The compute market in the world: clears every hour, publishes the indices, moves the hedgers' physical money. */
export class ComputeSide {
  private readonly queue: EventQueue;
  private readonly source: ComputeSource;
  private readonly indices: IndexPanel;
  private readonly use: PhysicalUse;
  private readonly nationalUse: NationalUse;
  private readonly seats: readonly PhysicalSeat[];
  private readonly house: ClearingHouse;
  private readonly recording: Recording;
  /** What each published settlement index has said; undefined for an index that no contract settles to. */
  private readonly published: readonly (ContractIndex | undefined)[];
  private readonly tradingDays: ReadonlySet<EpochDay>;
  private readonly startDay: EpochDay;
  /** What each hedger bought or sold, in the order in which it was settled; read when the news arrives. */
  private readonly reports: { readonly quantity: number; readonly price: number }[] = [];
  private readonly offsetUs: TimeUs;
  private readonly endUs: TimeUs;

  constructor(parts: {
    queue: EventQueue;
    source: ComputeSource;
    indices: IndexPanel;
    use: PhysicalUse;
    nationalUse: NationalUse;
    seats: readonly PhysicalSeat[];
    house: ClearingHouse;
    recording: Recording;
    published: readonly (ContractIndex | undefined)[];
    calendar: SessionCalendar;
    startDay: EpochDay;
    offsetUs: TimeUs;
    endUs: TimeUs;
  }) {
    this.queue = parts.queue;
    this.source = parts.source;
    this.indices = parts.indices;
    this.use = parts.use;
    this.nationalUse = parts.nationalUse;
    this.seats = parts.seats;
    this.house = parts.house;
    this.recording = parts.recording;
    this.published = parts.published;
    this.tradingDays = new Set(parts.calendar.days.map(({ day }) => day));
    this.startDay = parts.startDay;
    this.offsetUs = parts.offsetUs;
    this.endUs = parts.endUs;
  }

  start(): void {
    this.queue.schedule(MICROSECONDS_PER_HOUR, PHASE_SESSION, EVENT_HOUR);
  }

  /** The hour that ends now: prices, indices, and at the fixing hour of a trading day the fixing. */
  hour(): void {
    const { queue, source, indices, recording } = this;
    const nowUs = queue.timeUs;
    source.step();
    indices.observe(source);
    this.use.observeHour();
    this.nationalUse.observe();
    recording.compute.interval(nowUs - MICROSECONDS_PER_HOUR, source);
    recording.compute.labs(nowUs - MICROSECONDS_PER_HOUR, source, this.use, this.seats);
    this.publishIndices(nowUs);
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
      this.recording.compute.exposure(seat.account, day, isLab, this.use, i);
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

  /**
   * What futures on tokens say to those who invest: the farthest month's settlement price over its structural reference
   * price. A perpetual says nothing of the future.
   */
  observeFutures(settlements: readonly DailySettlement[]): void {
    let farthest: DailySettlement | undefined;
    for (const settlement of settlements) {
      const { month } = settlement;
      if (month.isPerpetual || !this.indices.pricesTokens(month.contract)) continue;
      if (farthest === undefined || month.deliveryMonth > farthest.month.deliveryMonth) farthest = settlement;
    }
    if (farthest === undefined) return;
    const { month, settlementTicks } = farthest;
    const day = firstDayOfMonth(month.deliveryMonth) + MIDDLE_OF_MONTH - this.startDay;
    const ratio = (settlementTicks * month.tickPrice) / this.source.referencePriceAt(day);
    if (ratio > 0) this.source.observeForward(log(ratio));
  }

  /** Hour by hour the indices that futures settle to, and fixings that are due. */
  private publishIndices(nowUs: TimeUs): void {
    const { indices, recording, published } = this;
    for (let i = 0; i < indices.publishers.length; i++) {
      const series = published[i];
      if (series === undefined) continue;
      const publisher = indices.publishers[i]!;
      series.hourly.publish(nowUs, publisher.hourlyValue);
      recording.compute.hourlyIndex(nowUs, i, publisher);
    }
    for (let i = 0; i < indices.publishers.length; i++) {
      const publisher = indices.publishers[i]!;
      if (!publisher.isFixingDue) continue;
      const isFixed = publisher.fix();
      if (isFixed) recording.compute.fixing(nowUs, i, publisher);
      const series = published[i];
      if (series !== undefined) this.takeFixing(series.fixings, publisher, nowUs, isFixed);
    }
    if (this.localHour(nowUs) === 0) recording.compute.fleet(nowUs, this.source);
  }

  private takeFixing(fixings: Fixings, publisher: IndexPublisher, nowUs: TimeUs, isFixed: boolean): void {
    const day = this.localDay(nowUs);
    if (isFixed) {
      if (publisher.restatement !== 1) fixings.restate(publisher.restatement);
      fixings.publish(nowUs, day, publisher.value);
    } else if (this.tradingDays.has(day)) fixings.skip(day);
  }

  /** Local calendar day of a moment. */
  localDay(atUs: TimeUs): EpochDay {
    return this.startDay + Math.floor((atUs + this.offsetUs) / MICROSECONDS_PER_DAY);
  }

  private localHour(atUs: TimeUs): number {
    return Math.floor((atUs + this.offsetUs) / MICROSECONDS_PER_HOUR) % 24;
  }
}
