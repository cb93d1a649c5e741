import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import type { Mtok } from "../base/units.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";
import type { IndexParameters } from "./parameters.ts";
import { cappedWeights, countPositive } from "./provider-weights.ts";

/**
 * Publishes the token index: the volume-weighted mean of the providers' transaction prices with a cap on each
 * provider's weight (Xing 2026, arXiv 2603.21690). Providers differ in size and price, both drifting; their prices are
 * scaled so that their true volume-weighted mean is the clearing price. What the cap makes of that is the index error.
 */
export class IndexPublisher {
  private readonly n: number;
  private readonly cap: number;
  private readonly utcOffsetHours: number;
  private readonly fixingHour: number;
  private readonly logShare: Float64Array;
  private readonly logOffset: Float64Array;
  private readonly shareNoise: readonly OrnsteinUhlenbeck[];
  private readonly offsetNoise: readonly OrnsteinUhlenbeck[];
  private readonly factor: Float64Array;
  private readonly volume: Float64Array;
  private readonly price: Float64Array;
  private readonly weight: Float64Array;
  private readonly dayVolume: Float64Array;
  private readonly dayValue: Float64Array;
  private hour = -1;

  /** Index of the last hour and the true transaction mean of the same hour, CNY per million tokens. */
  hourlyValue = 0;
  hourlyEfficient = 0;
  /** The true transaction mean over the hours of the last fixing. */
  fixingEfficient = 0;
  /** Largest weight after the cap, and number of providers, in the value published last. */
  top1Share = 0;
  submissions = 0;

  constructor(parameters: IndexParameters, streams: Streams, utcOffsetHours: number) {
    const { providers, offsetSd, offsetHalfLifeDays, shareSd, shareHalfLifeDays } = parameters;
    this.n = providers.length;
    this.cap = parameters.providerCap;
    this.utcOffsetHours = utcOffsetHours;
    this.fixingHour = parameters.fixingHour;
    this.logShare = Float64Array.from(providers, (provider) => log(provider.share));
    this.logOffset = Float64Array.from(providers, (provider) => provider.priceOffset);
    const noise = (id: string, what: string, sd: number, days: number) =>
      new OrnsteinUhlenbeck(streams.get(`index/${id}/${what}`), sd, 24 * days);
    this.shareNoise = providers.map((provider) => noise(provider.id, "share", shareSd, shareHalfLifeDays));
    this.offsetNoise = providers.map((provider) => noise(provider.id, "offset", offsetSd, offsetHalfLifeDays));
    this.factor = new Float64Array(this.n);
    this.volume = new Float64Array(this.n);
    this.price = new Float64Array(this.n);
    this.weight = new Float64Array(this.n);
    this.dayVolume = new Float64Array(this.n);
    this.dayValue = new Float64Array(this.n);
  }

  /** Whether the hour observed last ends at the local fixing hour. */
  get isFixingDue(): boolean {
    return (this.hour + 1 + this.utcOffsetHours - this.fixingHour) % 24 === 0;
  }

  /**
   * Takes in the clearing price and the tokens served of an hour (counted from midnight UTC of the first day), and
   * publishes the hour's indicative value.
   */
  observe(hour: number, priceCny: number, servedMtok: Mtok): void {
    this.hour = hour;
    this.drift(priceCny, servedMtok);
    for (let i = 0; i < this.n; i++) {
      this.dayVolume[i] += this.volume[i];
      this.dayValue[i] += this.volume[i] * this.price[i];
    }
    this.hourlyEfficient = priceCny;
    this.hourlyValue = servedMtok > 0 ? this.weightedMean(this.volume) : priceCny;
  }

  /**
   * The day's fixing: the same mean over all hours observed since the last fixing; the last hourly value if nothing was
   * served in them.
   */
  fix(): number {
    let volume = 0;
    let value = 0;
    for (let i = 0; i < this.n; i++) {
      volume += this.dayVolume[i];
      value += this.dayValue[i];
      this.price[i] = this.dayVolume[i] > 0 ? this.dayValue[i] / this.dayVolume[i] : 0;
    }
    const fixing = volume > 0 ? this.weightedMean(this.dayVolume) : this.hourlyValue;
    this.fixingEfficient = volume > 0 ? value / volume : this.hourlyEfficient;
    this.dayVolume.fill(0);
    this.dayValue.fill(0);
    return fixing;
  }

  /** Each provider's volume and price of the hour; the volume-weighted mean of the prices is the clearing price. */
  private drift(priceCny: number, servedMtok: Mtok): void {
    let shares = 0;
    let level = 0;
    for (let i = 0; i < this.n; i++) {
      this.shareNoise[i].step(1);
      this.offsetNoise[i].step(1);
      this.volume[i] = exp(this.logShare[i] + this.shareNoise[i].value);
      this.factor[i] = exp(this.logOffset[i] + this.offsetNoise[i].value);
      shares += this.volume[i];
      level += this.volume[i] * this.factor[i];
    }
    for (let i = 0; i < this.n; i++) {
      this.price[i] = (priceCny * this.factor[i] * shares) / level;
      this.volume[i] *= servedMtok / shares;
    }
  }

  private weightedMean(volume: Float64Array): number {
    this.top1Share = cappedWeights(volume, this.cap, this.weight);
    this.submissions = countPositive(volume);
    let mean = 0;
    for (let i = 0; i < this.n; i++) mean += this.weight[i] * this.price[i];
    return mean;
  }
}
