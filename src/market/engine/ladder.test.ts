import { describe, expect, it } from "vitest";
import { Ladder } from "./ladder.ts";
import { verifyLadder } from "./ladder-check.ts";
import { TIF_DAY } from "./order-kinds.ts";
import { AT_ACCEPTANCE, AT_PRICE, ORDER_DONE, ORDER_RESTING, ORDER_SHIFT } from "./order-record.ts";
import { OrderStore } from "./order-store.ts";

const LOWEST = -(2 ** 31);
const HIGHEST = 2 ** 31 - 1;

/** A side of a book by itself. */
class Side {
  readonly store = new OrderStore(100_000);
  readonly ladder: Ladder;
  private readonly side: 1 | -1;
  private accepted = 0;

  constructor(side: 1 | -1) {
    this.side = side;
    this.ladder = new Ladder(this.store, side);
  }

  add(priceTicks: number): number {
    const slot = this.store.allocate(0, 0, 0, this.side, TIF_DAY, priceTicks, 1);
    this.store.setState(slot, ORDER_RESTING);
    this.store.records[(slot << ORDER_SHIFT) + AT_ACCEPTANCE] = ++this.accepted;
    this.ladder.add(slot, priceTicks ^ this.ladder.flip);
    return slot;
  }

  remove(slot: number): void {
    this.ladder.remove(slot, this.store.priceTicksOf(slot) ^ this.ladder.flip);
    this.store.setState(slot, ORDER_DONE);
    this.store.release(slot);
  }

  prices(): number[] {
    const prices: number[] = [];
    this.ladder.rewind();
    while (this.ladder.next()) prices.push(this.ladder.walkKey ^ this.ladder.flip);
    return prices;
  }

  verify(): void {
    verifyLadder(this.ladder, 0, this.side, AT_PRICE, ORDER_RESTING);
  }
}

describe.each([1, -1] as const)("ladder of side %i", (sign) => {
  it("follows a market that walks 100,000 ticks either way without growing", () => {
    const side = new Side(sign);
    const live: number[] = [];
    for (let step = 0; step < 200_000; step++) {
      const middle = step < 100_000 ? step : 200_000 - step;
      live.push(side.add(middle + (step % 7)));
      if (live.length > 50) side.remove(live.shift()!);
      if (step % 5000 === 0) side.verify();
    }
    expect([side.ladder.size, side.ladder.far.count, side.ladder.orders]).toEqual([1024, 0, 50]);
  });

  it("leaves stale orders behind and finds them again", () => {
    const side = new Side(sign);
    const stale = Array.from({ length: 100 }, (_, i) => side.add(-sign * i));
    const live: number[] = [];
    for (let price = 0; price < 100_000; price++) {
      live.push(side.add(sign * price));
      if (live.length > 10) side.remove(live.shift()!);
    }
    side.verify();
    expect([side.ladder.size, side.ladder.far.count]).toEqual([8192, 100]);
    for (const slot of live) side.remove(slot);
    side.verify();
    // Only the best of them comes near at once: the others would have to go again if the market came back.
    expect([side.ladder.bestTicks, side.ladder.far.count]).toEqual([0, 99]);
    for (const slot of stale) side.remove(slot);
    side.verify();
    expect([side.ladder.orders, side.ladder.bestTicks, side.ladder.bestLots]).toEqual([0, 0, 0]);
  });

  it("moves few levels when one order far above many others comes and goes", () => {
    const side = new Side(sign);
    for (let i = 0; i < 4000; i++) side.add(-sign * i);
    const near: number[] = [];
    for (let n = 0; n < 50; n++) {
      const slot = side.add(sign * 95_000);
      side.remove(slot);
      near.push(side.ladder.near);
    }
    side.verify();
    expect(Math.max(...near.slice(1))).toBeLessThan(20);
    expect(side.prices().length).toBe(4000);
  });

  it("keeps two orders 2^32 ticks apart in two levels", () => {
    const side = new Side(sign);
    const slots = [0, LOWEST, HIGHEST, LOWEST, 5].map((price) => side.add(price));
    side.verify();
    expect(side.ladder.size).toBe(1024);
    const byPrice = [HIGHEST, 5, 0, LOWEST];
    expect(side.prices()).toEqual(sign === 1 ? byPrice : byPrice.reverse());
    for (const slot of slots) {
      side.remove(slot);
      side.verify();
    }
  });

  it("grows to hold 5,000 levels in the ring and keeps them in order", () => {
    const side = new Side(sign);
    const prices = Array.from({ length: 5000 }, (_, i) => ((i * 2741) % 5000) - 2500);
    for (const price of prices) side.add(price);
    side.verify();
    expect([side.ladder.size, side.ladder.near, side.ladder.far.count]).toEqual([8192, 5000, 0]);
    expect(side.prices()).toEqual([...prices].sort((a, b) => sign * (b - a)));
  });

  it("keeps thousands of levels 10,000 ticks apart beyond its window", () => {
    const side = new Side(sign);
    const prices = Array.from({ length: 3000 }, (_, i) => (((i * 1777) % 3000) - 1500) * 10_000);
    const slots = prices.map((price) => side.add(price));
    side.verify();
    expect(side.ladder.lotsAt(-10_000)).toBe(1);
    expect(side.ladder.lotsAt(-10_001)).toBe(0);
    expect(side.prices()).toEqual([...prices].sort((a, b) => sign * (b - a)));
    for (const slot of slots) side.remove(slot);
    side.verify();
    expect(side.ladder.orders).toBe(0);
  });
});
