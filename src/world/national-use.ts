import type { ComputeSource } from "../compute/source.ts";
import type { MonthInstrument } from "../market/instrument.ts";

const HOURS_PER_MONTH = 730;

/**
 * A month's national use in lots of each listed month, which position limits may be shares of: 730 hours like the mean of
 * those since the last trading day began. NaN where the source does not know what is used.
 */
export class NationalUse {
  private readonly source: ComputeSource;
  private readonly lots: Float64Array;
  private mtok = 0;
  private gpuHours = 0;
  private hours = 0;

  constructor(source: ComputeSource, months: number) {
    this.source = source;
    this.lots = new Float64Array(months);
  }

  /** The hour that the source has stepped last. */
  observe(): void {
    this.mtok += this.source.servedMtok;
    this.gpuHours += this.source.servingGpus;
    this.hours++;
  }

  /** By listed month; only those in trading are new. `isToken` by contract. */
  monthLots(trading: readonly MonthInstrument[], isToken: (contract: number) => boolean): Float64Array {
    for (const { month } of trading) {
      const perHour = (isToken(month.contract) ? this.mtok : this.gpuHours) / this.hours;
      this.lots[month.index] = (perHour * HOURS_PER_MONTH) / month.multiplier;
    }
    this.mtok = this.gpuHours = this.hours = 0;
    return this.lots;
  }
}
