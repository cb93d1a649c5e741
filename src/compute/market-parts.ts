import type { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import { Country } from "./country.ts";
import type { CustomerHour } from "./customer-hour.ts";
import type { Lab } from "./customers.ts";
import { SupplyBlocks } from "./fleet/supply-blocks.ts";
import type { ComputeParameters } from "./parameters.ts";
import type { PoolDemand } from "./price-clearing.ts";
import type { LabHour, RegionHour } from "./source.ts";

/* What a compute market is put together from. */

/** The home country and those abroad, in the order of the file; labs are at home. */
export function makeCountries(
  parameters: ComputeParameters,
  labs: readonly Lab[],
  streams: Streams,
  startDay: EpochDay,
): Country[] {
  const { rationing } = parameters;
  const othersTier = rationing.rule === "priority" ? rationing.othersTier : 1;
  const home = { parameters, labs, othersTier, name: "home", prefix: "compute", firstRegion: 0, firstBlock: 0 };
  const countries = [new Country({ ...home, streams, startDay })];
  let firstRegion = countries[0].regions;
  let firstBlock = countries[0].fleet.blockCount;
  for (const [name, abroad] of Object.entries(parameters.abroad)) {
    const parts = { parameters: abroad, labs: [], othersTier: 1, name, prefix: `compute/${name}` };
    const country = new Country({ ...parts, firstRegion, firstBlock, streams, startDay });
    countries.push(country);
    firstRegion += country.regions;
    firstBlock += country.fleet.blockCount;
  }
  return countries;
}

/** Supply blocks of all countries. */
export function makeBlocks(countries: readonly Country[]): SupplyBlocks {
  const regionOfBlock = new Int32Array(countries.reduce((sum, { fleet }) => sum + fleet.blockCount, 0));
  for (const { fleet } of countries) fleet.placeBlocks(regionOfBlock);
  return new SupplyBlocks(regionOfBlock);
}

/** Room for what every region uses. */
export function poolDemand(nodes: number): PoolDemand {
  return {
    elasticGpus: new Float64Array(nodes),
    inelasticGpus: new Float64Array(nodes),
    fixedGpus: new Float64Array(nodes),
    trainingGpus: new Float64Array(nodes),
  };
}

/** The labs' part of the customers' hour. */
export function labHour(hour: CustomerHour, labs: number): LabHour {
  return {
    requestedMtok: hour.requestedMtok.subarray(0, labs),
    servedMtok: hour.servedMtok.subarray(0, labs),
    unservedMtok: hour.unservedMtok.subarray(0, labs),
    waitingMtok: hour.waitingMtok.subarray(0, labs),
    priceCny: hour.price.subarray(0, labs),
    shadowCny: hour.shadow.subarray(0, labs),
    shortageCny: hour.shortage.subarray(0, labs),
  };
}

/** Room for what every region does in an hour, those of home first. */
export function regionHour(ids: readonly string[], home: Country): RegionHour {
  const column = () => new Float64Array(ids.length);
  const homeShares = column();
  homeShares.set(home.regionShares);
  return {
    ids,
    homeShares,
    requestedMtok: column(),
    servedMtok: column(),
    unservedMtok: column(),
    price: column(),
    gpuUsdHour: column(),
    availableGpus: column(),
    busyGpus: column(),
    netExportGpus: column(),
  };
}
