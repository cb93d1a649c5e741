import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../base/assert.ts";
import { parseIsoDate } from "../../base/dates.ts";
import { exp, log } from "../../base/elementary.ts";
import { Streams } from "../../base/random.ts";
import { capacityOf } from "../../testing/capacity-parameters.ts";
import { Fleet } from "./fleet.ts";
import type { CapacityParameters } from "./parameters.ts";
import { structuralPath } from "./structural-path.ts";
import { SupplyBlocks } from "./supply-blocks.ts";

const START = parseIsoDate("2024-01-15") ?? NaN;
const LOCAL = "local_fleet_gpus: [{ date: 2024-01-15, value: 30000 }, { date: 2026-01-15, value: 150000 }]\n";
const GENERATIONS = `
generations:
  - { id: b200, launch: 2025-02-15, h100_equivalents: 2.527, kilowatts: 1.79, price_offset: -0.217, launch_jump_mean: -0.22, launch_jump_sd: 0.06 }
  - { id: a100, launch: 2020-05-14, h100_equivalents: 0.315, kilowatts: 0.81, opex_usd_hour: 0.05, start_share_percent: 30, price_offset: 0.592, noise_sd: 0.1 }
  - { id: h100, launch: 2022-10-01, h100_equivalents: 1, kilowatts: 1.275, opex_usd_hour: 0.1, start_share_percent: 70 }
`;
const REGIONS = [
  { id: "north", demandPercent: 50 },
  { id: "south", demandPercent: 30 },
  { id: "west", demandPercent: 20 },
];

function fleetOf(
  parameters: CapacityParameters,
  regions = [{ id: "all", demandPercent: 100 }],
  seed = "seed",
  start = START,
): Fleet {
  const place = { prefix: "compute", regions, firstRegion: 0, firstBlock: 0 };
  return new Fleet(parameters, place, new Streams(seed, 3), start);
}

