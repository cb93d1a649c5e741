import { floorPercent } from "../../base/integers.ts";
import { addMonths, yyyymm } from "../../base/dates.ts";
import type { EpochDay, Lots } from "../../base/units.ts";
import type { ListedMonth } from "../listed-month.ts";
import type { PhaseLimit, PositionLimits } from "./position-limit-parameters.ts";

/** Stands for no limit. */
export const NO_LIMIT: Lots = 2_147_483_647;

export const PHASE_GENERAL = 0;
export const PHASE_MONTH_BEFORE = 1;
export const PHASE_DELIVERY_MONTH = 2;
export const PHASE_LAST_DAYS = 3;

/**
 * The phase of a listed month on a trading day. The last days are counted in trading days, the last trading day included; of
 * a month whose last trading day lies beyond the run's `sessions` they never come, and a perpetual is always in general.
 */
export function positionPhase(
  limits: PositionLimits,
  month: ListedMonth,
  session: number,
  sessions: number,
  day: EpochDay,
): number {
  if (month.isPerpetual) return PHASE_GENERAL;
  if (month.lastSession < sessions && month.lastSession - session < limits.lastDays.days) return PHASE_LAST_DAYS;
  const today = yyyymm(day);
  if (today >= month.deliveryMonth) return PHASE_DELIVERY_MONTH;
  return today >= addMonths(month.deliveryMonth, -1) ? PHASE_MONTH_BEFORE : PHASE_GENERAL;
}

/** Whether a contract has any limit. */
export function hasLimit(limits: PositionLimits): boolean {
  const { general, monthBefore, deliveryMonth, lastDays } = limits;
  return limits.allMonthsLots > 0 || [general, monthBefore, deliveryMonth, lastDays].some(namesLimit);
}

/**
 * The limit in a phase: the largest of what it names, shares rounded down to whole lots, never below one. A phase that
 * names nothing has the limit of the phase before it; NO_LIMIT where none does.
 */
export function phaseLimitLots(limits: PositionLimits, phase: number, openInterest: Lots, monthUseLots: number): Lots {
  const phases: readonly PhaseLimit[] = [limits.general, limits.monthBefore, limits.deliveryMonth, limits.lastDays];
  for (let k = phase; k >= 0; k--) {
    if (!namesLimit(phases[k])) continue;
    const { percentOfOpenInterest, percentOfMonthUse, lots } = phases[k];
    const ofOpenInterest = floorPercent(openInterest, percentOfOpenInterest);
    const ofUse = percentOfMonthUse === 0 ? 0 : floorPercent(monthUseLots, percentOfMonthUse);
    return Math.min(NO_LIMIT, Math.max(1, lots, ofOpenInterest, ofUse));
  }
  return NO_LIMIT;
}

function namesLimit({ percentOfOpenInterest, percentOfMonthUse, lots }: PhaseLimit): boolean {
  return percentOfOpenInterest > 0 || percentOfMonthUse > 0 || lots > 0;
}
