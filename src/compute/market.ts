import { assert } from "../base/assert.ts";
import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import type { EpochDay, Mtok } from "../base/units.ts";
import { AuctionTokens } from "./auction-tokens.ts";
import type { Country } from "./country.ts";
import type { Lab } from "./customers.ts";
import { ExchangeRate } from "./exchange-rate.ts";
import type { SupplyBlocks } from "./fleet/supply-blocks.ts";
import { Links } from "./links.ts";
import { labHour, makeBlocks, makeCountries, poolDemand, regionHour } from "./market-parts.ts";
import type { ComputeParameters, PriceParameters } from "./parameters.ts";
import { PostedTokens } from "./posted-tokens.ts";
import { PriceClearing, type PoolDemand } from "./price-clearing.ts";
import { SellerPanel } from "./sellers.ts";
import { ReferenceAhead } from "./reference-ahead.ts";
import { ShareClearing } from "./share-clearing.ts";
import type { ComputeSource, GenerationHour, LabHour, RegionHour } from "./source.ts";
import type { TokenRegime } from "./token-regime.ts";

/**
 * The simulated compute market, hour by hour. GPU-hours are the scarce input: fleets by region, grade and generation
 * offer them, tokens and training ask for them, regions are joined by links of limited capacity, and everything clears at
 * once (auction). Tokens are made of GPU-hours and priced on top: GPU price x exchange rate x (1 + margin) / tokens per
 * GPU-hour. In the posted regime tokens have sticky prices and are rationed; training pays what the rest of the GPUs is
 * worth. Asserts capacity, requested = served + unserved + waiting, and value paid = value received every hour.
 */
export class ComputeMarket implements ComputeSource {
  private readonly hours: number;
  private readonly home: Country;
  private readonly countries: readonly Country[];
  private readonly prices: readonly PriceParameters[];
  private readonly regimes: readonly TokenRegime[];
  private readonly posted: PostedTokens | undefined;
  private readonly exchangeRate: ExchangeRate;
  private readonly blocks: SupplyBlocks;
  private readonly demand: PoolDemand;
  private readonly links: Links;
  private readonly clearing: PriceClearing;
  private readonly makeAhead: () => ReferenceAhead;
  private ahead: ReferenceAhead | undefined;
  /** What futures said last. */
  private logForward = NaN;

  hour = -1;
  requestedMtok: Mtok = 0;
  servedMtok: Mtok = 0;
  unservedMtok: Mtok = 0;
  waitingMtok: Mtok = 0;
  capacityMtok: Mtok = 0;
  priceCny = 0;
  shadowPriceCny = 0;
  /** The structural reference price, CNY per million tokens. */
  referencePriceCny = 0;
  gpuUsdHour = 0;
  fleetGpus = 0;
  availableGpus = 0;
  localAvailableGpus = 0;
  servingGpus = 0;
  throughputMtok = 0;
  efficiency = 0;
  inferenceShare = 0;
  utilisation = 0;
  localUtilisation = 0;
  cnyPerUsd = 0;
  /** Hours so far in which the price cap was binding in some region. */
  cappedHours = 0;
  readonly labs: LabHour;
  readonly regions: RegionHour;
  readonly generations: GenerationHour;
  readonly tokenSellers: SellerPanel;
  readonly gpuSellers: SellerPanel;

  /** `days` is how long the market will run at most. */
  constructor(parameters: ComputeParameters, labs: readonly Lab[], streams: Streams, startDay: EpochDay, days: number) {
    this.hours = days * 24;
    this.countries = makeCountries(parameters, labs, streams, startDay);
    this.home = this.countries[0];
    this.makeAhead = () => new ReferenceAhead(parameters, startDay, days);
    this.prices = [parameters.price, ...Object.values(parameters.abroad).map(({ price }) => price)];
    this.exchangeRate = new ExchangeRate(parameters.exchangeRate, parameters.utcOffsetHours, streams, startDay);
    this.blocks = makeBlocks(this.countries);
    const regionIds = this.countries.flatMap((country) => country.regionIds);
    const nodes = regionIds.length;
    this.demand = poolDemand(nodes);
    this.links = new Links(parameters, this.countries);
    const countryOfRegion = Int32Array.from(this.countries.flatMap(({ regions }, c) => Array<number>(regions).fill(c)));
    this.clearing = new PriceClearing(
      countryOfRegion,
      this.countries.map(({ terms }) => terms),
      this.blocks,
      this.demand,
      this.links.network,
    );
    this.tokenSellers = new SellerPanel(parameters.sellers, streams, "index", this.home.regionIds);
    this.gpuSellers = new SellerPanel(parameters.gpuSellers, streams, "gpu-index", this.home.regionIds);
    if (parameters.regime === "posted") {
      this.posted = new PostedTokens({
        parameters,
        country: this.home,
        demand: this.demand,
        clearing: this.clearing,
        shares: new ShareClearing(this.links.home, this.home.regions),
        sellers: this.tokenSellers,
        streams,
      });
    }
    this.regimes = this.countries.map((country, c) =>
      c === 0 && this.posted !== undefined ? this.posted : new AuctionTokens(country, this.demand, this.clearing),
    );
    this.labs = labHour(this.regimes[0].hour, labs.length);
    this.regions = regionHour(regionIds, this.home);
    const { generations, generationGpus } = this.home.fleet;
    this.generations = {
      ids: generations.ids,
      gpus: generationGpus,
      priceUsdHour: new Float64Array(generations.count).fill(NaN),
    };
  }

