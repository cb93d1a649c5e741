import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import { Customers, type Lab } from "./customers.ts";
import { DatedCurve } from "./dated-curve.ts";
import { Demand } from "./demand.ts";
import { Fleet } from "./fleet/fleet.ts";
import { GradeUse } from "./fleet/grade-use.ts";
import { Pins } from "./noise/pins.ts";
import type { CountryParameters } from "./parameters.ts";
import type { CountryTerms } from "./price-clearing.ts";
import { RegionShares } from "./region-shares.ts";
import { ScarcityMargin } from "./scarcity-margin.ts";
import { Training } from "./training.ts";

/**
 * One country's exogenous side, hour by hour: fleet, demand for tokens at reference prices, training, margins, customers.
 * Demand reacts to prices relative to a structural reference, L(t) FX(t) (1 + m0(t)) / A(t) on dated curves outside the
 * path: around a fixed price the curve of observed use would count the growth twice.
 */
export class Country {
  readonly firstRegion: number;
  readonly regions: number;
  readonly regionIds: readonly string[];
  /** Present share of the country's demand in each region; the sum is one. */
  readonly regionShares: Float64Array;
  readonly terms: CountryTerms;
  readonly customers: Customers;
  readonly fleet: Fleet;
  /** What each grade has and does, out of the supply blocks. */
  readonly grades: GradeUse;
  private readonly spread: RegionShares;
  private readonly parameters: CountryParameters;
  private readonly pins: Pins;
  private readonly demand: Demand;
  private readonly training: Training;
  private readonly level: DatedCurve;
  private readonly margin: DatedCurve;
  private readonly scarcityMargin: ScarcityMargin;

  private spotSum = 0;
  private spotHours = 0;

  /** Price of tokens in each region, local currency per Mtok; filled when they are priced. */
  readonly price: Float64Array;
  /** GPUs that each region's demand would take at reference prices, tokens and training. */
  readonly referenceGpus: Float64Array;
  /** Tokens that users would ask for in the hour at the structural reference price, Mtok, not rounded. */
  referenceMtok = 0;
  /** GPUs that training would use at the reference price. */
  trainingGpus = 0;
  /** Mtok per GPU-hour. */
  yieldMtok = 1;
  /** ln of the structural reference price of a GPU-hour, USD. */
  logLevel = 0;
  /** ln(1 + ordinary provider margin). */
  logOrdinaryMargin = 0;
  /** ln(token price / reference) less ln(GPU price / reference): margin, luck with efficiency, exchange rate. */
  shift = 0;
  /** The structural reference price of tokens, local currency per Mtok. */
  referencePrice = 0;
  /** Use in this hour of the week over the week's mean. */
  season = 1;
  /** 0 .. 23. */
  localHour = 0;

  constructor(parts: {
    parameters: CountryParameters;
    labs: readonly Lab[];
    othersTier: number;
    name: string;
    prefix: string;
    firstRegion: number;
    firstBlock: number;
    streams: Streams;
    startDay: EpochDay;
  }) {
    const { parameters, prefix, streams, startDay } = parts;
    const { price, demand, regions } = parameters;
    this.parameters = parameters;
    this.firstRegion = parts.firstRegion;
    this.regionIds = regions.length > 0 ? regions.map(({ id }) => id) : [parts.name];
    this.regions = this.regionIds.length;
    const weights = regions.length > 0 ? regions.map(({ demandPercent }) => demandPercent) : [1];
    const regionNoise = { sd: demand.regionNoiseSd, halfLifeDays: demand.regionNoiseHalfLifeDays };
    this.spread = new RegionShares(this.regionIds, weights, regionNoise, streams, prefix);
    this.regionShares = this.spread.share;
    this.terms = {
      elasticity: demand.elasticity,
      inelasticElasticity: demand.inelasticElasticity,
      trainingElasticity: parameters.training.elasticity,
      logCap: log(price.capToLevel),
    };
    this.customers = new Customers({
      labs: parts.labs,
      regionIds: this.regionIds,
      regionShares: this.regionShares,
      inelasticShare: demand.inelasticShare,
      tier: parts.othersTier,
      streams,
    });
    const { firstRegion, firstBlock } = parts;
    const places = this.regionIds.map((id, r) => ({ id, demandPercent: weights[r] }));
    const place = { prefix, regions: places, firstRegion, firstBlock };
    this.fleet = new Fleet(parameters.capacity, place, streams, startDay);
    this.grades = new GradeUse(this.fleet, firstBlock, this.regions);
    this.pins = new Pins(parameters.pins, startDay);
    this.demand = new Demand(parameters, streams, prefix, startDay);
    this.training = new Training(parameters.training, streams, prefix, startDay);
    this.level = new DatedCurve(price.levelUsd, startDay, price.levelGrowthAfter);
    this.margin = new DatedCurve(price.providerMargin, startDay);
    this.scarcityMargin = new ScarcityMargin(price);
    this.price = new Float64Array(this.regions);
    this.referenceGpus = new Float64Array(this.regions);
  }

  /** Whether the hour is the first of a local day. */
  get startsDay(): boolean {
    return this.localHour === 0;
  }

  /**
   * Moves on to `hour`. `logRate`: ln of the local currency's dated rate per USD; `rateNoise`: ln(rate / dated rate);
   * `hasScarcityMargin`: whether scarcity adds to margins (auction).
   */
  step(hour: number, logRate: number, rateNoise: number, hasScarcityMargin: boolean): void {
    const hoursToPin = this.pins.hoursToNext(hour - 1);
    const { fleet } = this;
    this.localHour = (((hour + this.parameters.utcOffsetHours) % 24) + 24) % 24;
    fleet.step(hour);
    this.demand.step(hour, hoursToPin);
    this.training.step(hour, hoursToPin);
    this.spread.step();
    this.customers.drift();
    if (this.startsDay) this.scarcityMargin.closeDay();

    const ordinaryMargin = exp(this.margin.logAt(hour));
    const scarcity = hasScarcityMargin ? this.scarcityMargin.value : 0;
    this.referenceMtok = this.demand.referenceMtok;
    this.season = this.demand.seasonNow;
    this.trainingGpus = this.training.referenceGpus;
    this.yieldMtok = fleet.yield.throughputMtok * fleet.yield.efficiency;
    this.logLevel = this.level.logAt(hour) + fleet.meanLevelJump;
    this.logOrdinaryMargin = log(1 + ordinaryMargin);
    this.shift = rateNoise + log(1 + ordinaryMargin + scarcity) - this.logOrdinaryMargin - fleet.yield.logLuck;
    this.referencePrice = exp(this.logLevel + logRate + this.logOrdinaryMargin - fleet.yield.logStructural);
  }

  /** Takes in what the hour's clearing gave: the cloud fleet's utilisation, and ln(GPU price / reference level). */
  observe(utilisation: number, logSpotRatio: number): void {
    this.scarcityMargin.observe(utilisation);
    this.spotSum += logSpotRatio;
    this.spotHours++;
  }

  /** Mean ln(GPU price / reference level) of the hours since the last call; there were some. */
  closeSpotDay(): number {
    const mean = this.spotSum / this.spotHours;
    this.spotSum = 0;
    this.spotHours = 0;
    return mean;
  }
}
