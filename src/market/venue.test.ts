import { beforeEach, describe, expect, it } from "vitest";
import type { Side } from "../base/units.ts";
import { priceRulesOf } from "../testing/price-rules.ts";
import { freeParticipation, noHoldings } from "../testing/venue-desk.ts";
import { shfeLike, testMonth } from "../testing/venue-parameters.ts";
import { FastEngine } from "./engine/fast-engine.ts";
import { TIF_DAY, TIF_IMMEDIATE } from "./engine/order-kinds.ts";
import { OrderStore } from "./engine/order-store.ts";
import { allocationTermsOf, orderRulesOf } from "./matching/parameters.ts";
import type { MonthInstrument } from "./instrument.ts";
import * as refusals from "./refusals.ts";
import type { RiskGate } from "./risk-gate.ts";
import { Venue } from "./venue.ts";
import type { VenueListener } from "./venue-listener.ts";

/** Writes down everything that the venue says. */
class Witness implements VenueListener, RiskGate {
  trades: { price: number; lots: number; aggressor: number; buyLeaves: number; sellLeaves: number }[] = [];
  fills: { slot: number; lots: number; price: number; leaves: number }[] = [];
  done: { slot: number; reason: number }[] = [];
  rejects: number[] = [];
  refusedChanges: { slot: number; reason: number }[] = [];
  readonly holdings = noHoldings(4, 2);
  open = 0;
  refuseWith = 0;

  onTrade(_: MonthInstrument, _phase: number, price: number, lots: number, aggressor: number): void {
    this.trades.push({ price, lots, aggressor, buyLeaves: -1, sellLeaves: -1 });
  }
  /** The buyer is told first. */
  onFill(slot: number, _: unknown, lots: number, price: number, leaves: number): void {
    this.fills.push({ slot, lots, price, leaves });
    const trade = this.trades[this.trades.length - 1]!;
    if (trade.buyLeaves < 0) trade.buyLeaves = leaves;
    else trade.sellLeaves = leaves;
  }
  onBatchWaiting(): void {}
  onOrderDone(slot: number, reason: number): void {
    this.done.push({ slot, reason });
  }
  onOrderEvent(): void {}
  onChangeRefused(slot: number, reason: number): void {
    this.refusedChanges.push({ slot, reason });
  }
  onReject(_account: number, _instrument: number, reason: number): void {
    this.rejects.push(reason);
  }
  onMessage(): void {}
  onTop(): void {}
  onPriceEvent(): void {}
  onHalt(): void {}
  admit(_account: number, _instrument: number, _side: Side, lots: number): number {
    if (this.refuseWith !== 0) return this.refuseWith;
    this.open += lots;
    return 0;
  }
  release(_account: number, _instrument: number, _side: Side, lots: number): void {
    this.open -= lots;
  }
  trade(_account: number, _instrument: number, _side: Side, lots: number): void {
    this.open -= lots;
  }
}

let store: OrderStore;
let witness: Witness;
let venue: Venue;
let nextId: number;

beforeEach(() => {
  store = new OrderStore(1000);
  witness = new Witness();
  const standard = shfeLike();
  const bands = priceRulesOf({ dailyBand: { percent: 7, firstDayMultiple: 2 } });
  const parameters = { ...standard, rules: { ...standard.rules, ...bands } };
  venue = new Venue({
    parameters,
    allocation: allocationTermsOf(parameters.matching, Number),
    orderRules: orderRulesOf(parameters.rules),
    engine: new FastEngine(store),
    store,
    gate: witness,
    participation: freeParticipation,
    listener: witness,
    accounts: 4,
    longestDelayUs: 0,
  });
  venue.list(testMonth(0));
  venue.list(testMonth(1));
  nextId = 0;
  venue.startDay(1, 0);
});

function send(account: number, side: Side, price: number, lots: number, tif = TIF_DAY, instrument = 0): number {
  const slot = store.allocate(nextId++, account, instrument, side, tif, price, lots);
  venue.admitNew(slot, 1);
  return slot;
}

