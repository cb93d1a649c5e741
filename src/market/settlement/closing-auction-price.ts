import { roundHalfEven } from "../../base/integers.ts";
import type { DayOfMonth } from "./day-of-month.ts";
import { BY_CLOSING_AUCTION, type SettlementPrice } from "./methods.ts";

/**
 * The single price of the closing auction, if at least `minimumLots` traded in it. Source: closing auctions of stock
 * exchanges; the minimum is an assumption. Orders that an auction triggers may trade at further prices: then their
 * volume-weighted mean.
 */
export function closingAuctionPrice({ auction }: DayOfMonth, minimumLots: number): SettlementPrice | undefined {
  const { ticksLots, lots } = auction;
  if (lots < minimumLots) return undefined;
  return { ticks: roundHalfEven(ticksLots / lots), method: BY_CLOSING_AUCTION, windowLots: lots };
}
