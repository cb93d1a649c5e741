import { assert } from "../../base/assert.ts";
import type { Lots, Money } from "../../base/units.ts";
import { apportion } from "./apportion.ts";

/**
 * Which contracts are torn up against lots of a defaulter that nobody took over: the holders of the opposite side lose
 * lots in proportion to what they hold, by largest remainder, never more than they hold (partial tear-up; CPMI-IOSCO 2014,
 * section 4.5; pro rata: assumption).
 */
export function tornUpLots(unsold: Lots, opposite: readonly Lots[]): Lots[] {
  const held = opposite.reduce((sum, lots) => sum + lots, 0);
  assert(unsold <= held, "more lots are to be torn up than the other side holds");
  return apportion(unsold, opposite);
}

/** Most that a holder of torn-up lots may lose against the settlement price: a percentage of their margin. */
export function tearUpCap(lots: Lots, marginPerLot: Money, capPercent: number): Money {
  return Math.floor((lots * marginPerLot * capPercent) / 100);
}
