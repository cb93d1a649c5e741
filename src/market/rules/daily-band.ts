import { floorPercent } from "../../base/integers.ts";
import type { Ticks } from "../../base/units.ts";
import type { PriceRules } from "./price-parameters.ts";

/** Prices between which an order may trade. */
export interface Band {
  readonly low: Ticks;
  readonly high: Ticks;
}

/**
 * The day's price limits: previous settlement price plus and minus the band, rounded inwards to whole ticks (SHFE risk
 * management rules: price limits in percent of the previous settlement price).
 */
export function dailyBand(percent: number, settlementTicks: Ticks): Band {
  const width = floorPercent(Math.abs(settlementTicks), percent);
  // A price so small that the band is less than a tick must still be able to move.
  const steps = Math.max(1, width);
  return { low: settlementTicks - steps, high: settlementTicks + steps };
}

/**
 * Half-width of the day's band in percent. It is the widest of three, which do not add up: the contract's own, wider by the
 * holiday's points after a long break; that of a listed month's first day; that of the ladder of locked days (limit-ladder.ts).
 */
export function bandPercent(
  rule: PriceRules["dailyBand"],
  ladderPercent: number,
  isFirstDay: boolean,
  closedDays: number,
): number {
  const holiday = closedDays >= rule.holidayDays ? rule.holidayAddPoints : 0;
  const firstDay = isFirstDay ? rule.percent * rule.firstDayMultiple : 0;
  return Math.max(rule.percent + holiday, firstDay, ladderPercent);
}

/** A distance that a rule gives in ticks or, where these are 0, in percent of the previous settlement price; at least one. */
export function distanceTicks(rule: { ticks: number; percent: number }, settlementTicks: Ticks): Ticks {
  if (rule.ticks > 0) return rule.ticks;
  return Math.max(1, floorPercent(Math.abs(settlementTicks), rule.percent));
}
