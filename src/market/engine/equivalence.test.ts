import { describe, expect, it } from "vitest";
import { compareEngines } from "../../testing/engine-check.ts";
import { FastEngine } from "./fast-engine.ts";
import { NaiveEngine } from "./naive-engine.ts";

describe("fast engine and naive engine", () => {
  it("agree after each of 50,000 random commands, keep every lot, and reach all that there is", () => {
    const coverage = compareEngines(
      (store) => new FastEngine(store),
      (store) => new NaiveEngine(store),
      { seed: 20260322, numRuns: 380, most: 300, verifyEvery: 4 },
    );
    expect(coverage.commands).toBeGreaterThan(50_000);
    // Guards the comparison: commands that hardly ever met anything would prove nothing.
    expect(coverage.rare(10)).toEqual({});
  });
});
