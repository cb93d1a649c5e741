import { describe, expect, it } from "vitest";
import { defaultsOf } from "../testing/defaults-of.ts";
import { programmeShare, programmeTable, tenorMonths } from "./layered-programme.ts";

const defaults = defaultsOf(programmeTable);

describe("a layered programme of 25 % by 7 months, 50 % by 4, 75 % by 1", () => {
  it.each([
    [13, 0],
    [12, 0],
    [9.5, 0.125],
    [7, 0.25],
    [5.5, 0.375],
    [4, 0.5],
    [2.5, 0.625],
    [1, 0.75],
    [0, 0.75],
    [-0.5, 0.75],
  ])("at %d months wants a share of %d", (tenor, share) => {
    expect(programmeShare(defaults, tenor)).toBeCloseTo(share, 12);
  });

  it("jumps where two layers share a tenor", () => {
    const once = { ...defaults, layer1Months: 12, layer1Share: 1, layer2Share: 1, layer3Share: 1 };
    expect(programmeShare(once, 11.9)).toBe(1);
    expect(programmeShare(once, 3)).toBe(1);
  });

  it("counts tenors in months of 30.4375 days", () => {
    expect(tenorMonths(400, 400 - 365.25)).toBeCloseTo(12, 12);
  });
});
