import { roundHalfEven } from "../../base/integers.ts";
import type { DayOfMonth } from "./day-of-month.ts";
import { BY_DAY_VWAP, type SettlementPrice } from "./methods.ts";

/**
 * Volume-weighted mean of all trades of the day, to the nearest tick, halves to even; undefined without a trade. Source:
 * SHFE, definition of the settlement price; the rounding of halves is an assumption.
 */
export function dayPrice({ tradedTicks, tradedLots }: DayOfMonth): SettlementPrice | undefined {
  if (tradedLots === 0) return undefined;
  return { ticks: roundHalfEven(tradedTicks / tradedLots), method: BY_DAY_VWAP, windowLots: tradedLots };
}
