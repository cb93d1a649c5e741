import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { NO_LIMITS, NO_RULES, ParticipationDesk } from "../../testing/participation-desk.ts";
import { testMonth } from "../../testing/venue-parameters.ts";
import type { BookView } from "../engine/book-view.ts";
import { EFFECT_CLOSE, EFFECT_NET, EFFECT_OPEN, STP_ALLOW, TIF_DAY, TYPE_LIMIT } from "../engine/order-kinds.ts";
import { SpreadInstrument } from "../instrument.ts";
import {
  ABNORMAL_TRADING,
  ACCEPTED,
  CLOSE_EXCEEDS_POSITION,
  MESSAGES_THROTTLED,
  NATURAL_PERSON,
  OPENING_LIMIT_EXCEEDED,
  POSITION_LIMIT_EXCEEDED,
} from "../refusals.ts";
import { type ParticipationParts, ParticipationRules } from "./participation-rules.ts";

const DAY = epochDay(2023, 11, 15);
const POSITION_LIMIT = 12;
const OPENING_LIMIT = 20;
const CONTROLLERS = [1, 1, 2, 3];

type Make = (parts: ParticipationParts) => ParticipationRules;

interface Step {
  readonly what: "order" | "fill" | "cancel";
  readonly account: number;
  readonly side: 1 | -1;
  readonly lots: number;
  readonly closes: boolean;
  /** Which resting order, modulo their number. */
  readonly pick: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    what: fc.constantFrom("order", "order", "fill", "fill", "cancel"),
    account: fc.integer({ min: 0, max: 3 }),
    side: fc.constantFrom(1, -1),
    lots: fc.integer({ min: 1, max: 9 }),
    closes: fc.boolean(),
    pick: fc.nat(1000),
  }),
  { maxLength: 120, size: "max" },
);

/** A stream of orders, fills and cancels of four accounts, two of them of one controller, in one listed month. */
class Stream {
  readonly desk: ParticipationDesk;
  readonly opened = [0, 0, 0, 0];
  private resting: number[] = [];

  constructor(positionEffect: boolean, makeRules: Make) {
    this.desk = new ParticipationDesk({
      rules: { positionEffect, openingLimitLots: OPENING_LIMIT },
      limits: { general: { ...NO_LIMITS.general, lots: POSITION_LIMIT } },
      accounts: CONTROLLERS.map((controller) => ({ controller })),
      months: [{}],
      makeRules,
    });
    this.desk.startDay(0, DAY);
  }

  play(step: Step): void {
    const { desk } = this;
    if (step.what === "order") {
      const effect = !desk.isGross ? EFFECT_NET : step.closes ? EFFECT_CLOSE : EFFECT_OPEN;
      const slot = desk.order(step.account, 0, step.side, step.lots, effect);
      if (slot >= 0) this.resting.push(slot);
    } else if (this.resting.length > 0) {
      const [slot] = this.resting.splice(step.pick % this.resting.length, 1);
      if (step.what === "cancel") desk.cancel(slot);
      else this.fill(slot, Math.min(step.lots, desk.store.leavesOf(slot)));
    }
  }

  /** Whether every controller is within both limits, counted here from the positions alone. */
  isWithin(): boolean {
    const { long, short } = this.desk.holdings;
    return [1, 2, 3].every((controller) => {
      const mine = [0, 1, 2, 3].filter((account) => CONTROLLERS[account] === controller);
      const sum = (of: (account: number) => number): number => mine.reduce((total, account) => total + of(account), 0);
      const held = this.desk.isGross
        ? Math.max(
            sum((account) => long[account]),
            sum((account) => short[account]),
          )
        : Math.abs(sum((account) => long[account] - short[account]));
      return held <= POSITION_LIMIT && sum((account) => this.opened[account]) <= OPENING_LIMIT;
    });
  }

  private fill(slot: number, lots: number): void {
    const { store, holdings } = this.desk;
    const account = store.accountOf(slot);
    const own = store.sideOf(slot) === 1 ? holdings.long : holdings.short;
    const before = own[account];
    const leaves = store.leavesOf(slot);
    this.desk.fill(slot, lots);
    this.opened[account] += own[account] - before;
    if (leaves > lots) this.resting.push(slot);
  }
}

function keepsLimits(positionEffect: boolean, make: Make) {
  return fc.property(steps, (list) => {
    const stream = new Stream(positionEffect, make);
    return list.every((step) => {
      stream.play(step);
      return stream.isWithin();
    });
  });
}

const faithful: Make = (parts) => new ParticipationRules(parts);
const RUNS = { seed: 20260322, numRuns: 200 };

describe.each([
  ["gross", true],
  ["netting", false],
])("limits on a venue whose positions are %s", (_, positionEffect) => {
  it("hold after every fill, whatever was ordered, filled and cancelled before", () => {
    fc.assert(keepsLimits(positionEffect, faithful), RUNS);
  });

  it("and the property sees rules that forget open orders", () => {
    const forgetful: Make = (parts) => {
      const none = new Int32Array(parts.holdings.long.length);
      return new ParticipationRules({ ...parts, holdings: { ...parts.holdings, openBuy: none, openSell: none } });
    };
    expect(fc.check(keepsLimits(positionEffect, forgetful), RUNS).failed).toBe(true);
  });

  it("and rules that take every account for itself", () => {
    const blind: Make = (parts) =>
      new ParticipationRules({
        ...parts,
        accounts: parts.accounts.map((traits, account) => ({ ...traits, controller: account })),
      });
    expect(fc.check(keepsLimits(positionEffect, blind), RUNS).failed).toBe(true);
  });

  it("and rules that do not count what a trade has opened", () => {
    class Forgetful extends ParticipationRules {
      override traded(): void {}
    }
    const make: Make = (parts) => new Forgetful(parts);
    expect(fc.check(keepsLimits(positionEffect, make), RUNS).failed).toBe(true);
  });
});

