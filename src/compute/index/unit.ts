import { assert } from "../../base/assert.ts";
import type { EpochDay } from "../../base/units.ts";
import type { SellerPanel } from "../sellers.ts";
import type { IndexParameters } from "./parameters.ts";
import { QualityBar } from "./quality.ts";
import type { TokenKinds } from "./token-kinds.ts";

/**
 * What an index prices, and whom it covers: how each seller's price and volume of the hour convert to the index's unit.
 * Converting leaves a seller's value as it is, but for the kinds of token that do not count.
 */
export class IndexUnit {
  private readonly index: IndexParameters;
  private readonly kinds: TokenKinds | undefined;
  private readonly bar: QualityBar;
  private readonly covered: Uint8Array;
  private readonly n: number;
  private factor = 1;
  /** Price in the index's unit over the seller's price. */
  readonly priceFactor: Float64Array;
  /** Volume in the index's unit over the seller's volume. */
  readonly volumeFactor: Float64Array;
  /** 1 for sellers that the index covers and whose quality reaches the bar. */
  readonly counts: Uint8Array;

  /**
   * `kinds`: undefined for sellers of GPU-hours. Asserts that the index covers sellers of the panel only and that an
   * index without kinds takes tokens as traded.
   */
  constructor(index: IndexParameters, panel: SellerPanel, kinds: TokenKinds | undefined, startDay: EpochDay) {
    assert(kinds !== undefined || index.tokens === "traded", "an index of GPU-hours has no kinds of token");
    assert(
      index.covered.every((id) => panel.ids.includes(id)),
      "an index covers an unknown seller",
    );
    this.index = index;
    this.kinds = kinds;
    this.bar = new QualityBar(index, panel, startDay);
    this.n = panel.n;
    this.covered = Uint8Array.from(panel.ids, (id) =>
      index.covered.length === 0 || index.covered.includes(id) ? 1 : 0,
    );
    this.priceFactor = new Float64Array(panel.n);
    this.volumeFactor = new Float64Array(panel.n);
    this.counts = new Uint8Array(panel.n);
  }

  /** Takes an hour and its publication day. `scale`: the index's unit price over the panel's, before kinds and quality. */
  moveTo(hour: number, day: EpochDay, scale: number): void {
    this.kinds?.moveTo(hour);
    this.bar.moveTo(day);
    this.factor = scale * (this.kinds?.priceFactor(this.index) ?? 1);
    const volumeFactor = this.kinds?.volumeFactor(this.index) ?? 1;
    for (let i = 0; i < this.n; i++) {
      const conversion = this.bar.conversion[i];
      this.priceFactor[i] = this.factor * conversion;
      this.volumeFactor[i] = volumeFactor / conversion;
      this.counts[i] = this.covered[i] & this.bar.qualifies[i];
    }
  }

  /** The hour's true mean price of all sellers; without trades the one at which they would have sold. */
  meanPrice(panel: SellerPanel): number {
    if (this.index.quality === "none") return panel.meanPrice * this.factor;
    const weight = panel.totalVolume > 0 ? panel.volume : panel.share;
    let value = 0;
    let volume = 0;
    for (let i = 0; i < this.n; i++) {
      value += weight[i] * panel.price[i];
      volume += weight[i] / this.bar.conversion[i];
    }
    return (this.factor * value) / volume;
  }
}
