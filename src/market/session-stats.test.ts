import { describe, expect, it } from "vitest";
import { SessionStats } from "./session-stats.ts";

describe("the day's statistics of a listed month", () => {
  it("keep quoted spread and depth as integrals over two-sided time (golden tape, ticks of 0.01)", () => {
    const stats = new SessionStats();
    // Quotes (t, bid, size, ask, size) until t = 10 s; times in ms.
    const tape = [
      [0, 9998, 10, 10002, 12],
      [1200, 9999, 8, 10002, 12],
      [2500, 9999, 8, 10003, 5],
      [4000, 10000, 6, 10004, 9],
      [6000, 9997, 10, 10001, 7],
      [9000, 9998, 11, 10002, 10],
    ] as const;
    tape.forEach(([from, bid, bidLots, ask, askLots], k) =>
      stats.stood((tape[k + 1]?.[0] ?? 10_000) - from, bid, bidLots, ask, askLots, false),
    );
    expect(stats.twoSidedUs).toBe(10_000);
    expect(stats.spreadTicksUs / 10_000).toBeCloseTo(3.87, 12);
    expect(stats.spreadRelUs / 10_000).toBeCloseTo(3.869881, 6);
    expect(stats.depthBidUs / 10_000).toBeCloseTo(8.74, 12);
    expect(stats.depthAskUs / 10_000).toBeCloseTo(8.65, 12);
  });

  it("keep effective spreads against the mid before each aggressor (the same tape)", () => {
    const stats = new SessionStats();
    stats.aggressor(1, 3, 3 * 10002, 9998 + 10002);
    stats.aggressor(-1, 2, 2 * 9999, 9999 + 10002);
    stats.aggressor(1, 4, 4 * 10003, 9999 + 10003);
    stats.aggressor(-1, 5, 5 * 10000, 10000 + 10004);
    stats.aggressor(1, 1, 10001, 9997 + 10001);
    expect(stats.effectiveTicksLots / stats.effectiveLots).toBeCloseTo(3.86667, 5);
  });

  it("count a one-sided book as time, not as spread", () => {
    const stats = new SessionStats();
    stats.stood(100, 1000, 5, 0, 0, false);
    expect([stats.continuousUs, stats.twoSidedUs, stats.spreadTicksUs]).toEqual([100, 0, 0]);
  });

  it("make realised variance of a chain of mids that no break is part of", () => {
    const stats = new SessionStats();
    stats.sample(2000, true);
    stats.sample(2002, true);
    stats.endChain();
    stats.sample(2100, true);
    stats.sample(2100, false);
    stats.sample(2098, true);
    expect(stats.realisedReturns).toBe(1);
    expect(stats.realisedVariance).toBeCloseTo(Math.log(2002 / 2000) ** 2, 15);
  });

  it("keep open, high, low, close and volume", () => {
    const stats = new SessionStats();
    for (const [price, lots, side] of [
      [100, 2, 1],
      [103, 1, 1],
      [99, 4, -1],
    ] as const)
      stats.trade(price, lots, side);
    expect(stats).toMatchObject({ openTicks: 100, highTicks: 103, lowTicks: 99, closeTicks: 99, volumeLots: 7 });
    expect([stats.signedVolumeLots, stats.tradedTicks, stats.trades]).toEqual([-1, 699, 3]);
  });
});
