import { describe, expect, it } from "vitest";
import { epochDay, isoDate } from "../base/dates.ts";
import { shfeLike } from "../testing/venue-parameters.ts";
import { SessionCalendar } from "./calendar.ts";
import { listingPlans, listMonth, listSpread, roundTick } from "./listing.ts";

const parameters = shfeLike();
const plan = { deliveryMonth: 202403, listSession: 0, lastSession: 50 };
const start = epochDay(2024, 1, 1);
const calendar = new SessionCalendar(parameters, start, epochDay(2024, 3, 15));

describe("the listing calendar", () => {
  const plans = listingPlans(parameters, calendar);

  it("keeps the announced number of consecutive months listed", () => {
    expect(plans.map(({ deliveryMonth }) => deliveryMonth)).toEqual([202401, 202402, 202403, 202404, 202405]);
    for (let session = 0; session < calendar.days.length; session++) {
      const listed = plans.filter((plan) => plan.listSession <= session && session <= plan.lastSession);
      expect(listed.length).toBe(3);
    }
  });

  it("lists a month on the first trading day of a month and ends it on the last of its own", () => {
    expect(isoDate(calendar.days[plans[3]!.listSession]!.day)).toBe("2024-02-01");
    expect(isoDate(calendar.days[plans[0]!.lastSession]!.day)).toBe("2024-01-31");
    expect(isoDate(calendar.days[plans[1]!.lastSession]!.day)).toBe("2024-02-29");
  });

  it("does not let a month expire that the scenario cuts short", () => {
    expect(plans[2]!.lastSession).toBe(calendar.days.length);
  });
});

describe("a listed month", () => {
  it("takes lot and tick from the terms of its listing date and keeps whole money per tick", () => {
    const month = listMonth(parameters, plan, 2, start, 18.7);
    expect(month).toMatchObject({
      id: "TK2403",
      multiplierMtok: 1000,
      tickMicro: 10_000,
      tickMoney: 100_000,
      listTicks: 1870,
    });
  });

  it("takes the latest terms that have begun", () => {
    const listings = [
      ...parameters.contract.listings,
      { from: epochDay(2024, 2, 1), lotMtok: 10_000, tick: { rule: "fixed", cny: 0.001 } as const },
    ];
    const later = shfeLike({ contract: { ...parameters.contract, listings } });
    expect(listMonth(later, plan, 2, epochDay(2024, 1, 31), 18.7).multiplierMtok).toBe(1000);
    expect(listMonth(later, plan, 2, epochDay(2024, 2, 1), 18.7)).toMatchObject({
      multiplierMtok: 10_000,
      tickMicro: 1000,
    });
  });

  it("rounds relative ticks down to 1, 2 or 5 times a power of ten", () => {
    expect([99, 100, 199, 200, 499, 500, 999, 1000, 18_700].map(roundTick)).toEqual([
      100, 100, 100, 200, 200, 500, 500, 1000, 10_000,
    ]);
  });
});

describe("a calendar spread", () => {
  const near = listMonth(parameters, plan, 2, start, 18.7);
  const far = { ...listMonth(parameters, { ...plan, lastSession: 99, listSession: 7 }, 3, start, 18.7), id: "TK2404" };
  const inTicks = (ticksPerLegTick: number) =>
    shfeLike({ contract: { ...parameters.contract, spreads: { listed: true, ticksPerLegTick, implied: true } } });

  it("lives as long as both months trade, with the step that the rulebook gives it", () => {
    expect(listSpread(inTicks(4), near, far, 9)).toMatchObject({
      index: 9,
      id: "TK2403-TK2404",
      listSession: 7,
      lastSession: near.lastSession,
      tickMicro: 2500,
      tickMoney: 25_000,
      multiplierMtok: 1000,
    });
  });

  it.each([
    ["another tick", { tickMicro: 5000 }, 1],
    ["another lot", { multiplierMtok: 10_000 }, 1],
  ])("does not exist between months with %s", (_, changes, ticks) => {
    expect(listSpread(inTicks(ticks), near, { ...far, ...changes }, 9)).toBeUndefined();
  });

  it("does not exist where its step would not be whole", () => {
    expect(listSpread(inTicks(3), near, far, 9)).toBeUndefined();
  });
});
