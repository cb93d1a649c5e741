import { describe, expect, it } from "vitest";
import { defaultsOf } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import { IndexForecast, forecastTable } from "./forecast.ts";

const DAY_US = 86_400_000_000;

/** A market whose daily fixing is 20 exp(trend x days), seen for so many days from the scenario's start. */
function afterDays(days: number, trendPerDay: number): FakeContext {
  const context = new FakeContext("forecast");
  for (let i = 0; i < 12; i++) context.list(fakeMonth(i));
  for (let day = 1; day <= days; day++) {
    for (let hour = 0; hour < 24; hour++) {
      const at = day - 1 + hour / 24;
      context.hourlyIndex.push(at * DAY_US, 20 * Math.exp(trendPerDay * at));
    }
    context.fixings.push(day * DAY_US, 20 * Math.exp(trendPerDay * day));
  }
  context.nowUs = days * DAY_US;
  context.day += days - 1;
  return context;
}

describe("IndexForecast", () => {
  it("is not ready before the first index value", () => {
    const forecast = new IndexForecast(defaultsOf(forecastTable));
    expect(forecast.update(new FakeContext("none"))).toBe(false);
    expect(forecast.ready).toBe(false);
  });

  it("says the mean of the fixings once all are known", () => {
    const context = afterDays(40, 0);
    const forecast = new IndexForecast(defaultsOf(forecastTable));
    forecast.update(context);
    context.known[0] = { sum: 21 * 17.5, count: 21, total: 21 };
    expect(forecast.monthCny(context, context.months[0])).toBe(17.5);
  });

  it("weighs known fixings with what is still to come", () => {
    const context = afterDays(200, 0);
    const forecast = new IndexForecast(defaultsOf(forecastTable, { priorTrendPerYear: 0 }));
    forecast.update(context);
    const month = context.months[8];
    context.known[month.index] = { sum: 10 * 26, count: 10, total: 20 };
    expect(forecast.monthCny(context, month)).toBeCloseTo((10 * 26 + 10 * 20) / 20, 6);
  });

  it("is flat for a flat index, and carries a steady trend forward", () => {
    const flat = afterDays(300, 0);
    const forecast = new IndexForecast(defaultsOf(forecastTable, { priorTrendPerYear: 0 }));
    forecast.update(flat);
    expect(forecast.monthCny(flat, flat.months[11])).toBeCloseTo(20, 0);

    const falling = afterDays(300, -0.005);
    const other = new IndexForecast(defaultsOf(forecastTable, { trendDampingDays: 10_000 }));
    other.update(falling);
    const spot = 20 * Math.exp(-0.005 * 300);
    expect(other.pathCny(0) / spot).toBeCloseTo(1, 1);
    expect(other.pathCny(100) / other.pathCny(0)).toBeCloseTo(Math.exp(-0.5), 1);
  });

  it("lets a shock die out with the reversion half-life", () => {
    const context = afterDays(300, 0);
    for (let hour = 1; hour <= 48; hour++) context.hourlyIndex.push(context.nowUs + (hour * DAY_US) / 24, 30);
    context.nowUs += 2 * DAY_US;
    const forecast = new IndexForecast(
      defaultsOf(forecastTable, { levelHalfLifeHours: 0.1, priorTrendPerYear: 0, permanentShare: 0 }),
    );
    forecast.update(context);
    const excess = (days: number): number => Math.log(forecast.pathCny(days) / 20);
    expect(excess(0)).toBeCloseTo(Math.log(1.5), 1);
    expect(excess(50) / excess(0)).toBeCloseTo(0.5, 1);
  });

  it("keeps the permanent share of a shock", () => {
    const context = afterDays(300, 0);
    context.hourlyIndex.push(context.nowUs, 30);
    const forecast = new IndexForecast(defaultsOf(forecastTable, { priorTrendPerYear: 0, permanentShare: 0.4 }));
    forecast.update(context);
    const excess = (days: number): number => Math.log(forecast.pathCny(days) / 20);
    expect(excess(0)).toBeGreaterThan(0.05);
    expect(excess(10_000) / excess(0)).toBeCloseTo(0.4, 1);
  });

  it("uses nothing that has not arrived", () => {
    const context = afterDays(100, -0.002);
    const forecast = new IndexForecast(defaultsOf(forecastTable));
    forecast.update(context);
    const before = forecast.monthCny(context, context.months[6]);
    expect(forecast.update(context)).toBe(false);
    expect(forecast.monthCny(context, context.months[6])).toBe(before);
    context.hourlyIndex.push(context.nowUs, 40);
    expect(forecast.update(context)).toBe(true);
    expect(forecast.monthCny(context, context.months[6])).toBeGreaterThan(before);
  });
});
