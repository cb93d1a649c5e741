import { describe, expect, it } from "vitest";
import { defaultsOf } from "../testing/defaults-of.ts";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import type { Agent } from "./agent.ts";
import { AiLab, aiLabTable } from "./ai-lab.ts";
import { DataCentre, dataCentreTable } from "./data-centre.ts";

const DAY_US = 86_400_000_000;

/** A hedger whose physical leg has been steady for so many days. */
function steady(agent: Agent, quantity: number, price: number, days: number): FakeContext {
  const context = new FakeContext("hedger");
  for (let i = 0; i < 12; i++) context.list(fakeMonth(i));
  agent.onStart(context);
  for (let day = 1; day <= days; day++) {
    context.nowUs = day * DAY_US;
    context.day++;
    context.fixings.push(context.nowUs, 20);
    agent.onPhysical(context, context.day, quantity, price);
  }
  return context;
}

const lab = (): AiLab => new AiLab(defaultsOf(aiLabTable));

describe("an AI lab with a steady use of 1e6 Mtok a day at 22 against an index of 20", () => {
  const agent = lab();
  const context = steady(agent, 1e6, 22, 60);
  agent.onOpen(context);
  const plan = (i: number) => context.plans.find(({ month }) => month.index === i)!;

  it("expects that use in every month to come", () => {
    for (let i = 3; i < 12; i++) {
      const { month, quantity } = plan(i);
      const days = month.deliveryLastDay - month.deliveryFirstDay + 1;
      expect(quantity / (days * 1e6)).toBeCloseTo(1, 6);
    }
  });

  it("wants the programme's share of it in lots of 1000 Mtok", () => {
    // 2 March: June begins in 91 days = 2.99 months, so 50 % + 25 % x (4 - 2.99) / 3 = 58.4 % of 30,000 lots.
    expect(plan(5).target).toBeGreaterThan(17_450);
    expect(plan(5).target).toBeLessThan(17_600);
    expect(plan(11).target).toBeLessThan(plan(8).target);
  });

  it("budgets the futures price times its usual ratio to the index", () => {
    expect(plan(8).budget).toBeCloseTo(20 * 1.1, 6);
  });

  it("buys towards it, a fifth of the gap at most, and only so much a day", () => {
    while (context.wake(agent));
    const words = context.sent.map((line) => line.split(" "));
    expect(words.length).toBeGreaterThan(0);
    for (const [, kind, , , side, , lots] of words.filter(([, kind]) => kind !== "cancel")) {
      expect(kind).toBe("limit");
      expect(side).toBe("1");
      expect(Number(lots)).toBeLessThanOrEqual(5);
    }
  });
});

describe("an AI lab in the delivery month", () => {
  it("buys no more, and sells only when its forecast has fallen by more than the tolerance", () => {
    const agent = lab();
    const context = steady(agent, 1e6, 22, 20);
    context.positions[0] = 20_000;
    agent.onOpen(context);
    expect(context.plans.find(({ month }) => month.index === 0)!.target).toBe(20_000);

    const shrunk = lab();
    const other = steady(shrunk, 1e5, 22, 20);
    other.positions[0] = 20_000;
    shrunk.onOpen(other);
    const { quantity, target } = other.plans.find(({ month }) => month.index === 0)!;
    expect(target).toBe(Math.round((0.75 * quantity) / 1000));
    expect(target).toBeLessThan(3000);
    while (other.wake(shrunk));
    const inFront = other.sent.map((line) => line.split(" ")).filter((words) => words[3] === "TK2401");
    expect(inFront.length).toBeGreaterThan(0);
    expect(inFront.every((words) => words[4] === "-1")).toBe(true);
  });

  it("adds up what it has used of the month and what it expects of the rest", () => {
    const agent = lab();
    const context = steady(agent, 1e6, 22, 10);
    agent.onOpen(context);
    expect(context.plans[0].quantity).toBeCloseTo(10e6 + 19e6, -1);
  });
});

describe("an AI lab that finds futures too dear", () => {
  it("suspends its programme", () => {
    const agent = lab();
    const context = steady(agent, 1e6, 10, 60);
    agent.onOpen(context);
    while (context.wake(agent));
    expect(context.plans.length).toBeGreaterThan(0);
    expect(context.sent).toEqual([]);
  });
});

describe("a data centre with 1e6 GPU-hours a day at CNY 16", () => {
  const agent = new DataCentre(defaultsOf(dataCentreTable));
  const context = steady(agent, 1e6, 16, 60);
  agent.onOpen(context);
  const plan = (i: number) => context.plans.find(({ month }) => month.index === i)!;

  it("sells token futures worth its ratio of the revenue that the programme hedges", () => {
    // June: 58.4 % x 0.3 x 30e6 x 16 / (20 x 1000)
    const lots = (0.584 * 0.3 * 30e6 * 16) / 20_000;
    expect(plan(5).target / -lots).toBeCloseTo(1, 2);
  });

  it("budgets its own expected price", () => {
    expect(plan(5).budget).toBeCloseTo(16, 6);
  });

  it("revises its plans once every five trading days", () => {
    const before = context.plans.length;
    for (let day = 0; day < 5; day++) {
      context.nextDay(agent);
      agent.onOpen(context);
      if (day < 4) expect(context.plans.length).toBe(before);
    }
    expect(context.plans.length).toBeGreaterThan(before);
  });
});
