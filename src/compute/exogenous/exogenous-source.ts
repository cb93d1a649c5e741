import { assert } from "../../base/assert.ts";
import { exp } from "../../base/elementary.ts";
import type { Streams } from "../../base/random.ts";
import type { EpochDay, Mtok } from "../../base/units.ts";
import { Customers, type Lab } from "../customers.ts";
import { DatedCurve } from "../dated-curve.ts";
import { ExchangeRate } from "../exchange-rate.ts";
import { SellerPanel } from "../sellers.ts";
import type { ComputeSource, GenerationHour, LabHour, RegionHour } from "../source.ts";
import type { Feed } from "./feed.ts";
import { GpuGenerations } from "./gpu-generations.ts";
import { type ExogenousParameters, hasGpuPrice } from "./parameters.ts";
import { ProcessFeed } from "./process-feed.ts";
import { SeriesFeed } from "./series-feed.ts";

export type { ExogenousParameters } from "./parameters.ts";

const REGION = "home";
const GENERATION = "h100";

/**
 * A compute market whose prices come from outside: a stochastic process or a file. One region, in which everything asked
 * for is served, at one price: nobody is rationed, prices do not answer to use, and fleets, throughput and utilisation are
 * not known (NaN). Labs take drifting shares of the tokens used, sellers and indices are those of the simulated market.
 * Asserts every hour that the price is a positive number and that tokens are whole.
 */
export class ExogenousSource implements ComputeSource {
  private readonly hours: number;
  private readonly feed: Feed;
  private readonly isInUsd: boolean;
  private readonly exchangeRate: ExchangeRate;
  private readonly customers: Customers;
  private readonly servingCurve: DatedCurve | undefined;
  private readonly furtherGenerations: GpuGenerations;

  hour = -1;
  priceCny = 0;
  shadowPriceCny = 0;
  requestedMtok: Mtok = 0;
  servedMtok: Mtok = 0;
  readonly unservedMtok = 0;
  readonly waitingMtok = 0;
  readonly capacityMtok = NaN;
  gpuUsdHour = NaN;
  readonly fleetGpus = NaN;
  readonly availableGpus = NaN;
  readonly localAvailableGpus = NaN;
  readonly throughputMtok = NaN;
  readonly efficiency = NaN;
  readonly inferenceShare = NaN;
  readonly utilisation = NaN;
  readonly localUtilisation = NaN;
  cnyPerUsd = 0;
  servingGpus = NaN;
  readonly labs: LabHour;
  readonly regions: RegionHour;
  readonly generations: GenerationHour;
  readonly tokenSellers: SellerPanel;
  readonly gpuSellers: SellerPanel | undefined;

  /** `days` is how long the market will run at most. */
  constructor(
    parameters: ExogenousParameters,
    labs: readonly Lab[],
    streams: Streams,
    startDay: EpochDay,
    days: number,
  ) {
    this.hours = days * 24;
    this.feed =
      parameters.kind === "process"
        ? new ProcessFeed(parameters, streams, startDay)
        : new SeriesFeed(parameters, startDay);
    this.isInUsd = parameters.currency === "usd";
    this.exchangeRate = new ExchangeRate(parameters.exchangeRate, parameters.utcOffsetHours, streams, startDay);
    const { servingGpus } = parameters;
    this.servingCurve = servingGpus.length > 0 ? new DatedCurve(servingGpus, startDay) : undefined;
    this.customers = new Customers({
      labs,
      regionIds: [REGION],
      regionShares: Float64Array.of(1),
      inelasticShare: 0,
      tier: 1,
      streams,
    });
    this.labs = labHour(labs.length);
    this.regions = regionHour();
    this.furtherGenerations = new GpuGenerations(
      parameters.kind === "process" ? parameters.gpuGenerations : [],
      streams,
    );
    const generations = [GENERATION, ...this.furtherGenerations.ids];
    const unknown = () => new Float64Array(generations.length).fill(NaN);
    this.generations = { ids: generations, gpus: unknown(), priceUsdHour: unknown() };
    this.tokenSellers = new SellerPanel(parameters.sellers, streams, "index", [REGION]);
    this.gpuSellers = hasGpuPrice(parameters)
      ? new SellerPanel(parameters.gpuSellers, streams, "gpu-index", [REGION])
      : undefined;
  }

  step(): void {
    const hour = this.hour + 1;
    assert(hour < this.hours, "the compute market has come to its end");
    this.hour = hour;
    this.exchangeRate.step();
    this.feed.step(hour);
    this.customers.drift();
    this.cnyPerUsd = this.exchangeRate.cnyPerUsd;
    this.priceCny = this.isInUsd ? this.feed.price * this.cnyPerUsd : this.feed.price;
    this.shadowPriceCny = this.priceCny;
    this.gpuUsdHour = this.feed.gpuUsdHour;
    if (this.servingCurve !== undefined) this.servingGpus = exp(this.servingCurve.logAt(hour));
    this.requestedMtok = Math.round(this.feed.tokensMtok);
    this.servedMtok = this.requestedMtok;
    assert(this.priceCny > 0 && this.priceCny < Infinity, "the token price is not a positive number");
    assert(this.servedMtok >= 0 && this.servedMtok <= Number.MAX_SAFE_INTEGER, "tokens of an hour pass 2^53");
    this.serveLabs();
    this.describeRegion();
    this.trade();
  }

  observeForward(): void {}

  /** Unknown: nothing here says what tokens should cost. */
  referencePriceAt(): number {
    return NaN;
  }

  /** Whole tokens of each lab; rounded down, so that together they never have more than there is. */
  private serveLabs(): void {
    const { labs, customers } = this;
    for (let i = 0; i < customers.labs; i++) {
      const tokens = Math.floor(customers.share[i] * this.servedMtok);
      labs.requestedMtok[i] = tokens;
      labs.servedMtok[i] = tokens;
      labs.priceCny[i] = this.priceCny;
      labs.shadowCny[i] = this.priceCny;
    }
  }

  private describeRegion(): void {
    const { regions } = this;
    regions.requestedMtok[0] = this.requestedMtok;
    regions.servedMtok[0] = this.servedMtok;
    regions.price[0] = this.priceCny;
    regions.gpuUsdHour[0] = this.gpuUsdHour;
    this.generations.priceUsdHour[0] = this.gpuUsdHour;
    this.furtherGenerations.step(this.gpuUsdHour, this.generations.priceUsdHour, 1);
  }

  /** Sellers' transactions of the hour; GPU-hours count by the tokens made of them where their number is not known. */
  private trade(): void {
    const { tokenSellers, gpuSellers, regions } = this;
    tokenSellers.drift();
    tokenSellers.tradeAt(regions.price, regions.servedMtok);
    if (gpuSellers === undefined) return;
    gpuSellers.drift();
    gpuSellers.tradeAt(regions.gpuUsdHour, regions.servedMtok);
  }
}

function labHour(labs: number): LabHour {
  const column = () => new Float64Array(labs);
  return {
    requestedMtok: column(),
    servedMtok: column(),
    unservedMtok: column(),
    waitingMtok: column(),
    priceCny: column(),
    shadowCny: column(),
    shortageCny: column(),
  };
}

function regionHour(): RegionHour {
  const unknown = () => Float64Array.of(NaN);
  return {
    ids: [REGION],
    homeShares: Float64Array.of(1),
    requestedMtok: new Float64Array(1),
    servedMtok: new Float64Array(1),
    unservedMtok: new Float64Array(1),
    price: new Float64Array(1),
    gpuUsdHour: unknown(),
    availableGpus: unknown(),
    busyGpus: unknown(),
    netExportGpus: unknown(),
  };
}
