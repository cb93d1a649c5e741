import { describe, expect, it } from "vitest";
import { epochDay, isoDate } from "../base/dates.ts";
import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR, MICROSECONDS_PER_MINUTE } from "../base/units.ts";
import { SessionCalendar } from "./calendar.ts";
import { shfeLike } from "../testing/venue-parameters.ts";

const HOUR = MICROSECONDS_PER_HOUR;

describe("the session calendar", () => {
  // Monday 1 January 2024 is a holiday; the scenario's first day never trades.
  const start = epochDay(2024, 1, 1);
  const calendar = new SessionCalendar(shfeLike(), start, epochDay(2024, 2, 29));

  it("trades on weekdays that are no holidays, from the second day on", () => {
    expect(calendar.days.slice(0, 6).map(({ day }) => isoDate(day))).toEqual([
      "2024-01-02",
      "2024-01-03",
      "2024-01-04",
      "2024-01-05",
      "2024-01-08",
      "2024-01-09",
    ]);
    expect(calendar.days.some(({ day }) => day === epochDay(2024, 2, 12))).toBe(false);
  });

  it("lets the night block run on the evening before, in local time", () => {
    const { blocks } = calendar.days[1]!;
    // 21:00 in Shanghai on 2 January is 13:00 UTC.
    expect(blocks.map(({ openUs, closeUs }) => [openUs / HOUR, closeUs / HOUR])).toEqual([
      [24 + 13, 24 + 17],
      [48 + 1, 48 + 2.25],
      [48 + 2.5, 48 + 3.5],
      [48 + 5.5, 48 + 7],
    ]);
    expect(blocks[0]!.openUs - blocks[0]!.auctionUs).toBe(5 * MICROSECONDS_PER_MINUTE);
  });

  it("gives Friday's night to Monday and no night to the day after a holiday", () => {
    const monday = calendar.days[4]!;
    expect(monday.blocks[0]!.openUs).toBe((epochDay(2024, 1, 5) - start) * MICROSECONDS_PER_DAY + 13 * HOUR);
    const afterNewYear = calendar.days.find(({ day }) => day === epochDay(2024, 2, 19))!;
    expect(afterNewYear.blocks.length).toBe(3);
    expect(calendar.days[0]!.blocks.length).toBe(3);
  });

  it("counts a full day of trading time over all its blocks", () => {
    expect(calendar.fullDayUs).toBe(7.75 * HOUR);
  });

  it("moves a clock of trading time over breaks and nights", () => {
    const { blocks } = calendar.days[1]!;
    expect(calendar.afterTradingTime(blocks[0]!.openUs, 1, 5)).toBe(blocks[0]!.openUs + 5);
    // Four hours of night are over at 01:00; the next moment of trading is 09:00.
    expect(calendar.afterTradingTime(blocks[0]!.openUs, 1, 4 * HOUR)).toBe(blocks[1]!.openUs);
    expect(calendar.afterTradingTime(blocks[1]!.closeUs + 1, 1, 7)).toBe(blocks[2]!.openUs + 7);
    const last = calendar.days.length - 1;
    expect(calendar.afterTradingTime(calendar.days[last]!.blocks[0]!.openUs, last, 8 * HOUR)).toBeUndefined();
  });

  it("tells the trading time that is left", () => {
    const { blocks } = calendar.days[1]!;
    expect(calendar.tradingTimeLeft(blocks[0]!.auctionUs, 1)).toBe(7.75 * HOUR);
    expect(calendar.tradingTimeLeft(blocks[3]!.openUs + HOUR, 1)).toBe(HOUR / 2);
    expect(calendar.tradingTimeLeft(blocks[3]!.closeUs, 1)).toBe(0);
  });

  it("ends a block with its closing auction, which is no continuous trading", () => {
    const sessions = shfeLike().sessions.map((session, n) =>
      n === 3 ? { ...session, closingAuctionMinutes: 5 } : session,
    );
    const closing = new SessionCalendar(shfeLike({ sessions }), start, epochDay(2024, 2, 29));
    const block = closing.days[1]!.blocks[3]!;
    expect(block.endUs - block.closeUs).toBe(HOUR / 12);
    expect(closing.fullDayUs).toBe(7.75 * HOUR);
  });
});

