import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bitmap } from "./bitmap.ts";

describe.each([32, 64, 1024, 2048, 32_768])("bitmap of %i", (size) => {
  it("finds the nearest member either way, as a sorted list does", () => {
    const edges = [0, 31, 32, 1023, 1024, size - 1].filter((member) => member < size);
    const member = fc.oneof(
      fc.constantFrom(...edges),
      fc.nat({ max: size - 1 }),
      fc.nat({ max: Math.min(40, size - 1) }),
    );
    const steps = fc.array(fc.tuple(member, fc.boolean(), member), { maxLength: 60 });
    const property = fc.property(steps, (changes) => {
      const bitmap = new Bitmap(size);
      const members = new Set<number>();
      for (const [changed, isAdded, limit] of changes) {
        if (isAdded) bitmap.add(changed);
        else bitmap.remove(changed);
        if (isAdded) members.add(changed);
        else members.delete(changed);
        expect(bitmap.has(changed)).toBe(isAdded);
        expect(bitmap.atOrBelow(limit)).toBe(Math.max(-1, ...[...members].filter((other) => other <= limit)));
        const above = Math.min(size, ...[...members].filter((other) => other >= limit));
        expect(bitmap.atOrAbove(limit)).toBe(above === size ? -1 : above);
        expect(bitmap.isConsistent()).toBe(true);
      }
    });
    fc.assert(property, { seed: 20260322, numRuns: 100 });
  });
});
