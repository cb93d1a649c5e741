import fc from "fast-check";
import { log } from "../base/elementary.ts";
import { SupplyBlocks } from "../compute/fleet/supply-blocks.ts";
import { Network } from "../compute/network/network.ts";
import { type CountryTerms, PriceClearing, type PoolDemand } from "../compute/price-clearing.ts";
import { type DrawnNetwork, drawnNetworks } from "./network-check.ts";

export const terms: CountryTerms = {
  elasticity: 1.1,
  inelasticElasticity: 0.3,
  trainingElasticity: 0.8,
  logCap: log(10),
};

export interface Ramp {
  readonly region: number;
  readonly gpus: number;
  readonly limit: number;
  readonly floor: number;
  readonly top: number;
}

/** An hour of the GPU markets of some regions, as plain data. */
export interface DrawnMarket {
  readonly network: DrawnNetwork;
  readonly countryOfRegion: readonly number[];
  readonly terms: readonly CountryTerms[];
  readonly logLevel: readonly number[];
  readonly shift: readonly number[];
  readonly blocks: readonly Ramp[];
  readonly demand: readonly { elastic: number; inelastic: number; fixed: number; training: number }[];
}

/** A clearing without demand, and what it reads. */
export function priceClearing(
  { nodes, links, capacity }: DrawnNetwork,
  countryOfRegion: readonly number[],
  countryTerms: readonly CountryTerms[],
  offered: readonly Ramp[],
): { clearing: PriceClearing; blocks: SupplyBlocks; demand: PoolDemand; network: Network } {
  const network = new Network(nodes, links);
  network.capacity.set(capacity);
  network.prepare();
  const blocks = new SupplyBlocks(Int32Array.from(offered, ({ region }) => region));
  offered.forEach(({ gpus, limit, floor, top }, i) => {
    blocks.gpus[i] = gpus;
    blocks.limit[i] = limit;
    blocks.logFloor[i] = floor;
    blocks.logTop[i] = top;
  });
  const demand = {
    elasticGpus: new Float64Array(nodes),
    inelasticGpus: new Float64Array(nodes),
    fixedGpus: new Float64Array(nodes),
    trainingGpus: new Float64Array(nodes),
  };
  const clearing = new PriceClearing(Int32Array.from(countryOfRegion), countryTerms, blocks, demand, network);
  return { clearing, blocks, demand, network };
}

/** The clearing of a drawn hour, not yet cleared. */
export function ramps(drawn: DrawnMarket): ReturnType<typeof priceClearing> {
  const hour = priceClearing(drawn.network, drawn.countryOfRegion, drawn.terms, drawn.blocks);
  hour.clearing.logLevel.set(drawn.logLevel);
  hour.clearing.shift.set(drawn.shift);
  drawn.demand.forEach(({ elastic, inelastic, fixed, training }, i) => {
    hour.demand.elasticGpus[i] = elastic;
    hour.demand.inelasticGpus[i] = inelastic;
    hour.demand.fixedGpus[i] = fixed;
    hour.demand.trainingGpus[i] = training;
  });
  return hour;
}

/** Hours of up to `most` regions in two countries; some regions have no GPUs, some no demand. */
export function drawnMarkets(most: number): fc.Arbitrary<DrawnMarket> {
  const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const gpus = fc.oneof({ weight: 8, arbitrary: real(0.1, 20) }, { weight: 1, arbitrary: fc.constant(0) });
  const use = fc.oneof({ weight: 4, arbitrary: real(0.01, 12) }, { weight: 1, arbitrary: fc.constant(0) });
  const countryTerms = fc.record({
    elasticity: real(0.3, 2),
    inelasticElasticity: real(0, 0.5),
    trainingElasticity: real(0.2, 1.5),
    logCap: real(0.3, 3),
  });
  return drawnNetworks(most).chain((network) => {
    const each = { minLength: network.nodes, maxLength: network.nodes };
    const ramp = fc
      .record({
        region: fc.nat(network.nodes - 1),
        gpus,
        part: real(0.2, 1),
        floor: real(-1.5, 1),
        width: real(0.05, 2),
      })
      .map(({ region, gpus: all, part, floor, width }) => {
        return { region, gpus: all, limit: all * part, floor, top: floor + width };
      });
    return fc.record({
      network: fc.constant(network),
      countryOfRegion: fc.array(fc.nat(1), each),
      terms: fc.array(countryTerms, { minLength: 2, maxLength: 2 }),
      logLevel: fc.array(real(-0.5, 0.5), { minLength: 2, maxLength: 2 }),
      shift: fc.array(real(-0.5, 0.5), { minLength: 2, maxLength: 2 }),
      blocks: fc.array(ramp, { maxLength: 3 * network.nodes }),
      demand: fc.array(fc.record({ elastic: use, inelastic: use, fixed: use, training: use }), each),
    });
  });
}
