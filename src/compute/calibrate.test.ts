import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import { calibrateDemand, CapacityShortError, withDemand, type CalibrationRequest } from "./calibrate.ts";
import { calibrationReport } from "./calibration-report.ts";
import { blendedPrice, HISTORY_END, HISTORY_START, OFFICIAL_USE } from "./china-history.ts";
import { recordPath } from "./path-record.ts";

const china = chinaCompute();
const request: CalibrationRequest = {
  parameters: china,
  targets: OFFICIAL_USE,
  seed: "calibration test",
  paths: 3,
  startDay: HISTORY_START,
  days: HISTORY_END - HISTORY_START + 1,
  tolerance: 0.01,
  maximumRounds: 8,
};

describe("calibration", () => {
  it("finds the knots again from knots that are half as high", () => {
    const first = { ...request, targets: OFFICIAL_USE.slice(0, 2), days: 400 };
    const settled = calibrateDemand(first).knots;
    const knots = settled.map(({ day, value }) => ({ day, value: value * 0.5 }));
    const again = calibrateDemand({ ...first, parameters: withDemand(china, knots) }).knots;
    again.forEach(({ value }, i) => expect(Math.abs(value / settled[i].value - 1)).toBeLessThan(0.03));
  });

  it("stops with 'capacity short' instead of iterating where the fleet grows 40 % a year only", () => {
    const fleetGpus = [
      { day: epochDay(2024, 1, 15), value: 85_000 },
      { day: epochDay(2026, 1, 15), value: 85_000 * 1.4 * 1.4 },
    ];
    const short = { ...china, capacity: { ...china.capacity, fleetGpus } };
    expect(() => calibrateDemand({ ...request, parameters: short })).toThrow(CapacityShortError);
    expect(() => calibrateDemand({ ...request, parameters: short })).toThrow(
      /^capacity short in 202\d-\d\d: requested/,
    );
  });

  it("reports as Markdown every official month, quarter, dated price and range", () => {
    const paths = [0, 1].map((replication) => recordPath({ ...request, seed: "report test", replication }));
    const { markdown, targets, sanity } = calibrationReport(paths, 12.7062047);
    const lines = markdown.split("\n");
    expect(lines.filter((line) => /^\| 20\d\d Q[1-4] \|/.test(line))).toHaveLength(9);
    expect(lines.filter((line) => line.startsWith("| 2026-03 | 140 |"))).toHaveLength(1);
    expect(lines.filter((line) => /^\| .* \| (yes|no) \|$/.test(line)).length).toBeGreaterThan(25);
    expect(markdown).not.toContain("NaN");
    expect(targets.map(({ quantity }) => quantity)).toContain(
      "volatility of the H100 index a year, 2024 to October 2025",
    );
    expect(sanity.every(({ value, low, high, isInside }) => isInside === (value >= low && value <= high))).toBe(true);
  });
});

describe("the blended price of DeepSeek's published mix", () => {
  it("is within 0.2 % of the 562,027 USD a day that DeepSeek stated at R1 prices of 0.14 / 0.55 / 2.19 USD", () => {
    const dailyUsd = blendedPrice(0.14, 0.55, 2.19) * (608_000 + 168_000);
    expect(Math.abs(dailyUsd / 562_027 - 1)).toBeLessThan(0.002);
  });

  it("is 2.64 CNY for V3 at 0.5 / 2 / 8", () => {
    expect(blendedPrice(0.5, 2, 8)).toBeCloseTo(2.64, 2);
  });
});
