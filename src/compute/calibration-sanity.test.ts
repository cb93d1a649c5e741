import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { sanityRows, type SanityRow } from "./calibration-sanity.ts";
import { emptyPath, type PathDays } from "./path-record.ts";

function path(startDay: number, days: number): PathDays {
  const made = emptyPath(startDay, days);
  for (const column of [made.requestedMtok, made.servedMtok, made.shadowRatio, made.gpuUsdHour, made.tokenPrice]) {
    column.fill(1);
  }
  return made;
}

function rowOf(paths: readonly PathDays[], quantity: string): SanityRow | undefined {
  return sanityRows(paths, []).find((row) => row.quantity === quantity);
}

describe("sanity ranges of a compute market", () => {
  it("are about days on the paths only", () => {
    const short = path(epochDay(2026, 2, 2), 120);
    const quantities = sanityRows([short], []).map(({ quantity }) => quantity);
    expect(quantities.filter((quantity) => /2024|2025|quarter/.test(quantity))).toEqual([]);
    expect(quantities).toContain("requested / served, March 2026");
    expect(rowOf([path(epochDay(2024, 1, 1), 900)], "GPU USD/h 2024")!.value).toBe(1);
  });

  it("ask about rationing where a served token was worth more than its price", () => {
    const calm = path(epochDay(2026, 1, 1), 90);
    expect(sanityRows([calm], []).some(({ quantity }) => quantity.includes("unserved"))).toBe(false);
    const short = path(epochDay(2026, 1, 1), 90);
    short.servedMtok.fill(0.5, 30, 60);
    short.unservedMtok.fill(0.5, 30, 60);
    short.shadowRatio.fill(1.9, 30, 60);
    short.worstUnserved[40] = 0.45;
    const unserved = rowOf([short], "unserved share, first quarter of 2026")!;
    expect(unserved.value).toBeCloseTo(1 / 6, 12);
    expect(unserved.isInside).toBe(true);
    const worst = rowOf([short], "unserved share in the worst hour, first quarter of 2026")!;
    expect(worst.value).toBe(0.45);
    expect(worst.isInside).toBe(false);
    expect(rowOf([short], "shadow over posted price, first quarter of 2026")!.value).toBeCloseTo(1.3, 12);
  });

  it("count hours at the price cap over all paths", () => {
    const paths = [path(epochDay(2026, 1, 1), 90), path(epochDay(2026, 1, 1), 90)];
    paths[0].cappedHours[3] = 12;
    const row = rowOf(paths, "share of hours at the price cap, all paths")!;
    expect(row.value).toBeCloseTo(12 / (2 * 90 * 24), 12);
    expect(row.isInside).toBe(false);
  });
});
