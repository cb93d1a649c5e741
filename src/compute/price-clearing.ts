import { assert } from "../base/assert.ts";
import { type CountryTerms, CountryUse, type PoolDemand } from "./country-use.ts";
import type { SupplyBlocks } from "./fleet/supply-blocks.ts";
import { Equilibrium } from "./network/equilibrium.ts";
import type { Network } from "./network/network.ts";
import { RegionMarket } from "./region-market.ts";
import { RegionOffers } from "./region-offers.ts";

export type { CountryTerms, PoolDemand } from "./country-use.ts";

/**
 * Clears one hour of the GPU market of all regions of all countries: prices differ between regions only where the links
 * between them are full. With the price level y of region r, z = y - ln(reference level) and the shift c of its country,
 *   elastic e^(-e1 (z + c)) + inelastic e^(-e2 (z + c)) + fixed + training e^(-e3 z) + net export
 *     = sum over its blocks of min(limit, gpus clip((y - floor) / (top - floor), 0, 1)).
 * Above full use demand alone sets the price; at a country's price cap all uses of a region are rationed in proportion. A
 * region without GPUs pays what the regions pay that it shares links with; one cut off from all supply is at the cap and
 * served nothing.
 */
export class PriceClearing {
  /** By country, filled by the caller: ln of the reference level, USD per H100-equivalent hour, and the shift c above. */
  readonly logLevel: Float64Array;
  readonly shift: Float64Array;
  /** By region: ln USD per H100-equivalent hour. */
  readonly logPrice: Float64Array;
  /** By region: GPUs at work for its users' tokens and training, wherever they stand, and GPUs at work in its own fleet. */
  readonly inferenceGpus: Float64Array;
  readonly trainingGpus: Float64Array;
  readonly supplyGpus: Float64Array;
  /** By region: net export of work, GPUs. */
  readonly flow: Float64Array;
  /** By region: share of wanted use that is served; below 1 where the price cap binds. */
  readonly servedShare: Float64Array;
  /** Number of regions whose price cap binds. */
  capped = 0;
  private readonly countries: readonly CountryUse[];
  private readonly countryOf: readonly CountryUse[];
  private readonly offers: RegionOffers;
  private readonly market: RegionMarket;
  private readonly equilibrium: Equilibrium;

  /**
   * `blocks`, `demand` and the network's capacities are read anew each hour; the blocks' `busy` is written. Asserts that
   * every node of the network is a region with a country and that blocks lie in regions.
   */
  constructor(
    countryOfRegion: Int32Array,
    terms: readonly CountryTerms[],
    blocks: SupplyBlocks,
    demand: PoolDemand,
    network: Network,
  ) {
    const regions = countryOfRegion.length;
    assert(network.nodes === regions, "the network's nodes are not the regions");
    for (const country of countryOfRegion) assert(terms[country] !== undefined, "a region has no country");
    this.logLevel = new Float64Array(terms.length);
    this.shift = new Float64Array(terms.length);
    this.logPrice = new Float64Array(regions);
    this.inferenceGpus = new Float64Array(regions);
    this.trainingGpus = new Float64Array(regions);
    this.supplyGpus = new Float64Array(regions);
    this.servedShare = new Float64Array(regions);
    this.countries = terms.map((its) => new CountryUse(its, demand));
    this.countryOf = Array.from(countryOfRegion, (country) => this.countries[country]);
    this.offers = new RegionOffers(blocks, regions);
    this.market = new RegionMarket(this.countryOf, this.offers);
    this.equilibrium = new Equilibrium(network);
    this.flow = this.equilibrium.netExport;
  }

  /** Clears the hour that the inputs describe; a network whose capacities changed must have been prepared. */
  clear(): void {
    for (let i = 0; i < this.countries.length; i++) this.countries[i].renew(this.logLevel[i], this.shift[i]);
    for (let i = 0; i < this.countryOf.length; i++) this.offers.renew(i, this.countryOf[i].logCap);
    this.equilibrium.solve(this.market);
    this.capped = 0;
    for (let region = 0; region < this.countryOf.length; region++) this.publish(region);
  }

  private publish(region: number): void {
    const country = this.countryOf[region];
    const level = this.equilibrium.level[region];
    country.at(level);
    this.inferenceGpus[region] = country.inferenceOf(region);
    this.trainingGpus[region] = country.trainingOf(region);
    this.supplyGpus[region] = this.offers.at(region, level);
    this.logPrice[region] = country.logPrice;
    this.servedShare[region] = country.servedShare;
    if (country.isCapped) this.capped++;
    this.offers.publish(region, level);
  }
}
