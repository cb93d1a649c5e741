import type { EpochDay } from "../../base/units.ts";
import { FRONT_DAYS_LEFT } from "../conventions.ts";

/**
 * Position of the front month among the last trading days of the months that trade on `day`, sorted rising: the nearest
 * with more than FRONT_DAYS_LEFT days left, so that the front rolls about five sessions before expiry; the furthest where
 * none has. -1 for an empty list. The second month is the next position.
 */
export function frontPosition(lastTradeDates: readonly EpochDay[], day: EpochDay): number {
  const position = lastTradeDates.findIndex((last) => last - day > FRONT_DAYS_LEFT);
  return position >= 0 ? position : lastTradeDates.length - 1;
}
