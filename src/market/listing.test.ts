import { describe, expect, it } from "vitest";
import { epochDay, isoDate } from "../base/dates.ts";
import { shfeLike, tokenContract } from "../testing/venue-parameters.ts";
import { SessionCalendar } from "./calendar.ts";
import type { ContractTerms } from "./contract-parameters.ts";
import { lastTradeDay, listingPlans, listMonth, listSpread, monthId, roundTick } from "./listing.ts";
import { PERPETUAL_MONTH } from "./listed-month.ts";

const parameters = shfeLike();
const plan = { contract: 0, deliveryMonth: 202403, listSession: 0, lastSession: 50 };
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

describe("the last trading day", () => {
  const rulebook = (changes: Partial<ContractTerms>, holidays = parameters.holidays) =>
    shfeLike({ holidays, contracts: [tokenContract({ monthsListed: 2, ...changes })] });
  const lastDays = (venue: ReturnType<typeof rulebook>, months: readonly number[]) =>
    months.map((month) => isoDate(lastTradeDay(venue, venue.contracts[0]!, month)));

  it("is the month's last business day, over weekends and holidays", () => {
    const venue = rulebook({}, [epochDay(2024, 4, 30), epochDay(2024, 4, 29)]);
    expect(lastDays(venue, [202403, 202404, 202406])).toEqual(["2024-03-29", "2024-04-26", "2024-06-28"]);
  });

  it("is the 15th as SHFE's metals have it, or the next business day: in February 2024 the Monday after the holidays", () => {
    const venue = rulebook({ lastTradingDay: { rule: "day_of_month", day: 15 } });
    expect(lastDays(venue, [202401, 202402, 202406])).toEqual(["2024-01-15", "2024-02-19", "2024-06-17"]);
  });

  it("lets the next month enter the window on the trading day after it", () => {
    const venue = rulebook({ lastTradingDay: { rule: "day_of_month", day: 15 } });
    const plans = listingPlans(venue, calendar);
    const day = (session: number) => (calendar.days[session] ? isoDate(calendar.days[session]!.day) : "later");
    expect(plans.map((plan) => [plan.deliveryMonth, day(plan.listSession), day(plan.lastSession)])).toEqual([
      [202401, "2024-01-02", "2024-01-15"],
      [202402, "2024-01-02", "2024-02-19"],
      [202403, "2024-01-16", "2024-03-15"],
      [202404, "2024-02-20", "later"],
    ]);
    for (let session = 0; session < calendar.days.length; session++)
      expect(plans.filter((plan) => plan.listSession <= session && session <= plan.lastSession).length).toBe(2);
  });

  it("counts from the month after where the scenario begins after it", () => {
    const venue = rulebook({ lastTradingDay: { rule: "day_of_month", day: 15 } });
    const late = new SessionCalendar(venue, epochDay(2024, 1, 20), epochDay(2024, 2, 25));
    expect(listingPlans(venue, late).map(({ deliveryMonth }) => deliveryMonth)).toEqual([202402, 202403, 202404]);
  });
});

