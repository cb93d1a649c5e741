import { describe, expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { Desk, engines, family, replay, single } from "../../testing/engine-desk.ts";
import { STP_ALLOW, TYPE_LIMIT } from "./order-kinds.ts";

/** A desk with an order A that rests, B that is done, a held stop order C, and what must not be done to it. */
const wrong: [what: string, act: (desk: Desk) => unknown][] = [
  ["cancelling an order that is done", (desk) => desk.run("cancel B")],
  ["cancelling a pending order", (desk) => desk.engine.cancel(desk.order(1, ["1@1"], 0))],
  ["cancelling a slot that never was", ({ engine }) => engine.cancel(999)],
  ["replacing an order that is done", (desk) => desk.run("replace B 1@1")],
  ["replacing by no lots", (desk) => desk.run("replace A 0@50")],
  ["replacing by half a lot", (desk) => desk.run("replace A 0.5@50")],
  ["replacing at half a tick", (desk) => desk.run("replace A 1@50.5")],
  ["replacing the limit of a stop order", (desk) => desk.run("replace C 1@50")],
  ["replacing the stop of an order that rests", (desk) => desk.run("restop A 1@50 stop 60")],
  ["replacing by more lots than an int32 with those filled", overfill],
  ["submitting a resting order", (desk) => desk.engine.submit(desk.slot("A"))],
  ["submitting an order of an instrument that is not listed", (desk) => desk.run("buy 1@1 in far4")],
  ["a post-only order that would trade", (desk) => desk.run("sell 1@50 post")],
  ["replacing a post-only order so that it would trade", replacePostOnly],
  ["a post-only order while orders are collected", collecting("sell 1@60 post")],
  ["an immediate order in a call auction", collecting("sell 1@60 ioc")],
  ["a market order in a call auction", collecting("sell 1 market")],
  ["a market-to-limit order in a call auction", collecting("sell 1 mtl")],
  ["an auction in continuous trading", (desk) => desk.run("uncross 50")],
  ["an auction without a reference price", collecting("uncross nothing")],
  ["resuming with a crossed book", collecting("sell 1@50", "resume")],
  ["asking for the queue before an order that is done", (desk) => desk.run("ahead B")],
  ["more lots at one price than an int32", (desk) => desk.run("buy 2147483647@50")],
  ["reading an instrument that is not listed", ({ engine }) => engine.book(9)],
  ["listing an instrument twice", ({ engine }) => engine.list(single()[0])],
  ["listing a spread before its legs", ({ engine }) => engine.list(family()[2])],
  ["no room for the depth", ({ engine }) => engine.book(0).depth(1, 2, new Int32Array(1), new Int32Array(2))],
];

function overfill(desk: Desk): void {
  desk.run("sell 1@50");
  desk.run("replace A 2147483647@50");
}

function replacePostOnly(desk: Desk): void {
  desk.run("sell 1@60 post");
  desk.run("replace D 1@50");
}

function collecting(...commands: string[]): (desk: Desk) => void {
  return (desk) => {
    desk.run("collect");
    for (const command of commands) desk.run(command);
  };
}

describe.each(engines)("%s refuses as a fault of the program", (_name, newEngine) => {
  it.each(wrong)("%s", (_what, act) => {
    const desk = new Desk(newEngine, single());
    desk.run("buy 5@50");
    desk.run("buy 1@49");
    desk.run("cancel B");
    desk.run("buy 1 stop 70");
    expect(() => act(desk)).toThrow(InvariantError);
  });
});

describe.each(engines)("%s reads", (_name, newEngine) => {
  it("no more levels than asked for", () => {
    const desk = new Desk(newEngine, single());
    for (const price of [98, 100, 99]) desk.run(`buy 5@${price}`);
    const [ticks, lots] = [new Int32Array(3), new Int32Array(3)];
    expect(desk.engine.book(0).depth(1, 2, ticks, lots)).toBe(2);
    expect([...ticks, ...lots]).toEqual([100, 99, 0, 5, 5, 0]);
  });

  it("the best prices and what is shown there", () => {
    const desk = new Desk(newEngine, single());
    const { engine } = desk;
    const read = (): unknown[] => {
      const book = engine.book(0);
      return [book.hasBid, book.bidTicks, book.bidLots, book.hasAsk, book.askTicks, book.askLots, book.orders];
    };
    expect(read()).toEqual([false, 0, 0, false, 0, 0, 0]);
    desk.run("buy 9@100 shows 2");
    desk.run("buy 1@100");
    desk.run("sell 4@-7 ioc");
    desk.run("sell 4@101");
    expect(read()).toEqual([true, 100, 1, true, 101, 4, 2]);
    expect([engine.book(0).lotsAt(1, 100), engine.book(0).lotsAt(-1, 100)]).toEqual([1, 0]);
    expect([engine.book(0).collecting, engine.book(0).stops]).toEqual([false, 0]);
  });

  it("a hash that tells side, price, lots, hidden lots, id, priority and stops apart", () => {
    const scripts: string[][] = [
      [],
      ["buy 6@100"],
      ["buy 6@101"],
      ["buy 7@100"],
      ["sell 6@100"],
      ["buy 6@100 stop 111"],
      ["buy 6@100 stop 112"],
      ["buy 9@100 shows 6"],
      ["buy 6@100", "buy 6@100"],
      ["buy 6@100", "buy 6@99"],
      ["buy 6@100", "buy 6@100", "replace A 7@100", "replace A 6@100"],
    ];
    const hashes = scripts.map((script) => {
      const desk = new Desk(newEngine, single());
      for (const line of script) desk.run(line);
      return desk.engine.book(0).hash();
    });
    expect(new Set(hashes).size).toBe(scripts.length);
  });

  it("the same state from the same commands, and from others that lead there, in the hash", () => {
    const hash = (...script: string[]): number => {
      const desk = new Desk(newEngine, single());
      for (const line of script) desk.run(line);
      return desk.engine.book(0).hash();
    };
    expect(hash("buy 6@100", "buy 6@99")).toBe(hash("buy 9@98", "buy 6@99", "replace A 6@100"));
    expect(replay(newEngine, single(), ["buy 1@1"])).toEqual(["buy 1@1"]);
  });

  it("the position effect as nothing that matters to matching", () => {
    const desk = new Desk(newEngine, single());
    const slot = desk.store.allocate(1, 0, 0, 1, 0, 100, 1);
    desk.store.describe(slot, TYPE_LIMIT, 3, STP_ALLOW, false);
    desk.engine.submit(slot);
    expect(desk.run("book")).toBe("1@100 / -");
  });
});
