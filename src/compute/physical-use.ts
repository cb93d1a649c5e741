import { assert } from "../base/assert.ts";
import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import type { ComputeMarket } from "./market.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";

/** A firm with compute to buy or to sell, whatever it trades. */
export interface Hedger {
  readonly id: string;
  /** A lab buys tokens; a data centre sells GPU-hours to those who serve tokens. */
  readonly kind: "lab" | "data_centre";
  /** Median share of national tokens served, or of the GPU-hours that serve them. */
  readonly share: number;
  /** Log standard deviation and half-life of the share. */
  readonly shareSd: number;
  readonly shareHalfLifeDays: number;
  /** Log standard deviation and half-life of its own price around the market's. */
  readonly basisSd: number;
  readonly basisHalfLifeDays: number;
}

/**
 * The hedgers' physical legs. Each takes a share of the market that reverts to its mean in logs, at the market's own
 * use-weighted price times its own basis; both move from hour to hour on private streams: nothing
 * that a hedger trades and no calendar changes them.
 * Of GPU-hours only those that serve tokens count: what a centre sells to training would dwarf the token market in 2024.
 */
export class PhysicalUse {
  private readonly hedgers: readonly Hedger[];
  private readonly logShare: Float64Array;
  private readonly shareNoise: readonly OrnsteinUhlenbeck[];
  private readonly basisNoise: readonly OrnsteinUhlenbeck[];
  private hours = 0;
  /** Since the last close: quantity, and its value in CNY; and the price of the last hour. */
  private readonly used: Float64Array;
  private readonly valueCny: Float64Array;
  private readonly lastPrice: Float64Array;

  /** Per hedger, between the last two calls of closeDay: whole Mtok bought or whole GPU-hours sold. */
  readonly quantity: Float64Array;
  /** Per hedger, mean price of that quantity: CNY per Mtok or per GPU-hour. */
  readonly price: Float64Array;

  constructor(hedgers: readonly Hedger[], streams: Streams) {
    this.hedgers = hedgers;
    this.logShare = Float64Array.from(hedgers, (hedger) => log(hedger.share));
    this.shareNoise = hedgers.map(
      (hedger) =>
        new OrnsteinUhlenbeck(
          streams.get(`physical/${hedger.id}/share`),
          hedger.shareSd,
          24 * hedger.shareHalfLifeDays,
        ),
    );
    this.basisNoise = hedgers.map(
      (hedger) =>
        new OrnsteinUhlenbeck(
          streams.get(`physical/${hedger.id}/basis`),
          hedger.basisSd,
          24 * hedger.basisHalfLifeDays,
        ),
    );
    for (const noise of [...this.shareNoise, ...this.basisNoise]) noise.startAnywhere();
    this.used = new Float64Array(hedgers.length);
    this.valueCny = new Float64Array(hedgers.length);
    this.lastPrice = new Float64Array(hedgers.length);
    this.quantity = new Float64Array(hedgers.length);
    this.price = new Float64Array(hedgers.length);
  }

  /** Takes in the hour that the market has just cleared. */
  observeHour(market: ComputeMarket): void {
    const gpuPriceCny = market.gpuUsdHour * market.cnyPerUsd;
    const servingGpus = market.busyGpus * market.inferenceShare;
    this.hours++;
    for (let i = 0; i < this.hedgers.length; i++) {
      this.shareNoise[i].step(1);
      this.basisNoise[i].step(1);
      const isLab = this.hedgers[i].kind === "lab";
      const share = Math.min(1, exp(this.logShare[i] + this.shareNoise[i].value));
      const used = share * (isLab ? market.servedMtok : servingGpus);
      this.lastPrice[i] = (isLab ? market.priceCny : gpuPriceCny) * exp(this.basisNoise[i].value);
      this.used[i] += used;
      this.valueCny[i] += used * this.lastPrice[i];
    }
  }

  /** Fills `quantity` and `price` for the hours since the last call; asserts that there were any. */
  closeDay(): void {
    assert(this.hours > 0, "no hours of physical use to close");
    for (let i = 0; i < this.hedgers.length; i++) {
      this.quantity[i] = Math.round(this.used[i]);
      this.price[i] = this.used[i] > 0 ? this.valueCny[i] / this.used[i] : this.lastPrice[i];
    }
    this.hours = 0;
    this.used.fill(0);
    this.valueCny.fill(0);
  }
}
