import { beforeEach, describe, expect, it } from "vitest";
import type { Side } from "../../base/units.ts";
import { TIF_DAY, TYPE_STOP } from "./order-kinds.ts";
import { OrderStore } from "./order-store.ts";
import { StopBook } from "./stop-book.ts";
import { TriggerQueue } from "./trigger-queue.ts";

describe("the stops of an instrument", () => {
  let store: OrderStore;
  let stops: StopBook;
  let queue: TriggerQueue;

  beforeEach(() => {
    store = new OrderStore(1000);
    stops = new StopBook(store);
    queue = new TriggerQueue();
  });

  function hold(side: Side, stopTicks: number): number {
    const slot = store.allocate(0, 0, 0, side, TIF_DAY, 0, 1);
    store.describe(slot, TYPE_STOP, 0, 0, false);
    store.setStop(slot, stopTicks);
    stops.add(slot);
    return slot;
  }

  /** Slots that a trade triggers, in their order. */
  function triggeredAt(tradeTicks: number): number[] {
    queue.count = 0;
    stops.trigger(tradeTicks, queue);
    return [...queue.slot.subarray(0, queue.count)];
  }

  it("triggers buys at or below a trade, the lowest stop first and at one stop the earlier first", () => {
    const [b, a, c, d] = [102, 101, 102, 103].map((stop) => hold(1, stop));
    expect(triggeredAt(100)).toEqual([]);
    expect(triggeredAt(102)).toEqual([a, b, c]);
    expect(triggeredAt(200)).toEqual([d]);
    expect(stops.orders).toBe(0);
  });

  it("triggers sells at or above a trade, the highest stop first", () => {
    const [b, a, c] = [-5, 3, -900].map((stop) => hold(-1, stop));
    expect(triggeredAt(-5)).toEqual([a, b]);
    expect(stops.orders).toBe(1);
    expect(triggeredAt(-900)).toEqual([c]);
  });

  it("triggers buys before sells", () => {
    const sell = hold(-1, 100);
    const buy = hold(1, 100);
    expect(triggeredAt(100)).toEqual([buy, sell]);
  });

  it("notes the price of the trade", () => {
    hold(1, 100);
    triggeredAt(107);
    expect(queue.priceTicks[0]).toBe(107);
  });

  it("forgets an order that is taken out", () => {
    const slots = [hold(1, 100), hold(1, 100), hold(-1, 90)];
    stops.remove(slots[0]);
    stops.remove(slots[2]);
    expect(stops.orders).toBe(1);
    expect([...triggeredAt(95), ...triggeredAt(100), ...triggeredAt(0)]).toEqual([slots[1]]);
  });

  it("queues hundreds of stops, however far apart", () => {
    const slots = Array.from({ length: 300 }, (_, i) => hold(1, (300 - i) * 1_000_000));
    expect(triggeredAt(2 ** 31 - 1)).toEqual(slots.reverse());
  });
});
