import { describe, expect, it } from "vitest";
import { defaultsOf } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import { MarketMaker, marketMakerTable } from "./market-maker.ts";

/** A maker with one level a side that has opened a day with empty books. */
function opened(positions: Record<number, number> = {}): { context: FakeContext; agent: MarketMaker } {
  const agent = new MarketMaker(defaultsOf(marketMakerTable, { levels: 1 }));
  const context = new FakeContext("maker");
  for (let i = 0; i < 12; i++) {
    context.list(fakeMonth(i, { listTicks: 2000, tickMicro: 1000, tickPrice: 0.001 }));
    Object.assign(context.quotes[i], { hasBid: false, hasAsk: false });
    context.positions[i] = positions[i] ?? 0;
  }
  context.continuous = false;
  agent.onStart(context);
  agent.onOpen(context);
  context.continuous = true;
  return { context, agent };
}

function quote(context: FakeContext, i: number): { bid: number; ask: number; bidLots: number; askLots: number } {
  const orders = [...context.orders.values()].filter(({ month }) => month.index === i);
  const bid = orders.find(({ side }) => side === 1);
  const ask = orders.find(({ side }) => side === -1);
  return {
    bid: bid?.priceTicks ?? NaN,
    ask: ask?.priceTicks ?? NaN,
    bidLots: bid?.leaves ?? 0,
    askLots: ask?.leaves ?? 0,
  };
}

describe("the market maker", () => {
  it("quotes both sides of all twelve months before the opening auction, around the settlement price", () => {
    const { context } = opened();
    for (let i = 0; i < 12; i++) {
      const { bid, ask } = quote(context, i);
      expect(ask).toBeGreaterThan(bid);
      expect(Math.abs((bid + ask) / 2 - 2000)).toBeLessThanOrEqual(1);
    }
  });

  it("quotes later months wider", () => {
    const { context } = opened();
    const width = (i: number): number => quote(context, i).ask - quote(context, i).bid;
    expect(width(11)).toBeGreaterThan(width(0));
  });

  it("moves both quotes down when it is long and up when it is short, alike", () => {
    const flat = quote(opened().context, 3);
    const long = quote(opened({ 3: 3000 }).context, 3);
    const short = quote(opened({ 3: -3000 }).context, 3);
    expect(long.bid).toBeLessThan(flat.bid);
    expect(long.ask).toBeLessThan(flat.ask);
    expect(Math.abs(long.bid - flat.bid - (flat.ask - short.ask))).toBeLessThanOrEqual(2);
    expect(Math.abs(long.ask - flat.ask - (flat.bid - short.bid))).toBeLessThanOrEqual(2);
  });

  it("lets inventory in one month move its quotes in the others, less", () => {
    const flat = opened().context;
    const long = opened({ 3: 3000 }).context;
    expect(quote(long, 4).bid).toBeLessThan(quote(flat, 4).bid);
    const own = quote(long, 3).bid - quote(flat, 3).bid;
    expect(quote(long, 2).bid - quote(flat, 2).bid).toBeGreaterThan(own);
  });

  it("stops buying, not selling, beyond its position limit", () => {
    const { context } = opened({ 3: 60_000 });
    expect(quote(context, 3).bidLots).toBe(0);
    expect(quote(context, 3).askLots).toBeGreaterThan(0);
  });

  it("is silent while nothing happens", () => {
    const { context, agent } = opened();
    const before = context.sent.length;
    while (context.wake(agent));
    expect(context.sent.length).toBe(before);
  });

  it("quotes again at once after a fill: lower after purchases, and never through its own other side", () => {
    const { context, agent } = opened();
    const before = quote(context, 0);
    for (let n = 0; n < 10; n++) {
      const [reference, bid] = [...context.orders].find(([, { month, side }]) => month.index === 0 && side === 1)!;
      context.fill(agent, reference, bid.leaves);
    }
    const after = quote(context, 0);
    expect(after.bidLots).toBeGreaterThan(0);
    expect(after.bid).toBeLessThan(before.bid);
    expect(after.ask).toBeGreaterThan(after.bid);
  });

  it("is pulled by a trade above its fair value", () => {
    const { context, agent } = opened();
    const before = quote(context, 0);
    Object.assign(context.quotes[0], { hasTrade: true, lastTradeTicks: 2040, volumeLots: 10 });
    while (context.wake(agent));
    expect(quote(context, 0).bid).toBeGreaterThan(before.bid);
  });

  it("takes a quote whose replacement was refused for what it was, and asks again", () => {
    const { context, agent } = opened();
    const asked = (): string[] => context.sent.filter((line) => line.includes(" replace "));
    const before = quote(context, 0);
    Object.assign(context.quotes[0], { hasTrade: true, lastTradeTicks: 2040, volumeLots: 10 });
    while (asked().length === 0) context.wake(agent);
    for (const order of context.changedOrders()) context.refuse(agent, order);
    expect(quote(context, 0)).toEqual(before);
    while (context.wake(agent));
    expect(asked().length).toBe(4);
    expect(quote(context, 0).bid).toBeGreaterThan(before.bid);
  });

  it("does not quote through the quotes of others", () => {
    const { context, agent } = opened();
    Object.assign(context.quotes[0], { hasTrade: true, lastTradeTicks: 2100, volumeLots: 10 });
    Object.assign(context.quotes[0], { hasAsk: true, askTicks: 2004, askLots: 1000 });
    while (context.wake(agent));
    expect(quote(context, 0).bid).toBeLessThan(2004);
  });

  it("stays two-sided with one lot where the band holds a side beyond the fair value", () => {
    const { context, agent } = opened();
    context.nextDay(agent);
    context.bandLows[0] = 2050;
    context.bandHighs[0] = 2150;
    agent.onOpen(context);
    const { bid, bidLots, ask } = quote(context, 0);
    expect(bid).toBe(2050);
    expect(bidLots).toBe(1);
    expect(ask).toBe(2051);
  });
});
