import { describe, expect, it } from "vitest";
import { defaultsOf } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import { PERPETUAL_MONTH } from "../market/listed-month.ts";
import { SettlementJudgement, judgementTable } from "./settlement-judgement.ts";

/** What it thinks of month 5 on 1 March if it has judged `listed` months on these days of the year before. */
function judged(listed: number, days: readonly number[], monthNoiseSd = 0.01): number {
  const judgement = new SettlementJudgement(defaultsOf(judgementTable, { monthNoiseSd }));
  const context = new FakeContext("judgement");
  for (let i = 0; i < listed; i++) context.list(fakeMonth(i));
  context.hourlyIndex.push(0, 20);
  context.fixings.push(0, 20);
  const firstDay = context.day;
  for (const day of [...days, 59]) {
    context.day = firstDay + day;
    judgement.beginDay(context);
  }
  judgement.update(context);
  return judgement.valueCny(context, context.months[5]);
}

const everyDay = Array.from({ length: 59 }, (_, day) => day);

describe("a speculator's errors", () => {
  it("of a month do not depend on how many months are listed", () => {
    expect(judged(12, everyDay)).toBe(judged(6, everyDay));
  });

  it("do not depend on which days are holidays", () => {
    const withHolidays = everyDay.filter((day) => day > 2 && (day < 30 || day > 40));
    expect(judged(12, withHolidays)).toBe(judged(12, everyDay));
  });

  it("are of the curve and of each month", () => {
    expect(judged(12, everyDay, 0)).not.toBe(judged(12, everyDay));
    expect(judged(12, everyDay, 0)).not.toBeCloseTo(20, 3);
  });
});

describe("a judgement of a perpetual", () => {
  const perpetual = fakeMonth(0, { isPerpetual: true, deliveryMonth: PERPETUAL_MONTH, settlesByFixings: false });

  it("is the index as it is today, whatever the trend, within its own error", () => {
    for (const priorTrendPerYear of [-3, 0, 3]) {
      const parameters = { ...defaultsOf(judgementTable), noiseSd: 0, monthNoiseSd: 0, priorTrendPerYear };
      const judgement = new SettlementJudgement(parameters);
      const context = new FakeContext("perpetual");
      context.list(perpetual);
      context.known[0] = { sum: 0, count: 0, total: 0 };
      context.hourlyIndex.push(0, 20);
      context.fixings.push(0, 20);
      judgement.beginDay(context);
      judgement.update(context);
      expect(judgement.valueCny(context, perpetual)).toBeCloseTo(20, 9);
      // A month at risk at 45 % a year: 0.45^2 x 30 / 365.
      expect(judgement.variance(perpetual)).toBeCloseTo(0.016644, 6);
    }
  });
});
