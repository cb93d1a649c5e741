import type { Lots, Ticks } from "../../base/units.ts";
import type { ListedMonth } from "../../market/listed-month.ts";

/** What margin and stress tests must know of a listed month after a day's settlement. */
export interface MonthRisk {
  readonly month: ListedMonth;
  /** Position of its contract in the venue's list. */
  readonly contract: number;
  settlementTicks: Ticks;
  openInterestLots: Lots;
  /** What a locked market asks for, percent of contract value; 0 where there is no lock. */
  lockMarginPercent: number;
  isExpired: boolean;
}

/** Whether positions in a listed month can still move. */
export function isLive(risk: MonthRisk | undefined): risk is MonthRisk {
  return risk !== undefined && !risk.isExpired;
}

/** Value of one lot at the settlement price, in money; a price below zero counts like its opposite. */
export function valuePerLot(risk: MonthRisk): number {
  return Math.abs(risk.settlementTicks) * risk.month.tickMoney;
}

/** Months of a contract that are live, nearest first. */
export function liveMonths(months: readonly (MonthRisk | undefined)[], contract: number): MonthRisk[] {
  return months
    .filter(isLive)
    .filter((risk) => risk.contract === contract)
    .sort((a, b) => a.month.lastTradeDay - b.month.lastTradeDay || a.month.index - b.month.index);
}
