import type { Ticks } from "../../base/units.ts";

/** Half-width of the price band as a share of the previous settlement price. */
export interface DailyBandParameters {
  readonly percent: number;
  readonly firstDayMultiple: number;
}

/**
 * The day's price limits: previous settlement price plus and minus the band, rounded inwards to whole ticks; wider on a
 * listed month's first day (SHFE risk management rules: price limits in percent of the previous settlement price).
 */
export function dailyBand(
  parameters: DailyBandParameters,
  settlementTicks: Ticks,
  isFirstDay: boolean,
): { readonly low: Ticks; readonly high: Ticks } {
  const percent = parameters.percent * (isFirstDay ? parameters.firstDayMultiple : 1);
  const width = Math.floor((Math.abs(settlementTicks) * percent) / 100);
  // A price so small that the band is less than a tick must still be able to move.
  const steps = Math.max(1, width);
  return { low: settlementTicks - steps, high: settlementTicks + steps };
}
