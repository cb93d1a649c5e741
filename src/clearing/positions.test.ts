import { describe, expect, it } from "vitest";
import { EFFECT_CLOSE, EFFECT_NET, EFFECT_OPEN } from "../market/engine/order-kinds.ts";
import { Positions } from "./positions.ts";

describe("positions", () => {
  it("without effect reduce the opposite side first and open what is left", () => {
    const positions = new Positions(1, 1);
    positions.trade(0, 1, 5, 100, EFFECT_NET);
    positions.trade(0, -1, 8, 110, EFFECT_NET);
    expect([positions.long[0], positions.short[0], positions.lots[0]]).toEqual([0, 3, -3]);
    expect([positions.openedLots, positions.closedLots, positions.closedTodayLots]).toEqual([3, 5, 5]);
    expect(positions.entryTicks(0, -1)).toBe(110);
  });

  it("keep the average price at which they were opened: 2 at 100 and 1 at 106 come to 102, also of what is left", () => {
    const positions = new Positions(1, 1);
    positions.trade(0, 1, 2, 100, EFFECT_OPEN);
    positions.trade(0, 1, 1, 106, EFFECT_OPEN);
    expect(positions.entryTicks(0, 1)).toBe(102);
    positions.trade(0, -1, 2, 120, EFFECT_CLOSE);
    expect(positions.entryTicks(0, 1)).toBe(102);
    expect(positions.entryTicks(0, -1)).toBeNaN();
  });

  it("know which lots were opened on the day", () => {
    const positions = new Positions(1, 1);
    positions.trade(0, 1, 2, 100, EFFECT_OPEN);
    positions.endDay();
    positions.trade(0, 1, 3, 100, EFFECT_OPEN);
    positions.trade(0, -1, 4, 100, EFFECT_CLOSE);
    expect([positions.long[0], positions.longToday[0], positions.closedTodayLots]).toEqual([1, 1, 2]);
  });

  it("name the month whose larger side needs most margin, and the side that closes it", () => {
    const positions = new Positions(2, 3);
    positions.trade(positions.cell(1, 0), 1, 9, 100, EFFECT_OPEN);
    positions.trade(positions.cell(1, 2), -1, 4, 100, EFFECT_OPEN);
    const perLot = Float64Array.of(10, 99, 30);
    expect(positions.largest(1, perLot, () => true)).toBe(2);
    expect(positions.largest(1, perLot, (i) => i !== 2)).toBe(0);
    expect(positions.largest(0, perLot, () => true)).toBe(-1);
    expect([0, 2].map((i) => positions.closingSide(positions.cell(1, i)))).toEqual([-1, 1]);
  });

  it("refuse to close what is not held", () => {
    const positions = new Positions(1, 1);
    expect(() => positions.trade(0, -1, 1, 100, EFFECT_CLOSE)).toThrow("more lots closed than are held");
  });

  it("see longs without shorts, and net positions that are not those of the two sides", () => {
    const positions = new Positions(2, 1);
    positions.trade(0, 1, 1, 100, EFFECT_OPEN);
    expect(() => positions.openInterest(0)).toThrow("are not equal");
    positions.trade(1, -1, 1, 100, EFFECT_OPEN);
    expect(positions.openInterest(0)).toBe(1);
    positions.lots[0] = 2;
    expect(() => positions.openInterest(0)).toThrow("net and gross positions differ");
  });
});
