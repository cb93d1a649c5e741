import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { NO_RULES, ParticipationDesk } from "../../testing/participation-desk.ts";
import { ROLE_MAKER, ROLE_TAKER } from "../risk-gate.ts";
import type { MarketMakersParameters } from "./participation-parameters.ts";

const DAY = epochDay(2023, 11, 15);
const MINUTE = 60_000_000;
const MAKER = 0;
const TRADER = 1;

const terms: MarketMakersParameters = {
  ...NO_RULES.marketMakers,
  months: 1,
  maxSpreadBp: 0,
  maxSpreadTicks: 10,
  minLots: 5,
  presencePercent: 70,
};

/** A day of 100 minutes of continuous trading whose top of book is public from minute 0 on. */
class MakerDay {
  readonly desk: ParticipationDesk;

  constructor(changes: Partial<MarketMakersParameters> = {}) {
    this.desk = new ParticipationDesk({
      rules: { marketMakers: { ...terms, ...changes } },
      accounts: [{ isDesignatedMaker: true }, {}],
    });
    this.desk.startDay(0, DAY);
    this.makePublic(0, true);
  }

  makePublic(minute: number, isPublic: boolean): void {
    const [month] = this.desk.months;
    month.bidLots = month.askLots = isPublic ? 1 : 0;
    this.desk.rules.bookChanged(month, minute * MINUTE);
  }

  send(minute: number, side: 1 | -1, price: number, lots = 5, account = MAKER, month = 0): number {
    const slot = this.desk.order(account, month, side, lots, 0, price);
    this.desk.rules.bookChanged(this.desk.months[month], minute * MINUTE);
    return slot;
  }

  cancel(minute: number, slot: number): void {
    this.desk.cancel(slot);
    this.desk.rules.bookChanged(this.desk.months[0], minute * MINUTE);
  }

  /** Lots of a resting order of the maker's trade with a message of somebody else. */
  trade(minute: number, slot: number, lots: number, role = ROLE_MAKER): void {
    this.desk.rules.message(TRADER, minute * MINUTE);
    this.desk.fill(slot, lots, role);
    this.desk.rules.bookChanged(this.desk.months[0], minute * MINUTE);
  }

  end(continuousMinutes = 100) {
    this.desk.months[0].stats.continuousUs = continuousMinutes * MINUTE;
    return this.desk.rules.endDay(100 * MINUTE);
  }
}

function presence(day: MakerDay): number {
  return day.end()[0].presencePercent;
}

describe("obligations of market makers", () => {
  it("count the time with a bid and an ask of enough lots close enough together", () => {
    const day = new MakerDay();
    day.send(10, 1, 995);
    const ask = day.send(20, -1, 1005);
    day.cancel(95, ask);
    expect(day.end()).toEqual([
      {
        account: MAKER,
        instrument: 0,
        requiredUs: 100 * MINUTE,
        quotingUs: 75 * MINUTE,
        presencePercent: 75,
        isMet: true,
        makerLots: 0,
        amount: 0,
      },
    ]);
  });

  it("do not count quotes that are too wide in ticks or in basis points, or too small", () => {
    const wide = new MakerDay();
    wide.send(0, 1, 995);
    wide.send(0, -1, 1006);
    expect(presence(wide)).toBe(0);
    const quote = (maxSpreadBp: number): number => {
      const day = new MakerDay({ maxSpreadTicks: 0, maxSpreadBp });
      day.send(0, 1, 995);
      day.send(0, -1, 1005);
      return presence(day);
    };
    expect([quote(99), quote(100), quote(0)]).toEqual([0, 100, 100]);
    const small = new MakerDay();
    small.send(0, 1, 995, 4);
    small.send(0, -1, 1005, 5);
    expect(presence(small)).toBe(0);
  });

  it("look past a better order that is too small to a deeper one that is large enough", () => {
    const day = new MakerDay();
    day.send(0, 1, 999, 1);
    day.send(0, 1, 995, 5);
    day.send(0, -1, 1005, 5);
    expect(presence(day)).toBe(100);
  });

  it("end with a fill by somebody else that leaves too few lots, and go on with a new order", () => {
    const day = new MakerDay();
    const bid = day.send(0, 1, 995, 8);
    day.send(0, -1, 1005);
    day.trade(30, bid, 3);
    day.trade(40, bid, 1);
    day.send(60, 1, 995);
    const [result] = day.end();
    expect(result.quotingUs).toBe(80 * MINUTE);
    expect(result.makerLots).toBe(4);
  });

  it("do not take another account's order in a slot used again for the maker's", () => {
    const day = new MakerDay();
    day.send(0, 1, 995);
    const ask = day.send(0, -1, 1005);
    day.trade(50, ask, 5);
    expect(day.send(50, -1, 1005, 5, TRADER)).toBe(ask);
    day.send(50, 1, 990);
    expect(presence(day)).toBe(50);
  });

  it("do not count while the book is not public: breaks, auctions, halts", () => {
    const day = new MakerDay();
    day.send(0, 1, 995);
    day.send(0, -1, 1005);
    day.makePublic(20, false);
    day.makePublic(45, true);
    expect(presence(day)).toBe(75);
  });

  it("hold only in the nearest months, and only for those designated", () => {
    const day = new MakerDay();
    for (const month of [0, 1]) {
      day.send(0, 1, 995, 5, TRADER, month);
      day.send(0, -1, 1005, 5, TRADER, month);
    }
    day.desk.months[1].stats.continuousUs = 100 * MINUTE;
    expect(day.end().map(({ account, instrument, isMet }) => [account, instrument, isMet])).toEqual([
      [MAKER, 0, false],
    ]);
    expect(new MakerDay({ months: 0 }).end()).toEqual([]);
    const both = new MakerDay({ months: 2 });
    both.desk.months[1].stats.continuousUs = 100 * MINUTE;
    expect(both.end().map(({ instrument }) => instrument)).toEqual([0, 1]);
  });

  it("owe nothing in a month that did not trade, and remember orders that rest from the day before", () => {
    const day = new MakerDay();
    expect(day.end(0)).toEqual([]);
    const next = new MakerDay();
    next.send(0, 1, 995);
    next.send(0, -1, 1005);
    next.end();
    next.desk.startDay(1, DAY + 1);
    next.makePublic(0, true);
    expect(presence(next)).toBe(100);
  });

  it("pay back the share of the fees on lots traded as maker and an amount per lot, if met", () => {
    // 10 lots at 1000 ticks of CNY 10 a lot: CNY 100,000, of which 0.05 per mille is CNY 5; half of it, and CNY 0.3 a lot.
    const day = new MakerDay({ rebatePercent: 50, rebatePerLot: 0.3, penalty: 200, presencePercent: 40 });
    const bid = day.send(0, 1, 995, 20);
    day.send(0, -1, 1005);
    day.trade(50, bid, 10);
    day.trade(50, bid, 2, ROLE_TAKER);
    const [result] = day.end();
    expect(result.makerLots).toBe(10);
    expect(result.amount).toBe(25_000 + 30_000);
  });

  it("charge the penalty, if not met", () => {
    const day = new MakerDay({ rebatePercent: 50, rebatePerLot: 0.3, penalty: 200 });
    expect(day.end()[0].amount).toBe(-2_000_000);
  });
});
