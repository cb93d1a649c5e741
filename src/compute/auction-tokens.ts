import { exp } from "../base/elementary.ts";
import type { Country } from "./country.ts";
import { CustomerHour } from "./customer-hour.ts";
import type { PoolDemand, PriceClearing } from "./price-clearing.ts";
import type { TokenRegime } from "./token-regime.ts";

/**
 * The auction regime: tokens cost what GPUs cost, divided by what a GPU-hour makes, times provider margins, and everybody
 * gets what it asks for at that price. Requested are the tokens at the structural reference price; what scarcity prices
 * out of them is unserved.
 */
export class AuctionTokens implements TokenRegime {
  readonly hour: CustomerHour;
  private readonly country: Country;
  private readonly demand: PoolDemand;
  private readonly clearing: PriceClearing;
  /** Tokens of each region in whole Mtok that its labs leave to its many others. */
  private readonly left: Float64Array;
  /** The same of its tokens at the reference price. */
  private readonly wanted: Float64Array;
  /** Demand over that at the reference price of the two segments, by region. */
  private readonly elastic: Float64Array;
  private readonly inelastic: Float64Array;

  constructor(country: Country, demand: PoolDemand, clearing: PriceClearing) {
    this.country = country;
    this.demand = demand;
    this.clearing = clearing;
    this.hour = new CustomerHour(country.customers.count);
    this.left = new Float64Array(country.regions);
    this.wanted = new Float64Array(country.regions);
    this.elastic = new Float64Array(country.regions);
    this.inelastic = new Float64Array(country.regions);
  }

  ask(): void {
    const { country, demand } = this;
    const { customers, firstRegion } = country;
    const gpus = country.referenceMtok / country.yieldMtok;
    const others = customers.othersInelasticShare;
    for (let r = 0; r < country.regions; r++) {
      const asked = gpus * country.regionShares[r];
      demand.elasticGpus[firstRegion + r] = asked * (1 - others);
      demand.inelasticGpus[firstRegion + r] = asked * others;
      demand.fixedGpus[firstRegion + r] = 0;
    }
    // Labs are a part of their region's demand; only what sets them apart from the others is moved.
    for (let i = 0; i < customers.labs; i++) {
      const moved = gpus * customers.share[i] * (customers.inelasticShare[i] - others);
      demand.elasticGpus[firstRegion + customers.region[i]] -= moved;
      demand.inelasticGpus[firstRegion + customers.region[i]] += moved;
    }
  }

  serve(): void {
    const { country, hour } = this;
    const { customers } = country;
    this.priceRegions();
    for (let i = 0; i < customers.count; i++) {
      const r = customers.region[i];
      const reference = country.referenceMtok * customers.share[i];
      const inelastic = customers.inelasticShare[i];
      const asked = reference * ((1 - inelastic) * this.elastic[r] + inelastic * this.inelastic[r]);
      // The many others of a region take what its labs leave of its whole tokens.
      const served = Math.min(i < customers.labs ? Math.round(asked) : this.left[r], this.left[r]);
      this.left[r] -= served;
      const wanted = i < customers.labs ? Math.round(reference) : this.wanted[r];
      this.wanted[r] -= wanted;
      hour.servedMtok[i] = served;
      hour.requestedMtok[i] = Math.max(served, wanted);
      hour.unservedMtok[i] = hour.requestedMtok[i] - served;
      hour.price[i] = country.price[r];
      hour.shadow[i] = country.price[r];
    }
  }

  closeDay(): void {}

  /** Token prices and whole tokens region by region. */
  private priceRegions(): void {
    const { country, clearing } = this;
    const { elasticity, inelasticElasticity } = country.terms;
    for (let r = 0; r < country.regions; r++) {
      const node = country.firstRegion + r;
      const x = Math.min(clearing.logPrice[node] - country.logLevel, country.terms.logCap) + country.shift;
      const share = clearing.servedShare[node];
      country.price[r] = country.referencePrice * exp(x);
      this.elastic[r] = share * exp(-elasticity * x);
      this.inelastic[r] = share * exp(-inelasticElasticity * x);
      this.left[r] = Math.round(clearing.inferenceGpus[node] * country.yieldMtok);
      this.wanted[r] = Math.round(country.referenceMtok * country.regionShares[r]);
    }
  }
}
