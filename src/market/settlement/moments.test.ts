import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settlementBy } from "../../testing/settlement-days.ts";
import { MICROSECONDS_PER_MINUTE, type TimeUs } from "../../base/units.ts";
import type { Block } from "../calendar.ts";
import { inOrder, momentsOf } from "./moments.ts";

/** Days of one to four blocks with breaks between them. */
const blocks = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 300 })), { minLength: 1, maxLength: 4 })
  .map((parts) => {
    let minute = 0;
    return parts.map(([pause, length]): Block => {
      const openUs = (minute + pause) * MICROSECONDS_PER_MINUTE;
      const closeUs = openUs + length * MICROSECONDS_PER_MINUTE;
      minute += pause + length;
      return { auctionUs: openUs, openUs, closeUs, endUs: closeUs };
    });
  });

function tradingMinutes(day: readonly Block[], fromUs: TimeUs, untilUs: TimeUs): number {
  return day.reduce((sum, { openUs, closeUs }) => {
    const us = Math.min(untilUs, closeUs) - Math.max(fromUs, openUs);
    return sum + Math.max(0, us) / MICROSECONDS_PER_MINUTE;
  }, 0);
}

/** Stretches cut the day from its close into equal parts of trading time, the first one of the day no longer than they. */
function expectEqualStretches(cutsOf: (day: readonly Block[], lastMinutes: number) => readonly TimeUs[]): void {
  fc.assert(
    fc.property(blocks, fc.integer({ min: 1, max: 400 }), (day, lastMinutes) => {
      let untilUs: TimeUs = day[day.length - 1]!.closeUs;
      for (const cutUs of cutsOf(day, lastMinutes)) {
        expect(tradingMinutes(day, cutUs, untilUs)).toBe(lastMinutes);
        expect(day.some(({ openUs, closeUs }) => cutUs >= openUs && cutUs < closeUs)).toBe(true);
        untilUs = cutUs;
      }
      const first = tradingMinutes(day, day[0]!.openUs, untilUs);
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThanOrEqual(lastMinutes);
    }),
    { seed: 20260322, numRuns: 500 },
  );
}

describe("moments at which books are marked", () => {
  it("cut the day into equal stretches of trading time, over breaks", () => {
    expectEqualStretches(
      (day, lastMinutes) => momentsOf(settlementBy({ method: "last_hour_vwap", lastMinutes }), day, 0).cutsUs!,
    );
  });

  it("would not if they counted breaks as trading time", () => {
    const byTheClock = (day: readonly Block[], lastMinutes: number): TimeUs[] => {
      const cuts: TimeUs[] = [];
      let cutUs = day[day.length - 1]!.closeUs - lastMinutes * MICROSECONDS_PER_MINUTE;
      for (; cutUs > day[0]!.openUs; cutUs -= lastMinutes * MICROSECONDS_PER_MINUTE) cuts.push(cutUs);
      return cuts;
    };
    expect(() => expectEqualStretches(byTheClock)).toThrow();
  });

  it("come in order and once each where two uses fall on the same moment", () => {
    const moments = { cutsUs: [60, 30], earlyUntilUs: 30, windowFromUs: 50, standingUs: 60, auctionUs: undefined };
    expect(inOrder(moments)).toEqual([30, 50, 60]);
  });
});
