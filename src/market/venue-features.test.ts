import { beforeEach, describe, expect, it } from "vitest";
import type { Side } from "../base/units.ts";
import { VenueDesk } from "../testing/venue-desk.ts";
import { ENDED_DISCONNECTED, TIF_GOOD_TILL_CANCELLED, TIF_IMMEDIATE, TYPE_STOP } from "./engine/order-kinds.ts";
import * as refusals from "./refusals.ts";

let desk: VenueDesk;

const limit = (account: number, index: number, side: Side, priceTicks: number, lots: number): number =>
  desk.send(account, index, side, lots, { priceTicks });

describe("a calendar spread at the venue", () => {
  // Months 0 and 1, both settled at 1000 with bands 930 to 1070; spread 2 in half ticks.
  beforeEach(() => {
    desk = new VenueDesk({ spreads: { listed: true, ticksPerLegTick: 2, implied: false } });
  });

  it("has the band that its months' bands leave", () => {
    expect([desk.spread.bandLow, desk.spread.bandHigh, desk.spread.settlementTicks]).toEqual([-280, 280, 0]);
  });

  it("reserves an order on both months, on opposite sides, and releases both when it ends", () => {
    const slot = limit(0, 2, 1, 4, 3);
    expect(desk.open).toEqual({ "0 0 1": 3, "0 1 -1": 3 });
    desk.venue.admitCancel(slot, 0, 0, 2);
    expect(desk.open).toEqual({ "0 0 1": 0, "0 1 -1": 0 });
  });

  it("is refused, and nothing stays reserved, when the gate refuses its second month", () => {
    desk.refuseMonth = 1;
    limit(0, 2, 1, 4, 3);
    expect(desk.rejects).toEqual([refusals.INSUFFICIENT_MARGIN]);
    expect(desk.open).toEqual({ "0 0 1": 0 });
  });

  it("trades both months at prices that differ by the spread, the far month at its settlement price", () => {
    limit(0, 2, -1, 5, 3);
    limit(1, 2, 1, 5, 2);
    expect(desk.positions).toEqual({ "0 0": -2, "0 1": 2, "1 0": 2, "1 1": -2 });
    expect(desk.trades).toEqual([
      { index: 0, phase: 3, price: 1002.5, lots: 2, aggressor: 1 },
      { index: 1, phase: 3, price: 1000, lots: 2, aggressor: -1 },
    ]);
    expect(desk.spread.stats.volumeLots).toBe(2);
    expect(desk.venue.month(0).stats.volumeLots).toBe(0);
  });

  it("moves the anchor where a leg would leave its band", () => {
    limit(0, 2, -1, 180, 1);
    limit(1, 2, 1, 180, 1);
    // 1000 + 90 is above 1070: the near leg trades at its limit and the far one 90 ticks below.
    expect(desk.trades.map(({ price }) => price)).toEqual([1070, 980]);
  });
});

