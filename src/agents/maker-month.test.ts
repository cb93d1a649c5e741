import { describe, expect, it } from "vitest";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import { MakerMonth } from "./maker-month.ts";

const HALF_LIFE_DAYS = 1e9;

/** A month that a maker has begun to follow, at a price of 20 and a prior volatility of 3 % a day. */
function followed(): { context: FakeContext; state: MakerMonth } {
  const context = new FakeContext("maker month");
  context.list(fakeMonth(3));
  const state = new MakerMonth(context.months[0], 1, 0.03);
  state.beginDay(context, HALF_LIFE_DAYS);
  state.setForecast(context, 20);
  return { context, state };
}

/** So many days on, each with the settlement price of its evening. */
function settle(context: FakeContext, state: MakerMonth, ...settlements: number[]): void {
  for (const ticks of settlements) {
    context.settlements[3] = ticks;
    context.day++;
    state.beginDay(context, HALF_LIFE_DAYS);
  }
}

describe("a maker's view of one month", () => {
  it("is pulled by a trade once, also after the night", () => {
    const { context, state } = followed();
    const quote = context.quotes[3];
    Object.assign(quote, { hasTrade: true, lastTradeTicks: 2200, volumeLots: 10 });
    state.learnFromTrades(quote, 0.5, 10);
    const fair = state.fairCny;
    expect(fair).toBeGreaterThan(20.5);
    settle(context, state, 2000);
    quote.volumeLots = 0;
    state.learnFromTrades(quote, 0.5, 10);
    state.setForecast(context, 20);
    expect(state.fairCny).toBeCloseTo(fair, 6);
    quote.volumeLots = 5;
    state.learnFromTrades(quote, 0.5, 10);
    expect(state.fairCny).toBeGreaterThan(fair);
  });

  it("keeps its prior volatility on the first day, and counts a settlement price that did not change as no change", () => {
    const { context, state } = followed();
    expect(state.sigmaPerDay).toBeCloseTo(0.03, 12);
    // A half-life of 20 days.
    settle(context, state, ...new Array<number>(20).fill(2000));
    expect(state.sigmaPerDay ** 2 / 0.03 ** 2).toBeCloseTo(0.5, 6);
  });

  it("learns the volatility of settlement prices", () => {
    const { context, state } = followed();
    settle(context, state, ...Array.from({ length: 400 }, (_, day) => (day % 2 === 0 ? 2020 : 2000)));
    expect(state.sigmaPerDay).toBeCloseTo(Math.log(1.01), 4);
  });
});
