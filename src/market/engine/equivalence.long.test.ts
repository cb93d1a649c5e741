import { describe, expect, it } from "vitest";
import { compareEngines } from "../../testing/engine-check.ts";
import { FastEngine } from "./fast-engine.ts";
import { NaiveEngine } from "./naive-engine.ts";

const SEEDS = Array.from({ length: 10 }, (_, i) => i + 1);

describe("fast engine and naive engine, two million commands", () => {
  it.each(SEEDS)("agree after each of 200,000 random commands of seed %i, and keep every lot", (seed) => {
    const coverage = compareEngines(
      (store) => new FastEngine(store),
      (store) => new NaiveEngine(store),
      { seed, numRuns: 900, most: 500, verifyEvery: 32 },
    );
    expect(coverage.commands).toBeGreaterThan(200_000);
    expect(coverage.rare(30)).toEqual({});
  });
});
