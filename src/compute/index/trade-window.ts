import type { SellerPanel } from "../sellers.ts";
import type { IndexUnit } from "./unit.ts";
import type { Submissions } from "./submissions.ts";

/** The trades of the hours that the next fixing covers, by seller and in the index's unit. */
export class TradeWindow {
  private readonly n: number;
  /** Weight of list prices, 0 to 1. */
  private readonly listWeight: number;
  /** Of those that count in the index. */
  private readonly volume: Float64Array;
  private readonly value: Float64Array;
  private readonly listValue: Float64Array;
  /** Of all sellers. */
  private readonly allVolume: Float64Array;
  private readonly allValue: Float64Array;

  constructor(sellers: number, listPricePercent: number) {
    this.n = sellers;
    this.listWeight = listPricePercent / 100;
    this.volume = new Float64Array(sellers);
    this.value = new Float64Array(sellers);
    this.listValue = new Float64Array(sellers);
    this.allVolume = new Float64Array(sellers);
    this.allValue = new Float64Array(sellers);
  }

  clear(): void {
    this.volume.fill(0);
    this.value.fill(0);
    this.listValue.fill(0);
    this.allVolume.fill(0);
    this.allValue.fill(0);
  }

  /** Adds the hour that the sellers have just traded. */
  add(panel: SellerPanel, unit: IndexUnit): void {
    for (let i = 0; i < this.n; i++) {
      const volume = panel.volume[i] * unit.volumeFactor[i];
      const value = volume * (panel.price[i] * unit.priceFactor[i]);
      this.allVolume[i] += volume;
      this.allValue[i] += value;
      if (unit.counts[i] === 0) continue;
      this.volume[i] += volume;
      this.value[i] += value;
      this.listValue[i] += volume * (panel.listPrice[i] * unit.priceFactor[i]);
    }
  }

  /** Each seller's volume and mean price over the window. */
  submit(submissions: Submissions): void {
    submissions.clear();
    for (let i = 0; i < this.n; i++) {
      const traded = this.value[i] / this.volume[i];
      const listed = this.listValue[i] / this.volume[i];
      submissions.submit(i, this.volume[i], (1 - this.listWeight) * traded + this.listWeight * listed);
    }
  }

  /** Each seller's volume and price in the hour that it has just traded. */
  submitHour(panel: SellerPanel, unit: IndexUnit, submissions: Submissions): void {
    submissions.clear();
    for (let i = 0; i < this.n; i++) {
      if (unit.counts[i] === 0) continue;
      const price = (1 - this.listWeight) * panel.price[i] + this.listWeight * panel.listPrice[i];
      submissions.submit(i, panel.volume[i] * unit.volumeFactor[i], price * unit.priceFactor[i]);
    }
  }

  /** The true mean price of all transactions of all sellers in the window; NaN where there were none. */
  trueMean(): number {
    let volume = 0;
    let value = 0;
    for (let i = 0; i < this.n; i++) {
      volume += this.allVolume[i];
      value += this.allValue[i];
    }
    return value / volume;
  }
}
