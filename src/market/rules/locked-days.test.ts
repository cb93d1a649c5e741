import { describe, expect, it } from "vitest";
import type { Side } from "../../base/units.ts";
import { priceRulesOf } from "../../testing/price-rules.ts";
import { VenueDesk } from "../../testing/venue-desk.ts";
import { EFFECT_CLOSE, EFFECT_OPEN, TIF_GOOD_TILL_CANCELLED } from "../engine/order-kinds.ts";
import { ENDED_CANCELLED } from "../engine/order-kinds.ts";
import { MESSAGES_THROTTLED, OPENING_LIMIT_EXCEEDED, TRADING_HALTED } from "../refusals.ts";
import { ROLE_AUCTION, ROLE_MAKER, ROLE_TAKER } from "../risk-gate.ts";
import * as events from "../venue-listener.ts";

const MINUTE = 60_000_000;
const CLOSE = 90 * MINUTE;
const TIMES = { closesUs: CLOSE, closedDays: 1 };

function desk(onThirdLock: "none" | "halt_next_day" | "forced_reduction", positionEffect = true): VenueDesk {
  const rules = priceRulesOf({ dailyBand: { percent: 7 }, widening: { enabled: true, onThirdLock } });
  return new VenueDesk({}, { algorithm: "price_time" }, { ...rules, positionEffect });
}

/** A day on which buyers (or sellers) of month 0 alone stand at its limit; month 1 settles where it was. Ends before expiry. */
function lockedDay(market: VenueDesk, session: number, side: Side, fromUs = CLOSE - 5 * MINUTE): void {
  const { venue } = market;
  venue.startDay(session, 0, TIMES);
  venue.startContinuous(0);
  const month = venue.month(0);
  market.nowUs = fromUs;
  const limit = side === 1 ? month.bandHigh : month.bandLow;
  market.send(0, 0, side, 7, { priceTicks: limit, effect: EFFECT_CLOSE });
  market.send(1, 0, side, 3, { priceTicks: limit, effect: EFFECT_OPEN });
  venue.stopContinuous(CLOSE);
  venue.endDay();
}

/** The close of a day that settles at its limit. */
function settle(market: VenueDesk, session: number, side: Side): void {
  const month = market.venue.month(0);
  month.settlementTicks = side === 1 ? month.bandHigh : month.bandLow;
  market.venue.expireOrders(session);
}

describe("three days that end locked at the upper limit", () => {
  it("widen the band from 7 to 10 and 12 % and end in a forced reduction at the third limit price", () => {
    const market = desk("forced_reduction");
    const month = market.venue.month(0);
    market.venue.stopContinuous(1);
    const days = [2, 3, 4].map((session) => {
      lockedDay(market, session, 1);
      const { lock, bandLow, bandHigh } = month;
      const day = [bandLow, bandHigh, lock.days, lock.nextBandPercent, lock.marginPercent, lock.action];
      settle(market, session, 1);
      return day;
    });
    expect(days).toEqual([
      [930, 1070, 1, 10, 12, "none"],
      [963, 1177, 2, 12, 14, "none"],
      [1036, 1318, 3, 7, 14, "forced_reduction"],
    ]);
    expect(market.priceEvents.map(({ index, type, lots, lockDay }) => [index, type, lots, lockDay])).toEqual([
      [0, events.PRICE_LOCKED_UP, 10, 1],
      [0, events.PRICE_LOCKED_UP, 10, 2],
      [0, events.PRICE_LOCKED_UP, 10, 3],
    ]);
    expect(market.venue.month(1).lock.days).toBe(0);
  });

  it("or in a day without trading, on which cancels alone are taken", () => {
    const market = desk("halt_next_day");
    const { venue } = market;
    venue.stopContinuous(1);
    for (const session of [2, 3, 4]) {
      lockedDay(market, session, 1);
      settle(market, session, 1);
    }
    const kept = () => {
      venue.startDay(5, 0, TIMES);
      venue.openAuction();
      venue.startContinuous(0);
    };
    kept();
    expect(market.priceEvents.at(-1)).toMatchObject({ index: 0, type: events.PRICE_HALT_DAY });
    market.limit(2, 0, 1, venue.month(0).settlementTicks, 1);
    expect(market.rejects).toEqual([TRADING_HALTED]);
    market.limit(2, 1, 1, 1000, 1);
    expect(market.rejects.length).toBe(1);
    venue.resume(0, 1000);
    venue.stopContinuous(CLOSE);
    expect(venue.month(0).isHalted).toBe(true);
    venue.endDay();
    venue.expireOrders(5);
    venue.startDay(6, 0, TIMES);
    expect([venue.month(0).isHalted, venue.month(0).lock.days]).toEqual([false, 0]);
  });

  it("keep good-till-cancelled orders through a day without trading", () => {
    const market = desk("halt_next_day");
    const { venue } = market;
    venue.stopContinuous(1);
    for (const session of [2, 3, 4]) {
      lockedDay(market, session, 1);
      settle(market, session, 1);
    }
    const month = venue.month(0);
    month.lock.action = "none";
    venue.startDay(5, 0, TIMES);
    venue.startContinuous(0);
    market.send(2, 0, 1, 1, { priceTicks: month.settlementTicks, tif: TIF_GOOD_TILL_CANCELLED });
    venue.stopContinuous(CLOSE);
    venue.expireOrders(5);
    month.lock.action = "halt_next_day";
    venue.startDay(6, 0, TIMES);
    venue.startContinuous(0);
    const slot = market.done.length;
    venue.stopContinuous(CLOSE);
    venue.expireOrders(6);
    expect([month.book.orders, market.done.length]).toEqual([1, slot]);
  });

  it("are no locks where the limit was reached within the last five minutes only", () => {
    const market = desk("forced_reduction");
    market.venue.stopContinuous(1);
    lockedDay(market, 2, 1, CLOSE - 5 * MINUTE + 1);
    expect([market.venue.month(0).lock.days, market.priceEvents.length]).toEqual([0, 0]);
  });

  it("start anew when a day ends locked at the lower limit", () => {
    const market = desk("forced_reduction");
    market.venue.stopContinuous(1);
    lockedDay(market, 2, 1);
    settle(market, 2, 1);
    lockedDay(market, 3, -1);
    expect([market.venue.month(0).lock.days, market.venue.month(0).lock.marginPercent]).toEqual([-1, 12]);
    expect(market.priceEvents.at(-1)!.type).toBe(events.PRICE_LOCKED_DOWN);
  });
});

