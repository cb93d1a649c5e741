import { assert } from "../base/assert.ts";
import { weekday } from "../base/dates.ts";
import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_MINUTE, type EpochDay, type TimeUs } from "../base/units.ts";
import type { VenueParameters } from "./parameters.ts";

/**
 * A block of continuous trading, with the start of order entry for its call auction (= openUs where there is none) and the
 * end of its closing auction (= closeUs where there is none).
 */
export interface Block {
  readonly auctionUs: TimeUs;
  readonly openUs: TimeUs;
  readonly closeUs: TimeUs;
  readonly endUs: TimeUs;
}

/** One trading day: its date and its blocks, the night block of the evening before first. */
export interface TradingDay {
  readonly day: EpochDay;
  readonly blocks: readonly Block[];
}

/**
 * A venue's trading days between two dates and the clock of continuous trading time, which stands still while the venue
 * is closed. Evening blocks run on the evening of the last trading day before, and fall out where a weekday without
 * trading lies in between (SHFE: no night session before a holiday); or on that of the calendar day before (CME). Times of
 * blocks are local; where the clocks are changed between open and close, a block is an hour longer or shorter.
 */
export class SessionCalendar {
  readonly days: readonly TradingDay[];
  /** Continuous trading time of a trading day with all its blocks. */
  readonly fullDayUs: TimeUs;
  readonly endDay: EpochDay;

  constructor(parameters: VenueParameters, startDay: EpochDay, endDay: EpochDay) {
    const isTradingDay = (day: EpochDay): boolean => weekday(day) < 5 && !parameters.holidays.includes(day);
    const days: TradingDay[] = [];
    // The first day has no trading: the index needs a day of use before it has a value.
    for (let day = startDay + 1; day <= endDay; day++) {
      if (!isTradingDay(day)) continue;
      const evening = parameters.eveningBefore === "calendar_day" ? day - 1 : tradedBefore(day, isTradingDay);
      const isInside = evening !== undefined && evening > startDay;
      const blocks = blocksOf(parameters, startDay, day, isInside ? evening : undefined);
      // A venue with night blocks only does not trade on the day after a holiday.
      if (blocks.length > 0) days.push({ day, blocks });
    }
    this.days = days;
    this.endDay = endDay;
    this.fullDayUs = Math.max(0, ...days.map((tradingDay) => lengthOf(tradingDay.blocks)));
  }

  /**
   * The moment at which `durationUs` of continuous trading will have passed since `nowUs`, which lies in or before
   * trading day `session`; undefined beyond the last day.
   */
  afterTradingTime(nowUs: TimeUs, session: number, durationUs: TimeUs): TimeUs | undefined {
    let leftUs = durationUs;
    for (let s = session; s < this.days.length; s++) {
      for (const block of this.days[s]!.blocks) {
        if (block.closeUs <= nowUs) continue;
        const fromUs = Math.max(nowUs, block.openUs);
        if (fromUs + leftUs < block.closeUs) return fromUs + leftUs;
        leftUs -= block.closeUs - fromUs;
      }
    }
    return undefined;
  }

  /** Continuous trading time from `nowUs` to the end of trading day `session`. */
  tradingTimeLeft(nowUs: TimeUs, session: number): TimeUs {
    let leftUs = 0;
    for (const block of this.days[session]!.blocks)
      leftUs += Math.max(0, block.closeUs - Math.max(nowUs, block.openUs));
    return leftUs;
  }
}

/** The last trading day before a day, if nothing but a weekend lies in between. */
function tradedBefore(day: EpochDay, isTradingDay: (day: EpochDay) => boolean): EpochDay | undefined {
  let previous = day - 1;
  while (weekday(previous) >= 5) previous--;
  return isTradingDay(previous) ? previous : undefined;
}

/** Local time minus UTC on a local day. */
export function utcOffsetMinutesOn(
  { utcOffsetMinutes, utcOffsetChanges }: Pick<VenueParameters, "utcOffsetMinutes" | "utcOffsetChanges">,
  day: EpochDay,
): number {
  let minutes = utcOffsetMinutes;
  for (const change of utcOffsetChanges) if (change.date <= day) minutes = change.minutes;
  return minutes;
}

function lengthOf(blocks: readonly Block[]): TimeUs {
  return blocks.reduce((sum, block) => sum + block.closeUs - block.openUs, 0);
}

function blocksOf(
  parameters: VenueParameters,
  startDay: EpochDay,
  day: EpochDay,
  nightDay: EpochDay | undefined,
): readonly Block[] {
  const blocks: Block[] = [];
  for (const session of parameters.sessions) {
    const onDay = session.previousEvening ? nightDay : day;
    if (onDay === undefined) continue;
    const atUs = (localDay: EpochDay, minutes: number): TimeUs =>
      (localDay - startDay) * MICROSECONDS_PER_DAY +
      (minutes - utcOffsetMinutesOn(parameters, localDay)) * MICROSECONDS_PER_MINUTE;
    const openUs = atUs(onDay, session.open);
    const closeUs = atUs(session.close <= session.open ? onDay + 1 : onDay, session.close);
    const auctionUs = openUs - session.auctionMinutes * MICROSECONDS_PER_MINUTE;
    // Order entry before the scenario's first instant cannot happen: the first day then has no such block.
    if (auctionUs < 0) continue;
    const endUs = closeUs + session.closingAuctionMinutes * MICROSECONDS_PER_MINUTE;
    assert(blocks.length === 0 || blocks[blocks.length - 1]!.endUs <= auctionUs, "blocks of a trading day overlap");
    blocks.push({ auctionUs, openUs, closeUs, endUs });
  }
  return blocks;
}
