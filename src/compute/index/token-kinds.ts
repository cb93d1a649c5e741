import { exp } from "../../base/elementary.ts";
import type { EpochDay } from "../../base/units.ts";
import { DatedCurve } from "../dated-curve.ts";
import type { IndexParameters, TokenKindsParameters } from "./parameters.ts";

/**
 * Cached input, other input and output tokens. All sellers sell them at the same ratios of price and in the same mix:
 * at a price P of a traded token the unit price is u = P / sum(share x ratio), and a token of a kind costs u x ratio.
 */
export class TokenKinds {
  private readonly cachedRatio: number;
  private readonly uncachedRatio: number;
  private readonly outputRatio: number;
  private readonly cachedOfInput: DatedCurve;
  private readonly outputOfAll: DatedCurve;
  private hour = -1;
  /** Shares of traded tokens; their sum is 1. */
  cached = 0;
  uncached = 0;
  output = 0;

  constructor(parameters: TokenKindsParameters, startDay: EpochDay) {
    this.cachedRatio = parameters.cachedRatio;
    this.uncachedRatio = parameters.uncachedRatio;
    this.outputRatio = parameters.outputRatio;
    this.cachedOfInput = new DatedCurve(parameters.cachedShare, startDay);
    this.outputOfAll = new DatedCurve(parameters.outputShare, startDay);
    this.moveTo(0);
  }

  /** Takes the mix of an hour, counted from midnight UTC of the start day and never before the last one. */
  moveTo(hour: number): void {
    if (hour === this.hour) return;
    this.hour = hour;
    const cachedOfInput = exp(this.cachedOfInput.logAt(hour));
    this.output = exp(this.outputOfAll.logAt(hour));
    this.cached = (1 - this.output) * cachedOfInput;
    this.uncached = (1 - this.output) * (1 - cachedOfInput);
  }

  /** Price of a token of an index over that of a traded one. */
  priceFactor(index: IndexParameters): number {
    const { cachedRatio, uncachedRatio, outputRatio } = this;
    if (index.tokens === "traded") return 1;
    const traded = this.cached * cachedRatio + this.uncached * uncachedRatio + this.output * outputRatio;
    if (index.tokens === "cached") return cachedRatio / traded;
    if (index.tokens === "uncached") return uncachedRatio / traded;
    if (index.tokens === "output") return outputRatio / traded;
    const cachedOfInput = index.fixedMix.cachedPercent / 100;
    const output = index.fixedMix.outputPercent / 100;
    const input = cachedOfInput * cachedRatio + (1 - cachedOfInput) * uncachedRatio;
    return ((1 - output) * input + output * outputRatio) / traded;
  }

  /** Tokens that count in an index per traded token: of a kind its share, else all. */
  volumeFactor(index: IndexParameters): number {
    if (index.tokens === "cached") return this.cached;
    if (index.tokens === "uncached") return this.uncached;
    return index.tokens === "output" ? this.output : 1;
  }
}
