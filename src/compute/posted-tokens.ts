import { assert } from "../base/assert.ts";
import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import { AuctionTokens } from "./auction-tokens.ts";
import type { Country } from "./country.ts";
import { CustomerHour } from "./customer-hour.ts";
import type { ComputeParameters, PostedParameters } from "./parameters.ts";
import { PostedPrices } from "./posted-prices.ts";
import type { PoolDemand, PriceClearing } from "./price-clearing.ts";
import { RegionQueue } from "./region-queue.ts";
import type { SellerPanel } from "./sellers.ts";
import type { ShareClearing } from "./share-clearing.ts";
import type { TokenRegime } from "./token-regime.ts";
import { shadowRatio, shortageRatio, type Willingness } from "./willingness.ts";

const MINUTES_PER_HOUR = 60;

/**
 * The posted regime: users ask for what they want at the sellers' sticky prices; sellers serve from the GPUs that they
 * hold under contract, a share of the cloud fleet that follows the daily peak slowly, and from local centres. What does
 * not fit is rationed: requests are served in the same share everywhere as far as links allow, and in each region a
 * rationing rule gives its tokens to the customers. The GPU price is then what training pays for the rest.
 */
export class PostedTokens implements TokenRegime {
  readonly hour: CustomerHour;
  readonly prices: PostedPrices;
  private readonly country: Country;
  private readonly parameters: PostedParameters;
  private readonly demand: PoolDemand;
  private readonly clearing: PriceClearing;
  private readonly shares: ShareClearing;
  private readonly sellers: SellerPanel;
  private readonly willingness: readonly Willingness[];
  /** Of all users together, whichever of them are agents. */
  private readonly marketWish: Willingness;
  private readonly shortage: ComputeParameters["shortage"];
  private readonly queues: readonly RegionQueue[];
  private readonly start: AuctionTokens;
  private readonly isPeak: Uint8Array;
  private hasStarted = false;
  /** Share of available cloud GPUs under contract for tokens, and the highest share asked for today. */
  private contracted = 0;
  private peakNeed = 0;
  private logRatio = 0;
  /** Requests of each region, whole Mtok, that are not yet given to one of its customers. */
  private readonly left: Float64Array;
  /** Tariff of the hour over the posted price. */
  tariff = 1;

  constructor(parts: {
    parameters: ComputeParameters;
    country: Country;
    demand: PoolDemand;
    clearing: PriceClearing;
    shares: ShareClearing;
    sellers: SellerPanel;
    streams: Streams;
  }) {
    const { parameters, country, streams, sellers } = parts;
    this.country = country;
    this.parameters = parameters.posted;
    this.demand = parts.demand;
    this.clearing = parts.clearing;
    this.shares = parts.shares;
    this.sellers = sellers;
    this.hour = new CustomerHour(country.customers.count);
    this.prices = new PostedPrices(parameters.posted, sellers.ids, streams);
    const { elasticity, inelasticElasticity } = country.terms;
    this.shortage = parameters.shortage;
    const { chokeToPosted } = parameters.shortage;
    const wish = { elasticity, inelasticElasticity, chokeToPosted };
    this.willingness = Array.from(country.customers.inelasticShare, (inelasticShare) => ({ ...wish, inelasticShare }));
    this.marketWish = { ...wish, inelasticShare: country.customers.othersInelasticShare };
    this.queues = country.regionIds.map((_, r) => new RegionQueue(parameters.rationing, country.customers, r, streams));
    this.start = new AuctionTokens(country, parts.demand, parts.clearing);
    this.left = new Float64Array(country.regions);
    this.isPeak = peakHours(parameters.posted);
  }

  ask(): void {
    if (!this.hasStarted) this.open();
    const { country, hour, sellers } = this;
    const { customers } = country;
    const isPeak = this.isPeak[country.localHour] === 1;
    this.tariff = isPeak ? this.parameters.peakTariff : 1;
    let posted = 0;
    for (let i = 0; i < sellers.n; i++) posted += sellers.share[i] * this.prices.price[i];
    const price = posted * this.tariff;
    country.price.fill(price);
    this.logRatio = log(price / country.referencePrice);
    const elastic = exp(-country.terms.elasticity * this.logRatio);
    const inelastic = exp(-country.terms.inelasticElasticity * this.logRatio);
    const others = (1 - customers.othersInelasticShare) * elastic + customers.othersInelasticShare * inelastic;
    for (let r = 0; r < country.regions; r++) {
      this.left[r] = Math.round(country.referenceMtok * country.regionShares[r] * others);
    }
    for (let i = 0; i < customers.count; i++) {
      const r = customers.region[i];
      const w = customers.inelasticShare[i];
      const asked = country.referenceMtok * customers.share[i];
      if (i >= customers.labs) hour.requestedMtok[i] = Math.max(0, this.left[r]);
      else hour.requestedMtok[i] = Math.round(asked * ((1 - w) * elastic + w * inelastic));
      // The many others ask for what the region's labs, at the others' elasticity, leave of its demand.
      this.left[r] -= Math.round(asked * others);
    }
    this.ration(isPeak);
  }

