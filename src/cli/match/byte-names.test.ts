import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteNames, NO_NAME } from "./byte-names.ts";

it("finds what a map of texts finds, whatever comes and goes", () => {
  const name = fc.oneof(fc.nat({ max: 40 }).map(String), fc.string({ maxLength: 20, unit: "grapheme" }));
  const steps = fc.array(fc.tuple(name, fc.boolean()), { maxLength: 400 });
  const property = fc.property(steps, (changes) => {
    const names = new ByteNames();
    const expected = new Map<string, number>();
    const free = Array.from({ length: 400 }, (_, number) => number);
    for (const [text, isAdded] of changes) {
      const bytes = new TextEncoder().encode(`(${text})`).subarray(1, -1);
      const known = expected.get(text);
      expect(names.find(bytes, 0, bytes.length)).toBe(known ?? NO_NAME);
      if (isAdded && known === undefined && bytes.length <= 64) {
        const number = free.pop()!;
        names.add(bytes, 0, bytes.length, number);
        expected.set(text, number);
        expect(names.textOf(number)).toBe(text);
      } else if (!isAdded && known !== undefined) {
        names.remove(known);
        expected.delete(text);
        free.push(known);
      }
      expect(names.count).toBe(expected.size);
    }
    for (const [text, number] of expected) expect(names.textOf(number)).toBe(text);
  });
  fc.assert(property, { seed: 20260322, numRuns: 300 });
});

it("keeps names when it grows, and tells those of equal beginning apart", () => {
  const names = new ByteNames();
  const bytes = (text: string) => new TextEncoder().encode(text);
  for (let number = 0; number < 10_000; number++)
    names.add(bytes(`order-${number}`), 0, `order-${number}`.length, number);
  for (let number = 0; number < 10_000; number += 2) names.remove(number);
  for (let number = 0; number < 10_000; number++) {
    const text = bytes(`order-${number}`);
    expect(names.find(text, 0, text.length)).toBe(number % 2 === 0 ? NO_NAME : number);
  }
});
