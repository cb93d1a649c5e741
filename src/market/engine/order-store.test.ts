import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import type { Side } from "../../base/units.ts";
import {
  EFFECT_CLOSE_TODAY,
  STP_DECREMENT,
  TIF_DAY,
  TIF_GOOD_TILL_DATE,
  TIF_IMMEDIATE,
  TYPE_STOP_LIMIT,
} from "./order-kinds.ts";
import { ORDER_DONE, ORDER_FREE, ORDER_PENDING, ORDER_RESTING } from "./order-record.ts";
import { OrderStore } from "./order-store.ts";

type Fields = Parameters<OrderStore["allocate"]>;

const order = (orderId: number): Fields => [orderId, 7, 3, -1, TIF_IMMEDIATE, -42, 9];

describe("order store", () => {
  it("keeps the fields of an order, which is pending with all its lots open", () => {
    const store = new OrderStore(10);
    const slot = store.allocate(...order(5));
    expect([store.orderIdOf(slot), store.accountOf(slot), store.instrumentOf(slot)]).toEqual([5, 7, 3]);
    expect([store.sideOf(slot), store.tifOf(slot), store.priceTicksOf(slot)]).toEqual([-1, TIF_IMMEDIATE, -42]);
    expect([store.lotsOf(slot), store.leavesOf(slot), store.stateOf(slot)]).toEqual([9, 9, ORDER_PENDING]);
    expect(store.liveCount).toBe(1);
  });

  it("changes price and open lots, and what was filled stays filled", () => {
    const store = new OrderStore(10);
    const slot = store.allocate(...order(5));
    store.setLeaves(slot, 4);
    store.amend(slot, 8, 20);
    expect([store.priceTicksOf(slot), store.lotsOf(slot), store.leavesOf(slot)]).toEqual([8, 25, 20]);
  });

  it("keeps what is special about an order, and forgets it with the order", () => {
    const store = new OrderStore(1);
    const slot = store.allocate(5, 7, 3, 1, TIF_DAY, 100, 9);
    store.setShown(slot, 4);
    store.describe(slot, TYPE_STOP_LIMIT, EFFECT_CLOSE_TODAY, STP_DECREMENT, true);
    store.setStop(slot, -77);
    store.setExpiry(slot, 1234);
    expect([store.typeOf(slot), store.effectOf(slot), store.stpOf(slot)]).toEqual([4, 3, 4]);
    expect([store.isPostOnly(slot), store.isStop(slot), store.stopTicksOf(slot)]).toEqual([true, true, -77]);
    expect([store.tifOf(slot), store.expiryOf(slot)]).toEqual([TIF_GOOD_TILL_DATE, 1234]);
    expect([store.shownAtATimeOf(slot), store.shownOf(slot), store.leavesOf(slot)]).toEqual([4, 4, 9]);
    store.setState(slot, ORDER_DONE);
    store.release(slot);
    const next = store.allocate(...order(6));
    expect([store.typeOf(next), store.effectOf(next), store.stpOf(next)]).toEqual([0, 0, 0]);
    expect([store.isPostOnly(next), store.shownAtATimeOf(next), store.minimumOf(next)]).toEqual([false, 0, 0]);
    expect(store.leavesOf(next)).toBe(9);
  });

  it("takes a minimum for immediate orders only, and none above all lots", () => {
    const store = new OrderStore(10);
    const immediate = store.allocate(...order(5));
    expect(() => store.setMinimum(immediate, 10)).toThrow(InvariantError);
    store.setMinimum(immediate, 9);
    expect([store.minimumOf(immediate), store.shownAtATimeOf(immediate)]).toEqual([9, 0]);
    expect(() => store.setMinimum(store.allocate(6, 7, 3, 1, TIF_DAY, 100, 9), 1)).toThrow(InvariantError);
  });

  it("refuses an iceberg that shows nothing or more than it has, and changes of what is no longer pending", () => {
    const store = new OrderStore(10);
    const slot = store.allocate(5, 7, 3, 1, TIF_DAY, 100, 9);
    for (const lots of [0, 10, 1.5, -1]) expect(() => store.setShown(slot, lots)).toThrow(InvariantError);
    expect(() => store.setExpiry(slot, 1 << 29)).toThrow(InvariantError);
    store.setState(slot, ORDER_RESTING);
    expect(() => store.setShown(slot, 2)).toThrow("not pending");
    expect(() => store.describe(slot, 0, 0, 0, false)).toThrow("not pending");
  });

  it("uses released slots again and counts what lives", () => {
    const store = new OrderStore(2);
    const first = store.allocate(...order(1));
    store.allocate(...order(2));
    store.setState(first, ORDER_DONE);
    store.release(first);
    expect([store.liveCount, store.stateOf(first)]).toEqual([1, ORDER_FREE]);
    expect(store.allocate(...order(3))).toBe(first);
    expect([store.orderIdOf(first), store.stateOf(first)]).toEqual([3, ORDER_PENDING]);
  });

  it("holds its maximum and not one more", () => {
    for (const maximum of [1, 2, 1023, 1024, 1025, 5000]) {
      const store = new OrderStore(maximum);
      const slots = Array.from({ length: maximum }, (_, i) => store.allocate(...order(i)));
      expect(new Set(slots).size).toBe(maximum);
      expect(() => store.allocate(...order(0))).toThrow("more live orders than the store's maximum");
      expect(slots.every((slot, i) => store.orderIdOf(slot) === i)).toBe(true);
      store.release(slots[0]);
      expect(store.allocate(...order(0))).toBe(slots[0]);
    }
  });

  it("refuses a second release, the release of a resting order, and every use of a free slot", () => {
    const store = new OrderStore(10);
    const slot = store.allocate(...order(1));
    store.setState(slot, ORDER_RESTING);
    expect(() => store.release(slot)).toThrow("release of a resting order");
    store.setState(slot, ORDER_DONE);
    store.release(slot);
    const uses = [
      () => store.release(slot),
      () => store.orderIdOf(slot),
      () => store.accountOf(slot),
      () => store.instrumentOf(slot),
      () => store.sideOf(slot),
      () => store.tifOf(slot),
      () => store.priceTicksOf(slot),
      () => store.lotsOf(slot),
      () => store.leavesOf(slot),
      () => store.setState(slot, ORDER_DONE),
      () => store.setLeaves(slot, 1),
      () => store.amend(slot, 1, 1),
      () => store.orderIdOf(-1),
      () => store.orderIdOf(1_000_000),
    ];
    for (const use of uses) {
      expect(use).toThrow(InvariantError);
      expect(use).toThrow("use of a free order slot");
    }
  });

  const int32Edge = 2 ** 31;
  const wrong: [what: string, index: number, values: number[]][] = [
    ["order id", 0, [int32Edge, 0.5, NaN]],
    ["account", 1, [-int32Edge - 1, NaN]],
    ["instrument", 2, [-1, int32Edge, 0.5, NaN]],
    ["side", 3, [0, 2, NaN]],
    ["time in force", 4, [3, 0.5, -1, NaN]],
    ["price", 5, [int32Edge, -int32Edge - 1, 0.5, NaN, Infinity]],
    ["lots", 6, [0, -1, int32Edge, 1.5, NaN]],
  ];

  it.each(wrong)("refuses what no %s can be", (_what, index, values) => {
    const store = new OrderStore(10);
    for (const value of values) {
      const fields = order(1);
      fields[index] = value as Side;
      expect(() => store.allocate(...fields)).toThrow(InvariantError);
    }
    expect(store.liveCount).toBe(0);
  });

  it("refuses replaced prices and lots that are not int32s", () => {
    const store = new OrderStore(10);
    const slot = store.allocate(...order(1));
    expect(() => store.amend(slot, 0.5, 1)).toThrow("price is not an int32 of ticks");
    expect(() => store.amend(slot, 1, 0)).toThrow("not a positive int32");
    store.setLeaves(slot, 8);
    expect(() => store.amend(slot, 1, int32Edge - 1)).toThrow("lots of a replaced order are not an int32");
  });

  it("refuses a maximum that it cannot hold", () => {
    for (const maximum of [0, -1, 1.5, NaN, 2 ** 26 + 1]) expect(() => new OrderStore(maximum)).toThrow(InvariantError);
  });

  it("gives every live order a slot of its own under random use", () => {
    const property = fc.property(fc.array(fc.nat({ max: 99 }), { maxLength: 300 }), (draws) => {
      const store = new OrderStore(2000);
      const live: [slot: number, orderId: number][] = [];
      draws.forEach((draw, orderId) => {
        if (draw < 60 || live.length === 0) live.push([store.allocate(...order(orderId)), orderId]);
        else store.release(live.splice(draw % live.length, 1)[0][0]);
      });
      expect(store.liveCount).toBe(live.length);
      for (const [slot, orderId] of live) expect(store.orderIdOf(slot)).toBe(orderId);
    });
    fc.assert(property, { seed: 20260322, numRuns: 50 });
  });
});