  serve(): void {
    const { country, hour, logRatio } = this;
    const { refusedUse } = this.shortage;
    const { customers } = country;
    let served = 0;
    let refused = 0;
    for (let i = 0; i < customers.count; i++) {
      const price = country.price[customers.region[i]];
      const decided = hour.servedMtok[i] + hour.unservedMtok[i];
      const share = decided > 0 ? hour.servedMtok[i] / decided : 1;
      const wish = this.willingness[i];
      hour.price[i] = price;
      const ratio = shadowRatio(wish, logRatio, share);
      hour.shadow[i] = price * ratio;
      hour.shortage[i] = share < 1 ? price * decided * shortageRatio(wish, logRatio, share, refusedUse, ratio) : 0;
      served += hour.servedMtok[i];
      refused += hour.unservedMtok[i];
    }
    const share = served + refused > 0 ? served / (served + refused) : 1;
    const cost = this.cost();
    // Where nothing is refused, the last token was worth its price to its buyer and its cost to a competitor.
    const worth = (country.price[0] / this.tariff) * shadowRatio(this.marketWish, logRatio, share);
    this.prices.observe(cost, share < 1 ? worth : cost);
  }

  closeDay(): void {
    this.prices.closeDay();
    this.contracted += this.parameters.inferenceShareSpeed * (this.wanted(this.peakNeed) - this.contracted);
    this.peakNeed = 0;
  }

  /** Sellers' price revisions of the hour; before `ask`. */
  revise(hour: number): void {
    if (this.hasStarted) this.prices.step(hour, this.sellers.factor);
  }

  /** The first hour: prices start where the market would clear, contracts where they would serve it. */
  private open(): void {
    const { country } = this;
    this.start.ask();
    this.clearing.clear();
    this.prices.start(this.cost(), this.sellers.factor);
    let asked = 0;
    for (let r = 0; r < country.regions; r++) {
      asked += this.clearing.inferenceGpus[country.firstRegion + r];
      this.demand.elasticGpus[country.firstRegion + r] = 0;
      this.demand.inelasticGpus[country.firstRegion + r] = 0;
    }
    this.contracted = this.wanted(asked / country.fleet.availableGpus);
    this.hasStarted = true;
  }

  /** Share of the cloud fleet that sellers want under contract when the day's peak needs `need` of it. */
  private wanted(need: number): number {
    return Math.min(this.parameters.inferenceShareCap, this.parameters.inferenceHeadroom * need);
  }

  /** What tokens cost to make at the market's GPU price, ordinary margin included: local currency per Mtok. */
  private cost(): number {
    const { country, clearing } = this;
    let work = 0;
    let value = 0;
    for (let r = country.firstRegion; r < country.firstRegion + country.regions; r++) {
      const gpus = clearing.supplyGpus[r] + 1;
      work += gpus;
      value += gpus * exp(clearing.logPrice[r] - country.logLevel);
    }
    return (country.referencePrice * exp(country.shift) * value) / work;
  }

  /** Tokens for every region and, in it, for every customer. */
  private ration(isPeak: boolean): void {
    const { country, shares, hour, demand } = this;
    const { fleet } = country;
    let need = 0;
    for (let r = 0; r < country.regions; r++) {
      const asked = this.queues[r].gather(hour);
      shares.demandGpus[r] = asked / country.yieldMtok;
      shares.capacityGpus[r] = this.contracted * country.grades.cloudGpus[r] + country.grades.localUsableGpus[r];
      need += this.queues[r].requestedMtok / country.yieldMtok;
    }
    this.peakNeed = Math.max(this.peakNeed, need / fleet.availableGpus);
    shares.clear();
    for (let r = 0; r < country.regions; r++) {
      const queue = this.queues[r];
      const capacity = shares.share[r] >= 1 ? queue.askedMtok : Math.floor(shares.servedGpus[r] * country.yieldMtok);
      const served = queue.allocate(hour, Math.min(capacity, queue.askedMtok), country, isPeak);
      assert(served <= capacity, "a rationing rule gives more than there is");
      demand.fixedGpus[country.firstRegion + r] = served / country.yieldMtok;
    }
  }
}

/** 1 for the local hours in peak windows. */
function peakHours({ peakWindows }: PostedParameters): Uint8Array {
  const hours = new Uint8Array(24);
  for (const { from, to } of peakWindows) hours.fill(1, from / MINUTES_PER_HOUR, to / MINUTES_PER_HOUR);
  return hours;
}
