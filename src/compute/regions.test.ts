import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { Streams } from "../base/random.ts";
import { abroadCompute, chinaCompute } from "../testing/compute-parameters.ts";
import { ComputeMarket } from "./market.ts";
import type { ComputeParameters } from "./parameters.ts";

const START = epochDay(2026, 1, 1);
const china = chinaCompute();
const both = abroadCompute();

const marketOf = (parameters: ComputeParameters, days: number) =>
  new ComputeMarket(parameters, [], new Streams("regions", 0), START, days);

/** Mean over hours of the largest over the smallest regional price of home, less one. */
function priceSpread(parameters: ComputeParameters, days = 30): number {
  const market = marketOf(parameters, days);
  let sum = 0;
  for (let hour = 0; hour < days * 24; hour++) {
    market.step();
    const prices = [...market.regions.price.subarray(0, 6)];
    sum += Math.max(...prices) / Math.min(...prices) - 1;
  }
  return sum / (days * 24);
}

describe("regions", () => {
  it("have one price at integration 1, and prices the further apart the less integrated they are", () => {
    const spreads = [1, 0.3, 0.1, 0.03, 0].map((integration) => priceSpread({ ...china, integration }));
    expect(spreads[0]).toBe(0);
    for (let i = 1; i < spreads.length; i++) expect(spreads[i]).toBeGreaterThanOrEqual(spreads[i - 1]);
    expect(spreads[4]).toBeGreaterThan(0.05);
  });

  it("export what their users do not take, in all as much as is imported", () => {
    const market = marketOf({ ...china, integration: 0.1 }, 10);
    for (let hour = 0; hour < 240; hour++) {
      market.step();
      const { netExportGpus, busyGpus, availableGpus } = market.regions;
      const sum = netExportGpus.reduce((total, x) => total + x, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-3);
      busyGpus.forEach((busy, r) => expect(busy).toBeLessThanOrEqual(availableGpus[r] * (1 + 1e-9)));
    }
    const { ids, netExportGpus } = market.regions;
    expect(netExportGpus[ids.indexOf("inner-mongolia")]).toBeGreaterThan(0);
    expect(netExportGpus[ids.indexOf("greater-bay")]).toBeLessThan(0);
  });

  it("of local grade stand idle while cloud centres are nearly full", () => {
    const market = marketOf(china, 80);
    for (let hour = 0; hour < 80 * 24; hour++) market.step();
    expect(market.utilisation).toBeGreaterThan(0.85);
    expect(market.localUtilisation).toBeGreaterThan(0.2);
    expect(market.localUtilisation).toBeLessThan(0.3);
  });
});

describe("two countries", () => {
  it("are each alone without linkage: home is what it is without the other", () => {
    const us = { ...both.abroad.us, linkagePercent: 0 };
    const alone = marketOf(china, 10);
    const beside = marketOf({ ...both, abroad: { us } }, 10);
    for (let hour = 0; hour < 240; hour++) {
      alone.step();
      beside.step();
      expect(beside.priceCny).toBe(alone.priceCny);
      expect(beside.servedMtok).toBe(alone.servedMtok);
    }
  });

  it("have GPU prices the nearer the more of their demand can move", () => {
    const gap = (linkagePercent: number) => {
      const market = marketOf({ ...both, abroad: { us: { ...both.abroad.us, linkagePercent } } }, 20);
      let sum = 0;
      for (let hour = 0; hour < 480; hour++) {
        market.step();
        sum += Math.abs(Math.log(market.regions.gpuUsdHour[6] / market.regions.gpuUsdHour[0]));
      }
      return sum / 480;
    };
    const gaps = [0, 5, 100].map(gap);
    expect(gaps[1]).toBeLessThan(gaps[0]);
    expect(gaps[2]).toBeLessThan(gaps[1]);
    expect(gaps[2]).toBeLessThan(1e-6);
  });
});