describe("several contracts", () => {
  const listings: ContractTerms["listings"] = [
    { from: epochDay(2024, 1, 1), lot: 730, tick: { rule: "fixed", price: 0.01 } },
  ];
  const venue = shfeLike({
    contracts: [
      tokenContract({ code: "GPU1", index: "h100", monthsListed: 36, listings }),
      tokenContract({ code: "GPUP", index: "h100", expiry: "perpetual", listings }),
      tokenContract({ code: "TK", monthsListed: 2 }),
    ],
  });
  const plans = listingPlans(venue, calendar);
  const named = plans.map((plan) => monthId(venue, plan));

  it("are listed one after another: by day, then in the order of the rulebook, then by month", () => {
    expect(named.slice(0, 3)).toEqual(["GPU12401", "GPU12402", "GPU12403"]);
    expect(named.slice(34, 39)).toEqual(["GPU12611", "GPU12612", "GPUP", "TK2401", "TK2402"]);
    expect(named.slice(39)).toEqual(["GPU12701", "TK2403", "GPU12702", "TK2404"]);
    for (let k = 1; k < plans.length; k++)
      expect(plans[k]!.listSession).toBeGreaterThanOrEqual(plans[k - 1]!.listSession);
    expect(new Set(named).size).toBe(named.length);
  });

  it("have months that know their contract, its lot and its tick: 730 GPU-hours at USD 0.01 are USD 7.30 a tick", () => {
    const month = listMonth(venue, plans[1]!, 1, start, 2.81);
    expect(month).toMatchObject({ id: "GPU12402", contract: 0, multiplier: 730, tickPrice: 0.01, listTicks: 281 });
    expect(month.tickMoney / 10_000).toBe(7.3);
  });

  it("may be perpetuals: listed on the first day, never to expire, settled by nothing", () => {
    const at = named.indexOf("GPUP");
    expect(plans[at]).toEqual({
      contract: 1,
      deliveryMonth: PERPETUAL_MONTH,
      listSession: 0,
      lastSession: calendar.days.length,
    });
    const perpetual = listMonth(venue, plans[at]!, at, start, 2.81);
    expect(perpetual).toMatchObject({ id: "GPUP", isPerpetual: true, settlesByFixings: false, listTicks: 281 });
    expect(perpetual.lastTradeDay).toBeGreaterThan(calendar.endDay + 365_000);
  });

  it("have no spreads between them", () => {
    const [first, second] = [listMonth(venue, plans[0]!, 0, start, 2), listMonth(venue, plans[37]!, 37, start, 2)];
    expect(() => listSpread(venue, first, second, 99)).toThrow("a calendar spread of two contracts");
  });
});

describe("the days that settle a month", () => {
  const settles = (method: "index_month_mean" | "index_day" | "index_instant") => {
    const venue = shfeLike({ contracts: [tokenContract({ finalSettlement: { method } })] });
    const { settlesFromDay, lastTradeDay: last, settlesByFixings } = listMonth(venue, plan, 0, start, 18.7);
    return [isoDate(settlesFromDay), isoDate(last), settlesByFixings];
  };

  it("are all of the month for its mean, else the last trading day", () => {
    expect(settles("index_month_mean")).toEqual(["2024-03-01", "2024-03-29", true]);
    expect(settles("index_day")).toEqual(["2024-03-29", "2024-03-29", true]);
    expect(settles("index_instant")).toEqual(["2024-03-29", "2024-03-29", false]);
  });
});

describe("a listed month", () => {
  it("takes lot and tick from the terms of its listing date and keeps whole money per tick", () => {
    const month = listMonth(parameters, plan, 2, start, 18.7);
    expect(month).toMatchObject({
      id: "TK2403",
      multiplier: 1000,
      tickMicro: 10_000,
      tickMoney: 100_000,
      listTicks: 1870,
    });
  });

  it("takes the latest terms that have begun", () => {
    const listings: ContractTerms["listings"] = [
      ...tokenContract().listings,
      { from: epochDay(2024, 2, 1), lot: 10_000, tick: { rule: "fixed", price: 0.001 } },
    ];
    const later = shfeLike({ contracts: [tokenContract({ listings })] });
    expect(listMonth(later, plan, 2, epochDay(2024, 1, 31), 18.7).multiplier).toBe(1000);
    expect(listMonth(later, plan, 2, epochDay(2024, 2, 1), 18.7)).toMatchObject({
      multiplier: 10_000,
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
    shfeLike({ contracts: [tokenContract({ spreads: { listed: true, ticksPerLegTick, implied: true } })] });

  it("lives as long as both months trade, with the step that the rulebook gives it", () => {
    expect(listSpread(inTicks(4), near, far, 9)).toMatchObject({
      index: 9,
      id: "TK2403-TK2404",
      listSession: 7,
      lastSession: near.lastSession,
      tickMicro: 2500,
      tickMoney: 25_000,
      multiplier: 1000,
    });
  });

  it.each([
    ["another tick", { tickMicro: 5000 }, 1],
    ["another lot", { multiplier: 10_000 }, 1],
  ])("does not exist between months with %s", (_, changes, ticks) => {
    expect(listSpread(inTicks(ticks), near, { ...far, ...changes }, 9)).toBeUndefined();
  });

  it("does not exist where its step would not be whole", () => {
    expect(listSpread(inTicks(3), near, far, 9)).toBeUndefined();
  });
});
