import { assert } from "../base/assert.ts";
import { exp, log } from "../base/elementary.ts";
import type { Streams } from "../base/random.ts";
import { OrnsteinUhlenbeck } from "./noise/ornstein-uhlenbeck.ts";
import type { SellersParameters } from "./seller-parameters.ts";

/** Stands in where a scenario names no seller. */
const ONLY_SELLER = { id: "market", share: 1, priceOffset: 0, region: "", qualityLog: 0 } as const;

/**
 * The sellers of one good: tokens (prices in local currency per Mtok, volumes in Mtok) or GPU-hours (USD per
 * H100-equivalent hour). Sizes and price differences are log-normal and mean-reverting around their parameters
 * (assumption). What they sell in an hour is the market's volume at the market's mean price: value paid = value received.
 */
export class SellerPanel {
  readonly n: number;
  readonly ids: readonly string[];
  /** Present sizes; their sum is 1. */
  readonly share: Float64Array;
  /** Present price over that of a seller without price difference: e^(offset + noise). */
  readonly factor: Float64Array;
  /** What each sold in the hour. */
  readonly volume: Float64Array;
  /** Mean price of its transactions in the hour; without any, the price at which it would have sold. */
  readonly price: Float64Array;
  readonly listPrice: Float64Array;
  /** Log of quality at the start over the standard token's, and its growth for all. */
  readonly qualityLog: Float64Array;
  readonly qualityGrowthPercent: number;
  /** Volume-weighted mean of all prices of the hour. */
  meanPrice = 0;
  totalVolume = 0;

  private readonly logShare: Float64Array;
  private readonly logOffset: Float64Array;
  private readonly shareNoise: readonly OrnsteinUhlenbeck[];
  private readonly offsetNoise: readonly OrnsteinUhlenbeck[];
  private readonly listToPrice: number;
  private readonly regions: number;
  /** 1 where a seller (column) sells in a region (row). */
  private readonly sellsIn: Uint8Array;
  /** Sizes before they are divided by their sum. */
  private readonly size: Float64Array;
  private sizes = 0;

  /**
   * `prefix` names the random streams: `<prefix>/<id>/share` and `<prefix>/<id>/offset`. Asserts that there is a region
   * and that sellers name regions there are. In a region that no seller names or covers, all sell.
   */
  constructor(parameters: SellersParameters, streams: Streams, prefix: string, regionIds: readonly string[]) {
    const isNamed = parameters.providers.length > 0;
    const providers = isNamed ? parameters.providers : [ONLY_SELLER];
    const noise = (id: string, what: string, sd: number, days: number) =>
      new OrnsteinUhlenbeck(streams.get(`${prefix}/${id}/${what}`), isNamed ? sd : 0, 24 * days);
    this.n = providers.length;
    this.ids = providers.map(({ id }) => id);
    this.logShare = Float64Array.from(providers, ({ share }) => log(share));
    this.logOffset = Float64Array.from(providers, ({ priceOffset }) => priceOffset);
    this.qualityLog = Float64Array.from(providers, ({ qualityLog }) => qualityLog);
    this.qualityGrowthPercent = parameters.qualityGrowthPercent;
    this.listToPrice = 1 + parameters.listGapPercent / 100;
    this.shareNoise = this.ids.map((id) => noise(id, "share", parameters.shareSd, parameters.shareHalfLifeDays));
    this.offsetNoise = this.ids.map((id) => noise(id, "offset", parameters.offsetSd, parameters.offsetHalfLifeDays));
    this.share = new Float64Array(this.n);
    this.factor = new Float64Array(this.n);
    this.volume = new Float64Array(this.n);
    this.price = new Float64Array(this.n);
    this.listPrice = new Float64Array(this.n);
    this.size = new Float64Array(this.n);
    this.regions = regionIds.length;
    this.sellsIn = whoSellsWhere(
      providers.map(({ region }) => region),
      regionIds,
    );
    this.resize();
  }

  /** Moves sizes and price differences one hour on. */
  drift(): void {
    for (let i = 0; i < this.n; i++) {
      this.shareNoise[i].step(1);
      this.offsetNoise[i].step(1);
    }
    this.resize();
  }

  /**
   * The hour's trades at auction prices. In each region those who sell there divide its volume by their sizes, and their
   * prices are scaled so that their volume-weighted mean is the region's price. Without any volume the panel's mean price
   * is the plain mean of the regions' prices.
   */
  tradeAt(regionPrice: Float64Array, regionVolume: Float64Array): void {
    this.volume.fill(0);
    this.totalVolume = 0;
    let priceSum = 0;
    for (let region = 0; region < this.regions; region++) {
      this.tradeIn(region, regionPrice[region], regionVolume[region]);
      priceSum += regionPrice[region];
    }
    if (this.totalVolume === 0) this.meanPrice = priceSum / this.regions;
    this.list();
  }

  /** The hour's trades at posted prices, each seller's own times the hour's tariff; volume goes by size, in all regions. */
  tradePosted(ownPrice: Float64Array, tariff: number, volume: number): void {
    this.totalVolume = volume;
    this.meanPrice = 0;
    for (let i = 0; i < this.n; i++) {
      this.volume[i] = this.share[i] * volume;
      this.price[i] = ownPrice[i] * tariff;
      this.meanPrice += this.share[i] * this.price[i];
    }
    this.list();
  }

  private resize(): void {
    this.sizes = 0;
    for (let i = 0; i < this.n; i++) {
      this.size[i] = exp(this.logShare[i] + this.shareNoise[i].value);
      this.factor[i] = exp(this.logOffset[i] + this.offsetNoise[i].value);
      this.sizes += this.size[i];
    }
    for (let i = 0; i < this.n; i++) this.share[i] = this.size[i] / this.sizes;
  }

  private tradeIn(region: number, price: number, volume: number): void {
    const row = region * this.n;
    let sizes = 0;
    let level = 0;
    for (let i = 0; i < this.n; i++) {
      if (this.sellsIn[row + i] === 0) continue;
      sizes += this.size[i];
      level += this.size[i] * this.factor[i];
    }
    for (let i = 0; i < this.n; i++) {
      if (this.sellsIn[row + i] === 0) continue;
      const sold = this.size[i] * (volume / sizes);
      this.price[i] = mixed(this.price[i], this.volume[i], (price * this.factor[i] * sizes) / level, sold);
      this.volume[i] += sold;
    }
    this.meanPrice = mixed(this.meanPrice, this.totalVolume, price, volume);
    this.totalVolume += volume;
  }

  private list(): void {
    for (let i = 0; i < this.n; i++) this.listPrice[i] = this.price[i] * this.listToPrice;
  }
}

/** Mean price once `volume` at `price` joins what was sold before; the newer price where nothing was. */
function mixed(priceBefore: number, volumeBefore: number, price: number, volume: number): number {
  if (volumeBefore === 0) return price;
  return priceBefore + ((price - priceBefore) * volume) / (volumeBefore + volume);
}

function whoSellsWhere(regionOfSeller: readonly string[], regionIds: readonly string[]): Uint8Array {
  const n = regionOfSeller.length;
  const table = new Uint8Array(n * regionIds.length);
  assert(regionIds.length > 0, "sellers need a region");
  for (const region of regionOfSeller)
    assert(region === "" || regionIds.includes(region), "a seller names an unknown region");
  regionIds.forEach((id, r) => {
    const sellers = regionOfSeller.map((region) => (region === "" || region === id ? 1 : 0));
    table.set(sellers.includes(1) ? sellers : sellers.fill(1), r * n);
  });
  return table;
}