describe("implied matches at the venue", () => {
  beforeEach(() => {
    desk = new VenueDesk({ spreads: { listed: true, ticksPerLegTick: 1, implied: true } });
  });

  it("a spread order trades its legs with those who rest in the months", () => {
    limit(0, 0, -1, 1005, 5);
    limit(1, 1, 1, 1001, 4);
    const slot = limit(2, 2, 1, 6, 10);
    expect(desk.trades).toEqual([
      { index: 0, phase: 2, price: 1005, lots: 4, aggressor: 1 },
      { index: 1, phase: 2, price: 1001, lots: 4, aggressor: -1 },
    ]);
    expect(desk.positions).toEqual({ "0 0": -4, "1 1": 4, "2 0": 4, "2 1": -4 });
    expect(desk.fills.filter((fill) => fill.slot === slot)).toEqual([{ slot, lots: 4, price: 4, leaves: 6 }]);
    expect(desk.open).toMatchObject({ "0 0 -1": 1, "1 1 1": 0, "2 0 1": 6, "2 1 -1": 6 });
  });

  it("an order for a month trades with a spread's owner, who trades the other month with a third", () => {
    limit(0, 2, -1, 3, 4);
    limit(3, 2, -1, 3, 4);
    limit(1, 1, -1, 1000, 5);
    limit(2, 0, 1, 1003, 6);
    expect(desk.positions).toEqual({ "0 0": -4, "0 1": 4, "1 1": -5, "2 0": 5, "3 0": -1, "3 1": 1 });
    expect(desk.trades).toEqual([
      { index: 0, phase: 2, price: 1003, lots: 4, aggressor: 1 },
      { index: 1, phase: 2, price: 1000, lots: 4, aggressor: 1 },
      { index: 0, phase: 2, price: 1003, lots: 1, aggressor: 1 },
      { index: 1, phase: 2, price: 1000, lots: 1, aggressor: 1 },
    ]);
    expect(desk.venue.month(0).bidLots).toBe(1);
    expect(desk.venue.month(0).book.hasImpliedAsk).toBe(false);
  });

  it("there is none outside the price band of the book that it would be in", () => {
    // 1060 + 20 is above the limit of 1070 at which the near month may trade.
    limit(0, 2, -1, 20, 4);
    limit(1, 1, -1, 1060, 5);
    const { book } = desk.venue.month(0);
    expect(book.hasImpliedAsk).toBe(false);
    limit(2, 0, 1, 1070, 1);
    expect(desk.trades).toEqual([]);
  });

  it("shows implied prices apart from the books' own", () => {
    limit(0, 2, -1, 3, 4);
    limit(1, 1, -1, 1000, 5);
    const { book } = desk.venue.month(0);
    expect([book.hasAsk, book.hasImpliedAsk, book.impliedAskTicks, book.impliedAskLots]).toEqual([
      false,
      true,
      1003,
      4,
    ]);
  });
});

describe("the venue's day", () => {
  it("keeps orders good till cancelled overnight, and ends them where the new band leaves them outside", () => {
    desk = new VenueDesk();
    const inside = desk.send(0, 0, 1, 2, { priceTicks: 1000, tif: TIF_GOOD_TILL_CANCELLED });
    const outside = desk.send(0, 0, 1, 2, { priceTicks: 935, tif: TIF_GOOD_TILL_CANCELLED });
    desk.send(0, 0, 1, 2, { priceTicks: 990 });
    desk.venue.stopContinuous(5);
    desk.venue.expireOrders(1);
    expect(desk.venue.month(0).book.orders).toBe(2);
    desk.venue.month(0).settlementTicks = 1050;
    desk.venue.startDay(2, 10);
    expect(desk.done.map(({ slot }) => slot)).toContain(outside);
    expect(desk.open["0 0 1"]).toBe(2);
    expect(desk.store.leavesOf(inside)).toBe(2);
  });

  it("ends everything on a month's last trading day", () => {
    desk = new VenueDesk();
    desk.send(0, 0, 1, 2, { priceTicks: 1000, tif: TIF_GOOD_TILL_CANCELLED });
    desk.venue.expireOrders(20);
    expect(desk.venue.month(0).book.orders).toBe(0);
  });

  it("collects orders for a closing auction after continuous trading", () => {
    desk = new VenueDesk();
    limit(0, 0, 1, 990, 2);
    desk.venue.stopContinuous(5);
    limit(1, 0, -1, 980, 2);
    expect(desk.rejects).toEqual([refusals.MARKET_CLOSED]);
    desk.venue.openAuction();
    limit(1, 0, -1, 980, 2);
    expect(desk.trades).toEqual([]);
    desk.venue.closeAuction();
    // Any price from 980 to 990 trades two lots; the nearest to the settlement price is taken.
    expect(desk.trades).toEqual([{ index: 0, phase: 0, price: 990, lots: 2, aggressor: 0 }]);
  });
});

