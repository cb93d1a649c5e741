import { describe, expect, it } from "vitest";
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
