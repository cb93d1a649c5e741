import { describe, expect, it } from "vitest";
import { exp, log } from "../../base/elementary.ts";
import { Streams } from "../../base/random.ts";
import { capacityOf } from "../../testing/capacity-parameters.ts";
import { Fleet } from "./fleet.ts";
import { Investment } from "./investment.ts";

const START = 19737;
const PLACE = { prefix: "compute", regions: [{ id: "all", demandPercent: 100 }], firstRegion: 0, firstBlock: 0 };

/**
 * Ten years of a closed loop: a fleet whose curve grows by 40 % a year, demand of elasticity 0.8 that grows with the curve and
 * jumps by 35 % after a quarter; owners offer 80 % at the level and the rest over 1.6 in log price. ln(price / level) by day.
 */
function cobweb(strength: number, leadMonths: number): Float64Array {
  const investment = { strength, leadMonths, signalHalfLifeDays: 30, hurdleLog: 0 };
  const sector = { growthPercent: 40, pricePerformancePercent: 0 };
  const first = [{ day: START, value: 100_000 }];
  const parameters = { ...capacityOf(), fleetGpus: first, fleetNoise: 0, sector, investment };
  const fleet = new Fleet(parameters, PLACE, new Streams("x", 0), START);
  const prices = new Float64Array(3653);
  for (let day = 0; day < prices.length; day++) {
    for (let hour = 0; hour < 24; hour++) fleet.step(24 * day + hour);
    const curve = 100_000 * exp(log(1.4) * (day / 365.25));
    prices[day] = clearedLogPrice(((day < 90 ? 0.8 : 0.8 * 1.35) * curve) / fleet.fleetGpus);
    fleet.closeDay(prices[day]);
  }
  return prices;
}

/** z with load e^(-0.8 z) = min(1, 0.8 + z / 1.6). */
function clearedLogPrice(load: number): number {
  let low = -1.28;
  let high = 5;
  for (let i = 0; i < 60; i++) {
    const z = 0.5 * (low + high);
    if (load * exp(-0.8 * z) > Math.min(1, 0.8 + z / 1.6)) low = z;
    else high = z;
  }
  return low;
}

describe("investment", () => {
  it("delivers after its lead what it ordered: kappa (smoothed signal - hurdle) / 365.25 of the fleet a day", () => {
    const parameters = { strength: 2, leadMonths: 12, signalHalfLifeDays: 1e-9, hurdleLog: 0.1 };
    const investment = new Investment(parameters);
    for (let day = 0; day < 365; day++) {
      investment.closeDay(0.3, NaN, 1000);
      expect(investment.deliver(1000, -1)).toBe(0);
    }
    investment.closeDay(0.3, NaN, 9000);
    expect(investment.deliver(2000, -1)).toBeCloseTo((0.5 * 2 * 0.2) / 365.25, 12);
  });

  it("goes by futures where there are some, keeps its view on days without any signal, and smooths", () => {
    const parameters = { strength: 1, leadMonths: 1, signalHalfLifeDays: 10, hurdleLog: 0 };
    const growth = (signals: readonly (readonly [number, number])[]) => {
      const investment = new Investment(parameters);
      for (const [spot, forward] of signals) investment.closeDay(spot, forward, 1000);
      for (let day = signals.length; day < 31; day++) investment.closeDay(NaN, NaN, 1000);
      return investment.deliver(1000, -1);
    };
    const first = 1 - 2 ** -0.1;
    expect(growth([[0.9, 0.2]])).toBeCloseTo((0.2 * first) / 365.25, 12);
    expect(growth([[0.9, NaN]])).toBeCloseTo((0.9 * first) / 365.25, 12);
    expect(growth([[NaN, NaN]])).toBe(0);
  });

  it("cannot cut orders below nothing: the fleet shrinks no faster than it retires", () => {
    const investment = { strength: 20, leadMonths: 1, signalHalfLifeDays: 1, hurdleLog: 1 };
    const flat = [{ day: START, value: 1_000_000 }];
    const parameters = { ...capacityOf(), fleetGpus: flat, fleetNoise: 0, retirementPercentPerYear: 10, investment };
    const fleet = new Fleet(parameters, PLACE, new Streams("x", 0), START);
    for (let day = 0; day < 400; day++) {
      for (let hour = 0; hour < 24; hour++) fleet.step(24 * day + hour);
      fleet.closeDay(-1);
    }
    const days = 399 - 30;
    expect(Math.abs(fleet.fleetGpus / (1_000_000 * exp(-0.1 * (days / 365.25))) - 1)).toBeLessThan(1e-3);
  });

  it("does nothing at strength 0: a scarcity price stays for ever", () => {
    const prices = cobweb(0, 18);
    expect(prices[91]).toBeGreaterThan(0.19);
    expect(Math.abs(prices[3652] - prices[91])).toBeLessThan(1e-4);
  });

  it("brings the price back to the level at kappa 1 and 18 months, hardly passing it", () => {
    const prices = cobweb(1, 18);
    expect(Math.abs(prices[3652])).toBeLessThan(0.01);
    expect(Math.min(...prices)).toBeGreaterThan(-0.03);
  });

  it("at kappa 2 keeps the price between 0.85 and 1.26 of the level whatever the lead, and is calmer later", () => {
    for (const lead of [6, 18, 36]) {
      const prices = cobweb(2, lead).map((z) => Math.abs(z));
      expect(Math.max(...prices)).toBeLessThan(log(1.26));
      expect(Math.max(...prices.subarray(2400))).toBeLessThan(log(1 / 0.85));
    }
  });

  it("at kappa 4 and 24 months swings the price above 2 times the level (cobweb)", () => {
    const prices = cobweb(4, 24);
    expect(Math.max(...prices.subarray(1000))).toBeGreaterThan(log(2));
    expect(Math.min(...prices.subarray(1000))).toBeLessThan(log(0.82));
  });
});
