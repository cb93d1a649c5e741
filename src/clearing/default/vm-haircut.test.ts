import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payWinners } from "./vm-haircut.ts";

const runs = { seed: 20260322, numRuns: 300 };

/** Exactly what was collected is paid, at most what is owed, to nobody more than owed. */
function paysWhatWasCollected(pay: typeof payWinners) {
  const owedOf = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 8 });
  return fc.property(owedOf, fc.integer({ min: 0, max: 8e6 }), (owed, collected) => {
    const paid = pay(collected, owed);
    const all = owed.reduce((sum, amount) => sum + amount, 0);
    expect(paid.reduce((sum, amount) => sum + amount, 0)).toBe(Math.min(collected, all));
    for (const [i, amount] of paid.entries()) expect(amount).toBeLessThanOrEqual(owed[i]!);
  });
}

describe("variation margin gains haircutting", () => {
  it("of 8,080 owed by losers 5,080 is collected: winners owed 8,000 and 80 get 5,029.70 and 50.30", () => {
    expect(payWinners(508_000, [800_000, 8_000])).toEqual([502_970, 5_030]);
    // The same in whole 1e-4.
    expect(payWinners(50_800_000, [80_000_000, 800_000])).toEqual([50_297_030, 502_970]);
  });

  it("pays in full where all was collected, and nothing where nothing was", () => {
    expect(payWinners(9_000, [8_000, 80])).toEqual([8_000, 80]);
    expect(payWinners(0, [8_000, 80])).toEqual([0, 0]);
    expect(payWinners(5, [])).toEqual([]);
  });

  it("never pays more than was collected", () => {
    fc.assert(paysWhatWasCollected(payWinners), runs);
  });

  it("would be caught rounding payments up", () => {
    const up = (collected: number, owed: readonly number[]): number[] => {
      const all = owed.reduce((sum, amount) => sum + amount, 0);
      return owed.map((amount) => (all === 0 ? 0 : Math.ceil((Math.min(collected, all) * amount) / all)));
    };
    expect(() => fc.assert(paysWhatWasCollected(up), runs)).toThrow();
  });
});