  step(): void {
    const hour = this.hour + 1;
    assert(hour < this.hours, "the compute market has come to its end");
    this.hour = hour;
    this.exchangeRate.step();
    for (let c = 0; c < this.countries.length; c++) this.stepCountry(c, hour);
    this.tokenSellers.drift();
    this.gpuSellers.drift();
    this.posted?.revise(hour);
    this.links.fill();
    // Home last: the first hour's posted prices are found in a market in which abroad has asked.
    for (let c = this.regimes.length - 1; c >= 0; c--) this.regimes[c].ask();
    this.clearing.clear();
    for (const regime of this.regimes) regime.serve();
    if (this.clearing.capped > 0) this.cappedHours++;
    for (const { grades } of this.countries) grades.readWork(this.blocks);
    this.publish();
    this.trade();
    for (const country of this.countries) {
      country.observe(country.grades.utilisation, log(this.meanPrice(country)) - country.logLevel);
    }
  }

  observeForward(logRatio: number): void {
    this.logForward = logRatio;
  }

  referencePriceAt(day: number): number {
    this.ahead ??= this.makeAhead();
    return this.ahead.priceAt(day);
  }

  /** What a country brings to the hour, before anybody trades. Training goes where the GPUs are. */
  private stepCountry(c: number, hour: number): void {
    const country = this.countries[c];
    const isHome = c === 0;
    const logRate = isHome ? this.exchangeRate.logCurve : 0;
    const rateNoise = isHome ? this.exchangeRate.logDeviation : 0;
    country.step(hour, logRate, rateNoise, !isHome || this.posted === undefined);
    if (country.startsDay) {
      this.regimes[c].closeDay();
      this.invest(c);
    }
    const { fleet, firstRegion, grades } = country;
    const { cloudWeight } = fleet.centres;
    let cloud = 0;
    for (let r = 0; r < country.regions; r++) cloud += cloudWeight[r];
    const tokens = country.referenceMtok / country.yieldMtok;
    for (let r = 0; r < country.regions; r++) {
      this.demand.trainingGpus[firstRegion + r] = country.trainingGpus * (cloudWeight[r] / cloud);
      country.referenceGpus[r] = tokens * country.regionShares[r] + this.demand.trainingGpus[firstRegion + r];
    }
    fleet.setDemand(country.referenceGpus);
    const { offeredAtLevel, offerSlope } = this.prices[c];
    fleet.fillBlocks(this.blocks, country.logLevel, offeredAtLevel, offerSlope);
    grades.readOffers(this.blocks);
    this.clearing.logLevel[c] = country.logLevel;
    this.clearing.shift[c] = country.shift;
  }

  /** Closes a country's day for its investors. Futures are the home country's. */
  private invest(c: number): void {
    const spot = this.hour > 0 ? this.countries[c].closeSpotDay() : NaN;
    this.countries[c].fleet.closeDay(spot, c === 0 ? this.logForward : NaN);
  }

  /** The country's own numbers out of the clearing. */
  private publish(): void {
    const { home, clearing } = this;
    const { fleet } = home;
    this.fleetGpus = fleet.fleetGpus;
    this.availableGpus = fleet.availableGpus;
    this.localAvailableGpus = fleet.localAvailableGpus;
    this.throughputMtok = fleet.yield.throughputMtok;
    this.efficiency = fleet.yield.efficiency;
    this.cnyPerUsd = this.exchangeRate.cnyPerUsd;
    this.referencePriceCny = home.referencePrice;
    this.utilisation = home.grades.utilisation;
    this.localUtilisation = home.grades.localUtilisation;
    let tokens = 0;
    let work = 0;
    let imports = 0;
    for (let r = 0; r < home.regions; r++) {
      // At posted prices tokens are promised before training bids for the rest, even where the price cap binds.
      tokens += this.posted === undefined ? clearing.inferenceGpus[r] : this.demand.fixedGpus[r];
      work += clearing.supplyGpus[r];
      imports -= clearing.flow[r];
    }
    this.servingGpus = tokens;
    const used = work + imports;
    this.inferenceShare = used > 0 ? Math.min(1, tokens / used) : 0;
    this.gpuUsdHour = this.meanPrice(home);
    const reachable = this.availableGpus + this.localAvailableGpus + Math.max(0, imports);
    this.addTokens();
    // Every region's tokens are rounded by themselves.
    const rounding = home.regions + 1e-9 * this.servedMtok;
    this.capacityMtok = Math.round(reachable * home.yieldMtok);
    assert(this.servedMtok <= this.capacityMtok + rounding, "tokens served pass capacity");
    this.capacityMtok = Math.max(this.capacityMtok, this.servedMtok);
    assert(this.requestedMtok <= Number.MAX_SAFE_INTEGER, "tokens of an hour pass 2^53");
    assert(this.priceCny > 0 && this.priceCny < Infinity, "the token price is not a positive number");
  }

