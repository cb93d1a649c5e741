import { beforeEach, describe, expect, it } from "vitest";
import { FakeContext, fakeMonth } from "../testing/fake-context.ts";
import type { Agent } from "./agent.ts";
import { StandingOrder } from "./standing-order.ts";

let context: FakeContext;
let standing: StandingOrder;
let agent: Agent;

beforeEach(() => {
  context = new FakeContext("standing");
  context.list(fakeMonth(0));
  standing = new StandingOrder(1);
  agent = {
    onStart: () => undefined,
    onOpen: () => undefined,
    onClose: () => undefined,
    onWake: () => undefined,
    onFill: (_context, _order, _month, _lots, _price, leaves) => standing.filled(leaves),
    onDone: () => standing.drop(),
    onRefused: () => standing.refused(),
    onPhysical: () => undefined,
  };
});

const show = (ticks: number, lots: number): void => standing.show(context, context.months[0], ticks, lots, 2);
const sent = (): string[] => context.sent.map((line) => line.split(" ").slice(1).join(" "));

describe("a standing order", () => {
  it("is sent once, moved when it is off by more than the tolerance, and refilled below half", () => {
    show(1990, 10);
    show(1992, 10);
    show(1993, 10);
    context.fill(agent, 0, 6);
    show(1993, 10);
    expect(sent()).toEqual(["limit 0 TK2401 1 1990 10", "replace 0 1993 10", "replace 0 1993 10"]);
  });

  it("is where it was when a replacement was refused, and asks again at the next look", () => {
    show(1990, 10);
    show(1980, 10);
    context.refuse(agent, 0);
    expect(standing.ticks).toBe(1990);
    show(1980, 10);
    expect(sent().slice(1)).toEqual(["replace 0 1980 10", "replace 0 1980 10"]);
  });

  it("keeps what was filled in the meantime out of what it goes back to", () => {
    show(1990, 10);
    show(1980, 20);
    standing.filled(7);
    standing.refused();
    expect(standing.openLots).toBe(7);
  });

  it("asks once for its withdrawal and comes back only when that is confirmed", () => {
    show(1990, 10);
    show(1990, 0);
    show(1990, 0);
    show(1990, 10);
    expect(sent().slice(1)).toEqual(["cancel 0"]);
    context.end(agent, 0);
    show(1990, 10);
    expect(sent().slice(2)).toEqual(["limit 0 TK2401 1 1990 10"]);
  });

  it("is still there when its withdrawal was refused", () => {
    show(1990, 10);
    show(1990, 0);
    context.refuse(agent, 0);
    expect(standing.owns(0)).toBe(true);
    show(1990, 0);
    expect(sent().slice(1)).toEqual(["cancel 0", "cancel 0"]);
  });
});
