import { describe, expect, it } from "vitest";
import { didYouMean, suggest } from "./suggest.ts";

describe("suggest", () => {
  it.each([
    ["spred_ticks", ["spread_ticks", "size_lots"], "spread_ticks"],
    ["coutn", ["count", "id"], "count"],
    ["SpreadTicks", ["spread_ticks"], "spread_ticks"],
    ["ticks_spread", ["spread_ticks"], "spread_ticks"],
    ["interval_hours", ["interval_minutes", "minutes"], "interval_minutes"],
    ["x", ["id", "kind"], undefined],
    ["colour", ["count", "code"], undefined],
    ["anything", [], undefined],
  ])("%s among %j is %s", (word, known, meant) => {
    expect(suggest(word, known)).toBe(meant);
  });

  it("takes the closest, and of equally close ones the first", () => {
    expect(suggest("abcdef", ["abcdxx", "abcdex"])).toBe("abcdex");
    expect(suggest("abcd", ["abcx", "abcy"])).toBe("abcx");
  });

  it("takes no time over very long words", () => {
    expect(suggest("a".repeat(1_000_000), ["count"])).toBeUndefined();
  });

  it("is a clause for a message", () => {
    expect(didYouMean("nosie", ["noise"])).toBe("; did you mean noise?");
    expect(didYouMean("zzz", ["noise"])).toBe("");
  });
});
