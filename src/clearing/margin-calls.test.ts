import { describe, expect, it } from "vitest";
import { ACCEPTED, ACCOUNT_SUSPENDED } from "../market/refusals.ts";
import { ClearingDesk, cny } from "../testing/clearing-desk.ts";
import { STATUS_CALLED, STATUS_DEFAULTED, STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import { CALL_DEFAULTED, CALL_INTRADAY, CALL_LIQUIDATED, CALL_MET, CALL_RECOVERED } from "./margin-calls.ts";

describe("margin calls", () => {
  it("are met from the credit line before the next day, and the line is paid back out of gains", () => {
    const desk = new ClearingDesk({ capitals: [1100, 1e6], credit: 5000 });
    desk.trade(0, 1, 1, 1000);
    desk.close(980);
    // Balance 900 less funding of the day; required 980.
    const [call] = desk.house.calls.calls;
    expect(desk.house.calls.calls.length).toBe(1);
    expect(desk.admit(0, 1, 1)).toBe(ACCOUNT_SUSPENDED);
    expect(desk.due()).toBe(false);
    expect(desk.status(0)).toBe(STATUS_GOOD);
    expect(call).toMatchObject({ outcome: CALL_MET, met: call!.amount, timeUs: 0, dueUs: 1, metUs: 1, endSession: 1 });
    expect(desk.held(0)).toBe(desk.house.required[0]);
    expect(desk.accounts.creditUsed[0]).toBe(call!.amount + cny(490));
    desk.close(1100);
    expect(desk.accounts.creditUsed[0]).toBe(0);
  });

  it("are not due before their deadline", () => {
    const desk = new ClearingDesk({ capitals: [1100, 1e6], credit: 5000 });
    desk.trade(0, 1, 1, 1000);
    desk.close(980);
    expect(desk.house.callsDue({ session: 1, nowUs: 0.5 })).toBe(false);
    expect(desk.status(0)).toBe(STATUS_CALLED);
  });

  it("lead to liquidation where the line ends, and to a default when nothing is left", () => {
    const desk = new ClearingDesk({ capitals: [1000, 1e6, 1e6] });
    desk.trade(0, 1, 1, 1000);
    desk.close(700);
    expect(desk.due()).toBe(true);
    expect(desk.status(0)).toBe(STATUS_LIQUIDATING);
    expect(desk.house.mustLiquidate(0)).toBe(true);
    expect(desk.admit(0, -1, 1)).toBe(ACCOUNT_SUSPENDED);
    desk.liquidate(0, 2, 1, 690);
    expect(desk.house.mustLiquidate(0)).toBe(false);
    desk.close(690);
    expect(desk.status(0)).toBe(STATUS_DEFAULTED);
    expect(desk.accounts.balance(0)).toBe(0);
    // One lot sold ten ticks below the settlement: CNY 100.
    expect(desk.house.calls.calls[0]).toMatchObject({
      outcome: CALL_DEFAULTED,
      liquidatedLots: 1,
      liquidationLoss: cny(100),
    });
  });

  it("let a called account reduce and no more", () => {
    const desk = new ClearingDesk({ capitals: [1000, 1e6], credit: 5000 });
    desk.trade(0, 1, 1, 1000);
    desk.close(990);
    expect(desk.admit(0, -1, 2)).toBe(ACCOUNT_SUSPENDED);
    expect(desk.admit(0, -1, 1)).toBe(ACCEPTED);
    expect(desk.admit(0, -1, 1)).toBe(ACCOUNT_SUSPENDED);
  });

  it("leave the bank what was drawn and never paid back", () => {
    const desk = new ClearingDesk({ capitals: [1000, 1e6, 1e6], credit: 10 });
    desk.trade(0, 1, 1, 1000);
    desk.close(700);
    desk.due();
    expect(desk.accounts.creditUsed[0]).toBe(cny(10));
    desk.liquidate(0, 2, 1, 690);
    desk.close(690);
    expect(desk.house.defaults[0]).toMatchObject({ bank: cny(10) });
    expect(desk.accounts.creditUsed[0]).toBe(0);
  });

  it("end in a good account when liquidation frees enough margin", () => {
    const desk = new ClearingDesk({ capitals: [2500, 1e6, 1e6] });
    desk.trade(0, 1, 2, 1000);
    desk.close(950);
    desk.due();
    desk.liquidate(0, 2, 1, 950);
    desk.close(950);
    expect(desk.status(0)).toBe(STATUS_GOOD);
    expect(desk.house.calls.calls[0]).toMatchObject({ outcome: CALL_LIQUIDATED, liquidatedLots: 1 });
  });
});

describe("intraday calls", () => {
  const called = (capital: number, mark: number, credit = 0) => {
    const desk = new ClearingDesk({ capitals: [capital, 1e6], credit });
    desk.trade(0, 1, 1, 1000);
    desk.close(1000, undefined, 1, false);
    return { desk, calls: desk.intraday(mark) };
  };

  it("are made where equity at the prices of the moment is below 80 % of the margin, for all that is missing", () => {
    // Margin CNY 1,000, capital 1,200: at 961 equity is 810, at 959 it is 790.
    expect(called(1200, 961).calls).toBe(0);
    const { desk, calls } = called(1200, 959);
    expect(calls).toBe(1);
    expect(desk.house.calls.calls[0]).toMatchObject({ type: CALL_INTRADAY, amount: cny(210), dueUs: 1.5 });
    expect(desk.house.intraday).toMatchObject({ cycleNo: 1, called: [0] });
    expect(desk.house.intraday.unrealised[0]).toBe(cny(-410));
    expect(desk.status(0)).toBe(STATUS_CALLED);
  });

  it("leave equity at the requirement once they are met", () => {
    const { desk } = called(1200, 959, 5000);
    desk.house.callsDue({ session: 1, nowUs: 1.5 });
    expect(desk.status(0)).toBe(STATUS_GOOD);
    const equity = desk.accounts.balance(0) + desk.house.intraday.unrealised[0]!;
    expect(equity).toBeGreaterThanOrEqual(desk.house.required[0]!);
  });

  it("lead to liquidation in the same session where they are not", () => {
    const { desk } = called(1200, 959);
    expect(desk.house.callsDue({ session: 1, nowUs: 1.5 })).toBe(true);
    expect(desk.house.mustLiquidate(0)).toBe(false);
    desk.close(959);
    expect(desk.status(0)).toBe(STATUS_LIQUIDATING);
    expect(desk.house.mustLiquidate(0)).toBe(true);
  });

  it("whose deadline lies after the close ask for all that the daily cycle finds missing, or end with the market's return", () => {
    const { desk } = called(1200, 959);
    desk.close(950, undefined, 1, false);
    expect(desk.house.calls.calls.length).toBe(1);
    expect(desk.house.calls.calls[0]).toMatchObject({ amount: cny(250), outcome: undefined });
    const other = called(1200, 959).desk;
    other.close(1000, undefined, 1, false);
    expect(other.house.calls.calls[0]).toMatchObject({ outcome: CALL_RECOVERED });
    expect(other.status(0)).toBe(STATUS_GOOD);
  });
});
