import fc from "fast-check";
import { standardDeviation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { Streams, type Stream } from "../base/random.ts";
import { chinaCompute } from "../testing/compute-parameters.ts";
import { HISTORY_END, HISTORY_START, OFFICIAL_USE } from "./china-history.ts";
import { fitTarget, withDemand } from "./calibrate.ts";
import { ComputeMarket } from "./market.ts";
import type { ComputeParameters } from "./parameters.ts";
import { recordPath } from "./path-record.ts";

const china = chinaCompute();
const DAYS = HISTORY_END - HISTORY_START + 1;

function marketOf(parameters: ComputeParameters, seed: string, days = DAYS): ComputeMarket {
  return new ComputeMarket(parameters, [], new Streams(seed, 0), HISTORY_START, days);
}

/** The same parameters without any randomness. */
function calm(parameters: ComputeParameters): ComputeParameters {
  const { capacity, training, demand, exchangeRate } = parameters;
  return {
    ...parameters,
    capacity: {
      ...capacity,
      fleetNoise: 0,
      efficiencyJumps: capacity.efficiencyJumps.map((jump) => ({ ...jump, sd: 0 })),
      generations: capacity.generations.map((generation) => ({ ...generation, launchJumpSd: 0, noiseSd: 0 })),
    },
    training: { ...training, noiseSd: 0, hourlyNoiseSd: 0 },
    demand: { ...demand, growthUncertainty: 0, noiseSd: 0, hourlyNoiseSd: 0, regionNoiseSd: 0 },
    exchangeRate: { ...exchangeRate, volatility: 0 },
  };
}

/** Streams whose draws are the usual ones until `perturbed` is set, and others from then on. */
class PerturbedStreams extends Streams {
  perturbed = false;

  override get(name: string): Stream {
    const stream = super.get(name);
    const usual = stream.uniform.bind(stream);
    stream.uniform = () => (this.perturbed ? (usual() + 0.5) % 1 : usual());
    return stream;
  }
}

describe("the compute market", () => {
  it("serves fleet x throughput x efficiency x inference share x utilisation, to the rounding of whole Mtok, every hour", () => {
    for (const seed of ["a", "b", "c"]) {
      const market = marketOf(china, seed);
      for (let hour = 0; hour < DAYS * 24; hour++) {
        market.step();
        const yieldMtok = market.throughputMtok * market.efficiency;
        const { availableGpus, localAvailableGpus } = market;
        const busy = availableGpus * market.utilisation + localAvailableGpus * market.localUtilisation;
        const served = busy * market.inferenceShare * yieldMtok;
        // Whole Mtok in each of six regions.
        if (!(Math.abs(served - market.servedMtok) <= 3 + 1e-6)) expect(served).toBeCloseTo(market.servedMtok, 0);
        const capacity = (availableGpus + localAvailableGpus) * yieldMtok;
        if (!(Math.abs(capacity - market.capacityMtok) <= 0.501)) expect(capacity).toBeCloseTo(market.capacityMtok, 0);
      }
    }
  });

  it("never serves more than capacity, and requested is served + unserved in whole Mtok", () => {
    const market = marketOf(china, "d");
    for (let hour = 0; hour < DAYS * 24; hour++) {
      market.step();
      const { requestedMtok, servedMtok, unservedMtok, capacityMtok, utilisation } = market;
      const holds =
        [requestedMtok, servedMtok, unservedMtok, capacityMtok].every((x) => Number.isSafeInteger(x) && x >= 0) &&
        servedMtok <= capacityMtok &&
        requestedMtok === servedMtok + unservedMtok &&
        utilisation >= 0 &&
        utilisation <= 1;
      if (!holds) expect({ hour, requestedMtok, servedMtok, unservedMtok, capacityMtok, utilisation }).toBeUndefined();
    }
    expect(market.cappedHours).toBe(0);
    expect(() => market.step()).toThrow("come to its end");
  });

  it("prices tokens at GPU price x exchange rate x (1 + margin) / yield, around the structural reference", () => {
    const market = marketOf(china, "e", 30);
    const firstKnots = china.price.levelUsd[0].day - HISTORY_START;
    for (let hour = 0; hour <= firstKnots * 24; hour++) market.step();
    const [level, rate, margin] = [china.price.levelUsd, china.exchangeRate.cnyPerUsd, china.price.providerMargin];
    const reference = (level[0].value * rate[0].value * (1 + margin[0].value)) / china.capacity.throughputMtok[0].value;
    expect(market.referencePriceCny).toBeCloseTo(reference, 9);
    const cost = (market.gpuUsdHour * market.cnyPerUsd) / (market.throughputMtok * market.efficiency);
    expect(market.priceCny).toBeCloseTo(cost * (1 + margin[0].value), 9);
  });

  it("does not count growth twice: on the calm path demand at the reference price is the calibrated curve", () => {
    const flat = calm(china);
    const season = { ...flat.demand.season, peakHours: [], weekendToWeekday: 1 };
    // Compute dear enough that use stays below demand at the reference price.
    const training = {
      ...flat.training,
      gpus: flat.training.gpus.map(({ day, value }) => ({ day, value: 1.3 * value })),
    };
    const market = marketOf({ ...flat, training, demand: { ...flat.demand, season } }, "any");
    const january2025 = (china.pins[1] - HISTORY_START) * 24;
    for (let hour = 0; hour <= january2025; hour++) market.step();
    const knot = china.demand.tokensPerDay.find(({ day }) => day === china.pins[1]);
    expect(Math.abs(market.requestedMtok - (knot!.value * 1e6) / 24)).toBeLessThanOrEqual(3);
  });

  it("keeps the median of eight replications within 10 % of every official figure of use", () => {
    const paths = Array.from({ length: 8 }, (_, replication) =>
      recordPath({ parameters: china, seed: "eight", replication, startDay: HISTORY_START, days: DAYS }),
    );
    for (const target of OFFICIAL_USE) {
      const fit = fitTarget(target, paths);
      expect(fit.servedTrillionPerDay / target.trillionPerDay).toBeGreaterThan(0.9);
      expect(fit.servedTrillionPerDay / target.trillionPerDay).toBeLessThan(1.1);
      expect(fit.servedLogSd).toBeLessThan(0.13);
      expect(fit.requestedToServed).toBeLessThan(target.requestedToServedLimit);
    }
  });

  it("knows nothing of draws to come: with other draws after day t it is the same up to t, and another after", () => {
    const usual = new PerturbedStreams("f", 0);
    const other = new PerturbedStreams("f", 0);
    const markets = [usual, other].map((streams) => new ComputeMarket(china, [], streams, HISTORY_START, DAYS));
    const turn = 300 * 24;
    let different = 0;
    for (let hour = 0; hour < DAYS * 24; hour++) {
      other.perturbed = hour >= turn;
      for (const market of markets) market.step();
      const same = markets[0].priceCny === markets[1].priceCny && markets[0].servedMtok === markets[1].servedMtok;
      if (hour < turn && !same) expect(hour).toBe(turn);
      if (!same) different++;
    }
    expect(different).toBeGreaterThan((DAYS * 24 - turn) * 0.9);
  });

  it("is a function of seed and replication", () => {
    const price = (seed: string, replication: number) => {
      const market = new ComputeMarket(china, [], new Streams(seed, replication), HISTORY_START, 10);
      for (let hour = 0; hour < 240; hour++) market.step();
      return market.priceCny;
    };
    expect(price("g", 1)).toBe(price("g", 1));
    expect(new Set([price("g", 1), price("g", 2), price("h", 1)]).size).toBe(3);
  });

  it("answers more demand with more use, higher prices and more unserved", () => {
    const outcome = (factor: number) => {
      const knots = china.demand.tokensPerDay.map(({ day, value }) => ({ day, value: value * factor }));
      const market = marketOf(withDemand(calm(china), knots), "any");
      const sums = { served: 0, unserved: 0, utilisation: 0, gpu: 0, token: 0 };
      for (let hour = 0; hour < DAYS * 24; hour++) {
        market.step();
        if (hour < (DAYS - 90) * 24) continue;
        sums.served += market.servedMtok;
        sums.unserved += market.unservedMtok;
        sums.utilisation += market.utilisation;
        sums.gpu += market.gpuUsdHour;
        sums.token += market.priceCny;
      }
      return Object.values(sums);
    };
    const outcomes = [0.7, 1, 1.4].map(outcome);
    for (let i = 1; i < outcomes.length; i++) {
      outcomes[i].forEach((value, k) => expect(value).toBeGreaterThan(outcomes[i - 1][k]));
    }
  });

  it("lets a release lower token prices within two months while GPU-hours keep theirs", () => {
    const jump = { id: "surprise", date: HISTORY_START + 60, mean: 0, sd: 1 };
    const base = calm(china);
    const shock = (size: number) => {
      const capacity = { ...base.capacity, efficiencyJumps: [{ ...jump, mean: size, sd: 0 }] };
      const market = marketOf({ ...base, capacity }, "any", 121);
      for (let hour = 0; hour < 120 * 24; hour++) market.step();
      return market;
    };
    const [without, withJump] = [shock(0), shock(0.25)];
    expect(withJump.priceCny / without.priceCny).toBeLessThan(0.85);
    expect(Math.abs(withJump.gpuUsdHour / without.gpuUsdHour - 1)).toBeLessThan(0.01);
  });

  it("rations at the price cap, and counts the hours, when the fleet is a hundredth of what it was", () => {
    const fleetGpus = china.capacity.fleetGpus.map(({ day, value }) => ({ day, value: value / 100 }));
    const market = marketOf({ ...china, capacity: { ...china.capacity, fleetGpus } }, "any", 5);
    for (let hour = 0; hour < 120; hour++) market.step();
    expect(market.cappedHours).toBe(120);
    expect(market.utilisation).toBeCloseTo(1, 9);
    expect(market.gpuUsdHour).toBeCloseTo(10 * china.price.levelUsd[0].value, 9);
  });

  it("stays finite and keeps its invariants under extreme parameters", () => {
    const scale = fc.constantFrom(1e-6, 1e-3, 1, 1e3, 1e6);
    const sd = fc.constantFrom(0, 0.5, 2);
    const elasticity = fc.constantFrom(0, 0.3, 10);
    const draws = fc.record({
      fleet: scale,
      demand: scale,
      training: scale,
      sd,
      elasticity,
      trainingElasticity: elasticity,
      slope: fc.constantFrom(1e-6, 1.6, 10),
      cap: fc.constantFrom(1, 10, 1000),
    });
    fc.assert(
      fc.property(draws, (draw) => {
        const market = marketOf(extreme(draw), "extreme", 20);
        for (let hour = 0; hour < 480; hour++) {
          market.step();
          const columns = [
            market.priceCny,
            market.gpuUsdHour,
            market.cnyPerUsd,
            market.utilisation,
            market.inferenceShare,
          ];
          if (!columns.every((x) => x >= 0 && x < Infinity)) expect({ hour, columns }).toBeUndefined();
          if (!(market.utilisation <= 1)) expect(market.utilisation).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 20260322, numRuns: 60 },
    );
  });
});

interface Extremes {
  fleet: number;
  demand: number;
  training: number;
  sd: number;
  elasticity: number;
  trainingElasticity: number;
  slope: number;
  cap: number;
}

function extreme(draw: Extremes): ComputeParameters {
  const scaled = (knots: ComputeParameters["training"]["gpus"], factor: number) =>
    knots.map(({ day, value }) => ({ day, value: value * factor }));
  const { sd, elasticity } = draw;
  return {
    ...china,
    capacity: { ...china.capacity, fleetGpus: scaled(china.capacity.fleetGpus, draw.fleet), fleetNoise: sd },
    training: {
      ...china.training,
      gpus: scaled(china.training.gpus, draw.training),
      elasticity: draw.trainingElasticity,
      noiseSd: sd,
      hourlyNoiseSd: sd,
    },
    demand: {
      ...china.demand,
      tokensPerDay: scaled(china.demand.tokensPerDay, draw.demand),
      elasticity,
      inelasticElasticity: elasticity,
      growthUncertainty: sd,
      noiseSd: sd,
      hourlyNoiseSd: sd,
    },
    price: { ...china.price, offerSlope: draw.slope, capToLevel: draw.cap },
    exchangeRate: { ...china.exchangeRate, volatility: sd },
  };
}

describe("the shipped parameters", () => {
  it("pin the slow noises at the official months: use there varies less than a month away", () => {
    const noon = (day: number) => (day - HISTORY_START) * 24 + 4;
    const days = [china.pins[1] - 60, china.pins[1]];
    const logs = Array.from({ length: 40 }, (_, replication) => {
      const market = new ComputeMarket(china, [], new Streams("pins", replication), HISTORY_START, 420);
      return days.map((day) => {
        while (market.hour < noon(day)) market.step();
        return Math.log(market.servedMtok);
      });
    });
    const spread = (i: number) => standardDeviation(logs.map((row) => row[i]));
    expect(spread(1)).toBeLessThan(0.6 * spread(0));
  });
});
