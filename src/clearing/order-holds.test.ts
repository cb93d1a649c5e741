import { beforeEach, describe, expect, it } from "vitest";
import type { Side } from "../base/units.ts";
import { EFFECT_CLOSE, EFFECT_CLOSE_TODAY, EFFECT_NET, EFFECT_OPEN } from "../market/engine/order-kinds.ts";
import {
  ACCEPTED,
  ACCOUNT_SUSPENDED,
  CLOSE_EXCEEDS_POSITION,
  INSUFFICIENT_MARGIN,
  POSITION_EFFECT_NOT_ALLOWED,
} from "../market/refusals.ts";
import { ClearingDesk, cny, PLAIN_MARGIN } from "../testing/clearing-desk.ts";
import { STATUS_CALLED } from "./accounts.ts";

let desk: ClearingDesk;

describe("the hold for open orders", () => {
  beforeEach(() => {
    desk = new ClearingDesk({ capitals: [2500, 1e6] });
  });

  it("covers the larger of all buys and all sells, with the position", () => {
    expect(desk.admit(0, 1, 2)).toBe(ACCEPTED);
    expect(desk.admit(0, -1, 2)).toBe(ACCEPTED);
    expect(desk.admit(0, 1, 1)).toBe(INSUFFICIENT_MARGIN);
    desk.release(0, 1, 1);
    expect(desk.admit(0, 1, 1)).toBe(ACCEPTED);
  });

  it("lets an account reduce what it cannot afford", () => {
    desk.trade(0, 1, 2, 1000);
    desk.accounts.ledger.post(desk.accounts.free[0]!, desk.accounts.outside, cny(2500));
    expect(desk.admit(0, 1, 1)).toBe(INSUFFICIENT_MARGIN);
    expect(desk.admit(0, -1, 2)).toBe(ACCEPTED);
  });

  it("stays for orders that stay open overnight, at the new price", () => {
    desk = new ClearingDesk({ capitals: [5000] });
    expect(desk.admit(0, 1, 4)).toBe(ACCEPTED);
    desk.close(1200);
    expect(desk.house.required[0]).toBe(0);
    // Four lots at CNY 1,200 of margin each are held of CNY 5,000.
    expect(desk.admit(0, 1, 1)).toBe(INSUFFICIENT_MARGIN);
    desk.release(0, 1, 4);
    expect(desk.admit(0, 1, 4)).toBe(ACCEPTED);
  });

  it("refuses to be given back what was never held", () => {
    expect(() => desk.release(0, 1, 1)).toThrow("more open lots released than reserved");
  });

  it("knows no position effect where the venue has none", () => {
    for (const effect of [EFFECT_OPEN, EFFECT_CLOSE, EFFECT_CLOSE_TODAY])
      expect(desk.admit(0, 1, 1, effect)).toBe(POSITION_EFFECT_NOT_ALLOWED);
  });

  it("is what the account asked for when nothing is left of its orders", () => {
    const cell = desk.house.positions.cell(0, desk.month.index);
    desk.admit(0, 1, 2);
    desk.fill(0, 1, 1, 1000);
    desk.release(0, 1, 1);
    const { openBuy, openSell } = desk.house.holdings;
    expect([openBuy[cell], openSell[cell]]).toEqual([0, 0]);
  });
});

