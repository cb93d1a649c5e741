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
