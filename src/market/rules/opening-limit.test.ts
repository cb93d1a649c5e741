import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { type DeskOptions, ParticipationDesk } from "../../testing/participation-desk.ts";
import { EFFECT_CLOSE, EFFECT_NET, EFFECT_OPEN } from "../engine/order-kinds.ts";
import { OPENING_LIMIT_EXCEEDED } from "../refusals.ts";

const refused = -OPENING_LIMIT_EXCEEDED;
const DAY = epochDay(2023, 11, 15);

function desk(positionEffect: boolean, accounts?: DeskOptions["accounts"]) {
  const made = new ParticipationDesk({
    rules: { positionEffect, openingLimitLots: 10 },
    ...(accounts && { accounts }),
  });
  made.startDay(0, DAY);
  return made;
}

describe("daily opening limit", () => {
  it("counts what has been opened today and open orders, buys and sells together, per listed month", () => {
    const gross = desk(true);
    gross.fill(gross.order(0, 0, 1, 6, EFFECT_OPEN), 4);
    expect(gross.order(0, 0, -1, 5, EFFECT_OPEN)).toBe(refused);
    expect(gross.order(0, 0, -1, 4, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
    expect(gross.order(0, 0, 1, 1, EFFECT_OPEN)).toBe(refused);
    expect(gross.order(0, 1, 1, 10, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
  });

  it("does not give back what has been closed again, but what has been cancelled", () => {
    const gross = desk(true);
    gross.fill(gross.order(0, 0, 1, 6, EFFECT_OPEN), 6);
    gross.fill(gross.order(0, 0, -1, 6, EFFECT_CLOSE), 6);
    const rest = gross.order(0, 0, 1, 4, EFFECT_OPEN);
    expect(gross.order(0, 0, 1, 1, EFFECT_OPEN)).toBe(refused);
    gross.cancel(rest);
    expect(gross.order(0, 0, 1, 4, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
  });

  it("begins anew every trading day and never stands against closing", () => {
    const gross = desk(true);
    gross.fill(gross.order(0, 0, 1, 10, EFFECT_OPEN), 10);
    expect(gross.order(0, 0, 1, 1, EFFECT_OPEN)).toBe(refused);
    expect(gross.order(0, 0, -1, 10, EFFECT_CLOSE)).toBeGreaterThanOrEqual(0);
    gross.startDay(1, DAY + 1);
    expect(gross.order(0, 0, 1, 10, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
  });

  it("counts on a netting venue only what goes beyond the opposite position", () => {
    const netting = desk(false);
    netting.holdings.short[0] = 30;
    netting.fill(netting.order(0, 0, 1, 30), 30);
    netting.fill(netting.order(0, 0, 1, 10), 10);
    expect(netting.order(0, 0, 1, 1)).toBe(refused);
    expect(netting.order(0, 0, -1, 10)).toBeGreaterThanOrEqual(0);
    expect(netting.order(0, 0, -1, 1)).toBe(refused);
  });

  it("lets a spread's leg close what is held gross before it opens", () => {
    const gross = desk(true);
    gross.holdings.short[0] = 5;
    gross.fill(gross.order(0, 0, 1, 5, EFFECT_NET), 5);
    gross.fill(gross.order(0, 0, 1, 7, EFFECT_NET), 7);
    expect(gross.order(0, 0, 1, 4, EFFECT_OPEN)).toBe(refused);
    expect(gross.order(0, 0, 1, 3, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
  });

  it("adds up the accounts of one controller, without hedgers and market makers", () => {
    const gross = desk(true, [
      { controller: 1 },
      { controller: 1 },
      { controller: 1, hedgeExempt: true },
      { controller: 1, isDesignatedMaker: true },
    ]);
    gross.fill(gross.order(2, 0, 1, 500, EFFECT_OPEN), 500);
    gross.fill(gross.order(3, 0, 1, 500, EFFECT_OPEN), 500);
    gross.fill(gross.order(0, 0, 1, 6, EFFECT_OPEN), 6);
    expect(gross.order(1, 0, 1, 5, EFFECT_OPEN)).toBe(refused);
    expect(gross.order(1, 0, 1, 4, EFFECT_OPEN)).toBeGreaterThanOrEqual(0);
  });
});
