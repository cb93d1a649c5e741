import { epochDay } from "../base/dates.ts";
import type { EpochDay } from "../base/units.ts";
import type { MonthRisk } from "../clearing/margin/month-risk.ts";
import type { MarginSetting } from "../clearing/margin/margin-model.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import { fakeMonth } from "./fake-context.ts";

/** A trading day two months before the first fake month. */
export const EARLY: EpochDay = epochDay(2023, 11, 2);

/** A settled month for tests: fakeMonth(index) at 2000 ticks, worth 20,000 a lot. */
export function monthRisk(
  index: number,
  changes: Partial<Omit<MonthRisk, "month">> & { readonly terms?: Partial<ListedMonth> } = {},
): MonthRisk {
  const { terms, ...rest } = changes;
  return {
    month: fakeMonth(index, { contract: changes.contract ?? 0, ...terms }),
    contract: 0,
    settlementTicks: 2000,
    openInterestLots: 0,
    lockMarginPercent: 0,
    isExpired: false,
    ...rest,
  };
}

/** One contract TK. */
export function oneContract(instruments: number, holidays: readonly EpochDay[] = []): MarginSetting {
  return { instruments, contracts: ["TK"], holidays };
}

/** Long and short columns of one account from signed lots per instrument. */
export function grossOf(lots: readonly number[]): [long: Int32Array, short: Int32Array] {
  return [Int32Array.from(lots, (n) => Math.max(n, 0)), Int32Array.from(lots, (n) => Math.max(-n, 0))];
}
