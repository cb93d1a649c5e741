import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { NO_RULES, ParticipationDesk } from "../../testing/participation-desk.ts";
import { EFFECT_CLOSE, EFFECT_OPEN } from "../engine/order-kinds.ts";
import { ABNORMAL_TRADING } from "../refusals.ts";
import type { AbnormalTradingParameters } from "./participation-parameters.ts";

const refused = -ABNORMAL_TRADING;
const DAY = epochDay(2023, 11, 15);
const ACCOUNTS = [{ controller: 1 }, { controller: 1 }, {}, { controller: 1, isDesignatedMaker: true }];

/** SHFE's counts: 5 self-trades, 500 cancels, 50 of orders of at least 80 % of the largest allowed, here 500 lots. */
function shfe(changes: Partial<AbnormalTradingParameters> = {}): ParticipationDesk {
  const abnormalTrading = { ...NO_RULES.abnormalTrading, selfTrades: 5, cancels: 500, largeCancels: 50, ...changes };
  const desk = new ParticipationDesk({ rules: { positionEffect: true, abnormalTrading }, accounts: ACCOUNTS });
  desk.startDay(0, DAY);
  return desk;
}

function mayOpen(desk: ParticipationDesk, account: number, month = 0): boolean {
  const slot = desk.order(account, month, 1, 1, EFFECT_OPEN);
  expect(slot === refused || slot >= 0).toBe(true);
  return slot >= 0;
}

function cancels(desk: ParticipationDesk, account: number, n: number, lots: number): void {
  for (let k = 0; k < n; k++) desk.cancel(desk.order(account, 0, 1, lots, EFFECT_OPEN));
}

function meet(desk: ParticipationDesk, buyer: number, seller: number): void {
  desk.book(buyer, 0, 1, 1, EFFECT_OPEN);
  desk.book(seller, 0, -1, 1, EFFECT_OPEN);
  if (buyer === seller) desk.rules.selfTraded(buyer, desk.months[0]);
}

describe("abnormal trading", () => {
  it("bars from opening after the fifth self-trade, whether of one account or of two under one control", () => {
    const desk = shfe();
    for (let k = 0; k < 2; k++) meet(desk, 0, 0);
    for (let k = 0; k < 2; k++) meet(desk, 1, 0);
    meet(desk, 2, 0);
    meet(desk, 0, 2);
    expect(mayOpen(desk, 0)).toBe(true);
    meet(desk, 0, 1);
    expect(mayOpen(desk, 0)).toBe(false);
    expect(mayOpen(desk, 1)).toBe(false);
    expect(mayOpen(desk, 2)).toBe(true);
  });

  it("bars from opening after the 500th cancel", () => {
    const desk = shfe();
    cancels(desk, 0, 499, 1);
    expect(mayOpen(desk, 0)).toBe(true);
    cancels(desk, 1, 1, 1);
    expect(mayOpen(desk, 0)).toBe(false);
  });

  it("bars from opening after the 50th cancel of at least 400 of 500 lots", () => {
    const desk = shfe();
    cancels(desk, 0, 49, 400);
    cancels(desk, 0, 10, 399);
    expect(mayOpen(desk, 0)).toBe(true);
    cancels(desk, 0, 1, 500);
    expect(mayOpen(desk, 0)).toBe(false);
  });

  it("leaves closing, other listed months and the next day alone", () => {
    const desk = shfe();
    desk.book(0, 0, -1, 1, EFFECT_OPEN);
    cancels(desk, 0, 500, 1);
    expect(mayOpen(desk, 0)).toBe(false);
    expect(desk.order(0, 0, 1, 1, EFFECT_CLOSE)).toBeGreaterThanOrEqual(0);
    expect(mayOpen(desk, 0, 1)).toBe(true);
    desk.startDay(1, DAY + 1);
    expect(mayOpen(desk, 0)).toBe(true);
  });

  it("leaves designated market makers out where the rulebook does", () => {
    const desk = shfe();
    cancels(desk, 3, 500, 1);
    expect(mayOpen(desk, 3)).toBe(true);
    expect(mayOpen(desk, 0)).toBe(true);
    const strict = shfe({ makersExempt: false });
    cancels(strict, 3, 500, 1);
    expect(mayOpen(strict, 3)).toBe(false);
  });

  it("never bars anybody with thresholds of zero", () => {
    const desk = shfe({ cancels: 0, selfTrades: 0, largeCancels: 0 });
    cancels(desk, 0, 600, 500);
    for (let k = 0; k < 10; k++) meet(desk, 0, 0);
    expect(mayOpen(desk, 0)).toBe(true);
  });
});