describe("a venue", () => {
  it("refuses every order while it is closed", () => {
    send(0, 1, 1000, 1);
    expect(witness.rejects).toEqual([refusals.MARKET_CLOSED]);
    expect(witness.done).toEqual([{ slot: 0, reason: refusals.MARKET_CLOSED }]);
  });

  it("collects orders for the auction and trades them at one price", () => {
    venue.openAuction();
    send(0, 1, 1010, 10);
    send(1, -1, 990, 6);
    expect(witness.trades).toEqual([]);
    venue.startContinuous(2);
    expect(witness.trades).toEqual([{ price: expect.any(Number), lots: 6, aggressor: 0, buyLeaves: 4, sellLeaves: 0 }]);
    expect(witness.open).toBe(4);
    expect(venue.month(0).book.bidLots).toBe(4);
  });

  it("refuses immediate orders in an auction", () => {
    venue.openAuction();
    send(0, 1, 1000, 1, TIF_IMMEDIATE);
    expect(witness.rejects).toEqual([refusals.ORDER_TYPE_NOT_ALLOWED]);
  });

  describe("in continuous trading", () => {
    beforeEach(() => venue.startContinuous(0));

    it("trades a buyer with a waiting seller at the seller's price", () => {
      send(0, -1, 1001, 5);
      send(1, 1, 1003, 8);
      expect(witness.trades).toEqual([{ price: 1001, lots: 5, aggressor: 1, buyLeaves: 3, sellLeaves: 0 }]);
      expect(witness.open).toBe(3);
    });

    it("cancels what an immediate order cannot trade", () => {
      send(0, -1, 1001, 5);
      const slot = send(1, 1, 1003, 8, TIF_IMMEDIATE);
      expect(witness.done).toEqual([{ slot, reason: 0 }]);
      expect(witness.open).toBe(0);
    });

    it.each([
      ["below the band", 929, 1, refusals.PRICE_OUTSIDE_BAND],
      ["above the band", 1071, 1, refusals.PRICE_OUTSIDE_BAND],
      ["too large", 1000, 501, refusals.BAD_QUANTITY],
    ])("refuses an order %s", (_what, price, lots, reason) => {
      send(0, 1, price, lots);
      expect(witness.rejects).toEqual([reason]);
      expect(witness.open).toBe(0);
    });

    it("admits orders at the ends of the band", () => {
      send(0, 1, 930, 1);
      send(0, -1, 1070, 1);
      expect(witness.rejects).toEqual([]);
    });

    it("refuses a month that does not trade today", () => {
      venue.stopContinuous(1);
      venue.startDay(21, 2);
      venue.startContinuous(3);
      send(0, 1, 1000, 1);
      expect(witness.rejects).toEqual([refusals.NOT_LISTED]);
    });

    it("passes the gate's refusal on", () => {
      witness.refuseWith = refusals.INSUFFICIENT_MARGIN;
      send(0, 1, 1000, 1);
      expect(witness.rejects).toEqual([refusals.INSUFFICIENT_MARGIN]);
    });

    it("allows so many open orders an account, and more once some are gone", () => {
      const slots = [1, 2, 3].map((k) => send(0, 1, 990 + k, 1));
      send(0, 1, 990, 1);
      expect(witness.rejects).toEqual([refusals.TOO_MANY_ORDERS]);
      venue.admitCancel(slots[0]!, 0, 0, 2);
      send(0, 1, 990, 1);
      expect(witness.rejects.length).toBe(1);
    });

    it("cancels by slot and order id and knows no order twice", () => {
      const slot = send(0, 1, 990, 3);
      venue.admitCancel(slot, 99, 0, 2);
      venue.admitCancel(slot, 0, 0, 2);
      venue.admitCancel(slot, 0, 0, 2);
      expect(witness.rejects).toEqual([refusals.UNKNOWN_ORDER, refusals.UNKNOWN_ORDER]);
      expect(witness.done).toEqual([{ slot, reason: 0 }]);
      expect(witness.open).toBe(0);
    });

    it("replaces, trades what then crosses, and keeps the margin of what is open", () => {
      send(0, -1, 1005, 4);
      const slot = send(1, 1, 1000, 2);
      venue.admitReplace(slot, 1, 1, 1005, 6, 2);
      expect(witness.trades).toEqual([{ price: 1005, lots: 4, aggressor: 1, buyLeaves: 2, sellLeaves: 0 }]);
      expect(witness.open).toBe(2);
      venue.admitReplace(slot, 1, 1, 1005, 1, 3);
      expect(witness.open).toBe(1);
      venue.admitReplace(slot, 1, 1, 1100, 1, 4);
      expect(witness.rejects).toEqual([refusals.PRICE_OUTSIDE_BAND]);
    });

    it("says of refused changes which resting order stays as it was, and nothing of orders that are gone", () => {
      const slot = send(0, 1, 990, 3);
      venue.admitReplace(slot, 0, 0, 1100, 3, 2);
      venue.stopContinuous(3);
      venue.admitCancel(slot, 0, 0, 4);
      venue.startContinuous(5);
      venue.admitCancel(slot, 0, 0, 6);
      venue.admitCancel(slot, 0, 0, 7);
      venue.admitReplace(slot, 0, 0, 991, 3, 8);
      expect(witness.refusedChanges).toEqual([
        { slot, reason: refusals.PRICE_OUTSIDE_BAND },
        { slot, reason: refusals.MARKET_CLOSED },
      ]);
      expect(witness.rejects.length).toBe(4);
    });

    it("measures spread and depth over the time they stood, and effective spreads against the quote before", () => {
      venue.stopContinuous(0);
      venue.startContinuous(100);
      const stats = venue.month(0).stats;
      const before = stats.continuousUs;
      const at = (timeUs: number, account: number, side: Side, price: number, lots: number): void => {
        const slot = store.allocate(nextId++, account, 0, side, TIF_DAY, price, lots);
        venue.admitNew(slot, timeUs);
      };
      at(110, 0, 1, 998, 4);
      at(120, 1, -1, 1002, 6);
      at(150, 2, 1, 1002, 6);
      venue.stopContinuous(200);
      expect(stats.continuousUs - before).toBe(100);
      expect(stats.twoSidedUs).toBe(30);
      expect(stats.spreadTicksUs).toBe(30 * 4);
      expect(stats.depthAskUs).toBe(30 * 6);
      // 2 (1002 - 1000) x 6 lots.
      expect(stats.effectiveTicksLots).toBe(24);
      expect(stats.effectiveRelLots).toBeCloseTo(240, 10);
    });

    it("expires what is left at the close and releases its margin", () => {
      send(0, 1, 990, 3);
      send(1, -1, 1010, 2);
      venue.stopContinuous(5);
      venue.expireOrders(1);
      expect(witness.open).toBe(0);
      expect(witness.done.length).toBe(2);
      expect(venue.month(0).book.orders).toBe(0);
    });

    it("counts the time in which one side is locked at the price limit", () => {
      venue.stopContinuous(0);
      venue.startContinuous(0);
      const slot = store.allocate(nextId++, 0, 0, 1, TIF_DAY, 1070, 1);
      venue.admitNew(slot, 10);
      venue.stopContinuous(50);
      expect(venue.month(0).stats.limitUs).toBe(40);
    });
  });
});
