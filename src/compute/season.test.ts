import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import { seasonOffset, weeklySeason } from "./season.ts";

const season = chinaCompute().demand.season;

describe("the weekly season", () => {
  const week = weeklySeason(season);
  const monday = week.slice(0, 24);
  const sum = (part: Float64Array) => part.reduce((total, x) => total + x, 0);

  it("has mean one over the week", () => {
    expect(sum(week) / 168).toBeCloseTo(1, 12);
  });

  it("has its highest hour 1.23 times above the day's mean", () => {
    expect(Math.max(...monday) / (sum(monday) / 24)).toBeCloseTo(1.23, 12);
  });

  it("has weekends at 0.9 of a weekday, hour by hour", () => {
    for (let hour = 0; hour < 24; hour++) expect(week[120 + hour] / week[hour]).toBeCloseTo(0.9, 12);
  });

  it("peaks around 10:30, 16:00 and 21:00 and is lowest at night", () => {
    expect(monday[10]).toBeGreaterThan(monday[8]);
    expect(monday[10]).toBeGreaterThan(monday[12]);
    expect(monday[20]).toBeGreaterThan(monday[18]);
    expect(monday.indexOf(Math.min(...monday))).toBe(3);
  });

  it("is flat without peaks, and refuses peaks that leave negative use", () => {
    expect(new Set(weeklySeason({ ...season, peakHours: [], weekendToWeekday: 1 }))).toEqual(new Set([1]));
    const spikes = { ...season, peakHours: [0, 120, 240, 360, 480, 600, 720, 840, 960, 1080], peakWidthHours: 0.2 };
    expect(() => weeklySeason({ ...spikes, peakToMean: 2 })).toThrow("negative use");
  });

  it("puts 1 January 2024, midnight UTC, at Monday 08:00 in Beijing, and wraps Sunday evening to Monday", () => {
    expect(seasonOffset(epochDay(2024, 1, 1), 8)).toBe(8);
    expect(seasonOffset(epochDay(2024, 1, 7), 8)).toBe(6 * 24 + 8);
    expect(seasonOffset(epochDay(2024, 1, 1), -5)).toBe(163);
  });
});
