import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { Streams } from "../../base/random.ts";
import { tableDefaults } from "../../testing/defaults-of.ts";
import type { Lab } from "../customers.ts";
import { sellersTable } from "../seller-parameters.ts";
import { ExogenousSource } from "./exogenous-source.ts";
import { type ExogenousParameters, jumpDiffusionTable, processTable, seriesTable } from "./parameters.ts";

const START = epochDay(2024, 1, 15);

const exchangeRate = { cnyPerUsd: [{ day: START, value: 7 }], volatility: 0.035, halfLifeDays: 180, bandPercent: 2 };
const provider = (id: string, share: number, priceOffset: number) => ({
  id,
  share,
  priceOffset,
  region: "",
  qualityLog: 0,
});
const sellers = {
  ...tableDefaults(sellersTable),
  providers: [provider("a", 2, -0.1), provider("b", 1, 0.2), provider("c", 0.5, 0)],
};
const trading = { sellers, gpuSellers: tableDefaults(sellersTable), indices: [], exchangeRate };
const jumps = { model: "jump_diffusion", ...tableDefaults(jumpDiffusionTable), startPrice: 8 };

const process = (more: object = {}): ExogenousParameters =>
  ({
    kind: "process",
    ...tableDefaults(processTable),
    ...trading,
    tokensPerDay: [{ day: START, value: 2.4 }],
    price: jumps,
    ...more,
  }) as unknown as ExogenousParameters;

const rows = {
  hours: [START * 24 - 8, START * 24 + 5, START * 24 + 5.5, START * 24 + 40],
  price: [10, 11, 12, 6],
  gpuUsdHour: [2, 2.1, 2.2, 2.3],
  tokensPerDay: [1.2, 2.4, 0, 4.8],
};
const series = (more: object = {}): ExogenousParameters =>
  ({
    kind: "series",
    ...tableDefaults(seriesTable),
    ...trading,
    rows,
    gpuColumn: "gpu",
    ...more,
  }) as unknown as ExogenousParameters;

const lab = (id: string, share: number, shareSd = 0.2): Lab => ({
  id,
  share,
  shareSd,
  shareHalfLifeDays: 60,
  region: "",
  inelasticShare: 0.35,
  tier: 1,
});

function source(parameters: ExogenousParameters, labs: readonly Lab[] = [], seed = "s", days = 30): ExogenousSource {
  return new ExogenousSource(parameters, labs, new Streams(seed, 1), START, days);
}

