import { describe, expect, it } from "vitest";
import { defaultsOf } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import { FundamentalSpeculator, fundamentalSpeculatorTable } from "./fundamental-speculator.ts";

const table = fundamentalSpeculatorTable;

/** A day on which the index stands at so many CNY and all months at 20. */
function day(index: number, changes: Parameters<typeof defaultsOf<typeof table>>[1] = {}): string[][] {
  const agent = new FundamentalSpeculator(
    defaultsOf(table, { priorTrendPerYear: 0, noiseSd: 0, monthNoiseSd: 0, ...changes }),
  );
  const context = new FakeContext("speculator");
  for (let i = 0; i < 12; i++) context.list(fakeMonth(i));
  context.hourlyIndex.push(0, index);
  context.fixings.push(0, index);
  agent.onStart(context);
  agent.onOpen(context);
  while (context.wake(agent));
  return context.sent.map((line) => line.split(" ")).filter((words) => words[1] !== "cancel");
}

describe("the fundamental speculator", () => {
  it("takes offers when its forecast is above them", () => {
    const orders = day(22);
    expect(orders.length).toBeGreaterThan(5);
    expect(orders.every(([, kind, , , side, ticks]) => kind === "immediate" && side === "1" && ticks === "2005")).toBe(
      true,
    );
  });

  it("hits bids when its forecast is below them", () => {
    const orders = day(18);
    expect(orders.length).toBeGreaterThan(5);
    expect(orders.every(([, kind, , , side, ticks]) => kind === "immediate" && side === "-1" && ticks === "1995")).toBe(
      true,
    );
  });

  it("waits with a limit order no worse than its forecast when the quotes surround that", () => {
    const orders = day(20.03);
    expect(orders.length).toBeGreaterThan(5);
    for (const [, kind, , , side, ticks] of orders) {
      expect(kind).toBe("limit");
      expect(side).toBe("1");
      expect(Number(ticks)).toBeLessThanOrEqual(2003);
    }
  });

  it("does nothing at a fair price or before any news", () => {
    expect(day(20)).toEqual([]);
    expect(day(0)).toEqual([]);
  });

  it("sends smaller orders the more it fears risk", () => {
    const lots = (aversion: number): number =>
      day(20.3, { riskAversion: aversion, orderShare: 1 }).reduce((sum, words) => sum + Number(words[6]), 0);
    expect(lots(400)).toBeLessThan(lots(4));
  });

  it("does not count a purchase that closes a short position as more of a position", () => {
    const agent = new FundamentalSpeculator(
      defaultsOf(table, { priorTrendPerYear: 0, noiseSd: 0, monthNoiseSd: 0, maxTotalShare: 0.01, searchShare: 0 }),
    );
    const context = new FakeContext("gross");
    for (let i = 0; i < 12; i++) context.list(fakeMonth(i));
    // 100 lots at CNY 20,000 are two thirds of the CNY 3 M that it may hold in all months together.
    context.positions[0] = -100;
    context.hourlyIndex.push(0, 22);
    context.fixings.push(0, 22);
    agent.onStart(context);
    agent.onOpen(context);
    context.positions[0] = 0;
    agent.onFill(context, 999, context.months[0], 100, 2000, 0);
    while (context.wake(agent));
    const elsewhere = context.sent.filter((line) => line.includes("immediate") && !line.includes("TK2401"));
    expect(elsewhere.length).toBeGreaterThan(5);
  });

  it("cancels at its next look an order whose cancel was refused", () => {
    const agent = new FundamentalSpeculator(defaultsOf(table, { priorTrendPerYear: 0, noiseSd: 0, monthNoiseSd: 0 }));
    const context = new FakeContext("refused");
    for (let i = 0; i < 12; i++) context.list(fakeMonth(i));
    context.hourlyIndex.push(0, 20.03);
    context.fixings.push(0, 20.03);
    agent.onStart(context);
    agent.onOpen(context);
    while (context.changedOrders().length === 0) context.wake(agent);
    const [order] = context.changedOrders();
    context.refuse(agent, order);
    const cancels = (): number => context.sent.filter((line) => line.endsWith(` cancel ${order}`)).length;
    expect(cancels()).toBe(1);
    context.wake(agent);
    expect(cancels()).toBe(2);
    context.end(agent, order);
    const before = cancels();
    context.wake(agent);
    expect(cancels()).toBe(before);
  });
});
