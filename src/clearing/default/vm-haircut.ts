import type { Money } from "../../base/units.ts";
import { apportion } from "./apportion.ts";

/**
 * Variation margin gains haircutting: what was collected from the losers of a cycle is paid to its winners in proportion
 * to what they are owed, by largest remainder, so that exactly what was collected is paid and nobody gets more than owed
 * (CPMI-IOSCO, Recovery of financial market infrastructures, 2014, section 4.2).
 */
export function payWinners(collected: Money, owed: readonly Money[]): Money[] {
  const all = owed.reduce((sum, amount) => sum + amount, 0);
  return apportion(Math.min(collected, all), owed);
}
