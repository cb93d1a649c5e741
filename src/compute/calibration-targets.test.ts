import { describe, expect, it } from "vitest";
import { epochDay, weekday } from "../base/dates.ts";
import { judge, targetsOf, type Target } from "./calibration-targets.ts";
import { emptyPath, type PathDays } from "./path-record.ts";

const index = (values: readonly number[]): Target => ({
  quantity: "index",
  observed: 0.26,
  asked: "",
  isRequired: true,
  values,
});

describe("judging a target", () => {
  it("takes Student's interval of the mean over paths, by hand", () => {
    const { mean, low, high, halfWidth, isMet } = judge(index([0.255, 0.265, 0.26]), 4.3026527);
    expect(mean).toBeCloseTo(0.26, 12);
    expect(halfWidth).toBeCloseTo((4.3026527 * 0.005) / Math.sqrt(3), 12);
    expect([low, high]).toEqual([mean - halfWidth, mean + halfWidth]);
    expect(isMet).toBe(true);
  });

  it("is not met where the interval misses the observation, is wide, or cannot be made", () => {
    expect(judge(index([0.28, 0.29, 0.285]), 4.3026527).isMet).toBe(false);
    expect(judge(index([0.2, 0.32]), 12.7062047).isMet).toBe(false);
    expect(judge(index([0.26]), NaN).isMet).toBe(false);
  });

  it("asks only the mean of a target with a range", () => {
    const within = (values: readonly number[]): boolean => judge({ ...index(values), range: [1, 2] }, 12.7062047).isMet;
    expect(within([0.5, 3])).toBe(true);
    expect(within([0.5, 1])).toBe(false);
    expect(within([3, 4])).toBe(false);
  });
});

/** A path from a day on on which a price goes up and down by `move` from weekday to weekday. */
function path(startDay: number, days: number, move: number, launch = startDay): PathDays {
  const [h100, b200] = [new Float64Array(days), new Float64Array(days)];
  let up = false;
  for (let k = 0; k < days; k++) {
    if (weekday(startDay + k) < 5) up = !up;
    h100[k] = up ? Math.exp(move) : 1;
    b200[k] = startDay + k < launch ? NaN : up ? 2 * Math.exp(2 * move) : 2;
  }
  const made = emptyPath(
    startDay,
    days,
    new Map([
      ["h100", h100],
      ["b200", b200],
    ]),
  );
  made.localUtilisation.fill(0.2);
  made.fleetGpus.forEach((_, k) => (made.fleetGpus[k] = 1000 * Math.exp((0.5 * k) / 365.25)));
  return made;
}

function targetOf(paths: readonly PathDays[], quantity: string): Target | undefined {
  return targetsOf(paths).find((target) => target.quantity.includes(quantity));
}

describe("targets of a compute market", () => {
  it("volatility of indices in calm times, from a generation's launch on", () => {
    const all = path(epochDay(2024, 1, 1), 900, 0.01, epochDay(2025, 2, 3));
    expect(targetOf([all], "H100")!.values[0]).toBeCloseTo(0.01 * Math.sqrt(252), 4);
    expect(targetOf([all], "B200")!.values[0]).toBeCloseTo(0.02 * Math.sqrt(252), 4);
    const calm = path(epochDay(2024, 1, 1), 900, 0.01);
    calm.gpuIndices.get("h100")!.fill(50, epochDay(2025, 11, 1) - calm.startDay); // after calm times
    expect(targetOf([calm], "H100")!.values[0]).toBeCloseTo(0.01 * Math.sqrt(252), 4);
  });

  it("leaves out what the period or the market does not have", () => {
    const late = path(epochDay(2025, 9, 1), 150, 0.01);
    expect(targetOf([late], "H100")).toBeUndefined(); // two months of calm
    expect(targetOf([late], "growth")).toBeUndefined();
    expect(targetOf([late], "from 2026")).toBeDefined();
    expect(targetOf([path(epochDay(2024, 1, 1), 700, 0.01)], "from 2026")).toBeUndefined();
    late.localUtilisation.fill(NaN);
    expect(targetOf([late], "local")).toBeUndefined();
  });

  it("growth of the fleet a year by hand", () => {
    expect(targetOf([path(epochDay(2024, 1, 1), 800, 0.01)], "growth")!.values[0]).toBeCloseTo(Math.exp(0.5) - 1, 10);
  });
});
