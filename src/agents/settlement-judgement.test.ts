import { describe, expect, it } from "vitest";
import { defaultsOf } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
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
