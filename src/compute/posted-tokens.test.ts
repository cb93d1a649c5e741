import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { Streams } from "../base/random.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import type { Lab } from "./customers.ts";
import { ComputeMarket } from "./market.ts";
import type { ComputeParameters } from "./parameters.ts";

const START = epochDay(2026, 2, 1);
const china = chinaCompute();
const posted: ComputeParameters = { ...china, regime: "posted" };

const lab = (id: string, share: number, tier: number): Lab => {
  return { id, share, shareSd: 0.1, shareHalfLifeDays: 60, region: "", inelasticShare: 0.35, tier };
};
const LABS = [lab("large", 0.05, 1), lab("small", 0.01, 3), lab("tiny", 0.0001, 2)];

const RULES: readonly ComputeParameters["rationing"][] = [
  { rule: "pro_rata" },
  { rule: "priority", othersTier: 2 },
  { rule: "queue", maxWaitHours: 6 },
  { rule: "lottery", drawHours: 24 },
  { rule: "sales_cap", newSalesPercent: 20, memoryDays: 30, holdDays: 7 },
  {
    rule: "quota_weight",
    quotaHeadroom: 1.2,
    peakWeight: 3,
    offPeakWeight: 1,
    deferrablePercent: 20,
    memoryDays: 7,
    holdDays: 7,
  },
];

const marketOf = (parameters: ComputeParameters, days: number) =>
  new ComputeMarket(parameters, LABS, new Streams("posted", 0), START, days);

/** Whatever of an hour must hold under any rule, from what the market publishes. */
function brokenIdentities(market: ComputeMarket, waitingBefore: number): string[] {
  const { labs, regions } = market;
  const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
  const rows: Record<string, boolean> = {
    "nation: requested and waiting = served + unserved + waiting":
      market.requestedMtok + waitingBefore === market.servedMtok + market.unservedMtok + market.waitingMtok,
    "regions add up":
      sum(regions.servedMtok) === market.servedMtok && sum(regions.requestedMtok) === market.requestedMtok,
    "served within capacity": market.servedMtok <= market.capacityMtok,
    "whole tokens": [...labs.servedMtok, ...labs.requestedMtok, ...labs.waitingMtok].every(Number.isSafeInteger),
    "shadow at least the price": labs.shadowCny.every((shadow, i) => shadow >= labs.priceCny[i]),
    "shadow at most the choke price": labs.shadowCny.every(
      (shadow, i) => shadow <= labs.priceCny[i] * posted.shortage.chokeToPosted * (1 + 1e-12),
    ),
    "shortage costs only where something is refused": labs.shortageCny.every(
      (cost, i) => cost === 0 || (cost > 0 && labs.unservedMtok[i] > 0),
    ),
    "value paid = value received":
      Math.abs(market.tokenSellers.meanPrice * market.tokenSellers.totalVolume - market.priceCny * market.servedMtok) <=
      1e-9 * market.priceCny * market.servedMtok,
  };
  return Object.keys(rows).filter((name) => !rows[name]);
}

