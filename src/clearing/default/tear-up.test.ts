import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tearUpCap, tornUpLots } from "./tear-up.ts";

const runs = { seed: 20260322, numRuns: 300 };

/** As many lots as the defaulter's, from nobody more than held. */
function tearsWhatIsHeld(tear: typeof tornUpLots) {
  const holders = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 8 });
  return fc.property(holders, fc.double({ min: 0, max: 1, noNaN: true }), (opposite, part) => {
    const unsold = Math.floor(part * opposite.reduce((sum, lots) => sum + lots, 0));
    const torn = tear(unsold, opposite);
    expect(torn.reduce((sum, lots) => sum + lots, 0)).toBe(unsold);
    for (const [i, lots] of torn.entries()) expect(lots).toBeLessThanOrEqual(opposite[i]!);
  });
}

describe("tear-up", () => {
  it("takes 10 lots from holders of 30, 15 and 5 as 6, 3 and 1", () => {
    expect(tornUpLots(10, [30, 15, 5])).toEqual([6, 3, 1]);
  });

  it("takes whole lots by largest remainder", () => {
    // Parts 4.2, 2.1 and 0.7.
    expect(tornUpLots(7, [30, 15, 5])).toEqual([4, 2, 1]);
  });

  it("limits the loss of holders to a percentage of the margin of their lots", () => {
    expect(tearUpCap(3, 1_001, 50)).toBe(1_501);
    expect(tearUpCap(3, 1_001, 0)).toBe(0);
  });

  it("refuses to tear up more than the other side holds", () => {
    expect(() => tornUpLots(6, [3, 2])).toThrow("the other side holds");
  });

  it("transfers lots and never creates any", () => {
    fc.assert(tearsWhatIsHeld(tornUpLots), runs);
  });

  it("would be caught taking from holders in turn without looking what they hold", () => {
    const inTurn = (unsold: number, opposite: readonly number[]): number[] =>
      opposite.map((_, i) => Math.floor(unsold / opposite.length) + (i < unsold % opposite.length ? 1 : 0));
    expect(() => fc.assert(tearsWhatIsHeld(inTurn), runs)).toThrow();
  });
});
