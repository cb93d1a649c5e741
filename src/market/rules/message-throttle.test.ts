import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MessageThrottle } from "./message-throttle.ts";

describe("message throttle", () => {
  it("passes three messages in any second, half-open", () => {
    const throttle = new MessageThrottle(3, 1);
    const times = [0, 400_000, 999_999, 999_999, 1_000_000, 1_399_999, 1_400_000];
    expect(times.map((t) => throttle.passes(0, t))).toEqual([true, true, true, false, true, false, true]);
  });

  it("keeps accounts apart and passes everything where the limit is zero", () => {
    const throttle = new MessageThrottle(1, 2);
    expect([throttle.passes(0, 5), throttle.passes(1, 5), throttle.passes(0, 6)]).toEqual([true, true, false]);
    const none = new MessageThrottle(0, 1);
    expect([none.passes(0, 5), none.passes(0, 5)]).toEqual([true, true]);
  });

  const gaps = fc.array(fc.integer({ min: 0, max: 700_000 }), { maxLength: 200 });

  /** Whether exactly those messages pass that leave no second with more than so many. */
  function isExact(
    throttle: { passes(account: number, nowUs: number): boolean },
    limit: number,
    steps: number[],
  ): boolean {
    const passed: number[] = [];
    let now = 0;
    for (const step of steps) {
      now += step;
      const recent = passed.filter((t) => now - t < 1_000_000).length;
      if (throttle.passes(0, now) !== recent < limit) return false;
      if (recent < limit) passed.push(now);
    }
    return true;
  }

  it("does what counting the passed messages of the last second does, whatever the times", () => {
    const property = fc.property(fc.integer({ min: 1, max: 6 }), gaps, (limit, steps) =>
      isExact(new MessageThrottle(limit, 1), limit, steps),
    );
    fc.assert(property, { seed: 20260322, numRuns: 300 });
  });

  it("and the property sees a throttle that counts by whole seconds of the clock", () => {
    class ByTheClock {
      private second = -1;
      private n = 0;
      private readonly limit: number;
      constructor(limit: number) {
        this.limit = limit;
      }
      passes(_account: number, nowUs: number): boolean {
        const second = Math.floor(nowUs / 1_000_000);
        this.n = second === this.second ? this.n + 1 : 1;
        this.second = second;
        return this.n <= this.limit;
      }
    }
    const property = fc.property(fc.integer({ min: 1, max: 6 }), gaps, (limit, steps) =>
      isExact(new ByTheClock(limit), limit, steps),
    );
    expect(fc.check(property, { seed: 20260322, numRuns: 300 }).failed).toBe(true);
  });
});
