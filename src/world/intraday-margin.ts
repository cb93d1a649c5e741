import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_MINUTE, type EpochDay, type TimeUs } from "../base/units.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { ClearingParameters } from "../clearing/parameters.ts";
import { PHASE_CLEARING } from "../kernel/phase.ts";
import { type Block, utcOffsetMinutesOn } from "../market/calendar.ts";
import type { VenueParameters } from "../market/parameters.ts";
import { EVENT_CALL_DUE, EVENT_INTRADAY_MARGIN } from "./event-kinds.ts";
import type { Exchange } from "./exchange.ts";

/** Margin cycles within the day: at fixed local times the house marks positions to the market and calls what is missing. */
export class IntradayMargin {
  private readonly exchange: Exchange;
  private readonly house: ClearingHouse;
  private readonly terms: ClearingParameters["calls"]["intraday"];
  private readonly venue: VenueParameters;
  private readonly startDay: EpochDay;
  private readonly marks: Float64Array;

  /** `startDay`: the scenario's first day, whose midnight UTC is time 0. */
  constructor(
    exchange: Exchange,
    house: ClearingHouse,
    terms: ClearingParameters["calls"]["intraday"],
    venue: VenueParameters,
    startDay: EpochDay,
  ) {
    this.exchange = exchange;
    this.house = house;
    this.terms = terms;
    this.venue = venue;
    this.startDay = startDay;
    this.marks = new Float64Array(exchange.maximumMonths);
  }

  /** Schedules the day's cycles: the stated times that fall into one of its blocks. */
  beginDay(session: number, blocks: readonly Block[]): void {
    if (!this.terms.enabled) return;
    const { queue } = this.exchange;
    for (const { openUs, closeUs } of blocks)
      for (const minutes of this.terms.times) {
        const day = Math.floor(openUs / MICROSECONDS_PER_DAY);
        // The local day of the block's opening is this one, the one before or the one after.
        for (const localDay of [day - 1, day, day + 1, day + 2]) {
          const atUs = this.localUs(localDay, minutes);
          if (atUs >= openUs && atUs < closeUs) queue.schedule(atUs, PHASE_CLEARING, EVENT_INTRADAY_MARGIN, session);
        }
      }
  }

  /** One cycle: marks are last trades, or the middle of the market before the first. */
  run(): void {
    const { exchange, house, terms } = this;
    const { queue, calendar, session, recording, venue } = exchange;
    for (const instrument of venue.trading) {
      const { settlementTicks, stats, hasBid, hasAsk, bidTicks, askTicks } = instrument;
      const mid = hasBid && hasAsk ? (bidTicks + askTicks) / 2 : settlementTicks;
      this.marks[instrument.month.index] = stats.trades > 0 ? stats.closeTicks : mid;
    }
    const dueUs = calendar.afterTradingTime(queue.timeUs, session, minutesUs(terms.deadlineMinutes)) ?? NaN;
    if (house.callIntraday({ session, nowUs: queue.timeUs }, dueUs, this.marks) === 0) return;
    recording.money.intradayCycle(house);
    if (!Number.isNaN(dueUs)) queue.schedule(dueUs, PHASE_CLEARING, EVENT_CALL_DUE);
  }

  /** A local time of a local day that is counted from the scenario's first. */
  private localUs(localDay: number, minutes: number): TimeUs {
    const offset = utcOffsetMinutesOn(this.venue, this.startDay + localDay);
    return localDay * MICROSECONDS_PER_DAY + minutesUs(minutes - offset);
  }
}

function minutesUs(minutes: number): TimeUs {
  return minutes * MICROSECONDS_PER_MINUTE;
}
