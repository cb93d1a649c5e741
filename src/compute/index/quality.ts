import { exp, log } from "../../base/elementary.ts";
import { civil } from "../../base/dates.ts";
import type { EpochDay } from "../../base/units.ts";
import type { SellerPanel } from "../sellers.ts";
import type { IndexParameters } from "./parameters.ts";

const DAYS_PER_YEAR = 365.25;

/**
 * Conversion of sellers' tokens to standard tokens: a token of quality q counts as q / bar standard ones, so that its
 * standard price is price x bar / q; sellers below the bar are left out (Xing 2026, arXiv 2603.21690). The bar is 1 at
 * the start, which is quality_log 0. A frozen bar stays there; a moving one follows its growth in steps, on the first day
 * of every `rebase_months`-th calendar month after the start's. A step is not chained: it lifts the index's level.
 */
export class QualityBar {
  private readonly qualityLog: Float64Array;
  private readonly growthPerDay: number;
  private readonly barGrowthPerMonth: number;
  private readonly rebaseMonths: number;
  private readonly startDay: EpochDay;
  private readonly startMonth: number;
  private readonly isUsed: boolean;
  private day = NaN;
  /** Standard price over price, bar / quality, by seller. */
  readonly conversion: Float64Array;
  /** 1 for sellers at or above the bar. */
  readonly qualifies: Uint8Array;

  constructor(index: IndexParameters, panel: SellerPanel, startDay: EpochDay) {
    this.isUsed = index.quality !== "none";
    this.qualityLog = panel.qualityLog;
    this.growthPerDay = log(1 + panel.qualityGrowthPercent / 100) / DAYS_PER_YEAR;
    this.barGrowthPerMonth = index.quality === "moving_bar" ? log(1 + index.barGrowthPercent / 100) / 12 : 0;
    this.rebaseMonths = index.rebaseMonths;
    this.startDay = startDay;
    this.startMonth = monthNumber(startDay);
    this.conversion = new Float64Array(panel.n).fill(1);
    this.qualifies = new Uint8Array(panel.n).fill(1);
  }

  /** Takes the qualities and the bar of a day. */
  moveTo(day: EpochDay): void {
    if (!this.isUsed || day === this.day) return;
    this.day = day;
    const steps = Math.floor((monthNumber(day) - this.startMonth) / this.rebaseMonths);
    const logBar = steps * this.rebaseMonths * this.barGrowthPerMonth;
    const growth = (day - this.startDay) * this.growthPerDay;
    for (let i = 0; i < this.conversion.length; i++) {
      const logQuality = this.qualityLog[i] + growth;
      this.conversion[i] = exp(logBar - logQuality);
      this.qualifies[i] = logQuality >= logBar ? 1 : 0;
    }
  }
}

function monthNumber(day: EpochDay): number {
  const { year, month } = civil(day);
  return 12 * year + month;
}