describe("what is to be closed", () => {
  it("adds up over a controller's accounts to what is above the limit, and no account closes more than it holds", () => {
    const lots = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 30 }), (held, limit) => {
        const limits = { deliveryMonth: { ...NO_LIMITS.general, lots: limit } };
        const accounts = CONTROLLERS.map((controller) => ({ controller }));
        const desk = new ParticipationDesk({ rules: { positionEffect: true }, limits, accounts, months: [{}] });
        desk.holdings.long.set(held);
        desk.startDay(0, epochDay(2024, 1, 2));
        const excess = held.map((_, account) => desk.rules.excessLots(account, 0, 1));
        expect(excess[0] + excess[1]).toBe(Math.max(0, held[0] + held[1] - limit));
        expect(excess[2]).toBe(Math.max(0, held[2] - limit));
        expect(excess.every((part, account) => part >= 0 && part <= held[account])).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("participation rules together", () => {
  it("refuse nothing, charge nothing and close nothing where none is on", () => {
    const desk = new ParticipationDesk({ accounts: [{ isNaturalPerson: true, isDesignatedMaker: true }] });
    desk.startDay(0, epochDay(2024, 1, 30));
    for (let k = 0; k < 1000; k++) desk.cancel(desk.order(0, 0, 1, 500));
    desk.book(0, 0, 1, 1_000_000);
    expect(desk.order(0, 0, 1, 1_000_000)).toBeGreaterThanOrEqual(0);
    expect(desk.rules.excessLots(0, 0, 1)).toBe(0);
    expect(desk.rules.charges()).toEqual([]);
    expect(desk.rules.endDay(1)).toEqual([]);
  });

  it("each have their own refusal, in a fixed order", () => {
    const desk = new ParticipationDesk({
      rules: {
        positionEffect: true,
        naturalPersonsOut: "delivery_month",
        openingLimitLots: 20,
        messagesPerSecond: 4,
        abnormalTrading: { ...NO_RULES.abnormalTrading, cancels: 1 },
      },
      limits: { general: { ...NO_LIMITS.general, lots: 10 } },
      accounts: [{ isNaturalPerson: true }, {}, {}],
    });
    desk.startDay(0, epochDay(2024, 1, 2));
    expect(desk.order(0, 0, 1, 500, EFFECT_OPEN)).toBe(-NATURAL_PERSON);
    expect(desk.order(1, 0, 1, 21, EFFECT_OPEN)).toBe(-OPENING_LIMIT_EXCEEDED);
    expect(desk.order(1, 0, 1, 11, EFFECT_OPEN)).toBe(-POSITION_LIMIT_EXCEEDED);
    expect(desk.order(1, 0, 1, 11, EFFECT_CLOSE)).toBe(-CLOSE_EXCEEDS_POSITION);
    desk.cancel(desk.order(2, 0, 1, 1, EFFECT_OPEN));
    expect(desk.order(2, 0, 1, 500, EFFECT_OPEN)).toBe(-ABNORMAL_TRADING);
    desk.order(2, 0, 1, 500, EFFECT_OPEN);
    expect(desk.order(2, 0, 1, 500, EFFECT_OPEN)).toBe(-MESSAGES_THROTTLED);
    desk.nowUs = 1_000_000;
    expect(desk.order(2, 0, 1, 500, EFFECT_OPEN)).toBe(-ABNORMAL_TRADING);
  });

  it("ask an order for a calendar spread in both its months, and count its cancel in both", () => {
    const desk = new ParticipationDesk({
      limits: { general: { ...NO_LIMITS.general, lots: 10 } },
      rules: { abnormalTrading: { ...NO_RULES.abnormalTrading, cancels: 1 } },
    });
    desk.startDay(0, DAY);
    const [near, far] = desk.months;
    const listed = { ...testMonth(2), near: near.month, far: far.month, ticksPerLegTick: 1 };
    const spread = new SpreadInstrument(listed, near, far, {} as BookView, 0);
    const buy = (account: number, lots: number): number => {
      const slot = desk.store.allocate(account + 5000, account, 2, 1, TIF_DAY, 0, lots);
      desk.store.describe(slot, TYPE_LIMIT, EFFECT_NET, STP_ALLOW, false);
      const reason = desk.rules.admit(slot, spread, lots);
      desk.store.release(slot);
      return reason;
    };
    desk.book(0, 0, 1, 5);
    desk.book(1, 1, -1, 5);
    expect([buy(0, 6), buy(1, 6), buy(2, 11)]).toEqual(new Array(3).fill(POSITION_LIMIT_EXCEEDED));
    expect([buy(0, 5), buy(1, 5), buy(2, 10)]).toEqual(new Array(3).fill(ACCEPTED));
    desk.rules.cancelled(2, spread, 1);
    expect(desk.order(2, 0, 1, 1)).toBe(-ABNORMAL_TRADING);
    expect(desk.order(2, 1, 1, 1)).toBe(-ABNORMAL_TRADING);
  });
});
