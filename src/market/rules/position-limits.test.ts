import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { type DeskOptions, NO_LIMITS, ParticipationDesk } from "../../testing/participation-desk.ts";
import { EFFECT_CLOSE, EFFECT_OPEN } from "../engine/order-kinds.ts";
import { POSITION_LIMIT_EXCEEDED } from "../refusals.ts";
import type { PositionLimits } from "./position-limit-parameters.ts";

const NONE = NO_LIMITS.general;
const EARLY = epochDay(2023, 11, 15);

const tenLots: Partial<PositionLimits> = { general: { ...NONE, lots: 10 } };
const refused = -POSITION_LIMIT_EXCEEDED;

function netting(options: DeskOptions = {}): ParticipationDesk {
  const desk = new ParticipationDesk({ limits: tenLots, ...options });
  desk.startDay(0, EARLY);
  return desk;
}

function gross(options: DeskOptions = {}): ParticipationDesk {
  return netting({ ...options, rules: { positionEffect: true } });
}

describe("position limits by phase", () => {
  /** The listed month delivers in January 2024 and trades last in session 20. */
  function limitOn(limits: Partial<PositionLimits>, session: number, day: number, openInterest = 0, use = 0): number {
    const desk = new ParticipationDesk({ limits, months: [{ lastSession: 20 }] });
    desk.months[0].openInterest = openInterest;
    desk.startDay(session, day, [use]);
    return desk.rules.positionLimits.ofAccount(0, 0);
  }

  it("has none where the contract names none", () => {
    expect(limitOn({}, 0, EARLY)).toBe(Infinity);
  });

  it("as SHFE copper: 10 % of open interest or 8,000; 3,000 in the month before; 1,000 in the delivery month", () => {
    const copper = {
      general: { percentOfOpenInterest: 10, percentOfMonthUse: 0, lots: 8000 },
      monthBefore: { ...NONE, lots: 3000 },
      deliveryMonth: { ...NONE, lots: 1000 },
    };
    expect(limitOn(copper, 0, EARLY, 79_999)).toBe(8000);
    expect(limitOn(copper, 0, EARLY, 123_456)).toBe(12_345);
    expect(limitOn(copper, 0, epochDay(2023, 11, 30), 0)).toBe(8000);
    expect(limitOn(copper, 0, epochDay(2023, 12, 1), 900_000)).toBe(3000);
    expect(limitOn(copper, 0, epochDay(2024, 1, 2), 900_000)).toBe(1000);
  });

  it("as token futures: 10 % of open interest, never below 5 / 5 / 2.5 % of a month's national use", () => {
    const tokens = {
      general: { percentOfOpenInterest: 10, percentOfMonthUse: 5, lots: 0 },
      monthBefore: { percentOfOpenInterest: 10, percentOfMonthUse: 5, lots: 0 },
      deliveryMonth: { percentOfOpenInterest: 10, percentOfMonthUse: 2.5, lots: 0 },
    };
    // 140 trillion tokens a day for 31 days in lots of 1e10: 434,000 lots.
    expect(limitOn(tokens, 0, EARLY, 100_000, 434_000)).toBe(21_700);
    expect(limitOn(tokens, 0, EARLY, 300_000, 434_000)).toBe(30_000);
    expect(limitOn(tokens, 0, epochDay(2023, 12, 1), 100_000, 434_000)).toBe(21_700);
    expect(limitOn(tokens, 0, epochDay(2024, 1, 2), 100_000, 434_000)).toBe(10_850);
  });

  it("as NYMEX GPU1: 7,500 lots on the last three trading days, none before", () => {
    const gpu1 = { lastDays: { ...NONE, days: 3, lots: 7500 } };
    const day = epochDay(2024, 1, 26);
    expect(limitOn(gpu1, 17, day)).toBe(Infinity);
    expect(limitOn(gpu1, 18, day)).toBe(7500);
    expect(limitOn(gpu1, 20, day)).toBe(7500);
  });

  it("knows no last days where the month expires after the run, nor any phase of a perpetual", () => {
    const limits = {
      general: { ...NONE, lots: 9 },
      deliveryMonth: { ...NONE, lots: 3 },
      lastDays: { ...NONE, days: 3, lots: 1 },
    };
    const late = epochDay(2024, 1, 30);
    const desk = new ParticipationDesk({
      limits,
      months: [{ lastSession: 100 }, { isPerpetual: true, lastSession: 20 }],
    });
    desk.startDay(99, late);
    expect(desk.rules.positionLimits.ofAccount(0, 0)).toBe(3);
    expect(desk.rules.positionLimits.ofAccount(0, 1)).toBe(9);
  });

  it("keeps a phase's limit where a later one names nothing, and is never below one lot", () => {
    expect(limitOn(tenLots, 19, epochDay(2024, 1, 30))).toBe(10);
    expect(limitOn({ general: { ...NONE, percentOfOpenInterest: 10 } }, 0, EARLY, 4)).toBe(1);
  });
});

