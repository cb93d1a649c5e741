import { roundHalfEven } from "../../base/integers.ts";
import type { Lots, Ticks } from "../../base/units.ts";

/** How a daily settlement price was found; codes of the table `settlements`. */
export const BY_DAY_VWAP = 0;
export const BY_LAST_QUOTE = 1;
export const BY_NEIGHBOUR = 2;
export const UNCHANGED = 3;
export const BY_INDEX_MONTH_MEAN = 4;

/** What a trading day left behind in one listed month. */
export interface DayOfMonth {
  readonly previousTicks: Ticks;
  readonly bandLow: Ticks;
  readonly bandHigh: Ticks;
  /** Sum of lots x ticks and of lots over all trades of the day. */
  readonly tradedTicks: number;
  readonly tradedLots: Lots;
  /** Bid + ask in ticks of the last two-sided quote of the day. */
  readonly lastQuoteSum: number | undefined;
}

/**
 * Daily settlement prices of all listed months, nearest first: the volume-weighted mean of all the day's trades (SHFE);
 * with no trade the mid of the last two-sided quote, if it lies inside the price band; else the previous settlement
 * moved by as much, in proportion, as that of the nearest listed month that traded; else unchanged. Prices are whole
 * ticks, halves to even, and stay inside the band.
 */
export function daySettlements(days: readonly DayOfMonth[]): { readonly ticks: Ticks; readonly method: number }[] {
  const own = days.map(ownPrice);
  return own.map((price, k) => {
    if (price !== undefined) return price;
    const neighbour = nearestTraded(days, k);
    const { previousTicks, bandLow, bandHigh } = days[k]!;
    if (neighbour === undefined || days[neighbour]!.previousTicks === 0)
      return { ticks: previousTicks, method: UNCHANGED };
    const move = own[neighbour]!.ticks / days[neighbour]!.previousTicks;
    const ticks = Math.min(bandHigh, Math.max(bandLow, roundHalfEven(previousTicks * move)));
    return { ticks, method: BY_NEIGHBOUR };
  });
}

function ownPrice(day: DayOfMonth): { ticks: Ticks; method: number } | undefined {
  if (day.tradedLots > 0) return { ticks: roundHalfEven(day.tradedTicks / day.tradedLots), method: BY_DAY_VWAP };
  if (day.lastQuoteSum === undefined) return undefined;
  const ticks = roundHalfEven(day.lastQuoteSum / 2);
  return ticks >= day.bandLow && ticks <= day.bandHigh ? { ticks, method: BY_LAST_QUOTE } : undefined;
}

/** The listed month closest in the list that has trades; of two equally close the nearer expiry. */
function nearestTraded(days: readonly DayOfMonth[], k: number): number | undefined {
  for (let distance = 1; distance < days.length; distance++) {
    if (k - distance >= 0 && days[k - distance]!.tradedLots > 0) return k - distance;
    if (k + distance < days.length && days[k + distance]!.tradedLots > 0) return k + distance;
  }
  return undefined;
}
