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
});
