import { assert } from "../base/assert.ts";
import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import type { EpochDay, Mtok } from "../base/units.ts";
import { Capacity } from "./capacity.ts";
import { HourlyClearing } from "./clearing.ts";
import { DatedCurve } from "./dated-curve.ts";
import { Demand } from "./demand.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";
import { Pins } from "./noise/pins.ts";
import type { ComputeParameters } from "./parameters.ts";
import { ScarcityMargin } from "./scarcity-margin.ts";
import { Training } from "./training.ts";

const LN2 = 0.6931471805599453;
const DAYS_PER_YEAR = 365.25;

/**
 * The national compute market: one pool of GPUs for inference and training, cleared hour by hour at a scarcity price
 * (auction regime). Tokens cost GPU price x exchange rate x (1 + margin) / tokens per GPU-hour. Demand reacts to the
 * price relative to a structural reference, L(t) FX(t) (1 + m0(t)) / A(t) on dated curves outside the path: around a
 * fixed price the curve of observed use would count the growth twice. Asserts served <= capacity and
 * requested = served + unserved every hour.
 */
export class ComputeMarket {
  private readonly hours: number;
  private readonly utcOffsetHours: number;
  private readonly pins: Pins;
  private readonly capacity: Capacity;
  private readonly demand: Demand;
  private readonly training: Training;
  private readonly level: DatedCurve;
  private readonly margin: DatedCurve;
  private readonly scarcityMargin: ScarcityMargin;
  private readonly exchangeRate: DatedCurve;
  private readonly exchangeRateNoise: OrnsteinUhlenbeck;
  private readonly clearing: HourlyClearing;

  /** The hour that the fields describe, counted from midnight UTC of the start day; -1 before the first. */
  hour = -1;
  /** Tokens asked for at the structural reference price, never below those served. */
  requestedMtok: Mtok = 0;
  servedMtok: Mtok = 0;
  /** Requested and not served: priced out by scarcity. */
  unservedMtok: Mtok = 0;
  /** What all available GPUs would make in the hour if all served tokens. */
  capacityMtok: Mtok = 0;
  /** CNY per million tokens. */
  priceCny = 0;
  /** The structural reference price, CNY per million tokens. */
  referencePriceCny = 0;
  gpuUsdHour = 0;
  fleetGpus = 0;
  availableGpus = 0;
  /** Available GPUs at work, for tokens or training. */
  busyGpus = 0;
  /** Mtok per GPU-hour at the algorithms of the start. */
  throughputMtok = 0;
  /** Algorithmic efficiency relative to the start. */
  efficiency = 0;
  /** Share of busy GPUs that serve tokens. */
  inferenceShare = 0;
  /** Busy share of available GPUs. */
  utilisation = 0;
  cnyPerUsd = 0;
  /** Hours so far in which the price cap was binding. */
  cappedHours = 0;

  /** `days` is how long the market will run at most. */
  constructor(parameters: ComputeParameters, streams: Streams, startDay: EpochDay, days: number) {
    const price = parameters.price;
    this.hours = days * 24;
    this.utcOffsetHours = parameters.utcOffsetHours;
    this.pins = new Pins(parameters.pins, startDay);
    this.capacity = new Capacity(parameters.capacity, streams, startDay);
    this.demand = new Demand(parameters, streams, startDay);
    this.training = new Training(parameters.training, streams, startDay);
    this.level = new DatedCurve(price.levelUsd, startDay);
    this.margin = new DatedCurve(price.providerMargin, startDay);
    this.scarcityMargin = new ScarcityMargin(price);
    this.exchangeRate = new DatedCurve(price.cnyPerUsd, startDay);
    const rateHalfLifeYears = price.cnyPerUsdHalfLifeDays / DAYS_PER_YEAR;
    const rateSd = price.cnyPerUsdVolatility * Math.sqrt(rateHalfLifeYears / (2 * LN2));
    this.exchangeRateNoise = new OrnsteinUhlenbeck(streams.get("compute/fx"), rateSd, 24 * price.cnyPerUsdHalfLifeDays);
    this.clearing = new HourlyClearing(parameters);
  }

  /** Clears the next hour. */
  step(): void {
    const hour = this.hour + 1;
    assert(hour < this.hours, "the compute market has come to its end");
    const hoursToPin = this.pins.hoursToNext(this.hour);
    this.hour = hour;
    this.capacity.step(hour);
    this.demand.step(hour, hoursToPin);
    this.training.step(hour, hoursToPin);
    this.exchangeRateNoise.step(1);
    if ((hour + this.utcOffsetHours) % 24 === 0) this.scarcityMargin.closeDay();
    this.clear();
    this.scarcityMargin.observe(this.utilisation);
  }

  private clear(): void {
    const capacity = this.capacity;
    const structuralYield = capacity.logStructuralYield;
    const yieldMtok = capacity.throughputMtok * capacity.efficiency;
    const ordinaryMargin = exp(this.margin.logAt(this.hour));
    const logMargin = log(1 + ordinaryMargin + this.scarcityMargin.value);
    const logOrdinaryMargin = log(1 + ordinaryMargin);
    const rateNoise = this.exchangeRateNoise.value;
    const logRate = this.exchangeRate.logAt(this.hour);
    const logLevel = this.level.logAt(this.hour);
    const tokenGpus = this.demand.referenceMtok / yieldMtok;
    const shift = rateNoise + logMargin - logOrdinaryMargin - capacity.logLuck;
    this.clearing.clear(tokenGpus, this.training.referenceGpus, capacity.availableGpus, shift);

    this.gpuUsdHour = exp(logLevel + this.clearing.logPrice);
    this.cnyPerUsd = exp(logRate + rateNoise);
    this.referencePriceCny = exp(logLevel + logRate + logOrdinaryMargin - structuralYield);
    this.priceCny = this.referencePriceCny * exp(this.clearing.logPrice + shift);
    if (this.clearing.capped) this.cappedHours++;
    this.publish(yieldMtok);
  }

  /** Whole tokens of the hour and the factors they are made of. */
  private publish(yieldMtok: number): void {
    const { availableGpus } = this.capacity;
    const { inferenceGpus, trainingGpus } = this.clearing;
    // The root is found to a tolerance, which must not lift use above the fleet.
    const fit = Math.min(1, availableGpus / (inferenceGpus + trainingGpus));
    this.fleetGpus = this.capacity.fleetGpus;
    this.availableGpus = availableGpus;
    this.busyGpus = (inferenceGpus + trainingGpus) * fit;
    this.utilisation = this.busyGpus / availableGpus;
    this.inferenceShare = this.busyGpus > 0 ? (inferenceGpus * fit) / this.busyGpus : 0;
    this.throughputMtok = this.capacity.throughputMtok;
    this.efficiency = this.capacity.efficiency;
    this.capacityMtok = Math.round(availableGpus * yieldMtok);
    this.servedMtok = Math.min(this.capacityMtok, Math.round(inferenceGpus * fit * yieldMtok));
    this.requestedMtok = Math.max(this.servedMtok, Math.round(this.demand.referenceMtok));
    this.unservedMtok = this.requestedMtok - this.servedMtok;
    assert(this.servedMtok >= 0 && this.servedMtok <= this.capacityMtok, "tokens served pass capacity");
    assert(this.requestedMtok === this.servedMtok + this.unservedMtok, "requested is not served + unserved");
    assert(this.requestedMtok <= Number.MAX_SAFE_INTEGER, "tokens of an hour pass 2^53");
    assert(this.priceCny > 0 && this.priceCny < Infinity, "the token price is not a positive number");
  }
}
