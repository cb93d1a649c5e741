import { describe, expect, it } from "vitest";
import type { Agent } from "../agent.ts";
import { FakeContext, fakeMonth } from "../../testing/fake-context.ts";
import type { Execution } from "./execution.ts";
import { PassiveThenAggressive } from "./passive-then-aggressive.ts";
import { Twap } from "./twap.ts";

/** An agent that does nothing but execute. */
function executing(execution: Execution): Agent {
  return {
    onStart: () => undefined,
    onOpen: () => undefined,
    onClose: () => undefined,
    onWake: (context, tag) => execution.onWake(context, tag),
    onFill: (_context, order, _month, signedLots, _price, leaves) => execution.onFill(order, signedLots, leaves),
    onDone: (context, order) => execution.onDone(context, order),
    onRefused: (_context, order) => execution.onRefused(order),
    onPhysical: () => undefined,
  };
}

function started(execution: Execution, ...lots: number[]): { context: FakeContext; agent: Agent } {
  const context = new FakeContext("execution");
  lots.forEach((_, i) => context.list(fakeMonth(i)));
  execution.reset();
  lots.forEach((signed, i) => execution.add(context.months[i], signed));
  execution.start(context, 1);
  return { context, agent: executing(execution) };
}

const kinds = (context: FakeContext): string[] => context.sent.map((line) => line.split(" ").slice(1).join(" "));

describe("passive, then aggressive", () => {
  it("waits at its own best quote, then moves what is left to the opposite one", () => {
    const { context, agent } = started(new PassiveThenAggressive({ slicesPerDay: 2 }), 10);
    context.wake(agent);
    context.fill(agent, 0, 2);
    context.wake(agent);
    context.end(agent, 0);
    context.fill(agent, 0, 3);
    context.wake(agent);
    context.wake(agent);
    context.end(agent, 0);
    expect(context.wake(agent)).toBe(false);
    expect(kinds(context)).toEqual([
      "limit 0 TK2401 1 1995 5",
      "cancel 0",
      "limit 0 TK2401 1 2005 3",
      "limit 0 TK2401 1 1995 5",
      "cancel 0",
      "limit 0 TK2401 1 2005 5",
    ]);
  });

  it("counts a fill that comes between its cancel and the confirmation", () => {
    const { context, agent } = started(new PassiveThenAggressive({ slicesPerDay: 1 }), 10);
    context.wake(agent);
    context.wake(agent);
    context.fill(agent, 0, 6);
    context.end(agent, 0);
    expect(kinds(context).at(-1)).toBe("limit 0 TK2401 1 2005 4");
    context.fill(agent, 0, 4);
    expect(context.positions).toEqual([10]);
  });

  it("sends nothing more when its order was filled before the cancel, or ends after trading", () => {
    const { context, agent } = started(new PassiveThenAggressive({ slicesPerDay: 1 }), 10, -10);
    for (let visit = 0; visit < 4; visit++) context.wake(agent);
    context.fill(agent, 0, 10);
    context.continuous = false;
    context.end(agent, 1);
    expect(kinds(context).slice(2)).toEqual(["cancel 0", "cancel 1"]);
  });

  it("asks again at the next visit when the cancel was refused", () => {
    const { context, agent } = started(new PassiveThenAggressive({ slicesPerDay: 2 }), 2);
    context.wake(agent);
    context.wake(agent);
    context.refuse(agent, 0);
    context.wake(agent);
    context.end(agent, 0);
    expect(kinds(context)).toEqual(["limit 0 TK2401 1 1995 1", "cancel 0", "cancel 0", "limit 0 TK2401 1 2005 1"]);
  });

  it("spreads its visits over what there is of the day", () => {
    const { context, agent } = started(new PassiveThenAggressive({ slicesPerDay: 2 }));
    const execution = new PassiveThenAggressive({ slicesPerDay: 2 });
    context.list(fakeMonth(0));
    context.timeOfDayUs = context.tradingDayUs / 2;
    execution.reset();
    execution.add(context.months[0], 10);
    execution.start(context, 1);
    let visits = 0;
    while (context.wake({ ...agent, onWake: (given, tag) => execution.onWake(given, tag) })) visits++;
    expect(visits).toBe(4);
  });

  it("sells at the ask first", () => {
    const { context, agent } = started(new PassiveThenAggressive({ slicesPerDay: 1 }), -4);
    while (context.wake(agent));
    context.end(agent, 0);
    expect(kinds(context)).toEqual(["limit 0 TK2401 -1 2005 4", "cancel 0", "limit 0 TK2401 -1 1995 4"]);
  });

  it("trades all it was given when every order fills, and no more", () => {
    const { context, agent } = started(new PassiveThenAggressive({ slicesPerDay: 3 }), 10, -7, 1);
    while (context.wake(agent)) {
      for (const [reference, { leaves }] of [...context.orders]) context.fill(agent, reference, leaves);
    }
    expect(context.positions).toEqual([10, -7, 1]);
  });

  it("does nothing on a day without a quantity", () => {
    const { context, agent } = started(new PassiveThenAggressive({ slicesPerDay: 3 }), 0);
    expect(context.wake(agent)).toBe(false);
  });
});

describe("TWAP", () => {
  it("takes the opposite quote in equal slices at equal times", () => {
    const { context, agent } = started(new Twap({ slicesPerDay: 4 }), 10);
    const times: number[] = [];
    while (context.wake(agent)) {
      times.push(context.timeOfDayUs);
      for (const [reference, { leaves }] of [...context.orders]) context.fill(agent, reference, leaves);
    }
    expect(kinds(context).map((text) => text.split(" ").at(-1))).toEqual(["3", "3", "2", "2"]);
    expect(times.map((time) => time / times[0])).toEqual([1, 2, 3, 4]);
  });

  it("asks for no more than is offered and catches up later", () => {
    const { context, agent } = started(new Twap({ slicesPerDay: 2 }), 10);
    context.quotes[0].askLots = 1;
    context.wake(agent);
    context.fill(agent, 0, 1);
    context.quotes[0].askLots = 100;
    context.wake(agent);
    expect(kinds(context)).toEqual(["immediate 0 TK2401 1 2005 1", "immediate 0 TK2401 1 2005 9"]);
  });

  it("lets a visit pass while it does not know what became of the last slice", () => {
    const { context, agent } = started(new Twap({ slicesPerDay: 3 }), 9);
    context.wake(agent);
    context.wake(agent);
    context.end(agent, 0);
    context.wake(agent);
    expect(kinds(context)).toEqual(["immediate 0 TK2401 1 2005 3", "immediate 0 TK2401 1 2005 9"]);
  });

  it("lets a visit pass when nothing is offered", () => {
    const { context, agent } = started(new Twap({ slicesPerDay: 2 }), 10);
    context.quotes[0].hasAsk = false;
    while (context.wake(agent));
    expect(context.sent).toEqual([]);
  });
});
