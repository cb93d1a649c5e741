import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { apportion } from "./apportion.ts";

describe("splitting a whole number", () => {
  it("gives whole parts that add up and lie within one of their exact size, never above a whole weight that is enough", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
    const property = fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const sum = list.reduce((total, weight) => total + weight, 0);
      fc.pre(sum > 0);
      const total = Math.floor(share * sum);
      const parts = new Float64Array(list.length);
      apportion(total, Float64Array.from(list), list.length, parts);
      expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
      for (let i = 0; i < list.length; i++) {
        expect(Number.isInteger(parts[i])).toBe(true);
        expect(Math.abs(parts[i] - (total * list[i]) / sum)).toBeLessThan(1 + 1e-6);
        expect(parts[i]).toBeLessThanOrEqual(list[i]);
        expect(parts[i]).toBeGreaterThanOrEqual(0);
      }
    });
    fc.assert(property, { seed: 20260322, numRuns: 500 });
  });

  it("leaves cells without weight empty, and has nowhere to go without any", () => {
    const parts = new Float64Array(3);
    apportion(7, Float64Array.of(0, 0.3, 0), 3, parts);
    expect([...parts]).toEqual([0, 7, 0]);
    apportion(0, Float64Array.of(0, 0, 0), 3, parts);
    expect([...parts]).toEqual([0, 0, 0]);
    expect(() => {
      apportion(1, Float64Array.of(0, 0, 0), 3, parts);
    }).toThrow(InvariantError);
  });
});
