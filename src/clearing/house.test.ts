import { beforeEach, describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { FEE_OBLIGATION_PENALTY, FEE_OPEN, FEE_SETTLEMENT } from "../market/fees.ts";
import { ACCEPTED, INSUFFICIENT_MARGIN } from "../market/refusals.ts";
import { ClearingDesk, cny } from "../testing/clearing-desk.ts";
import { FLOW_PENALTY, FLOW_PERPETUAL_FUNDING } from "./cash-flows.ts";

let desk: ClearingDesk;

describe("the daily cycle", () => {
  beforeEach(() => {
    desk = new ClearingDesk({ capitals: [5000, 5000, 5000] });
  });

  const variation = () => [0, 1, 2].map((account) => desk.house.variation[account]);

  it("marks the day's trades from their own price and carried positions from the last settlement", () => {
    desk.trade(0, 1, 2, 1005);
    desk.close(1010);
    // 2 lots x 5 ticks x CNY 10.
    expect(variation()).toEqual([cny(100), cny(-100), 0]);
    desk.trade(2, 0, 1, 1008);
    desk.close(1000);
    // Agent 0 carried 2 lots (-10 ticks each) and sold 1 at 8 above the settlement; agent 2 bought it.
    expect(variation()).toEqual([cny(-200 + 80), cny(200), cny(-80)]);
    expect(desk.house.positions.openInterest(desk.month.index)).toBe(2);
  });

  it("asks for initial margin at the tier of the next day and holds it", () => {
    desk.trade(0, 1, 2, 1000);
    desk.close(1000);
    expect(desk.house.required[0]).toBe(cny(2000));
    expect(desk.held(0)).toBe(cny(2000));
    desk.day = epochDay(2024, 1, 31);
    desk.close(1000);
    expect(desk.house.required[0]).toBe(cny(3000));
    desk.day = epochDay(2024, 2, 29);
    desk.close(1000);
    expect(desk.house.required[0]).toBe(cny(4000));
  });

  it("asks for what a locked market needs: 12 % after D1 locked, for orders too", () => {
    desk.trade(0, 1, 2, 1000);
    desk.close(1000, undefined, 1, false, 12);
    expect(desk.house.required[0]).toBe(cny(2400));
    // CNY 2,600 are left: two lots of 1,200.
    expect(desk.admit(0, 1, 3)).toBe(INSUFFICIENT_MARGIN);
    expect(desk.admit(0, 1, 2)).toBe(ACCEPTED);
  });

  it("charges money tied up and pays interest on gains beyond the margin", () => {
    desk.trade(0, 1, 1, 1000);
    desk.close(1000, undefined, 3);
    // CNY 1,000 of margin for 3 days at 3.65 %: 30 fen. CNY 0.30 = 3000 units.
    expect(desk.accounts.balance(0)).toBe(cny(5000) - 3000);
    desk.close(1300);
    // Margin 1,300, gain 3,000: 1,700 at 1.825 % for a day; the seller has 4,300 tied up at 3.65 %.
    expect(desk.accounts.balance(0)).toBe(cny(8000) - 3000 + 850);
    expect(desk.accounts.balance(1)).toBe(cny(2000) - 3000 - 4300);
  });

  it("accrues funding from day to day and pays it when the month is over", () => {
    desk.trade(0, 1, 1, 1000);
    desk.close(1000, undefined, 1, false);
    expect(desk.accounts.balance(0)).toBe(cny(5000));
    desk.close(1000);
    expect(desk.accounts.balance(0)).toBe(cny(5000) - 2000);
  });

  it("charges fees to both sides per mille of value, and adds them up by kind", () => {
    desk = new ClearingDesk({ capitals: [5000, 5000], perMille: 0.05 });
    desk.trade(0, 1, 2, 1000);
    // 20,000 x 0.05 per mille = CNY 1.
    expect(desk.accounts.balance(0)).toBe(cny(4999));
    expect(desk.accounts.ledger.balance(desk.accounts.fees)).toBe(cny(2));
    desk.close(1000, cny(10_000));
    const rows: number[][] = [];
    desk.house.fees.flush((...row) => rows.push(row));
    expect(rows).toEqual([
      [0, FEE_OPEN, 2, cny(1)],
      [0, FEE_SETTLEMENT, 2, cny(1)],
      [1, FEE_OPEN, 2, cny(1)],
      [1, FEE_SETTLEMENT, 2, cny(1)],
    ]);
  });

  it("books what a rule charges as a penalty", () => {
    desk.house.fees.charge(1, desk.month.index, FEE_OBLIGATION_PENALTY, 0, cny(7));
    const flows: number[][] = [];
    desk.house.flows.flush((kind, account, _, amount) => flows.push([kind, account, amount]));
    expect(flows).toEqual([[FLOW_PENALTY, 1, cny(-7)]]);
    expect(desk.accounts.balance(1)).toBe(cny(4993));
  });

  it("settles finally in cash, to the last unit of money, and leaves no position and no margin", () => {
    desk.trade(0, 1, 3, 1000);
    desk.close(1000);
    const cost = cny(5000) - desk.accounts.balance(0);
    desk.close(1002, 100_123_457);
    expect(desk.accounts.balance(0)).toBe(cny(5000) - cost + 3 * 123_457);
    expect(desk.house.positions.openInterest(desk.month.index)).toBe(0);
    expect(desk.held(0)).toBe(0);
    expect(desk.house.required[0]).toBe(0);
  });

  it("refuses open orders at the final settlement", () => {
    desk.admit(0, 1, 1);
    expect(() => desk.close(1000, cny(10_000))).toThrow("open orders after a month's last trading day");
  });

  it("settles legs of spreads that traded between two ticks to the whole unit", () => {
    desk.trade(0, 1, 3, 1000.2);
    desk.close(1001);
    // 3 lots x 0.8 ticks x CNY 10.
    expect(variation().slice(0, 2)).toEqual([cny(24), cny(-24)]);
  });

  it("takes forced reductions at their own price into the day's variation margin", () => {
    desk.trade(0, 1, 3, 1000);
    desk.close(1000);
    desk.house.transfer(0, 1, desk.month.index, 2, 1050);
    expect([desk.position(0), desk.position(1)]).toEqual([1, -1]);
    desk.close(1040);
    // Two lots gained 50 ticks, one 40; a tick is CNY 10.
    expect(variation().slice(0, 2)).toEqual([cny(1400), cny(-1400)]);
    expect(desk.house.positions.openInterest(desk.month.index)).toBe(1);
  });

  it("lets the longs of a perpetual pay its shorts, and the other way round", () => {
    desk.trade(0, 1, 3, 1000);
    desk.house.payPerpetualFunding(desk.month.index, 1234);
    expect([0, 1, 2].map((account) => desk.accounts.balance(account) - cny(5000))).toEqual([-3702, 3702, 0]);
    desk.house.payPerpetualFunding(desk.month.index, -1234);
    expect(desk.accounts.balance(0)).toBe(cny(5000));
    desk.house.payPerpetualFunding(desk.month.index, 1);
    const kinds = new Set<number>();
    desk.house.flows.flush((kind) => kinds.add(kind));
    expect([...kinds]).toEqual([FLOW_PERPETUAL_FUNDING]);
  });

  it("discloses the day: margin, variation margin, breaches of margin held", () => {
    desk.trade(0, 1, 2, 1000);
    desk.close(1000);
    expect(desk.house.figures).toMatchObject({ imRequired: cny(4000), imHeld: cny(4000), vmPaid: 0, breaches: 0 });
    // Agent 0 loses 150 ticks on two lots, CNY 3,000; CNY 2,000 were held for it.
    desk.close(850);
    expect(desk.house.figures).toMatchObject({
      breaches: 1,
      breachMoney: cny(1000),
      vmPaid: cny(3000),
      openInterest: cny(17_000),
      membersInDefault: 0,
    });
  });

  it("closes what is open at the run's end and returns everything", () => {
    desk.trade(0, 1, 2, 1000);
    desk.close(1000);
    desk.house.closeBooks();
    expect([desk.held(0), desk.position(0), desk.house.required[0]]).toEqual([0, 0, 0]);
  });
});