  /** Price of an H100-equivalent hour in a country, USD: mean over its regions by GPUs at work. */
  private meanPrice({ firstRegion, regions }: Country): number {
    const { supplyGpus, logPrice } = this.clearing;
    if (regions === 1) return exp(logPrice[firstRegion]);
    let work = 0;
    let value = 0;
    for (let r = firstRegion; r < firstRegion + regions; r++) {
      work += supplyGpus[r];
      value += supplyGpus[r] * exp(logPrice[r]);
    }
    return work > 0 ? value / work : exp(logPrice[firstRegion]);
  }

  /** Sums over customers, nationally and by region; what is paid and what sellers receive is the same by construction. */
  private addTokens(): void {
    const { regions, home } = this;
    const waitingBefore = this.waitingMtok;
    regions.requestedMtok.fill(0);
    regions.servedMtok.fill(0);
    regions.unservedMtok.fill(0);
    this.waitingMtok = 0;
    let worth = 0;
    for (let c = 0; c < this.countries.length; c++) {
      const { customers, firstRegion } = this.countries[c];
      const { requestedMtok, servedMtok, unservedMtok, waitingMtok, shadow } = this.regimes[c].hour;
      for (let i = 0; i < customers.count; i++) {
        const node = firstRegion + customers.region[i];
        regions.requestedMtok[node] += requestedMtok[i];
        regions.servedMtok[node] += servedMtok[i];
        regions.unservedMtok[node] += unservedMtok[i];
        if (c > 0) continue;
        this.waitingMtok += waitingMtok[i];
        worth += (servedMtok[i] + unservedMtok[i]) * (shadow[i] - home.price[customers.region[i]]);
      }
    }
    let requested = 0;
    let served = 0;
    let unserved = 0;
    let paid = 0;
    for (let r = 0; r < home.regions; r++) {
      requested += regions.requestedMtok[r];
      served += regions.servedMtok[r];
      unserved += regions.unservedMtok[r];
      paid += regions.servedMtok[r] * home.price[r];
    }
    assert(
      waitingBefore + requested === served + unserved + this.waitingMtok,
      "requested is not served + unserved + waiting",
    );
    this.requestedMtok = requested;
    this.servedMtok = served;
    this.unservedMtok = unserved;
    const isOnePrice = home.regions === 1 || this.posted !== undefined || served === 0;
    this.priceCny = isOnePrice ? home.price[0] : paid / served;
    const decided = served + unserved;
    // Exactly the price where nobody is refused.
    this.shadowPriceCny = this.priceCny + (this.posted !== undefined && decided > 0 ? worth / decided : 0);
    this.describeRegions();
  }

  private describeRegions(): void {
    const { regions, clearing, blocks } = this;
    const { generations } = this;
    for (let g = 0; g < generations.ids.length; g++) {
      generations.priceUsdHour[g] = exp(this.home.fleet.logGenerationPrice(g, log(this.gpuUsdHour)));
    }
    regions.availableGpus.fill(0);
    for (let k = 0; k < blocks.count; k++) regions.availableGpus[blocks.region[k]] += blocks.gpus[k];
    for (const { firstRegion, regions: count, price } of this.countries) {
      for (let r = 0; r < count; r++) {
        const node = firstRegion + r;
        regions.price[node] = price[r];
        regions.gpuUsdHour[node] = exp(clearing.logPrice[node]);
        regions.busyGpus[node] = clearing.supplyGpus[node];
        regions.netExportGpus[node] = clearing.flow[node];
      }
    }
  }

  /** Sellers' transactions of the hour. */
  private trade(): void {
    const { tokenSellers, gpuSellers, regions } = this;
    if (this.posted === undefined) tokenSellers.tradeAt(regions.price, regions.servedMtok);
    else tokenSellers.tradePosted(this.posted.prices.price, this.posted.tariff, this.servedMtok);
    gpuSellers.tradeAt(regions.gpuUsdHour, regions.busyGpus);
    const paid = this.priceCny * this.servedMtok;
    const received = tokenSellers.meanPrice * tokenSellers.totalVolume;
    assert(Math.abs(paid - received) <= 1e-9 * paid, "value paid is not value received");
  }
}
