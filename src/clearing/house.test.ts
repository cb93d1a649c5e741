import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { MONEY_PER_UNIT, type Side } from "../base/units.ts";
import { ACCEPTED, ACCOUNT_SUSPENDED, INSUFFICIENT_MARGIN } from "../market/refusals.ts";
import { testMonth } from "../testing/venue-parameters.ts";
import { Accounts, STATUS_DEFAULTED, STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import { ClearingHouse } from "./house.ts";
import type { ClearingParameters } from "./parameters.ts";

const parameters: ClearingParameters = {
  margin: { basePercent: 10, monthBeforePercent: 15, deliveryMonthPercent: 20 },
  borrowPercentPerYear: 3.65,
  depositPercentPerYear: 1.825,
  liquidation: { intervalMinutes: 5, slicePercentOfDepth: 200 },
  houseCapitalCny: 1000,
};
/** A tick of one lot is CNY 10; a lot at 1000 ticks is worth CNY 10,000. */
const month = testMonth(2);
const day = epochDay(2024, 1, 10);
const cny = (amount: number): number => amount * MONEY_PER_UNIT;

let accounts: Accounts;
let house: ClearingHouse;

function start(capitals: readonly number[], credit = 0, perMille = 0): void {
  const terms = capitals.map((capitalCny, i) => ({ name: `agent-${i}`, capitalCny, creditCny: credit }));
  accounts = new Accounts(terms, parameters.houseCapitalCny);
  house = new ClearingHouse(parameters, { perMille, settlementPerMille: perMille }, accounts, 3);
  house.list(month, day);
}

/** Both sides of a trade, as the venue reports it. */
function trade(buyer: number, seller: number, lots: number, price: number): void {
  const sides: [number, Side][] = [
    [buyer, 1],
    [seller, -1],
  ];
  for (const [account, side] of sides) {
    expect(house.admit(account, month.index, side, lots)).toBe(ACCEPTED);
    house.trade(account, month.index, side, lots, price);
  }
}

function close(settlementTicks: number, finalMoneyPerLot?: number, days = 1): void {
  house.closeDay(0, day + days, days, true, [{ month, settlementTicks, finalMoneyPerLot }]);
}

describe("the daily cycle", () => {
  beforeEach(() => start([5000, 5000, 5000]));

  it("marks the day's trades from their own price and carried positions from the last settlement", () => {
    trade(0, 1, 2, 1005);
    close(1010);
    // 2 lots x 5 ticks x CNY 10.
    expect([0, 1, 2].map((i) => house.variation[i])).toEqual([cny(100), cny(-100), 0]);
    trade(2, 0, 1, 1008);
    close(1000);
    // Agent 0 carried 2 lots (-10 ticks each) and sold 1 at 8 above the settlement; agent 2 bought it.
    expect([0, 1, 2].map((i) => house.variation[i])).toEqual([cny(-200 + 80), cny(200), cny(-80)]);
    expect(house.positions.openInterest(month.index)).toBe(2);
  });

  it("asks for initial margin at the tier of the next day and holds it", () => {
    trade(0, 1, 2, 1000);
    close(1000);
    expect(house.required[0]).toBe(cny(2000));
    expect(accounts.ledger.balance(accounts.held[0]!)).toBe(cny(2000));
    house.closeDay(1, epochDay(2024, 2, 1), 1, true, [{ month, settlementTicks: 1000, finalMoneyPerLot: undefined }]);
    expect(house.required[0]).toBe(cny(3000));
    house.closeDay(2, epochDay(2024, 3, 1), 1, true, [{ month, settlementTicks: 1000, finalMoneyPerLot: undefined }]);
    expect(house.required[0]).toBe(cny(4000));
  });

  it("charges money tied up and pays interest on gains beyond the margin", () => {
    trade(0, 1, 1, 1000);
    close(1000, undefined, 3);
    // CNY 1,000 of margin for 3 days at 3.65 %: 30 fen. CNY 0.30 = 3000 units.
    expect(accounts.balance(0)).toBe(cny(5000) - 3000);
    close(1300, undefined, 1);
    // Margin 1,300, gain 3,000: 1,700 at 1.825 % for a day; the seller has 4,300 tied up at 3.65 %.
    expect(accounts.balance(0)).toBe(cny(8000) - 3000 + 850);
    expect(accounts.balance(1)).toBe(cny(2000) - 3000 - 4300);
  });

  it("accrues funding from day to day and pays it when the month is over", () => {
    trade(0, 1, 1, 1000);
    const settlements = [{ month, settlementTicks: 1000, finalMoneyPerLot: undefined }];
    house.closeDay(0, day + 1, 1, false, settlements);
    expect(accounts.balance(0)).toBe(cny(5000));
    house.closeDay(1, day + 2, 1, true, settlements);
    expect(accounts.balance(0)).toBe(cny(5000) - 2000);
  });

  it("charges fees to both sides per mille of value", () => {
    start([5000, 5000], 0, 0.05);
    trade(0, 1, 2, 1000);
    // 20,000 x 0.05 per mille = CNY 1.
    expect(accounts.balance(0)).toBe(cny(4999));
    expect(accounts.ledger.balance(accounts.fees)).toBe(cny(2));
  });

  it("settles finally in cash, to the last unit of money, and leaves no position and no margin", () => {
    trade(0, 1, 3, 1000);
    close(1000);
    const cost = cny(5000) - accounts.balance(0);
    close(1002, 100_123_457);
    expect(accounts.balance(0)).toBe(cny(5000) - cost + 3 * 123_457);
    expect(house.positions.openInterest(month.index)).toBe(0);
    expect(accounts.ledger.balance(accounts.held[0]!)).toBe(0);
    expect(house.required[0]).toBe(0);
  });

  it("holds margin for orders that stay open overnight, at the new price", () => {
    expect(house.admit(0, month.index, 1, 4)).toBe(ACCEPTED);
    close(1200);
    expect(house.required[0]).toBe(0);
    // Four lots at CNY 1,200 of margin each are held of CNY 5,000.
    expect(house.admit(0, month.index, 1, 1)).toBe(INSUFFICIENT_MARGIN);
    house.release(0, month.index, 1, 4);
    expect(house.admit(0, month.index, 1, 4)).toBe(ACCEPTED);
  });

  it("settles legs of spreads that traded between two ticks to the whole unit", () => {
    for (const [account, side] of [
      [0, 1],
      [1, -1],
    ] as const) {
      house.admit(account, month.index, side, 3);
      house.trade(account, month.index, side, 3, 1000.2);
    }
    close(1001);
    // 3 lots x 0.8 ticks x CNY 10.
    expect([0, 1].map((i) => house.variation[i])).toEqual([cny(24), cny(-24)]);
  });

  it("refuses open orders at the final settlement", () => {
    house.admit(0, month.index, 1, 1);
    expect(() => close(1000, cny(10_000))).toThrow("open orders after a month's last trading day");
  });
});

describe("the hold for open orders", () => {
  beforeEach(() => start([2500]));

  it("covers the larger of all buys and all sells, with the position", () => {
    expect(house.admit(0, month.index, 1, 2)).toBe(ACCEPTED);
    expect(house.admit(0, month.index, -1, 2)).toBe(ACCEPTED);
    expect(house.admit(0, month.index, 1, 1)).toBe(INSUFFICIENT_MARGIN);
    house.release(0, month.index, 1, 1);
    expect(house.admit(0, month.index, 1, 1)).toBe(ACCEPTED);
  });

  it("lets an account reduce what it cannot afford", () => {
    start([2500, 1e6]);
    trade(0, 1, 2, 1000);
    accounts.ledger.post(accounts.free[0]!, accounts.outside, cny(2500));
    expect(house.admit(0, month.index, 1, 1)).toBe(INSUFFICIENT_MARGIN);
    expect(house.admit(0, month.index, -1, 2)).toBe(ACCEPTED);
  });
});

describe("margin calls", () => {
  it("are met from the credit line before the next day, and the line is paid back out of gains", () => {
    start([1100, 1e6], 5000);
    trade(0, 1, 1, 1000);
    close(980);
    // Balance 900 less funding of the day; required 980.
    expect(house.calls.calls.length).toBe(1);
    expect(house.admit(0, month.index, 1, 1)).toBe(ACCOUNT_SUSPENDED);
    house.callsDue(1);
    expect(accounts.status[0]).toBe(STATUS_GOOD);
    expect(house.calls.calls[0]).toMatchObject({ outcome: 0, met: house.calls.calls[0]!.amount, endSession: 1 });
    const used = accounts.creditUsed[0]!;
    expect(used).toBe(house.calls.calls[0]!.amount + cny(490));
    close(1100);
    expect(accounts.creditUsed[0]).toBe(0);
  });

  it("lead to liquidation where the line ends, and to a default paid by the house and beyond it by nobody", () => {
    start([1000, 1e6, 1e6]);
    trade(0, 1, 1, 1000);
    close(700);
    house.callsDue(1);
    expect(accounts.status[0]).toBe(STATUS_LIQUIDATING);
    expect(house.mustLiquidate(0)).toBe(true);
    expect(house.largestPosition(0)).toBe(month.index);
    expect(house.admit(0, month.index, -1, 1)).toBe(ACCOUNT_SUSPENDED);
    house.isLiquidating = true;
    trade(2, 0, 1, 690);
    expect(house.mustLiquidate(0)).toBe(false);
    close(690);
    expect(accounts.status[0]).toBe(STATUS_DEFAULTED);
    const [failed] = house.calls.defaults;
    // It lost CNY 3,100 and had 1,000 less two days of funding.
    expect(failed!.loss).toBeGreaterThan(cny(2100));
    expect(failed).toMatchObject({ house: cny(1000), uncovered: failed!.loss - cny(1000) });
    expect(accounts.balance(0)).toBe(0);
    expect(accounts.ledger.balance(accounts.deficit)).toBe(-failed!.uncovered);
  });

  it("let a called account reduce and no more", () => {
    start([1000, 1e6], 5000);
    trade(0, 1, 1, 1000);
    close(990);
    expect(house.admit(0, month.index, -1, 2)).toBe(ACCOUNT_SUSPENDED);
    expect(house.admit(0, month.index, -1, 1)).toBe(ACCEPTED);
    expect(house.admit(0, month.index, -1, 1)).toBe(ACCOUNT_SUSPENDED);
  });

  it("leave the bank what was drawn and never paid back", () => {
    start([1000, 1e6, 1e6], 10);
    trade(0, 1, 1, 1000);
    close(700);
    house.callsDue(1);
    expect(accounts.creditUsed[0]).toBe(cny(10));
    house.isLiquidating = true;
    trade(2, 0, 1, 690);
    close(690);
    expect(house.calls.defaults[0]).toMatchObject({ bank: cny(10) });
    expect(accounts.creditUsed[0]).toBe(0);
  });

  it("end in a good account when liquidation frees enough margin", () => {
    start([2500, 1e6, 1e6]);
    trade(0, 1, 2, 1000);
    close(950);
    house.callsDue(1);
    house.isLiquidating = true;
    trade(2, 0, 1, 950);
    close(950);
    expect(accounts.status[0]).toBe(STATUS_GOOD);
    expect(house.calls.calls[0]).toMatchObject({ outcome: 1, liquidatedLots: 1 });
  });
});

describe("over any trades and settlements", () => {
  it("money and positions add up to zero, required margin is held or called, nothing is left after the end", () => {
    const step = fc.record({
      trades: fc.array(
        fc.tuple(fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: 20 }), fc.integer({ min: -50, max: 50 })),
        {
          maxLength: 8,
        },
      ),
      move: fc.integer({ min: -70, max: 70 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        start([50_000, 20_000, 5_000, 1e9], 1000, 0.05);
        let price = 1000;
        for (const { trades, move } of steps) {
          for (const [buyer, seller, lots, away] of trades) {
            if (buyer === seller) continue;
            if (house.admit(buyer, month.index, 1, lots) !== ACCEPTED) continue;
            if (house.admit(seller, month.index, -1, lots) !== ACCEPTED) {
              house.release(buyer, month.index, 1, lots);
              continue;
            }
            house.trade(buyer, month.index, 1, lots, price + away);
            house.trade(seller, month.index, -1, lots, price + away);
          }
          price += move;
          close(price);
          house.positions.openInterest(month.index);
          for (let i = 0; i < 4; i++) {
            const held = accounts.ledger.balance(accounts.held[i]!);
            if (accounts.status[i] === STATUS_GOOD) expect(held).toBe(house.required[i]);
            else expect(held).toBeLessThanOrEqual(house.required[i]!);
          }
          house.callsDue(1);
        }
        close(price, price * month.tickMoney + 7);
        expect(house.positions.openInterest(month.index)).toBe(0);
        expect([0, 1, 2, 3].map((i) => accounts.ledger.balance(accounts.held[i]!))).toEqual([0, 0, 0, 0]);
      }),
      { seed: 20260322, numRuns: 200 },
    );
  });
});
