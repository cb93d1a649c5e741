import { describe, expect, it } from "vitest";
import { priceRulesOf } from "../../testing/price-rules.ts";
import { bandPercent, dailyBand } from "./daily-band.ts";
import { LimitLadder } from "./limit-ladder.ts";

const UP = 1;
const DOWN = -1;
const NONE = 0;

function rulesWith(onThirdLock: "none" | "halt_next_day" | "forced_reduction", enabled = true) {
  return priceRulesOf({ dailyBand: { percent: 7 }, widening: { enabled, onThirdLock } });
}

/** What stands after each of these days: locked days, next band, margin, action. */
function after(days: readonly (1 | -1 | 0)[], onThirdLock: Parameters<typeof rulesWith>[0] = "forced_reduction") {
  const ladder = new LimitLadder(rulesWith(onThirdLock));
  return days.map((side) => {
    ladder.endDay(side);
    return [ladder.days, ladder.nextBandPercent, ladder.marginPercent, ladder.action];
  });
}

describe("the ladder of locked days (band 7 %, base margin 10 %)", () => {
  it("D1 locked: margin 12 %, D2 band 10 %; D2 locked: margin 14 %, D3 band 12 %; D3 locked: forced reduction", () => {
    expect(after([UP, UP, UP])).toEqual([
      [1, 10, 12, "none"],
      [2, 12, 14, "none"],
      [3, 7, 14, "forced_reduction"],
    ]);
    expect(after([DOWN, DOWN, DOWN])).toEqual([
      [-1, 10, 12, "none"],
      [-2, 12, 14, "none"],
      [-3, 7, 14, "forced_reduction"],
    ]);
  });

  it("gives these limits on a settlement price that follows them: 1000, then 1070, 1177, 1318", () => {
    const rules = rulesWith("forced_reduction");
    const ladder = new LimitLadder(rules);
    let settlement = 1000;
    const limits = [1, 2, 3].map(() => {
      const percent = bandPercent(rules.dailyBand, ladder.nextBandPercent, false, 1);
      settlement = dailyBand(percent, settlement).high;
      ladder.endDay(UP);
      return settlement;
    });
    expect(limits).toEqual([1070, 1177, 1318]);
  });

  it("widens the band that the sequence's first day had: 14 % of a first day to 17 %, 9 % after a holiday to 12 %", () => {
    for (const [own, second, third] of [
      [14, 17, 19],
      [9, 12, 14],
    ] as const) {
      const ladder = new LimitLadder(rulesWith("none"));
      ladder.endDay(UP, own);
      expect([ladder.nextBandPercent, ladder.marginPercent]).toEqual([second, second + 2]);
      ladder.endDay(UP, 7);
      expect([ladder.nextBandPercent, ladder.marginPercent]).toEqual([third, third + 2]);
      ladder.endDay(NONE, 7);
      expect(ladder.nextBandPercent).toBe(7);
    }
  });

  it("goes back to the contract's band and margin when a day does not lock", () => {
    expect(after([UP, UP, NONE, UP])).toEqual([
      [1, 10, 12, "none"],
      [2, 12, 14, "none"],
      [0, 7, 0, "none"],
      [1, 10, 12, "none"],
    ]);
  });

  it("takes a lock on the other side as a first lock, whose margin does not remember the other side's", () => {
    expect(after([UP, UP, DOWN, DOWN, DOWN])).toEqual([
      [1, 10, 12, "none"],
      [2, 12, 14, "none"],
      [-1, 10, 12, "none"],
      [-2, 12, 14, "none"],
      [-3, 7, 14, "forced_reduction"],
    ]);
  });

  it("starts anew after forced reduction, and after the day without trading that may follow instead", () => {
    expect(after([UP, UP, UP, UP])[3]).toEqual([1, 10, 12, "none"]);
    expect(after([UP, UP, UP, NONE, UP], "halt_next_day").slice(2)).toEqual([
      [3, 7, 14, "halt_next_day"],
      [0, 7, 0, "none"],
      [1, 10, 12, "none"],
    ]);
  });

  it("goes on with the third day's band where nothing follows a third lock", () => {
    expect(after([UP, UP, UP, UP], "none").slice(2)).toEqual([
      [3, 12, 14, "none"],
      [4, 12, 14, "none"],
    ]);
  });

  it("counts locked days but changes nothing where it is off", () => {
    const ladder = new LimitLadder(rulesWith("forced_reduction", false));
    for (let day = 0; day < 3; day++) ladder.endDay(UP);
    expect([ladder.days, ladder.nextBandPercent, ladder.marginPercent, ladder.action]).toEqual([3, 7, 0, "none"]);
  });
});
