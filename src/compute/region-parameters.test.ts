import { describe, expect, it } from "vitest";
import { linkCapacity, linkScale } from "./region-parameters.ts";

describe("integration", () => {
  it("goes from isolated regions over the written capacities to one pool, rising all the way", () => {
    expect(linkScale(0)).toBe(0);
    expect(linkScale(0.5)).toBe(1);
    expect(linkScale(1)).toBe(Infinity);
    for (let i = 1; i <= 100; i++) expect(linkScale(i / 100)).toBeGreaterThan(linkScale((i - 1) / 100));
  });

  it("gives a link its percentage of available GPUs, times the scale", () => {
    expect(linkCapacity(5, 2000, linkScale(0.5))).toBe(100);
    expect(linkCapacity(5, 2000, linkScale(0.75))).toBe(300);
    expect(linkCapacity(5, 2000, linkScale(0))).toBe(0);
    expect(linkCapacity(5, 0, linkScale(1))).toBe(Infinity);
  });
});