describe("a compute market of a process", () => {
  it("serves everything asked for at the process's price, to labs with drifting shares of it", () => {
    const market = source(process(), [lab("x", 0.1), lab("y", 0.3)]);
    const shares = new Set<number>();
    for (let hour = 0; hour < 720; hour++) {
      market.step();
      expect(market.requestedMtok).toBe(100_000);
      expect(market.servedMtok + market.unservedMtok + market.waitingMtok).toBe(market.requestedMtok);
      expect(market.shadowPriceCny).toBe(market.priceCny);
      for (const i of [0, 1]) {
        const { requestedMtok, servedMtok, unservedMtok, shortageCny, priceCny } = market.labs;
        expect(servedMtok[i]).toBe(requestedMtok[i]);
        expect(Number.isInteger(servedMtok[i])).toBe(true);
        expect([unservedMtok[i], shortageCny[i], priceCny[i]]).toEqual([0, 0, market.priceCny]);
      }
      shares.add(market.labs.servedMtok[1]);
    }
    expect(shares.size).toBeGreaterThan(100);
  });

  it("gives labs that ask for more than all no more than all", () => {
    const market = source(process(), [lab("x", 0.9), lab("y", 0.9), lab("z", 0.9)]);
    for (let hour = 0; hour < 200; hour++) {
      market.step();
      const sum = market.labs.servedMtok.reduce((total, tokens) => total + tokens, 0);
      expect(sum).toBeLessThanOrEqual(market.servedMtok);
      expect(sum).toBeGreaterThan(0.95 * market.servedMtok);
    }
  });

  it("has sellers whose volume-weighted mean price is the market's: value paid is value received", () => {
    const market = source(process());
    for (let hour = 0; hour < 100; hour++) {
      market.step();
      const { volume, price } = market.tokenSellers;
      const received = volume.reduce((sum, tokens, i) => sum + tokens * price[i], 0);
      expect(received / (market.priceCny * market.servedMtok)).toBeCloseTo(1, 9);
      expect(market.tokenSellers.price[0]).toBeLessThan(market.tokenSellers.price[1]);
    }
  });

  it("depends on its own streams only: labs and sellers change no price", () => {
    const alone = source(process());
    const joined = source(process({ sellers: { ...sellers, providers: [] } }), [lab("x", 0.5)]);
    for (let hour = 0; hour < 100; hour++) {
      alone.step();
      joined.step();
      expect(joined.priceCny).toBe(alone.priceCny);
    }
  });

  it("in USD is changed at the hour's rate", () => {
    const cny = source(process());
    const usd = source(process({ currency: "usd" }));
    for (let hour = 0; hour < 100; hour++) {
      cny.step();
      usd.step();
      expect(usd.priceCny).toBe(cny.priceCny * usd.cnyPerUsd);
    }
  });

  it("knows no fleet; GPU-hours have a price, sellers and a number only where the scenario gives them", () => {
    const bare = source(process());
    const full = source(
      process({ gpuUsdHour: { ...jumps, startPrice: 2.5 }, servingGpus: [{ day: START, value: 5000 }] }),
    );
    bare.step();
    full.step();
    expect(bare.gpuSellers).toBeUndefined();
    expect([bare.gpuUsdHour, bare.servingGpus, bare.utilisation, bare.capacityMtok]).toEqual([NaN, NaN, NaN, NaN]);
    expect(full.gpuUsdHour).toBeGreaterThan(2);
    expect(full.gpuUsdHour).toBeLessThan(4);
    expect(full.regions.gpuUsdHour[0]).toBe(full.gpuUsdHour);
    expect(full.generations.priceUsdHour[0]).toBe(full.gpuUsdHour);
    expect(full.servingGpus).toBeCloseTo(5000, 6);
    expect(full.gpuSellers!.meanPrice).toBeCloseTo(full.gpuUsdHour, 12);
    // Its own random streams: the token price is the same with and without.
    expect(full.priceCny).toBe(bare.priceCny);
  });

  it("prices further generations by a factor and a basis of their own, each on its own stream", () => {
    const gpuUsdHour = { ...jumps, startPrice: 2.5 };
    const b200 = { id: "b200", factor: 2.16, basisSd: 0.05, basisHalfLifeDays: 10 };
    const gb300 = { id: "gb300", factor: 3, basisSd: 0, basisHalfLifeDays: 10 };
    const alone = source(process({ gpuUsdHour, gpuGenerations: [b200] }));
    const both = source(process({ gpuUsdHour, gpuGenerations: [gb300, b200] }));
    expect(both.generations.ids).toEqual(["h100", "gb300", "b200"]);
    const logBasis: number[] = [];
    for (let hour = 0; hour < 720; hour++) {
      alone.step();
      both.step();
      const { priceUsdHour } = both.generations;
      expect(priceUsdHour[0]).toBe(both.gpuUsdHour);
      expect(priceUsdHour[1] / both.gpuUsdHour).toBeCloseTo(3, 12);
      expect(priceUsdHour[2]).toBe(alone.generations.priceUsdHour[1]);
      logBasis.push(Math.log(priceUsdHour[2] / both.gpuUsdHour / 2.16));
    }
    expect(Math.max(...logBasis.map(Math.abs))).toBeGreaterThan(0.02);
    expect(Math.max(...logBasis.map(Math.abs))).toBeLessThan(0.25);
  });

  it("comes to an end", () => {
    const market = source(process(), [], "s", 1);
    for (let hour = 0; hour < 24; hour++) market.step();
    expect(() => market.step()).toThrow("has come to its end");
  });
});

describe("a compute market of a series", () => {
  const read = (parameters: ExogenousParameters, hours: number) => {
    const market = source(parameters);
    return Array.from({ length: hours }, () => {
      market.step();
      return [market.priceCny, market.gpuUsdHour, market.servedMtok];
    });
  };

  it("holds each row's values until the next one, from the first whole hour on", () => {
    const hours = read(series(), 48);
    expect(hours[0]).toEqual([10, 2, 50_000]);
    expect(hours[4]).toEqual([10, 2, 50_000]);
    expect(hours[5]).toEqual([11, 2.1, 100_000]);
    expect(hours[6]).toEqual([12, 2.2, 0]);
    expect(hours[39]).toEqual([12, 2.2, 0]);
    expect(hours[40]).toEqual([6, 2.3, 200_000]);
    expect(hours[47]).toEqual([6, 2.3, 200_000]);
  });

  it("takes the dated curve for volumes that the file does not have", () => {
    const own = { rows: { ...rows, tokensPerDay: undefined }, tokensPerDay: [{ day: START, value: 7.2 }] };
    expect(read(series(own), 3).map(([, , tokens]) => tokens)).toEqual([300_000, 300_000, 300_000]);
  });

  it("before the first row has the first row's values", () => {
    const late = { ...rows, hours: rows.hours.map((hour) => hour + 13) };
    expect(read(series({ rows: late }), 3).map(([price]) => price)).toEqual([10, 10, 10]);
  });

  it("in an hour without any tokens keeps prices: nothing is NaN that was known", () => {
    const market = source(series(), [lab("x", 0.5)]);
    for (let hour = 0; hour < 10; hour++) market.step();
    expect(market.servedMtok).toBe(0);
    expect(market.labs.servedMtok[0]).toBe(0);
    expect(market.tokenSellers.meanPrice).toBe(12);
    expect(market.tokenSellers.price.every((price) => price > 0)).toBe(true);
  });
});
