import { addMonths, yyyymm } from "../../base/dates.ts";
import { roundHalfEven } from "../../base/integers.ts";
import type { EpochDay, Money, Ticks } from "../../base/units.ts";
import type { ListedMonth } from "../../market/listed-month.ts";
import type { ClearingParameters } from "../parameters.ts";

/**
 * Initial margin of one lot under fixed tiers: a percentage of the contract value at the settlement price that steps up
 * in the month before delivery and in the delivery month (SHFE Risk Management Rules, margin by approach of delivery).
 * A price below zero is charged like its opposite.
 */
export function fixedTierMargin(
  parameters: ClearingParameters["margin"],
  month: ListedMonth,
  settlementTicks: Ticks,
  day: EpochDay,
): Money {
  const now = yyyymm(day);
  const percent =
    now >= month.deliveryMonth
      ? parameters.deliveryMonthPercent
      : now >= addMonths(month.deliveryMonth, -1)
        ? parameters.monthBeforePercent
        : parameters.basePercent;
  return roundHalfEven((Math.abs(settlementTicks) * month.tickMoney * percent) / 100);
}
