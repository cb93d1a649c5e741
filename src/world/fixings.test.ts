import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { MICROSECONDS_PER_DAY } from "../base/units.ts";
import { SessionCalendar } from "../market/calendar.ts";
import { finalPrice } from "../market/settlement/final.ts";
import { shfeLike, testMonth } from "../testing/venue-parameters.ts";
import { Fixings } from "./fixings.ts";
import { PublicSeries } from "./news.ts";

const rulebook = shfeLike();
const start = epochDay(2024, 1, 1);
const calendar = new SessionCalendar(rulebook, start, epochDay(2024, 3, 15));
const january = testMonth(0);
const lastDay = { ...testMonth(0), index: 3, settlesFromDay: epochDay(2024, 1, 31) };

/** Fixings of the first trading days with these values; undefined: skipped. */
function fixingsOf(values: readonly (number | undefined)[], isMonthMean = false): Fixings {
  const fixings = new Fixings(calendar, rulebook.holidays, isMonthMean);
  values.forEach((value, k) => {
    const { day } = calendar.days[k]!;
    if (value === undefined) fixings.skip(day);
    else fixings.publish((day - start) * MICROSECONDS_PER_DAY, day, value);
  });
  return fixings;
}

describe("what is known of a month's settlement", () => {
  it("is the sum of its fixings so far, of all its trading days; January 2024 has 22", () => {
    expect(fixingsOf([5, 6, 7]).knownOf(january, 3)).toEqual({ sum: 18, count: 3, total: 22 });
    expect(fixingsOf([5, 6, 7]).knownOf(january, 2)).toEqual({ sum: 11, count: 2, total: 22 });
  });

  it("leaves skipped days out of the mean", () => {
    expect(fixingsOf([5, undefined, 7]).knownOf(january, 2)).toEqual({ sum: 12, count: 2, total: 21 });
  });

  it("is the last fixing for all where the index is the month's mean", () => {
    expect(fixingsOf([5, 6, 7], true).knownOf(january, 3)).toEqual({ sum: 21, count: 3, total: 22 });
  });

  it("counts weekdays that are no holidays beyond the scenario's end", () => {
    const march = testMonth(2);
    expect(fixingsOf([]).knownOf(march, 0).total).toBe(21);
  });

  it("is one day for a contract on the last day's fixing, and nothing for one on hourly values", () => {
    const values = Array.from({ length: 22 }, (_, k) => k + 1);
    expect(fixingsOf(values).knownOf(lastDay, 21)).toEqual({ sum: 0, count: 0, total: 1 });
    expect(fixingsOf(values).knownOf(lastDay, 22)).toEqual({ sum: 22, count: 1, total: 1 });
    const byHours = { ...lastDay, index: 4, settlesByFixings: false };
    expect(fixingsOf(values).knownOf(byHours, 22)).toEqual({ sum: 0, count: 0, total: 0 });
  });

  it("follows a restatement of the history", () => {
    const fixings = fixingsOf([5, 6, 7]);
    fixings.restate(0.5);
    expect(fixings.knownOf(january, 3)).toEqual({ sum: 9, count: 3, total: 22 });
  });

  /** Whether what agents can add up is what the month is settled at. */
  const agree = (known: (fixings: Fixings) => { sum: number; count: number }): void =>
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 0.1, max: 50, noNaN: true }), { nil: undefined }), {
          minLength: 22,
          maxLength: 40,
        }),
        fc.boolean(),
        (values, isMonthMean) => {
          const fixings = fixingsOf(values, isMonthMean);
          const { sum, count } = known(fixings);
          fc.pre(count > 0);
          const hourly = new PublicSeries(1);
          hourly.publish(0, 1);
          const settled = finalPrice(
            { method: "index_month_mean" },
            {
              hourly,
              fixings,
              isMonthMean,
              firstDay: january.settlesFromDay,
              lastDay: january.lastTradeDay,
              closeUs: 31 * MICROSECONDS_PER_DAY,
            },
          );
          expect(sum / count).toBeCloseTo(settled, 9);
        },
      ),
      { seed: 20260322, numRuns: 100 },
    );

  it("is what the month is settled at, once it is all known", () => {
    agree((fixings) => fixings.knownOf(january, fixings.length));
  });

  it("and a fixing counted twice would be caught", () => {
    expect(() =>
      agree((fixings) => {
        const { sum, count } = fixings.knownOf(january, fixings.length);
        return { sum: sum + fixings.value(0), count };
      }),
    ).toThrow();
  });
});
