import { describe, expect, it } from "vitest";
import { Streams } from "../base/random.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import { HISTORY_START } from "./china-history.ts";
import { ComputeMarket } from "./market.ts";
import { PhysicalUse, type Hedger } from "./physical-use.ts";

const china = chinaCompute();
const moving = { shareSd: 0.15, shareHalfLifeDays: 60, basisSd: 0.1, basisHalfLifeDays: 60 };
const still = { shareSd: 0, shareHalfLifeDays: 30, basisSd: 0, basisHalfLifeDays: 30 };

const asOthers = { region: "", inelasticShare: china.demand.inelasticShare, tier: 1 };
const labOf = (id: string, share: number): Hedger => ({ id, kind: "lab", share, ...moving, ...asOthers });

function days(hedgers: readonly Hedger[], count: number, seed = "physical") {
  const streams = new Streams(seed, 0);
  const labs = hedgers.filter((hedger) => hedger.kind === "lab");
  const market = new ComputeMarket(china, labs, streams, HISTORY_START, count);
  const use = new PhysicalUse(hedgers, market, streams);
  const rows: {
    quantity: number[];
    price: number[];
    served: number;
    value: number;
    serving: number;
    gpuValue: number;
  }[] = [];
  for (let day = 0; day < count; day++) {
    let [served, value, serving, gpuValue] = [0, 0, 0, 0];
    for (let hour = 0; hour < 24; hour++) {
      market.step();
      use.observeHour();
      served += market.servedMtok;
      value += market.servedMtok * market.priceCny;
      serving += market.servingGpus;
      gpuValue += market.servingGpus * market.gpuUsdHour * market.cnyPerUsd;
    }
    use.closeDay();
    rows.push({ quantity: [...use.quantity], price: [...use.price], served, value, serving, gpuValue });
  }
  return rows;
}

describe("physical use", () => {
  it("without noise is a share of tokens served and of the GPU-hours that serve them, at the market's use-weighted prices", () => {
    const lab: Hedger = { id: "lab-01", kind: "lab", share: 0.1, ...still, ...asOthers };
    const centre: Hedger = { id: "dc-01", kind: "data_centre", share: 0.05, ...still, region: "" };
    for (const row of days([lab, centre], 5)) {
      expect(row.quantity[1]).toBe(Math.round(0.05 * row.serving));
      // A lab gets whole Mtok every hour.
      expect(Math.abs(row.quantity[0] - 0.1 * row.served)).toBeLessThanOrEqual(12);
      expect(row.price[0] / (row.value / row.served)).toBeCloseTo(1, 4);
      expect(row.price[1]).toBeCloseTo(row.gpuValue / row.serving, 9);
    }
  });

  it("spreads around the market with the share and basis asked for", () => {
    const labs = Array.from({ length: 60 }, (_, i) => labOf(`lab-${i}`, 0.01));
    const rows = days(labs, 250);
    const last = rows[rows.length - 1];
    const spread = (values: number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
    const basis = last.price.map((price) => Math.log(price / (last.value / last.served)));
    const share = last.quantity.map((quantity) => Math.log(quantity / (0.01 * last.served)));
    expect(spread(basis)).toBeGreaterThan(0.07);
    expect(spread(basis)).toBeLessThan(0.13);
    expect(spread(share)).toBeGreaterThan(0.1);
    expect(spread(share)).toBeLessThan(0.2);
  });

  it("leaves a hedger's legs as they were when another joins", () => {
    const one = labOf("lab-1", 0.02);
    const two = labOf("lab-2", 0.02);
    const alone = days([one], 10).map((row) => [row.quantity[0], row.price[0]]);
    expect(days([two, one], 10).map((row) => [row.quantity[1], row.price[1]])).toEqual(alone);
  });

  it("refuses to close without an hour", () => {
    const market = new ComputeMarket(china, [], new Streams("x", 0), HISTORY_START, 1);
    expect(() => new PhysicalUse([], market, new Streams("x", 0)).closeDay()).toThrow("no hours");
  });
});
