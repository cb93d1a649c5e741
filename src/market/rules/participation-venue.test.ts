import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import type { Lots, Side } from "../../base/units.ts";
import { deepDefaults, NO_LIMITS, NO_RULES, TRADER } from "../../testing/participation-desk.ts";
import { VenueDesk } from "../../testing/venue-desk.ts";
import { ENDED_DISCONNECTED } from "../engine/order-kinds.ts";
import { FeeSchedule } from "../fees.ts";
import { type FeeParameters, feesTable } from "../fees-parameters.ts";
import {
  ABNORMAL_TRADING,
  ACCEPTED,
  MESSAGES_THROTTLED,
  OPENING_LIMIT_EXCEEDED,
  POSITION_LIMIT_EXCEEDED,
} from "../refusals.ts";
import type { AccountTraits } from "./controllers.ts";
import type { ParticipationParameters } from "./participation-parameters.ts";
import { ParticipationRules } from "./participation-rules.ts";

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

/** A venue with netting positions, its books, and the participation rules in force from the start of continuous trading. */
class RuledVenue extends VenueDesk {
  readonly rules: ParticipationRules;

  constructor(rules: Partial<ParticipationParameters>, limitLots = 0, traits: readonly Partial<AccountTraits>[] = []) {
    super({ spreads: { listed: true, ticksPerLegTick: 1, implied: true } });
    this.rules = new ParticipationRules({
      parameters: { ...NO_RULES, ...rules },
      positionLimits: [{ ...NO_LIMITS, general: { ...NO_LIMITS.general, lots: limitLots } }],
      fees: new FeeSchedule(deepDefaults(feesTable) as FeeParameters),
      accounts: [0, 1, 2, 3].map((account) => ({ ...TRADER, controller: account, ...traits[account] })),
      holdings: this.holdings,
      store: this.store,
      sessions: 100,
    });
    const { participation } = this;
    participation.message = (account, nowUs) => this.rules.message(account, nowUs);
    participation.admit = (slot, instrument, lots) => this.rules.admit(slot, instrument, lots);
    participation.traded = (account, month, side, lots, effect, role) => {
      this.rules.traded(account, month, side, lots, effect, role);
    };
    participation.selfTraded = (account, month) => {
      this.rules.selfTraded(account, month);
    };
    participation.cancelled = (account, instrument, lots) => {
      this.rules.cancelled(account, instrument, lots);
    };
    participation.bookChanged = (instrument, nowUs) => {
      this.rules.bookChanged(instrument, nowUs);
    };
    this.rules.startDay(1, epochDay(2023, 11, 15), this.venue.trading, [0, 0, 0]);
  }

  /** Sends a limit order at a moment; the reason of its refusal, 0 for none. */
  tried(account: number, index: number, side: Side, lots: Lots, priceTicks: number, nowUs = 1): number {
    const before = this.rejects.length;
    this.nowUs = nowUs;
    this.send(account, index, side, lots, { priceTicks });
    return this.rejects[before] ?? ACCEPTED;
  }

  override admit(account: number, month: number, side: Side, lots: Lots): number {
    this.opens(side)[account * this.holdings.instruments + month] += lots;
    return ACCEPTED;
  }

  override release(account: number, month: number, side: Side, lots: Lots): void {
    this.opens(side)[account * this.holdings.instruments + month] -= lots;
  }

  override trade(account: number, month: number, side: Side, lots: Lots): void {
    this.release(account, month, side, lots);
    const { long, short, instruments } = this.holdings;
    const cell = account * instruments + month;
    const net = long[cell] - short[cell] + side * lots;
    long[cell] = Math.max(0, net);
    short[cell] = Math.max(0, -net);
  }

  private opens(side: Side): Int32Array {
    return side === 1 ? this.holdings.openBuy : this.holdings.openSell;
  }
}

