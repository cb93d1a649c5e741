import { describe, expect, it } from "vitest";
import { Stream } from "../base/random.ts";
import { normal } from "../base/samplers.ts";
import { defaultsOf } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import { Momentum } from "./momentum.ts";
import { TrendFollower, trendFollowerTable } from "./trend-follower.ts";

describe("Momentum", () => {
  const after = (slope: number, jump = 0): Momentum => {
    const momentum = new Momentum(2);
    for (let day = 0; day < 60; day++) {
      if (day === 30 && jump !== 0) momentum.shift(jump);
      momentum.observe(slope * day + (day >= 30 ? jump : 0), day === 0 ? 0 : 1);
    }
    return momentum;
  };

  it("is positive in a rise, negative in a fall and zero without a move", () => {
    expect(after(0.01).signal(0.02)).toBeGreaterThan(0.2);
    expect(after(-0.01).signal(0.02)).toBeCloseTo(-after(0.01).signal(0.02), 12);
    expect(after(0).signal(0.02)).toBe(0);
  });

  it("takes no notice of a roll to a contract at another price", () => {
    expect(after(0.01, -0.5).signal(0.02)).toBeCloseTo(after(0.01).signal(0.02), 9);
  });

  it("measures in standard deviations of a random walk", () => {
    const random = new Stream("walk");
    const momentum = new Momentum(4);
    let price = 0;
    let squares = 0;
    for (let step = 0; step < 40_000; step++) {
      price += normal(random, 0, 0.1);
      momentum.observe(price, 0.1);
      // z / sqrt(1 + z^2) of a standard normal z has mean square 0.3443
      squares += momentum.signal(0.1 / Math.sqrt(0.1)) ** 2;
    }
    expect(squares / 40_000).toBeGreaterThan(0.2);
    expect(squares / 40_000).toBeLessThan(0.36);
  });
});

/** Lots bought less sold of each listed month in days whose price moves by so much a day. */
function traded(movePerDay: number, days: number): { context: FakeContext; ids: string[]; sides: string[] } {
  const agent = new TrendFollower(defaultsOf(trendFollowerTable));
  const context = new FakeContext("trend");
  for (let i = 0; i < 6; i++) context.list(fakeMonth(i));
  agent.onStart(context);
  for (let day = 0; day < days; day++) {
    const middle = Math.round(2000 * (1 + movePerDay * day));
    for (const month of context.months) {
      context.settlements[month.index] = middle;
      context.bandLows[month.index] = Math.ceil(middle * 0.93);
      context.bandHighs[month.index] = Math.floor(middle * 1.07);
      Object.assign(context.quotes[month.index], { bidTicks: middle - 1, askTicks: middle + 1 });
    }
    agent.onOpen(context);
    while (context.wake(agent)) {
      for (const [reference, { leaves }] of [...context.orders]) context.fill(agent, reference, leaves);
    }
    context.nextDay(agent);
  }
  const words = context.sent.map((line) => line.split(" "));
  return { context, ids: words.map((w) => w[3]), sides: words.map((w) => w[4]) };
}

describe("the trend follower", () => {
  it("is long after a rise and short after a fall", () => {
    expect(traded(0.01, 10).context.positions[1]).toBeGreaterThan(0);
    expect(traded(-0.01, 10).context.positions[1]).toBeLessThan(0);
  });

  it("has left a month a week before its delivery and holds the next", () => {
    const { context, ids } = traded(0.01, 28);
    expect(new Set(ids)).toEqual(new Set(["TK2402", "TK2403"]));
    expect(context.positions[1]).toBe(0);
    expect(context.positions[2]).toBeGreaterThan(0);
  });

  it("counts the move between its last sample of a month and the roll", () => {
    const position = (before: number): number => {
      const agent = new TrendFollower(defaultsOf(trendFollowerTable, { wakesPerDay: 1e4, orderShare: 1 }));
      const context = new FakeContext("roll");
      for (let i = 0; i < 4; i++) context.list(fakeMonth(i));
      const set = (middle: number): void => {
        for (const quote of context.quotes) Object.assign(quote, { bidTicks: middle - 1, askTicks: middle + 1 });
      };
      set(before);
      agent.onStart(context);
      agent.onOpen(context);
      context.wake(agent);
      // Overnight to the day on which it has left February; the one wake-up that follows is the roll.
      context.nextDay(agent, 24);
      set(2040);
      agent.onOpen(context);
      context.wake(agent);
      const [reference] = context.orders.keys();
      return reference === undefined ? 0 : context.orders.get(reference)!.side;
    };
    expect(position(2000)).toBe(1);
    expect(position(2080)).toBe(-1);
    expect(position(2040)).toBe(0);
  });

  it("holds no more than its limit, here the floor of CNY 1 M at CNY 20,000 a lot or 10 % of 1000 lots", () => {
    expect(Math.abs(traded(0.01, 20).context.positions[1])).toBeLessThanOrEqual(100);
  });
});
