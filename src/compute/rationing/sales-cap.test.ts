import { describe, expect, it } from "vitest";
import { customers, RationingDesk, settings } from "../../testing/rationing-desk.ts";

describe("sales cap", () => {
  it("in a short hour sells existing use and a share of what is asked beyond it", () => {
    const desk = RationingDesk.of(settings("sales_cap", { newSalesPercent: 20 }), customers(2));
    desk.repeat(48, [100, 100], 1000);
    // The first doubles: 100 + 20 % of 100, which fits beside the other's 100.
    expect(desk.step({ requested: [200, 100], capacity: 250 })).toEqual({
      served: [120, 100],
      unserved: [80, 0],
      waiting: [0, 0],
    });
  });

  it("cuts pro rata what still passes capacity", () => {
    const desk = RationingDesk.of(settings("sales_cap", { newSalesPercent: 20 }), customers(2));
    desk.repeat(48, [100, 100], 1000);
    expect(desk.step({ requested: [200, 100], capacity: 110 }).served).toEqual([60, 50]);
  });

  it("holds for hold_days after the last short hour, however much is idle", () => {
    const desk = RationingDesk.of(settings("sales_cap", { holdDays: 1, memoryDays: 3000 }), customers(1));
    desk.repeat(48, [1000], 1000);
    expect(desk.step({ requested: [2000], capacity: 1999 }).served).toEqual([1200]);
    for (let hour = 1; hour <= 24; hour++)
      expect(desk.step({ requested: [2000], capacity: 9999 }).served[0]).toBeCloseTo(1200, -1);
    expect(desk.step({ requested: [2000], capacity: 9999 }).served).toEqual([2000]);
  });

  it("existing sales are those of a mean hour, times the season", () => {
    const desk = RationingDesk.of(settings("sales_cap", { newSalesPercent: 0, memoryDays: 1 }), customers(1));
    for (let hour = 0; hour < 100; hour++) desk.step({ requested: [1000], capacity: 9999, season: 0.5 });
    expect(desk.step({ requested: [9000], capacity: 8999, season: 1.5 }).served).toEqual([3000]);
    expect(desk.step({ requested: [9000], capacity: 8999, season: 0.5 }).served).toEqual([1000]);
  });

  it("takes nothing from customers that ask for less than their existing sales", () => {
    const desk = RationingDesk.of(settings("sales_cap"), customers(2));
    desk.repeat(48, [100, 100], 1000);
    expect(desk.step({ requested: [60, 130], capacity: 180 }).served).toEqual([60, 106]);
  });

  it("half of a change in use counts as existing after memory_days", () => {
    const desk = RationingDesk.of(settings("sales_cap", { newSalesPercent: 0, memoryDays: 2 }), customers(1));
    desk.repeat(24, [100_000], 1e9);
    desk.repeat(48, [300_000], 1e9);
    expect(desk.step({ requested: [1e6], capacity: 1e6 - 1 }).served).toEqual([200_000]);
  });

  it("gives a customer that comes while it holds only new sales, one that came before all it asks", () => {
    const late = RationingDesk.of(settings("sales_cap"), customers(2));
    late.repeat(48, [100, 0], 100);
    expect(late.step({ requested: [100, 50], capacity: 149 }).served).toEqual([100, 10]);
    const early = RationingDesk.of(settings("sales_cap"), customers(2));
    early.repeat(48, [100, 50], 150);
    expect(early.step({ requested: [100, 50], capacity: 149 }).served).toEqual([99, 50]);
  });

  it("customers of the first day have existing sales although capacity is short from the start", () => {
    const desk = RationingDesk.of(settings("sales_cap"), customers(2));
    expect(desk.step({ requested: [100, 0], capacity: 90 }).served).toEqual([90, 0]);
    expect(desk.step({ requested: [50, 60], capacity: 109 }).served).toEqual([50, 59]);
  });
});
