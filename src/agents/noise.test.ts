import { describe, expect, it } from "vitest";
import { Stream } from "../base/random.ts";
import { bernoulli, integerBelow } from "../base/samplers.ts";
import { defaultsOf } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import { NoiseTrader, noiseTable } from "./noise.ts";

const DAYS = 40;

function played(): { context: FakeContext; opening: number } {
  const agent = new NoiseTrader(defaultsOf(noiseTable));
  const context = new FakeContext("noise");
  for (let i = 0; i < 12; i++) context.list(fakeMonth(i));
  agent.onStart(context);
  let opening = 0;
  for (let day = 0; day < DAYS; day++) {
    const before = context.sent.length;
    agent.onOpen(context);
    opening += context.sent.length - before;
    while (context.wake(agent));
    context.nextDay(agent, 0);
  }
  return { context, opening };
}

const { context, opening } = played();
const messages = context.sent.map((line) => line.split(" "));
const perDay = (kind: string): number => messages.filter((words) => words[1] === kind).length / DAYS;

/** Poisson counts over 40 days: four standard errors. */
const near = (expected: number): number => 4 * Math.sqrt(expected / DAYS);

describe("the noise trader's flow over simulated days without trades", () => {
  it("has the stated rate of limit orders, those that open the day apart", () => {
    expect(Math.abs(perDay("limit") - opening / DAYS - 500)).toBeLessThan(near(500));
  });

  it("has the stated rate of market orders", () => {
    expect(Math.abs(perDay("market") - 100)).toBeLessThan(near(100));
  });

  it("opens the day with the stationary number of waiting orders, rate x lifetime", () => {
    const stationary = (500 * 30) / (27_900 / 60);
    expect(Math.abs(opening / DAYS - stationary)).toBeLessThan(near(stationary));
  });

  it("cancels as many as it sends, as a flow in its steady state must", () => {
    expect(perDay("cancel") / 500).toBeGreaterThan(0.95);
    expect(perDay("cancel") / 500).toBeLessThan(1.05);
  });

  it("buys as often as it sells and sends 1 to 5 lots", () => {
    const orders = messages.filter((words) => words[1] === "limit" || words[1] === "market");
    const buys = orders.filter((words) => words[4] === "1").length / orders.length;
    expect(Math.abs(buys - 0.5)).toBeLessThan(2 / Math.sqrt(orders.length));
    const lots = new Set(orders.map((words) => Number(words[6])));
    expect([...lots].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it("places limit orders behind the opposite quote, most of them near it", () => {
    const bids = messages.filter((words) => words[1] === "limit" && words[4] === "1").map((words) => Number(words[5]));
    expect(Math.max(...bids)).toBeLessThan(2005);
    expect(Math.min(...bids)).toBeGreaterThanOrEqual(2005 * (1 - 0.025) - 2);
    expect(bids.filter((ticks) => ticks >= 1995).length / bids.length).toBeGreaterThan(0.5);
  });

  it("turns most often to the front month, less and less to later ones", () => {
    const share = (id: string): number => messages.filter((words) => words[3] === id).length;
    expect(share("TK2401")).toBeGreaterThan(share("TK2402"));
    expect(share("TK2402")).toBeGreaterThan(share("TK2404"));
    expect(share("TK2404")).toBeGreaterThan(share("TK2408"));
  });
});

/** Ten days on which others trade with so large a share of its orders, at random. */
function tradedWith(share: number, maxPositionLots: number) {
  const agent = new NoiseTrader(defaultsOf(noiseTable, { maxPositionLots }));
  const context = new FakeContext("noise");
  const others = new Stream("others");
  for (let i = 0; i < 12; i++) context.list(fakeMonth(i));
  agent.onStart(context);
  const wakes: number[] = [];
  for (let day = 0; day < 10; day++) {
    agent.onOpen(context);
    while (context.wake(agent)) {
      wakes.push(context.nowUs);
      for (const [order, { leaves }] of [...context.orders])
        if (bernoulli(others, share)) context.fill(agent, order, 1 + integerBelow(others, leaves));
    }
    context.nextDay(agent);
  }
  const lines = context.sent.map((line) => line.split(" "));
  const orders = lines.filter(([, kind]) => kind !== "cancel");
  return {
    wakes,
    orders: orders.map(([time, kind, , ...rest]) => [time, kind, ...rest].join(" ")),
    withoutSides: orders.map(([time, kind, , month, , , lots]) => [time, kind, month, lots].join(" ")),
    cancels: lines.filter(([, kind]) => kind === "cancel").map(([time]) => time),
  };
}

describe("the noise trader's flow in worlds with other traders", () => {
  const alone = tradedWith(0, 300);
  const crowded = tradedWith(0.05, 300);

  it("has the same wake-ups and wants the same orders at the same times", () => {
    expect(crowded.wakes).toEqual(alone.wakes);
    expect(crowded.orders).toEqual(alone.orders);
  });

  it("cancels at the same times, but only what is still there", () => {
    const times = new Set(alone.cancels);
    expect(crowded.cancels.every((time) => times.has(time))).toBe(true);
    expect(crowded.cancels.length).toBeLessThan(alone.cancels.length);
  });

  it("turns only the side of an order beyond its position limit, and draws no more for it", () => {
    const limited = tradedWith(0.05, 1);
    expect(limited.orders).not.toEqual(alone.orders);
    expect(limited.withoutSides).toEqual(alone.withoutSides);
  });
});

describe("the noise trader whose cancel was refused", () => {
  it("asks again a second of trading later", () => {
    const agent = new NoiseTrader(defaultsOf(noiseTable));
    const context = new FakeContext("noise");
    context.list(fakeMonth(0));
    agent.onStart(context);
    agent.onOpen(context);
    while (context.changedOrders().length === 0) context.wake(agent);
    const [order] = context.changedOrders();
    const refusedUs = context.nowUs;
    context.refuse(agent, order);
    while (context.nowUs < refusedUs + 1_000_000) context.wake(agent);
    expect(context.sent).toContain(`${refusedUs + 1_000_000} cancel ${order}`);
  });
});
