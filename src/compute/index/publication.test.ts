import { describe, expect, it } from "vitest";
import { pair, START } from "../../testing/index-desk.ts";
describe("missing data", () => {
  const missing = { missingDays: [START + 1] };

  it("last_value: the fixing before stands in, from nobody; the true mean goes on", () => {
    const desk = pair(missing);
    desk.dayAt(1);
    expect(desk.dayAt(2)).toBeCloseTo(1, 12);
    const { status, submissions, top1Share, efficient } = desk.publisher;
    expect({ status, submissions, top1Share }).toEqual({ status: "fallback", submissions: 0, top1Share: 0 });
    expect(efficient).toBeCloseTo(2, 12);
    expect(desk.dayAt(3)).toBeCloseTo(3, 12);
    expect(desk.publisher.status).toBe("ok");
  });

  it("list_prices: the lists of the fixing hour stand in", () => {
    const desk = pair({ ...missing, fallback: "list_prices" });
    desk.dayAt(1);
    expect(desk.dayAt(2)).toBeCloseTo(2.69, 12);
    expect(desk.publisher.status).toBe("fallback");
    expect(desk.publisher.submissions).toBe(2);
  });

  it("skip: there is no fixing, and its hours are in no later one", () => {
    const desk = pair({ ...missing, fallback: "skip" });
    desk.dayAt(1);
    expect(desk.dayAt(2)).toBeUndefined();
    expect(desk.publisher.status).toBe("missing");
    expect(desk.dayAt(3)).toBeCloseTo(3, 12);
  });

  it("in a month's mean: skip leaves the day out, last_value repeats the day before", () => {
    const skipping = pair({ ...missing, fallback: "skip", window: "month" });
    const repeating = pair({ ...missing, window: "month" });
    for (const price of [1, 2]) {
      skipping.dayAt(price);
      repeating.dayAt(price);
    }
    expect(skipping.dayAt(6)).toBeCloseTo(3.5, 12);
    expect(repeating.dayAt(6)).toBeCloseTo(8 / 3, 12);
    for (const { publisher } of [skipping, repeating]) expect(publisher.efficient).toBeCloseTo(3, 12);
  });

  it("are also too few submissions", () => {
    const desk = pair({ minimumSubmissions: 3, fallback: "list_prices" });
    expect(desk.dayAt(1)).toBeCloseTo(1.345, 12);
    expect(desk.publisher.status).toBe("fallback");
  });

  it("are also a window without transactions: hours stand at the market's price, the fixing at the last value", () => {
    const desk = pair();
    expect(desk.dayAt(3, 0)).toBeCloseTo(3, 12);
    const { hourlyValue, efficient, submissions } = desk.publisher;
    expect([hourlyValue, efficient, submissions]).toEqual([3, 3, 0]);
    desk.dayAt(4);
    expect(desk.dayAt(5, 0)).toBeCloseTo(4, 12);
    expect(desk.publisher.hourlyValue).toBeCloseTo(4, 12);
    expect([desk.publisher.efficient, desk.publisher.submissions]).toEqual([5, 0]);
  });
});

describe("level breaks", () => {
  const at = (restated: boolean) => ({ breaks: [{ date: START + 1, percent: -5, restated }] });

  it("lift or lower values from midnight of their day, not the true mean", () => {
    const desk = pair(at(false));
    desk.dayAt(1);
    for (let hour = 14; hour < 23; hour++) desk.hourAt(1);
    expect(desk.publisher.hourlyValue).toBeCloseTo(1, 12);
    desk.hourAt(1);
    expect(desk.publisher.hourlyValue).toBeCloseTo(0.95, 12);
    expect(desk.dayAt(1)).toBeCloseTo(0.95, 12);
    expect([desk.publisher.efficient, desk.publisher.restatement]).toEqual([1, 1]);
  });

  it("restated: say once what the history is to be multiplied with, however late the next fixing is", () => {
    const desk = pair({ ...at(true), missingDays: [START + 1], fallback: "skip" });
    desk.dayAt(1);
    expect(desk.dayAt(1)).toBeUndefined();
    desk.dayAt(1);
    expect(desk.publisher.restatement).toBe(0.95);
    desk.dayAt(1);
    expect(desk.publisher.restatement).toBe(1);
  });

  it("restated: also lift an hourly value that stands for want of trades; announced only: do not", () => {
    const standing = [true, false].map((restated) => {
      const desk = pair(at(restated));
      for (let hour = 0; hour < 23; hour++) desk.hourAt(1);
      desk.hourAt(1, 0);
      return desk.publisher.hourlyValue;
    });
    expect(standing[0]).toBeCloseTo(0.95, 12);
    expect(standing[1]).toBeCloseTo(1, 12);
  });

  it("in a month's mean change the days before only if restated, as does a value that stands in", () => {
    const fixed = [true, false].map((restated) => {
      const desk = pair({ ...at(restated), window: "month" });
      desk.dayAt(1);
      return desk.dayAt(1)!;
    });
    expect(fixed[0]).toBeCloseTo(0.95, 12);
    expect(fixed[1]).toBeCloseTo(0.975, 12);
    const standIn = [true, false].map((restated) => {
      const desk = pair({ ...at(restated), missingDays: [START + 1] });
      desk.dayAt(1);
      return desk.dayAt(1)!;
    });
    expect(standIn[0]).toBeCloseTo(0.95, 12);
    expect(standIn[1]).toBeCloseTo(1, 12);
  });
});