describe("lots that wait at a locked limit price", () => {
  it("are those of closing orders, by account", () => {
    const market = desk("forced_reduction");
    market.venue.stopContinuous(1);
    lockedDay(market, 2, 1);
    expect(market.venue.lockedQueue(0, 1)).toEqual([{ account: 0, lots: 7 }]);
    expect(market.venue.lockedQueue(0, -1)).toEqual([]);
  });

  it("are those that reduce a position where the venue knows no position effect", () => {
    const market = desk("forced_reduction", false);
    market.venue.stopContinuous(1);
    const { holdings } = market;
    holdings.short[1 * holdings.instruments] = 2;
    lockedDay(market, 2, 1);
    expect(market.venue.lockedQueue(0, 1)).toEqual([{ account: 1, lots: 2 }]);
  });
});

describe("what the venue asks and tells of accounts", () => {
  it("gives position effect and role to the gate, and to participation rules with trades with oneself", () => {
    const market = desk("none");
    market.send(0, 0, -1, 2, { priceTicks: 1000, effect: EFFECT_CLOSE });
    market.send(0, 0, 1, 2, { priceTicks: 1000, effect: EFFECT_OPEN });
    expect(market.gateTrades.map(({ side, effect, role }) => [side, effect, role])).toEqual([
      [1, EFFECT_OPEN, ROLE_TAKER],
      [-1, EFFECT_CLOSE, ROLE_MAKER],
    ]);
    expect(market.asked).toEqual([
      `traded 0 0 2 ${EFFECT_OPEN} ${ROLE_TAKER}`,
      `traded 0 0 -2 ${EFFECT_CLOSE} ${ROLE_MAKER}`,
      "selfTraded 0 0",
    ]);
  });

  it("says that both sides met in an auction", () => {
    const market = desk("none");
    market.venue.stopContinuous(1);
    market.venue.openAuction();
    market.limit(0, 0, 1, 1000, 1);
    market.limit(1, 0, -1, 1000, 1);
    market.venue.startContinuous(2);
    expect(market.gateTrades.map(({ role }) => role)).toEqual([ROLE_AUCTION, ROLE_AUCTION]);
  });

  it("tells cancels of owners, not orders that the venue ends", () => {
    const market = desk("none");
    const slot = market.limit(2, 0, 1, 990, 5);
    market.limit(1, 0, -1, 990, 2);
    market.asked.length = 0;
    market.venue.admitCancel(slot, market.store.orderIdOf(slot), 2, 2);
    market.limit(2, 1, 1, 990, 4);
    market.venue.admitMassCancel(2, -1, 3);
    market.limit(2, 1, 1, 990, 4);
    market.venue.cancelAll(2, -1, ENDED_CANCELLED + 5, 3);
    expect(market.asked).toEqual(["cancelled 2 0 3 5", "cancelled 2 1 4 4"]);
  });

  it("asks the throttle for every message of an agent and participation rules for every lot more", () => {
    const market = desk("none");
    const slot = market.limit(0, 0, 1, 990, 5);
    market.refuseOrders = true;
    market.limit(0, 0, 1, 990, 5);
    const id = market.store.orderIdOf(slot);
    market.venue.admitReplace(slot, id, 0, 990, 6, 2);
    market.venue.admitReplace(slot, id, 0, 991, 4, 2);
    expect(market.rejects).toEqual([OPENING_LIMIT_EXCEEDED, OPENING_LIMIT_EXCEEDED]);
    market.refuseMessages = true;
    market.limit(0, 0, 1, 990, 5);
    market.venue.admitCancel(slot, id, 0, 3);
    expect(market.rejects.slice(2)).toEqual([MESSAGES_THROTTLED, MESSAGES_THROTTLED]);
    market.byHouse = true;
    market.limit(0, 0, 1, 990, 5);
    expect(market.rejects.length).toBe(4);
    expect(market.open["0 0 1"]).toBe(9);
  });
});