function blocksOf(fleet: Fleet): SupplyBlocks {
  const regions = new Int32Array(fleet.blockCount);
  fleet.placeBlocks(regions);
  return new SupplyBlocks(regions);
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe("a fleet without generations, centres and local grade", () => {
  it("has the numbers that it had as one pool, draw by draw", () => {
    const fleet = fleetOf(capacityOf());
    const seen = new Map<number, readonly number[]>();
    for (let hour = 0; hour <= 21_000; hour++) {
      fleet.step(hour);
      if (hour % 1000 !== 0) continue;
      const { throughputMtok, efficiency, logLuck, logStructural } = fleet.yield;
      const { fleetGpus, availableGpus } = fleet;
      seen.set(hour, [fleetGpus, availableGpus, throughputMtok, efficiency, logLuck, logStructural]);
    }
    expect(seen.get(0)).toEqual([84987, 80738, 1.5, 1, 0, 0.4054651081081644]);
    const may2024 = [130535, 124008, 1.5749790504839052, 2.2179682294431524, 0.012828450720499152, 1.2380050850480437];
    expect(seen.get(5000)).toEqual(may2024);
    const june2026 = [399981, 379982, 1.78, 11.256622733960976, -0.012094276239092795, 3.0096642834482226];
    expect(seen.get(21_000)).toEqual(june2026);
    expect([fleet.levelLuck, fleet.meanLevelJump, fleet.localFleetGpus, fleet.localAvailableGpus]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it("offers one ramp from level - offered x slope to level + (1 - offered) x slope", () => {
    const fleet = fleetOf(capacityOf());
    const blocks = blocksOf(fleet);
    fleet.step(0);
    fleet.fillBlocks(blocks, log(2.8), 0.8, 1.6);
    expect([blocks.count, blocks.gpus[0], blocks.limit[0]]).toEqual([1, fleet.availableGpus, fleet.availableGpus]);
    expect(blocks.logFloor[0]).toBeCloseTo(log(2.8) - 1.28, 14);
    expect(blocks.logTop[0]).toBeCloseTo(log(2.8) + 0.32, 14);
  });

  it("grows by (1 + spending) (1 + price performance) a year after its last date", () => {
    const yaml = "sector: { growth_percent: 34.6, price_performance_percent: 30 }\n";
    const fleet = fleetOf({ ...capacityOf(yaml), fleetNoise: 0 });
    const end = ((parseIsoDate("2026-01-15") ?? NaN) - START) * 24;
    for (let hour = 0; hour <= end; hour++) fleet.step(hour);
    expect(fleet.fleetGpus).toBe(390_000);
    for (let hour = end + 1; hour <= end + 8766; hour++) fleet.step(hour);
    expect(fleet.fleetGpus).toBe(Math.round(390_000 * 1.346 * 1.3));
  });
});

describe("a fleet of regions, grades and generations", () => {
  it("fills blocks with whole GPUs that add up to what is available in each grade, in every hour and for any centres", () => {
    const centre = fc.record({
      region: fc.constantFrom("north", "south", "west"),
      grade: fc.constantFrom("cloud" as const, "local" as const),
      sharePercent: fc.double({ min: 0.01, max: 100, noNaN: true }),
    });
    const property = fc.property(
      fc.array(centre, { maxLength: 20 }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (list, depthPercent, demand) => {
        const parameters = {
          ...capacityOf(LOCAL + GENERATIONS),
          centres: list.map((item, i) => ({ ...item, id: `c${String(i)}` })),
          outages: { perYear: 500, meanDays: 1, depthPercent },
        };
        const fleet = fleetOf(parameters, REGIONS);
        const blocks = blocksOf(fleet);
        expect(blocks.count).toBe(18);
        expect([...blocks.region]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
        fleet.setDemand(Float64Array.of(demand, demand / 3, 7));
        for (let hour = 0; hour < 60; hour++) {
          fleet.step(hour);
          fleet.fillBlocks(blocks, 1, 0.8, 1.6);
          let cloud = 0;
          let local = 0;
          for (let k = 0; k < blocks.count; k++) {
            expect(Number.isInteger(blocks.gpus[k]) && Number.isInteger(blocks.limit[k])).toBe(true);
            expect(blocks.limit[k] >= 0 && blocks.limit[k] <= blocks.gpus[k]).toBe(true);
            expect(blocks.logTop[k]).toBeGreaterThan(blocks.logFloor[k]);
            if (k % 6 < 3) cloud += blocks.gpus[k];
            else local += blocks.gpus[k];
          }
          expect(cloud).toBe(fleet.availableGpus);
          expect(local).toBe(fleet.localAvailableGpus);
          expect(sum(fleet.generationGpus)).toBe(fleet.fleetGpus + fleet.localFleetGpus);
          for (let g = 0; g < 3; g++) blocks.busy.set(blocks.gpus);
          const centres = fleet.centres.ids.map((_, i) => fleet.centreBusy(blocks, i));
          expect(Math.abs(centres.reduce((a, b) => a + b, 0) / (cloud + local) - 1)).toBeLessThan(1e-9);
        }
      },
    );
    fc.assert(property, { seed: 20260322, numRuns: 30 });
  });

  it("lets no more local GPUs work than the given share of the region's demand, with no limit on cloud ones", () => {
    const fleet = fleetOf(capacityOf(`${LOCAL + GENERATIONS}local_usable_percent: 8\n`), REGIONS);
    const blocks = blocksOf(fleet);
    fleet.step(0);
    fleet.setDemand(Float64Array.of(50_000, 1_000_000, 0));
    fleet.fillBlocks(blocks, 1, 0.8, 1.6);
    const limit = (region: number, grade: number) => sum(blocks.limit.subarray(region * 6 + grade * 3).subarray(0, 3));
    expect(limit(0, 1)).toBe(4000);
    expect(limit(1, 1)).toBe(sum(blocks.gpus.subarray(9, 12)));
    expect(limit(2, 1)).toBe(0);
    expect(limit(0, 0)).toBe(sum(blocks.gpus.subarray(0, 3)));
  });

  it("offers nothing below running cost: (kilowatts x PUE x energy price + opex) / equivalents", () => {
    const fleet = fleetOf(capacityOf(`${GENERATIONS}energy_usd_kwh: 0.1\npue: 1.2\n`));
    const blocks = blocksOf(fleet);
    fleet.step(0);
    expect(fleet.generations.ids).toEqual(["a100", "h100", "b200"]);
    fleet.fillBlocks(blocks, log(0.2), 0.8, 1.6);
    const costs = [(0.81 * 0.12 + 0.05) / 0.315, 1.275 * 0.12 + 0.1, (1.79 * 0.12) / 2.527];
    expect(exp(blocks.logFloor[0])).toBeCloseTo(costs[0], 12);
    expect(exp(blocks.logFloor[1])).toBeCloseTo(costs[1], 12);
    expect(blocks.logFloor[0]).toBeGreaterThan(log(0.2) + 0.32);
    expect(blocks.logTop[0]).toBeCloseTo(blocks.logFloor[0] + 0.05, 12);
    expect(blocks.logTop[1]).toBeCloseTo(log(0.2) + 0.32, 12);
    fleet.fillBlocks(blocks, log(2.8), 0.8, 1.6);
    expect(blocks.logFloor[0]).toBeCloseTo(log(2.8) - 1.28, 12);
    expect(exp(log(0.2) - 1.28)).toBeLessThan(costs[2]);
  });

  it("lowers what owners ask by the luck of a launch, on top of its mean, which the reference level holds", () => {
    const parameters = { ...capacityOf(GENERATIONS), launchAdoptionHalfLifeDays: 5 };
    const fleets = ["a", "b", "c"].map((seed) => fleetOf(parameters, undefined, seed));
    const launch = ((parseIsoDate("2025-02-15") ?? NaN) - START) * 24;
    for (const fleet of fleets) {
      const blocks = blocksOf(fleet);
      for (let hour = 0; hour < launch; hour++) fleet.step(hour);
      expect([fleet.meanLevelJump, fleet.levelLuck, fleet.generationGpus[2]]).toEqual([0, 0, 0]);
      expect(fleet.logGenerationPrice(2, 1)).toBeNaN();
      for (let hour = launch; hour < launch + 24 * 100; hour++) fleet.step(hour);
      expect(fleet.meanLevelJump).toBeCloseTo(-0.22, 5);
      fleet.fillBlocks(blocks, 1, 0.8, 1.6);
      expect(blocks.logFloor[1]).toBeCloseTo(1 - 1.28 + fleet.levelLuck, 12);
      expect(fleet.generationGpus[2]).toBeGreaterThan(0);
      expect(exp(fleet.logGenerationPrice(2, log(2.514)))).toBeCloseTo(2.527 * 2.514 * exp(-0.217), 10);
    }
    expect(new Set(fleets.map((fleet) => fleet.levelLuck)).size).toBe(3);
  });

  it("loses to a dated shock what it says of the available GPUs, none of the installed ones, where it hits", () => {
    const shock = "shocks: [{ id: quake, date: 2024-01-16, days: 1, percent: 40, region: north }]\n";
    const fleet = fleetOf({ ...capacityOf(shock), fleetNoise: 0 }, REGIONS);
    const calm = fleetOf({ ...capacityOf(), fleetNoise: 0 }, REGIONS);
    const blocks = blocksOf(fleet);
    for (let hour = 0; hour <= 24; hour++) {
      fleet.step(hour);
      calm.step(hour);
    }
    fleet.fillBlocks(blocks, 1, 0.8, 1.6);
    expect(fleet.fleetGpus).toBe(calm.fleetGpus);
    expect(Math.abs(fleet.availableGpus - 0.8 * calm.availableGpus)).toBeLessThanOrEqual(1);
    expect(Math.abs(blocks.gpus[0] - 0.3 * calm.availableGpus)).toBeLessThanOrEqual(1);
    expect(Math.abs(blocks.gpus[1] - 0.3 * calm.availableGpus)).toBeLessThanOrEqual(1);
    expect(fleet.centreAvailable(0)).toBe(blocks.gpus[0]);
  });

  it("buys the newest generation with what investors order", () => {
    const investment = { strength: 2, leadMonths: 1, signalHalfLifeDays: 1, hurdleLog: 0 };
    const flat = [{ day: START, value: 100_000 }];
    const still = { ...capacityOf(GENERATIONS), fleetGpus: flat, fleetNoise: 0, retirementPercentPerYear: 0 };
    const fleet = fleetOf({ ...still, investment });
    for (let day = 0; day < 131; day++) {
      for (let hour = 0; hour < 24; hour++) fleet.step(24 * day + hour);
      fleet.closeDay(0.3);
    }
    const bought = fleet.fleetGpus - 100_000;
    expect(bought).toBeGreaterThan(15_000);
    expect(Math.abs(fleet.generationGpus[0] - 30_000)).toBeLessThanOrEqual(1);
    expect(Math.abs(fleet.generationGpus[1] - 70_000 - bought)).toBeLessThanOrEqual(1);
  });

  it("draws nothing that moves with another part: outages, noise and luck leave the fleet's own walk as it is", () => {
    const plain = fleetOf(capacityOf());
    const rich = fleetOf(capacityOf(`${LOCAL + GENERATIONS}outages: { per_year: 3, depth_percent: 0 }\n`));
    for (let hour = 0; hour < 3000; hour++) {
      plain.step(hour);
      rich.step(hour);
    }
    expect([rich.fleetGpus, rich.availableGpus]).toEqual([plain.fleetGpus, plain.availableGpus]);
    expect(rich.yield.efficiency).toBe(plain.yield.efficiency);
  });

  it("is made of the same generations, after the same launches and advances, whenever the scenario starts", () => {
    const calm = { ...capacityOf(GENERATIONS + LOCAL), fleetNoise: 0 };
    const parameters = { ...calm, efficiencyJumps: calm.efficiencyJumps.map((jump) => ({ ...jump, sd: 0 })) };
    const days = 600;
    const early = fleetOf(parameters);
    for (let hour = 0; hour <= days * 24; hour++) early.step(hour);
    const late = fleetOf(parameters, undefined, undefined, START + days);
    late.step(0);
    const all = early.fleetGpus + early.localFleetGpus;
    late.generationGpus.forEach((gpus, g) => expect(Math.abs(gpus - early.generationGpus[g]) / all).toBeLessThan(1e-3));
    expect(late.meanLevelJump).toBeCloseTo(early.meanLevelJump, 12);
    expect(late.yield.logStructural).toBeCloseTo(early.yield.logStructural, 12);
  });

  it("cannot be without a generation at the start", () => {
    const late =
      "generations: [{ id: b200, launch: 2025-02-15, h100_equivalents: 2.5, kilowatts: 1, start_share_percent: 9 }]\n";
    expect(() => fleetOf(capacityOf(late))).toThrow(InvariantError);
  });
});

describe("the structural path", () => {
  it("is at every midnight what a fleet's mean path is then, whatever it draws", () => {
    const parameters = capacityOf(GENERATIONS);
    const path = structuralPath(parameters, START, 500);
    const fleet = fleetOf(parameters);
    for (let hour = 0; hour < 500 * 24; hour++) {
      fleet.step(hour);
      if (hour % 24 !== 0) continue;
      expect(path.meanLevelJump[hour / 24]).toBe(fleet.meanLevelJump);
      expect(path.logYield[hour / 24]).toBe(fleet.yield.logStructural);
    }
  });
});
