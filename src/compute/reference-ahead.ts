import { exp, log } from "../base/elementary.ts";
import type { EpochDay } from "../base/units.ts";
import { DatedCurve } from "./dated-curve.ts";
import { structuralPath, type StructuralPath } from "./fleet/structural-path.ts";
import type { ComputeParameters } from "./parameters.ts";

/** The farthest that futures are listed, days. */
const FARTHEST_DAYS = 1130;

/**
 * The structural reference price of tokens at days ahead: dated curves of level, margin and exchange rate there, and the
 * mean sizes of announced launches and advances. Asked for in the order of time.
 */
export class ReferenceAhead {
  private readonly level: DatedCurve;
  private readonly margin: DatedCurve;
  private readonly exchangeRate: DatedCurve;
  private readonly path: StructuralPath;

  /** `days`: how long the market runs. */
  constructor({ price, capacity, exchangeRate }: ComputeParameters, startDay: EpochDay, days: number) {
    this.level = new DatedCurve(price.levelUsd, startDay, price.levelGrowthAfter);
    this.margin = new DatedCurve(price.providerMargin, startDay);
    this.exchangeRate = new DatedCurve(exchangeRate.cnyPerUsd, startDay);
    this.path = structuralPath(capacity, startDay, days + FARTHEST_DAYS);
  }

  /** CNY per Mtok at midnight UTC of a day counted from the start day. */
  priceAt(day: number): number {
    const hour = 24 * day;
    const gpu = this.level.logAt(hour) + this.path.meanLevelJump[day] + this.exchangeRate.logAt(hour);
    return exp(gpu + log(1 + exp(this.margin.logAt(hour))) - this.path.logYield[day]);
  }
}
