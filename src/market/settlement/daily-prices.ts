import { closingAuctionPrice } from "./closing-auction-price.ts";
import type { DayOfMonth, SpreadOfDay } from "./day-of-month.ts";
import { dayPrice } from "./day-vwap.ts";
import { lastHourPrice } from "./last-hour-vwap.ts";
import type { SettlementPrice } from "./methods.ts";
import type { SettlementParameters } from "./parameters.ts";
import { fillQuietMonths } from "./quiet-months.ts";
import { windowPrices } from "./window-vwap.ts";

/**
 * Daily settlement prices of all listed months of one contract, nearest first, by the rulebook's method; sources beside
 * each method's own function. Prices are whole ticks inside the day's band. What a method says of a month without trades:
 *
 * - day_vwap: the last two-sided quote; the nearest month that traded, in proportion; unchanged
 * - last_hour_vwap: the same, but in absolute terms
 * - window_vwap: the previous settlement within the quotes; the net change of the month beside it; unchanged
 * - closing_auction: what the method named by `otherwise` says
 */
export function dailySettlements(
  parameters: SettlementParameters,
  days: readonly DayOfMonth[],
  spreads: readonly SpreadOfDay[],
): SettlementPrice[] {
  const { method } = parameters;
  if (method !== "closing_auction") return pricesBy(method, parameters, days, spreads);
  const others = pricesBy(parameters.otherwise, parameters, days, spreads);
  return days.map((day, k) => closingAuctionPrice(day, parameters.auctionMinimumLots) ?? others[k]!);
}

function pricesBy(
  method: SettlementParameters["otherwise"],
  parameters: SettlementParameters,
  days: readonly DayOfMonth[],
  spreads: readonly SpreadOfDay[],
): SettlementPrice[] {
  if (method === "window_vwap") return windowPrices(parameters, days, spreads);
  if (method === "last_hour_vwap") return fillQuietMonths(days, days.map(lastHourPrice), "absolute");
  return fillQuietMonths(days, days.map(dayPrice), "proportional");
}