describe("position limits of one account", () => {
  it("takes orders up to the limit, open ones included, on each side", () => {
    const desk = netting();
    expect(desk.order(0, 0, 1, 6)).toBeGreaterThanOrEqual(0);
    expect(desk.order(0, 0, 1, 5)).toBe(refused);
    expect(desk.order(0, 0, 1, 4)).toBeGreaterThanOrEqual(0);
    expect(desk.order(0, 0, -1, 11)).toBe(refused);
    expect(desk.order(0, 0, -1, 10)).toBeGreaterThanOrEqual(0);
    expect(desk.order(0, 1, 1, 10)).toBeGreaterThanOrEqual(0);
  });

  it("nets where the venue nets: a short of 10 may buy 20, and a position above the limit may shrink", () => {
    const desk = netting();
    desk.book(0, 0, -1, 10);
    expect(desk.order(0, 0, 1, 21)).toBe(refused);
    expect(desk.order(0, 0, 1, 20)).toBeGreaterThanOrEqual(0);
    desk.book(1, 0, 1, 30);
    expect(desk.order(1, 0, 1, 1)).toBe(refused);
    expect(desk.order(1, 0, -1, 30)).toBeGreaterThanOrEqual(0);
  });

  it("counts long and short apart where positions are gross, and never refuses closing", () => {
    const desk = gross();
    desk.book(0, 0, -1, 10, EFFECT_OPEN);
    expect(desk.order(0, 0, 1, 11, EFFECT_OPEN)).toBe(refused);
    expect(desk.order(0, 0, 1, 10, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
    expect(desk.order(0, 0, -1, 1, EFFECT_OPEN)).toBe(refused);
    expect(desk.order(0, 0, 1, 10, EFFECT_CLOSE)).toBeGreaterThanOrEqual(0);
  });

  it("limits the net position over all months of a contract, so that a calendar spread uses none of it", () => {
    const desk = netting({ limits: { allMonthsLots: 10 } });
    desk.book(0, 0, 1, 8);
    expect(desk.order(0, 1, 1, 3)).toBe(refused);
    expect(desk.order(0, 1, 1, 2)).toBeGreaterThanOrEqual(0);
    desk.book(1, 0, 1, 8);
    desk.book(1, 1, -1, 8);
    expect(desk.order(1, 0, 1, 10)).toBeGreaterThanOrEqual(0);
  });
});

describe("position limits of several accounts", () => {
  const together = [{ controller: 7 }, { controller: 8 }, { controller: 7 }, {}];

  it("adds up the accounts of one controller", () => {
    const desk = gross({ accounts: together });
    desk.book(0, 0, 1, 6, EFFECT_OPEN);
    expect(desk.order(2, 0, 1, 5, EFFECT_OPEN)).toBe(refused);
    expect(desk.order(1, 0, 1, 10, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
    expect(desk.order(2, 0, 1, 4, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
    expect(desk.order(0, 0, 1, 1, EFFECT_OPEN)).toBe(refused);
  });

  it("nets them where the venue nets, so that closing one account's short adds to what they hold together", () => {
    const desk = netting({ accounts: together });
    desk.book(0, 0, 1, 10);
    desk.book(2, 0, -1, 10);
    expect(desk.order(0, 0, 1, 10)).toBeGreaterThanOrEqual(0);
    expect(desk.order(0, 0, 1, 1)).toBe(refused);
    expect(desk.order(2, 0, 1, 1)).toBe(refused);
    expect(desk.order(2, 0, -1, 10)).toBeGreaterThanOrEqual(0);
  });

  it("leaves approved hedges out up to their quota, and a member's house account altogether", () => {
    const desk = gross({
      accounts: [
        { controller: 1, hedgeExempt: true },
        { controller: 1, hedgeExempt: true, hedgeQuotaLots: 50 },
        { controller: 1 },
        { isMember: true },
      ],
    });
    expect(desk.order(0, 0, 1, 500, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
    expect(desk.order(3, 0, 1, 500, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
    expect(desk.order(1, 0, 1, 61, EFFECT_OPEN)).toBe(refused);
    expect(desk.order(1, 0, 1, 57, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
    // Seven lots beyond the quota leave three of ten to the account without a hedge.
    expect(desk.order(2, 0, 1, 4, EFFECT_OPEN)).toBe(refused);
    expect(desk.order(2, 0, 1, 3, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
  });
});

describe("what is to be closed when a limit steps down", () => {
  const stepped = { general: { ...NONE, lots: 10 }, deliveryMonth: { ...NONE, lots: 4 } };
  const delivery = epochDay(2024, 1, 2);

  it("is what is above it, of a group's first accounts first, so that it adds up", () => {
    const desk = gross({ limits: stepped, accounts: [{ controller: 1 }, { controller: 1 }, { controller: 1 }] });
    desk.book(0, 0, 1, 3, EFFECT_OPEN);
    desk.book(1, 0, 1, 5, EFFECT_OPEN);
    desk.book(2, 0, 1, 2, EFFECT_OPEN);
    desk.book(2, 0, -1, 4, EFFECT_OPEN);
    expect([0, 1, 2].map((account) => desk.rules.excessLots(account, 0, 1))).toEqual([0, 0, 0]);
    desk.startDay(5, delivery);
    expect([0, 1, 2].map((account) => desk.rules.excessLots(account, 0, 1))).toEqual([3, 3, 0]);
    expect([0, 1, 2].map((account) => desk.rules.excessLots(account, 0, -1))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((account) => desk.rules.excessLots(account, 1, 1))).toEqual([0, 0, 0]);
  });

  it("is nothing of an approved hedge within its quota", () => {
    const desk = netting({
      limits: stepped,
      accounts: [{ hedgeExempt: true }, { hedgeExempt: true, hedgeQuotaLots: 7 }],
    });
    desk.book(0, 0, -1, 10);
    desk.book(1, 0, -1, 12);
    desk.startDay(5, delivery);
    expect(desk.rules.excessLots(0, 0, -1)).toBe(0);
    expect(desk.rules.excessLots(1, 0, -1)).toBe(1);
    expect(desk.rules.excessLots(1, 0, 1)).toBe(0);
  });

  it("is nothing where only the open interest has fallen, although no more may be opened", () => {
    const desk = netting({ limits: { general: { ...NONE, percentOfOpenInterest: 10 } } });
    desk.months[0].openInterest = 100;
    desk.startDay(1, EARLY);
    desk.book(0, 0, 1, 10);
    desk.months[0].openInterest = 50;
    desk.startDay(2, EARLY + 1);
    expect(desk.rules.positionLimits.ofAccount(0, 0)).toBe(5);
    expect(desk.order(0, 0, 1, 1)).toBe(refused);
    expect(desk.rules.excessLots(0, 0, 1)).toBe(0);
  });
});
