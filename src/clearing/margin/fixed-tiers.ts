import { addMonths, weekday, yyyymm } from "../../base/dates.ts";
import { roundHalfEven } from "../../base/integers.ts";
import type { EpochDay, Money } from "../../base/units.ts";
import type { ListedMonth } from "../../market/listed-month.ts";
import type { MarginModel, MarginSetting } from "./margin-model.ts";
import { isLive, type MonthRisk, valuePerLot } from "./month-risk.ts";
import type { FixedTierParameters } from "./fixed-tiers-parameters.ts";

/** Nobody asks how many trading days are left when there are more than this. */
const DAYS_COUNTED = 400;

/**
 * Initial margin in percent of the contract value at the settlement price. The percentage is the largest of those that
 * hold: tier by approach of delivery, step before the last trading day, level of open interest, base and holiday points,
 * and what a locked market asks for. Source: SHFE Risk Management Rules (restated 2019), articles 4 and 5; that the highest
 * of several holds is the closing clause of its margin notices.
 */
export class FixedTiers implements MarginModel {
  readonly perLot: Float64Array;
  private readonly parameters: FixedTierParameters;
  private readonly holidays: ReadonlySet<EpochDay>;
  /** Contract of each instrument, -1 where there is no margin. */
  private readonly contractOf: Int32Array;
  private readonly paysBothSides: Uint8Array;
  private readonly longMargin: Float64Array;
  private readonly shortMargin: Float64Array;

  constructor(parameters: FixedTierParameters, setting: MarginSetting) {
    this.parameters = parameters;
    this.holidays = new Set(setting.holidays);
    this.perLot = new Float64Array(setting.instruments);
    this.contractOf = new Int32Array(setting.instruments).fill(-1);
    this.paysBothSides = new Uint8Array(setting.instruments);
    this.longMargin = new Float64Array(setting.contracts.length);
    this.shortMargin = new Float64Array(setting.contracts.length);
  }

  update(months: readonly (MonthRisk | undefined)[], day: EpochDay, closedDays: number): void {
    const { sides, bothSidesLastDays } = this.parameters;
    for (let i = 0; i < this.perLot.length; i++) {
      const risk = months[i];
      this.contractOf[i] = isLive(risk) ? risk.contract : -1;
      this.perLot[i] = 0;
      if (!isLive(risk)) continue;
      this.perLot[i] = roundHalfEven((valuePerLot(risk) * this.percent(risk, day, closedDays)) / 100);
      const isNear = bothSidesLastDays > 0 && this.tradingDaysLeft(risk.month, day) <= bothSidesLastDays;
      this.paysBothSides[i] = sides === "gross" || isNear ? 1 : 0;
    }
  }

  required(long: Int32Array, short: Int32Array, base: number): Money {
    let sum = 0;
    this.longMargin.fill(0);
    this.shortMargin.fill(0);
    for (let i = 0; i < this.perLot.length; i++) {
      const longs = long[base + i]! * this.perLot[i]!;
      const shorts = short[base + i]! * this.perLot[i]!;
      const contract = this.contractOf[i]!;
      if (longs + shorts === 0 || contract < 0) continue;
      if (this.paysBothSides[i] === 1) sum += longs + shorts;
      else {
        this.longMargin[contract] = this.longMargin[contract]! + longs;
        this.shortMargin[contract] = this.shortMargin[contract]! + shorts;
      }
    }
    for (let c = 0; c < this.longMargin.length; c++) sum += Math.max(this.longMargin[c]!, this.shortMargin[c]!);
    return sum;
  }

  private percent(risk: MonthRisk, day: EpochDay, closedDays: number): number {
    const { basePercent, nearExpiry, openInterestLevels, holiday } = this.parameters;
    let percent = Math.max(this.tier(risk.month, day), risk.lockMarginPercent);
    if (closedDays >= holiday.fromDays) percent = Math.max(percent, basePercent + holiday.addPoints);
    for (const level of openInterestLevels)
      if (risk.openInterestLots >= level.fromLots) percent = Math.max(percent, level.percent);
    if (nearExpiry.length === 0) return percent;
    const left = this.tradingDaysLeft(risk.month, day);
    for (const step of nearExpiry) if (left <= step.tradingDays) percent = Math.max(percent, step.percent);
    return percent;
  }

  private tier(month: ListedMonth, day: EpochDay): number {
    const { basePercent, monthBeforePercent, deliveryMonthPercent } = this.parameters;
    const now = yyyymm(day);
    if (now >= month.deliveryMonth) return deliveryMonthPercent;
    return now >= addMonths(month.deliveryMonth, -1) ? monthBeforePercent : basePercent;
  }

  /** Trading days after `day` up to the last one, at most DAYS_COUNTED calendar days ahead. */
  private tradingDaysLeft(month: ListedMonth, day: EpochDay): number {
    const last = Math.min(month.lastTradeDay, day + DAYS_COUNTED);
    let left = 0;
    for (let d = day + 1; d <= last; d++) if (weekday(d) < 5 && !this.holidays.has(d)) left++;
    return left;
  }
}