describe("participation rules at a venue", () => {
  it("hold a position limit through resting orders, fills, replacements and calendar spreads", () => {
    const desk = new RuledVenue({}, 10);
    expect(desk.tried(0, 0, 1, 6, 1000)).toBe(ACCEPTED);
    expect(desk.tried(1, 0, -1, 6, 1000)).toBe(ACCEPTED);
    expect(desk.tried(0, 0, 1, 5, 1000)).toBe(POSITION_LIMIT_EXCEEDED);
    expect(desk.tried(0, 2, 1, 5, 0)).toBe(POSITION_LIMIT_EXCEEDED);
    const slot = desk.limit(0, 0, 1, 1000, 4);
    desk.venue.admitReplace(slot, desk.store.orderIdOf(slot), 0, 1000, 5, 2);
    expect(desk.rejects.at(-1)).toBe(POSITION_LIMIT_EXCEEDED);
    expect(desk.store.leavesOf(slot)).toBe(4);
    desk.venue.admitCancel(slot, desk.store.orderIdOf(slot), 0, 3);
    expect(desk.tried(0, 2, 1, 4, 0)).toBe(ACCEPTED);
  });

  it("do not hinder the clearing house", () => {
    const desk = new RuledVenue({ openingLimitLots: 10, messagesPerSecond: 1 });
    expect(desk.tried(0, 0, 1, 11, 1000)).toBe(OPENING_LIMIT_EXCEEDED);
    desk.byHouse = true;
    expect(desk.tried(0, 0, 1, 11, 1000)).toBe(ACCEPTED);
  });

  it("throttle cancels too", () => {
    const desk = new RuledVenue({ messagesPerSecond: 2 });
    const slot = desk.limit(0, 0, 1, 1000, 1);
    expect(desk.tried(0, 0, 1, 1, 999)).toBe(ACCEPTED);
    desk.venue.admitCancel(slot, desk.store.orderIdOf(slot), 0, 2);
    expect(desk.rejects).toEqual([MESSAGES_THROTTLED]);
    desk.venue.admitCancel(slot, desk.store.orderIdOf(slot), 0, SECOND + 1);
    expect(desk.rejects.length).toBe(1);
  });

  it("see self-trades of one account and of two under one control, in months and by spreads", () => {
    const abnormalTrading = { ...NO_RULES.abnormalTrading, selfTrades: 3 };
    const desk = new RuledVenue({ abnormalTrading }, 0, [{ controller: 9 }, { controller: 9 }]);
    const meet = (buyer: number, seller: number, index: number, price: number): void => {
      desk.send(buyer, index, 1, 1, { priceTicks: price });
      desk.send(seller, index, -1, 1, { priceTicks: price });
    };
    meet(0, 0, 0, 1000);
    meet(0, 1, 0, 1000);
    meet(0, 3, 0, 1000);
    meet(3, 2, 2, 0);
    expect(desk.tried(1, 0, -1, 1, 1010)).toBe(ACCEPTED);
    meet(1, 0, 2, 0);
    expect(desk.tried(1, 0, 1, 5, 990)).toBe(ABNORMAL_TRADING);
    expect(desk.tried(1, 1, 1, 5, 990)).toBe(ACCEPTED);
    expect(desk.tried(3, 0, 1, 5, 990)).toBe(ACCEPTED);
  });

  it("measure a market maker's presence over a day with a break, fills by others and a lost line", () => {
    const marketMakers = { ...NO_RULES.marketMakers, months: 1, maxSpreadBp: 0, maxSpreadTicks: 10, minLots: 5 };
    const desk = new RuledVenue({ marketMakers }, 0, [{ isDesignatedMaker: true }]);
    const { venue } = desk;
    desk.tried(0, 0, 1, 5, 995, 10 * MINUTE);
    desk.tried(0, 0, -1, 5, 1005, 10 * MINUTE);
    venue.stopContinuous(20 * MINUTE);
    venue.startContinuous(50 * MINUTE);
    desk.tried(1, 0, 1, 1, 1005, 60 * MINUTE);
    desk.tried(0, 0, -1, 5, 1004, 70 * MINUTE);
    venue.cancelAll(0, -1, ENDED_DISCONNECTED, 90 * MINUTE);
    venue.stopContinuous(100 * MINUTE);
    const results = desk.rules.endDay(100 * MINUTE);
    expect(results.length).toBe(1);
    // 10 to 20, 50 to 60 and 70 to 90 of 0 to 20 and 50 to 100.
    expect(results[0].quotingUs).toBe(40 * MINUTE);
    expect(results[0].requiredUs).toBe(70 * MINUTE);
    expect(results[0].makerLots).toBe(1);
  });
});
