import { describe, expect, it } from "vitest";
import { NO_RULES, TRADER } from "../../testing/participation-desk.ts";
import { OrderToTrade } from "./order-to-trade.ts";

const terms = { ...NO_RULES.orderToTrade, perMessage: 0.1, freeMessages: 10, freePerTrade: 2.5 };

function day(rule: OrderToTrade, account: number, messages: number, trades: number): void {
  for (let k = 0; k < messages; k++) rule.message(account);
  for (let k = 0; k < trades; k++) rule.traded(account);
}

describe("order-to-trade charge", () => {
  it("charges messages beyond the free ones and those that trades make free: 30 - 10 - 2.5 x 3 = 12.5, 13 at 0.1", () => {
    const rule = new OrderToTrade(terms, [TRADER, TRADER]);
    day(rule, 0, 30, 3);
    day(rule, 1, 30, 8);
    expect(rule.charges()).toEqual([{ account: 0, messages: 30, trades: 3, charged: 13, amount: 13_000 }]);
  });

  it("begins anew every day", () => {
    const rule = new OrderToTrade(terms, [TRADER]);
    day(rule, 0, 30, 0);
    rule.startDay();
    day(rule, 0, 11, 0);
    expect(rule.charges()).toEqual([{ account: 0, messages: 11, trades: 0, charged: 1, amount: 1000 }]);
  });

  it("leaves members' house accounts out, and market makers where the rulebook does", () => {
    const accounts = [
      { ...TRADER, isMember: true },
      { ...TRADER, isDesignatedMaker: true },
    ];
    const owing = (rule: OrderToTrade) => {
      day(rule, 0, 30, 0);
      day(rule, 1, 30, 0);
      return rule.charges().map(({ account }) => account);
    };
    expect(owing(new OrderToTrade(terms, accounts))).toEqual([]);
    expect(owing(new OrderToTrade({ ...terms, makersExempt: false }, accounts))).toEqual([1]);
  });

  it("charges nobody without an amount", () => {
    const rule = new OrderToTrade({ ...terms, perMessage: 0 }, [TRADER]);
    day(rule, 0, 100, 0);
    expect(rule.charges()).toEqual([]);
  });
});