describe("mass cancels and lost lines", () => {
  beforeEach(() => {
    desk = new VenueDesk();
    limit(0, 0, 1, 990, 1);
    limit(0, 1, 1, 990, 1);
    limit(1, 0, 1, 991, 1);
    desk.send(0, 0, 1, 1, { type: TYPE_STOP, stopTicks: 1010 });
  });

  it("cancel an account's orders in one month, or in all, stop orders too", () => {
    desk.venue.admitMassCancel(0, 0, 2);
    expect(desk.done.length).toBe(2);
    desk.venue.admitMassCancel(0, -1, 3);
    expect(desk.done.length).toBe(3);
    expect(desk.venue.month(0).book.orders).toBe(1);
    expect(desk.open).toMatchObject({ "0 0 1": 0, "0 1 1": 0, "1 0 1": 1 });
  });

  it("a disconnected account's messages are refused until its line is back", () => {
    desk.venue.setConnected(0, false);
    desk.venue.cancelAll(0, -1, ENDED_DISCONNECTED, 2);
    expect(desk.done.length).toBe(3);
    limit(0, 0, 1, 990, 1);
    desk.venue.admitMassCancel(0, -1, 3);
    expect(desk.rejects).toEqual([refusals.NOT_CONNECTED, refusals.NOT_CONNECTED]);
    desk.venue.setConnected(0, true);
    limit(0, 0, 1, 990, 1);
    expect(desk.open["0 0 1"]).toBe(1);
  });
});

describe("frequent batch auctions at the venue", () => {
  beforeEach(() => {
    desk = new VenueDesk({}, { algorithm: "frequent_batch", intervalMs: 100 });
  });

  it("match nothing before the batch ends, then all at one price, and show only the result", () => {
    limit(0, 0, -1, 1000, 3);
    limit(1, 0, 1, 1004, 2);
    expect([desk.trades.length, desk.venue.month(0).hasAsk]).toEqual([0, false]);
    expect(desk.waiting).toEqual([0, 0]);
    desk.venue.matchBatch(0, 100_000);
    expect(desk.trades).toEqual([{ index: 0, phase: 0, price: 1000, lots: 2, aggressor: 0 }]);
    expect([desk.venue.month(0).askTicks, desk.venue.month(0).askLots]).toEqual([1000, 1]);
  });

  it("end immediate orders with their batch", () => {
    const slot = desk.send(0, 0, 1, 3, { priceTicks: 1000, tif: TIF_IMMEDIATE });
    desk.venue.matchBatch(0, 100_000);
    expect(desk.done.map((end) => end.slot)).toEqual([slot]);
    expect(desk.open["0 0 1"]).toBe(0);
  });

  it("run until stop orders that they trigger have met too, when continuous trading stops", () => {
    limit(0, 0, -1, 1000, 2);
    limit(0, 0, -1, 1001, 3);
    desk.send(3, 0, 1, 3, { type: TYPE_STOP, stopTicks: 1000 });
    limit(1, 0, 1, 1000, 2);
    desk.venue.stopContinuous(50);
    expect(desk.trades.map(({ lots, price }) => `${lots}@${price}`)).toEqual(["2@1000", "3@1001"]);
    const { book } = desk.venue.month(0);
    expect(book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks).toBe(false);
  });

  it("run a last time when continuous trading stops", () => {
    limit(0, 0, -1, 1000, 3);
    limit(1, 0, 1, 1004, 2);
    desk.venue.stopContinuous(50);
    expect(desk.trades.length).toBe(1);
  });
});

describe("an order that the clearing house sends for an account", () => {
  it("is hindered by no order rule, no lost line and no number of open orders", () => {
    desk = new VenueDesk();
    limit(1, 0, 1, 990, 5);
    for (const price of [980, 981, 982]) limit(0, 0, 1, price, 1);
    desk.venue.setConnected(0, false);
    const order = { priceTicks: 930, tif: TIF_IMMEDIATE };
    desk.send(0, 0, -1, 2, order);
    expect(desk.rejects).toEqual([refusals.NOT_CONNECTED]);
    desk.byHouse = true;
    desk.send(0, 0, -1, 2, order);
    expect(desk.rejects).toEqual([refusals.NOT_CONNECTED]);
    expect(desk.positions["0 0"]).toBe(-2);
  });
});
