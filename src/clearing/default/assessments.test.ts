import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess, assessmentCap } from "./assessments.ts";

const runs = { seed: 20260322, numRuns: 300 };
const member = (fundRequired: number, capital = 1e9, alreadyAssessed = 0) => ({
  fundRequired,
  capital,
  alreadyAssessed,
});

describe("assessments", () => {
  it("are capped at 275 % of the contribution for one default and 550 % for several", () => {
    expect(assessmentCap(member(100), 275, 550)).toBe(275);
    expect(assessmentCap(member(100, 1e9, 275), 275, 550)).toBe(275);
    expect(assessmentCap(member(100, 1e9, 400), 275, 550)).toBe(150);
    expect(assessmentCap(member(100, 1e9, 550), 275, 550)).toBe(0);
    expect(assessmentCap(member(100, 1e9, 600), 275, 550)).toBe(0);
  });

  it("call members in proportion to their contributions", () => {
    const members = [member(100), member(300)];
    expect(assess(40, members, [275, 825])).toEqual({ called: [10, 30], paid: [10, 30] });
  });

  it("let the others pay, up to their caps, what a member cannot", () => {
    const members = [member(100, 4), member(300)];
    expect(assess(40, members, [275, 825])).toEqual({ called: [10, 30], paid: [4, 36] });
    expect(assess(2000, members, [275, 825])).toEqual({ called: [275, 825], paid: [4, 825] });
  });

  /** Nobody pays beyond the cap or what it has; the sum is the loss as far as that goes. */
  function keepsCaps(call: typeof assess) {
    const amount = fc.integer({ min: 0, max: 500 });
    const membersOf = fc.array(fc.record({ fundRequired: amount, capital: amount, alreadyAssessed: amount }), {
      minLength: 1,
      maxLength: 6,
    });
    return fc.property(membersOf, fc.integer({ min: 0, max: 5000 }), (members, loss) => {
      const caps = members.map((terms) => assessmentCap(terms, 275, 550));
      const { paid } = call(loss, members, caps);
      const most = members.map(({ capital }, i) => Math.min(capital, caps[i]!));
      for (const [i, share] of paid.entries()) expect(share).toBeLessThanOrEqual(most[i]!);
      const all = most.reduce((sum, x) => sum + x, 0);
      expect(paid.reduce((sum, x) => sum + x, 0)).toBe(Math.min(loss, all));
    });
  }

  it("bring in the loss as far as caps and capital go", () => {
    fc.assert(keepsCaps(assess), runs);
  });

  it("would be caught counting on money that a member does not have", () => {
    const trusting: typeof assess = (loss, members, caps) => {
      const { called } = assess(loss, members, caps);
      return { called, paid: called };
    };
    expect(() => fc.assert(keepsCaps(trusting), runs)).toThrow();
  });
});
