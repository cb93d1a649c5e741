import { describe, expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { parseIsoDate } from "../../base/dates.ts";
import { Streams } from "../../base/random.ts";
import { capacityOf } from "../../testing/capacity-parameters.ts";
import { Centres } from "./centres.ts";
import type { CapacityParameters } from "./parameters.ts";

const START = parseIsoDate("2024-01-15") ?? NaN;
const LOCAL = "local_fleet_gpus: [{ date: 2024-01-15, value: 30000 }]\n";
const REGIONS = [
  { id: "north", demandPercent: 50 },
  { id: "south", demandPercent: 30 },
  { id: "west", demandPercent: 0 },
];
const NAMED = `
centres:
  - { id: n1, region: north, share_percent: 30 }
  - { id: n2, region: north, share_percent: 10 }
  - { id: w1, region: west, share_percent: 40 }
  - { id: s1, region: south, grade: local, share_percent: 7 }
`;

const centresOf = (parameters: CapacityParameters, seed = "seed") =>
  new Centres(parameters, REGIONS, new Streams(seed, 0), "compute", START);

describe("data centres", () => {
  it("are one of each grade in every region with demand, of its share, unless named", () => {
    const cloud = centresOf(capacityOf());
    expect([...cloud.ids]).toEqual(["north-cloud", "south-cloud"]);
    expect([...cloud.cloudWeight]).toEqual([0.625, 0.375, 0]);
    const both = centresOf(capacityOf(LOCAL + NAMED));
    expect([...both.ids]).toEqual(["n1", "n2", "w1", "s1"]);
    expect([...both.cloudWeight]).toEqual([0.5, 0, 0.5]);
    expect([...both.localWeight]).toEqual([0, 1, 0]);
    expect([...centresOf(capacityOf(NAMED)).ids]).toEqual(["n1", "n2", "w1"]);
  });

  it("must stand in a known region", () => {
    const lost = (region: string) => capacityOf(`centres: [{ id: a, region: ${region}, share_percent: 1 }]\n`);
    expect(() => centresOf(lost("east"))).toThrow(InvariantError);
    expect(() => centresOf(lost('""'))).toThrow(InvariantError);
    const single = [REGIONS[0]];
    expect([...new Centres(lost('""'), single, new Streams("x", 0), "compute", START).region]).toEqual([0]);
  });

  it("lose what dated losses say, from their day for their days, several multiplied, where they hit", () => {
    const shocks = `
shocks:
  - { id: quake, date: 2024-01-17, days: 2, percent: 50, region: north }
  - { id: fire, date: 2024-01-18, days: 3, percent: 40, centre: n1 }
  - { id: cut, date: 2024-01-18, days: 1, percent: 10, grade: local }
`;
    const centres = centresOf(capacityOf(LOCAL + NAMED + shocks));
    const at = new Map<number, number[]>();
    for (let hour = 0; hour < 24 * 8; hour++) {
      centres.step(hour);
      if (hour % 24 === 0 || hour % 24 === 23) at.set(hour, [...centres.left]);
    }
    expect(at.get(47)).toEqual([1, 1, 1, 1]);
    expect(at.get(48)).toEqual([0.5, 0.5, 1, 1]);
    expect(at.get(72)).toEqual([0.3, 0.5, 1, 0.9]);
    expect(at.get(96)).toEqual([0.6, 1, 1, 1]);
    expect(at.get(143)).toEqual([0.6, 1, 1, 1]);
    expect(at.get(144)).toEqual([1, 1, 1, 1]);
    expect([centres.cloudLoss, centres.localLoss]).toEqual([0, 0]);
  });

  it("fail each by itself: out for mean days / (mean days + time between) of the time, by the given depth", () => {
    const outages = "outages: { per_year: 20, mean_days: 3, depth_percent: 60 }\n";
    const centres = centresOf(capacityOf(NAMED + outages));
    const hours = 8766 * 60;
    const out = new Float64Array(3);
    let together = 0;
    let wrongLosses = 0;
    for (let hour = 0; hour < hours; hour++) {
      centres.step(hour);
      const [n1, n2, w1] = centres.left;
      for (let i = 0; i < 3; i++) if (centres.left[i] < 1) out[i]++;
      if (n1 < 1 && n2 < 1) together++;
      const loss = 0.375 * (1 - n1) + 0.125 * (1 - n2) + 0.5 * (1 - w1);
      if (Math.abs(centres.cloudLoss - loss) > 1e-12 || (n1 !== 1 && n1 !== 1 - 60 / 100)) wrongLosses++;
    }
    expect(wrongLosses).toBe(0);
    const expected = 3 / (3 + 365.25 / 20);
    for (let i = 0; i < 3; i++) expect(Math.abs(out[i] / hours - expected)).toBeLessThan(0.015);
    expect(Math.abs(together / hours - expected * expected)).toBeLessThan(0.01);
  });
});