describe("a calendar with daylight saving, Chicago in 2026", () => {
  const minutes = (hour: number, minute = 0): number => hour * 60 + minute;
  const chicago = shfeLike({
    utcOffsetMinutes: -360,
    utcOffsetChanges: [
      { date: epochDay(2026, 3, 8), minutes: -300 },
      { date: epochDay(2026, 11, 1), minutes: -360 },
    ],
    eveningBefore: "calendar_day",
    holidays: [epochDay(2026, 1, 19)],
    sessions: [
      {
        open: minutes(17),
        close: minutes(16),
        auctionMinutes: 15,
        closingAuctionMinutes: 0,
        previousEvening: true,
      },
    ],
  });
  const start = epochDay(2026, 1, 1);
  const calendar = new SessionCalendar(chicago, start, epochDay(2026, 12, 31));
  const blockOf = (month: number, day: number) => {
    const [block, ...others] = calendar.days.find((one) => one.day === epochDay(2026, month, day))!.blocks;
    expect(others).toEqual([]);
    return block!;
  };
  /** Hours from midnight UTC of a day of 2026. */
  const utc = (atUs: number, month: number, day: number) =>
    (atUs - (epochDay(2026, month, day) - start) * MICROSECONDS_PER_DAY) / HOUR;

  it("lets Monday begin on Sunday evening and each day end before the next begins", () => {
    const monday = blockOf(2, 9);
    // Sunday 17:00 is 23:00 UTC in winter, Monday 16:00 is 22:00 UTC.
    expect([utc(monday.openUs, 2, 8), utc(monday.closeUs, 2, 9)]).toEqual([23, 22]);
    expect(monday.openUs - monday.auctionUs).toBe(15 * MICROSECONDS_PER_MINUTE);
    for (let k = 1; k < calendar.days.length; k++)
      expect(calendar.days[k]!.blocks[0]!.auctionUs).toBeGreaterThan(calendar.days[k - 1]!.blocks[0]!.endUs);
  });

  it("opens on the evening of a holiday for the day after it", () => {
    expect(utc(blockOf(1, 20).openUs, 1, 19)).toBe(23);
  });

  it("moves an hour against UTC with 8 March and back with 1 November", () => {
    expect(utc(blockOf(3, 6).closeUs, 3, 6)).toBe(22);
    expect(utc(blockOf(3, 9).openUs, 3, 8)).toBe(22);
    expect(utc(blockOf(3, 9).closeUs, 3, 9)).toBe(21);
    expect(utc(blockOf(10, 30).closeUs, 10, 30)).toBe(21);
    expect(utc(blockOf(11, 2).openUs, 11, 1)).toBe(23);
    expect(utc(blockOf(11, 2).closeUs, 11, 2)).toBe(22);
  });

  it("keeps every block at 23 hours: the clocks are changed while the venue is closed", () => {
    for (const { blocks } of calendar.days) expect((blocks[0]!.closeUs - blocks[0]!.openUs) / HOUR).toBe(23);
    expect(calendar.fullDayUs).toBe(23 * HOUR);
  });

  it("makes a night over a change of the clocks an hour shorter or longer", () => {
    // Were the clocks changed on a Wednesday, the night from Tuesday to it would lack or have an hour more.
    const changes = [
      { date: epochDay(2026, 3, 11), minutes: -300 },
      { date: epochDay(2026, 11, 4), minutes: -360 },
    ];
    const odd = new SessionCalendar({ ...chicago, utcOffsetChanges: changes }, start, epochDay(2026, 12, 31));
    const hours = (month: number, day: number) => {
      const block = odd.days.find((one) => one.day === epochDay(2026, month, day))!.blocks[0]!;
      return (block.closeUs - block.openUs) / HOUR;
    };
    expect([hours(3, 10), hours(3, 11), hours(3, 12)]).toEqual([23, 22, 23]);
    expect([hours(11, 3), hours(11, 4), hours(11, 5)]).toEqual([23, 24, 23]);
  });

  it("counts trading time over the change as it passes", () => {
    const friday = blockOf(3, 6);
    const session = calendar.days.findIndex(({ day }) => day === epochDay(2026, 3, 6));
    expect(calendar.afterTradingTime(friday.closeUs - HOUR, session, 2 * HOUR)).toBe(blockOf(3, 9).openUs + HOUR);
  });
});