describe("with position effect", () => {
  const effects = (...given: [Side, number, number][]) =>
    given.map(([side, lots, effect]) => desk.admit(0, side, lots, effect));
  const open = (buyer: number, seller: number, lots: number) =>
    desk.trade(buyer, seller, lots, 1000, EFFECT_OPEN, EFFECT_OPEN);

  beforeEach(() => {
    desk = new ClearingDesk({ capitals: [1e5, 1e5, 1e5], positionEffect: true });
  });

  it("an order must say what it does, but for the house's own", () => {
    expect(desk.admit(0, 1, 1, EFFECT_NET)).toBe(POSITION_EFFECT_NOT_ALLOWED);
    desk.house.isLiquidating = true;
    expect(desk.admit(0, 1, 1, EFFECT_NET)).toBe(ACCEPTED);
  });

  it("legs of spreads net where the venue lists spreads", () => {
    desk = new ClearingDesk({ capitals: [1e5, 1e5], positionEffect: true, takesNet: true });
    open(0, 1, 3);
    expect(desk.trade(1, 0, 5, 1000)).toBe(true);
    expect([desk.position(0), desk.position(1)]).toEqual([-2, 2]);
  });

  it("an account may be long and short of the same month, and pays margin for both", () => {
    open(0, 1, 3);
    open(1, 0, 2);
    const cell = desk.house.positions.cell(0, desk.month.index);
    const { long, short } = desk.house.holdings;
    expect([long[cell], short[cell]]).toEqual([3, 2]);
    desk.close(1000);
    expect(desk.house.required[0]).toBe(cny(5000));
    expect(desk.house.positions.openInterest(desk.month.index)).toBe(5);
  });

  it("pays for the larger side only where the rulebook says so", () => {
    const margin = { ...PLAIN_MARGIN, sides: "larger_per_contract" } as const;
    desk = new ClearingDesk({ capitals: [4000, 1e5], positionEffect: true, clearing: { margin } });
    open(0, 1, 3);
    // Three lots either way cost CNY 3,000; with both sides it would be 6,000.
    expect(open(1, 0, 3)).toBe(true);
    desk.close(1000);
    expect(desk.house.required[0]).toBe(cny(3000));
  });

  it("closing reserves the position: no more than is held and not yet offered", () => {
    expect(effects([-1, 1, EFFECT_CLOSE])).toEqual([CLOSE_EXCEEDS_POSITION]);
    open(0, 1, 3);
    expect(effects([-1, 2, EFFECT_CLOSE], [-1, 2, EFFECT_CLOSE], [-1, 1, EFFECT_CLOSE])).toEqual([
      ACCEPTED,
      CLOSE_EXCEEDS_POSITION,
      ACCEPTED,
    ]);
    desk.release(0, -1, 1, EFFECT_CLOSE);
    expect(effects([-1, 1, EFFECT_CLOSE])).toEqual([ACCEPTED]);
  });

  it("closing needs no margin and frees it", () => {
    desk = new ClearingDesk({ capitals: [3000, 1e5], positionEffect: true });
    open(0, 1, 3);
    expect(effects([1, 1, EFFECT_OPEN], [-1, 3, EFFECT_CLOSE])).toEqual([INSUFFICIENT_MARGIN, ACCEPTED]);
    desk.fill(0, -1, 1, 1000, EFFECT_CLOSE);
    expect(effects([1, 1, EFFECT_OPEN], [1, 1, EFFECT_OPEN])).toEqual([ACCEPTED, INSUFFICIENT_MARGIN]);
  });

  it("close_today closes only what was opened on the day, close the oldest first", () => {
    open(0, 1, 2);
    desk.close(1000);
    expect(effects([-1, 1, EFFECT_CLOSE_TODAY])).toEqual([CLOSE_EXCEEDS_POSITION]);
    open(0, 1, 3);
    expect(effects([-1, 4, EFFECT_CLOSE_TODAY], [-1, 2, EFFECT_CLOSE_TODAY])).toEqual([
      CLOSE_EXCEEDS_POSITION,
      ACCEPTED,
    ]);
    const cell = desk.house.positions.cell(0, desk.month.index);
    expect(effects([-1, 3, EFFECT_CLOSE])).toEqual([ACCEPTED]);
    desk.fill(0, -1, 3, 1000, EFFECT_CLOSE);
    // Two of the day before and one of today are gone; the two that close_today has reserved are left.
    expect([desk.house.holdings.long[cell], desk.house.holdings.longToday[cell]]).toEqual([2, 2]);
    desk.fill(0, -1, 2, 1000, EFFECT_CLOSE_TODAY);
    expect(desk.house.holdings.long[cell]).toBe(0);
  });

  it("a called account may close and no more", () => {
    open(0, 1, 2);
    desk.accounts.status[0] = STATUS_CALLED;
    expect(effects([1, 1, EFFECT_OPEN], [-1, 1, EFFECT_OPEN], [-1, 2, EFFECT_CLOSE])).toEqual([
      ACCOUNT_SUSPENDED,
      ACCOUNT_SUSPENDED,
      ACCEPTED,
    ]);
  });

  it("shows what closing orders reserve too much after a forced reduction", () => {
    open(0, 1, 2);
    effects([-1, 2, EFFECT_CLOSE]);
    expect(desk.house.isOverReserved(0)).toBe(false);
    desk.house.transfer(0, 1, desk.month.index, 1, 1000);
    expect(desk.house.isOverReserved(0)).toBe(true);
    desk.release(0, -1, 2, EFFECT_CLOSE);
    expect(desk.house.isOverReserved(0)).toBe(false);
  });
});
