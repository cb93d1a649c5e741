import { standardDeviation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { epochDay } from "../base/dates.ts";
import { exp, log } from "../base/elementary.ts";
import { Streams } from "../base/random.ts";
import { ExchangeRate } from "./exchange-rate.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";

const START = epochDay(2024, 1, 15); // a Monday
const LN2 = 0.6931471805599453;
const CALM = { volatility: 0.035, halfLifeDays: 180, bandPercent: 2 };
const flat = (value: number) => [{ day: START, value }];

describe("the exchange rate", () => {
  it("is its dated curve times a mean-reverting deviation while the band does not bind", () => {
    const curve = [
      { day: START, value: 7 },
      { day: START + 100, value: 7.2 },
    ];
    const rate = new ExchangeRate({ cnyPerUsd: curve, ...CALM }, 8, new Streams("a", 1), START);
    const sd = 0.035 * Math.sqrt(180 / 365.25 / (2 * LN2));
    const noise = new OrnsteinUhlenbeck(new Streams("a", 1).get("compute/fx"), sd, 24 * 180);
    for (let hour = 0; hour < 2400; hour++) {
      rate.step();
      noise.step(1);
      expect(rate.logDeviation).toBe(noise.value);
      expect(rate.logCurve).toBeCloseTo(log(7) + (hour / 2400) * log(7.2 / 7), 12);
      expect(rate.cnyPerUsd).toBe(exp(rate.logCurve + rate.logDeviation));
    }
  });

  it("has the volatility asked for", () => {
    const rate = new ExchangeRate({ cnyPerUsd: flat(7), ...CALM }, 8, new Streams("vol", 1), START);
    const changes: number[] = [];
    let before = NaN;
    for (let day = 0; day < 3000; day++) {
      for (let hour = 0; hour < 24; hour++) rate.step();
      if (day > 0) changes.push(rate.logDeviation - before);
      before = rate.logDeviation;
    }
    const yearly = standardDeviation(changes) * Math.sqrt(365.25);
    expect(yearly).toBeGreaterThan(0.0325);
    expect(yearly).toBeLessThan(0.0375);
  });

  it("stays within the band around the last rate of the weekday before, which it hits when chance is wild", () => {
    const wild = { volatility: 1.2, halfLifeDays: 30, bandPercent: 2 };
    const rate = new ExchangeRate({ cnyPerUsd: flat(7), ...wild }, 8, new Streams("wild", 1), START);
    let parity = 7;
    let last = 7;
    let atLimit = 0;
    for (let hour = 0; hour < 24 * 365; hour++) {
      const local = hour + 8;
      const weekday = Math.floor(local / 24) % 7;
      if (local % 24 === 0 && weekday < 5) parity = last;
      rate.step();
      last = rate.cnyPerUsd;
      expect(Math.abs(last / parity - 1)).toBeLessThan(0.02 + 1e-12);
      if (Math.abs(last / parity - 1) > 0.02 - 1e-9) atLimit++;
    }
    expect(atLimit).toBeGreaterThan(1000);
  });

  it("follows a deviation beyond the band from day to day", () => {
    const curve = [
      { day: START, value: 7 },
      { day: START + 1, value: 7 },
      { day: START + 2, value: 7.7 },
    ];
    const rate = new ExchangeRate({ cnyPerUsd: curve, ...CALM, volatility: 0 }, 0, new Streams("x", 1), START);
    const closes: number[] = [];
    for (let hour = 0; hour < 24 * 11; hour++) {
      rate.step();
      if (hour % 24 === 23) closes.push(rate.cnyPerUsd);
    }
    const steps = closes.map((close) => close / 7);
    expect(steps[0]).toBeCloseTo(1, 12);
    // Tuesday to Friday rise by 2 %; over the weekend there is no new parity; Monday is at the curve.
    [1.02, 1.02 ** 2, 1.02 ** 3, 1.02 ** 4, 1.02 ** 4, 1.02 ** 4, 1.1, 1.1].forEach((step, at) =>
      expect(steps[at + 1]).toBeCloseTo(step, 9),
    );
  });
});