describe("posted prices with rationing", () => {
  it.each(RULES)("keep every identity in every hour of a short spring: $rule", (rationing) => {
    const market = marketOf({ ...posted, rationing }, 60);
    let unserved = 0;
    for (let hour = 0; hour < 60 * 24; hour++) {
      const before = market.waitingMtok;
      market.step();
      const broken = brokenIdentities(market, before);
      if (broken.length > 0) expect({ hour, broken }).toBeUndefined();
      unserved += market.unservedMtok;
    }
    expect(unserved).toBeGreaterThan(0);
  });

  it("serve first tiers in full while last ones go short", () => {
    const market = marketOf({ ...posted, rationing: { rule: "priority", othersTier: 2 } }, 60);
    const refused = [0, 0];
    for (let hour = 0; hour < 60 * 24; hour++) {
      market.step();
      refused[0] += market.labs.unservedMtok[0];
      refused[1] += market.labs.unservedMtok[1];
    }
    expect(refused[0]).toBe(0);
    expect(refused[1]).toBeGreaterThan(0);
  });

  it("stick: a seller's price changes at a few hours only, by at most the largest step", () => {
    const market = marketOf({ ...posted, posted: { ...posted.posted, peakTariff: 1 } }, 60);
    market.step();
    let changes = 0;
    for (let hour = 1; hour < 60 * 24; hour++) {
      const before = market.tokenSellers.price[0];
      market.step();
      const ratio = market.tokenSellers.price[0] / before;
      if (ratio === 1) continue;
      changes++;
      expect(ratio).toBeLessThanOrEqual(1.1 + 1e-12);
      expect(ratio).toBeGreaterThanOrEqual(0.8 - 1e-12);
    }
    // A revision in ten days, in the mean; not all change the price.
    expect(changes).toBeGreaterThan(0);
    expect(changes).toBeLessThan(20);
  });

  it("charge the tariff in peak windows and nowhere else", () => {
    const market = marketOf({ ...posted, posted: { ...posted.posted, peakTariff: 2, revisionsPerDay: 1e-9 } }, 3);
    const prices = new Map<number, number>();
    for (let hour = 0; hour < 72; hour++) {
      market.step();
      prices.set((hour + 8) % 24, market.tokenSellers.price[0]);
    }
    const offPeak = prices.get(8)!;
    for (const [localHour, price] of prices) {
      const isPeak = (localHour >= 9 && localHour < 12) || (localHour >= 14 && localHour < 18);
      expect(price / offPeak).toBeCloseTo(isPeak ? 2 : 1, 12);
    }
  });

  it("show a shortage in quantities and shadow prices, and far less in the price of GPU-hours, than clearing prices do", () => {
    const mean = (parameters: ComputeParameters, pick: (market: ComputeMarket) => number) => {
      const market = marketOf(parameters, 60);
      let sum = 0;
      for (let hour = 0; hour < 60 * 24; hour++) {
        market.step();
        sum += pick(market);
      }
      return sum / (60 * 24);
    };
    const refused = (market: ComputeMarket) => market.unservedMtok / market.requestedMtok;
    const ratio = (market: ComputeMarket) => market.shadowPriceCny / market.priceCny;
    expect(mean(posted, refused)).toBeGreaterThan(0.03);
    expect(mean(posted, ratio)).toBeGreaterThan(1.02);
    expect(mean(china, ratio)).toBe(1);
  });

  it("are the shadow price itself, to the last bit, in every hour in which nobody is refused", () => {
    const market = marketOf(posted, 60);
    let free = 0;
    for (let hour = 0; hour < 60 * 24; hour++) {
      market.step();
      if (market.unservedMtok > 0) expect(market.shadowPriceCny).toBeGreaterThan(market.priceCny);
      else {
        expect(market.shadowPriceCny).toBe(market.priceCny);
        free++;
      }
    }
    expect(free).toBeGreaterThan(100);
  });

  it("have a base price that does not rise with the tariff where nobody is refused", () => {
    const base = (peakTariff: number) => {
      const parameters = {
        ...posted,
        posted: { ...posted.posted, peakTariff, inferenceShareCap: 1, inferenceHeadroom: 3 },
      };
      const market = new ComputeMarket(parameters, [], new Streams("posted", 0), epochDay(2025, 3, 1), 120);
      for (let hour = 0; hour < 120 * 24; hour++) market.step();
      expect(market.unservedMtok).toBe(0);
      return market.tokenSellers.price[0] / market.referencePriceCny;
    };
    // The last hour of a UTC day is before nine in Beijing: no tariff.
    expect(base(2) / base(1)).toBeGreaterThan(0.9);
    expect(base(2) / base(1)).toBeLessThan(1.1);
  });

  it("do not depend on which of the users are agents", () => {
    const streams = () => new Streams("posted", 0);
    const alone = new ComputeMarket(posted, [], streams(), START, 20);
    const watched = new ComputeMarket(posted, LABS, streams(), START, 20);
    for (let hour = 0; hour < 480; hour++) {
      alone.step();
      watched.step();
      expect([watched.priceCny, watched.requestedMtok, watched.servedMtok, watched.gpuUsdHour]).toEqual([
        alone.priceCny,
        alone.requestedMtok,
        alone.servedMtok,
        alone.gpuUsdHour,
      ]);
    }
  });
});
