import { roundHalfEven } from "../../base/integers.ts";
import type { Ticks } from "../../base/units.ts";
import type { DayOfMonth } from "./day-of-month.ts";
import { BY_LAST_QUOTE, BY_NEIGHBOUR, type SettlementPrice, UNCHANGED } from "./methods.ts";

/** How a month follows another that traded: by as much in proportion, or by as much money. */
export type Following = "proportional" | "absolute";

/**
 * Prices of listed months without a price of their own from trades, nearest month first: the mid of the last two-sided
 * quote of the day, if it lies inside the price band; else the previous settlement moved as that of the nearest listed
 * month that traded, within the band; else unchanged. Source: the move with the nearest month that traded is SHFE's in
 * proportion and CFFEX's in absolute terms; the quote before it is an assumption.
 */
export function fillQuietMonths(
  days: readonly DayOfMonth[],
  own: readonly (SettlementPrice | undefined)[],
  following: Following,
): SettlementPrice[] {
  const prices = own.map((price, k) => price ?? quotedPrice(days[k]!));
  return prices.map((price, k) => {
    if (price !== undefined) return price;
    const day = days[k]!;
    const neighbour = nearestWithPrice(own, k);
    if (neighbour !== undefined) {
      const ticks = followed(day, days[neighbour]!, prices[neighbour]!.ticks, following);
      if (ticks !== undefined) return { ticks: withinBand(ticks, day), method: BY_NEIGHBOUR, windowLots: 0 };
    }
    return { ticks: day.previousTicks, method: UNCHANGED, windowLots: 0 };
  });
}

/** A price moved into the band of the day. */
export function withinBand(ticks: Ticks, { bandLow, bandHigh }: DayOfMonth): Ticks {
  return Math.min(bandHigh, Math.max(bandLow, ticks));
}

/** What a month changed by since its last settlement, in whole ticks of another month. */
export function changeInTicksOf(day: DayOfMonth, other: DayOfMonth, otherTicks: Ticks): Ticks {
  return roundHalfEven(((otherTicks - other.previousTicks) * other.tickMicro) / day.tickMicro);
}

function followed(day: DayOfMonth, other: DayOfMonth, otherTicks: Ticks, following: Following): Ticks | undefined {
  if (following === "absolute") return day.previousTicks + changeInTicksOf(day, other, otherTicks);
  if (other.previousTicks === 0) return undefined;
  return roundHalfEven(day.previousTicks * (otherTicks / other.previousTicks));
}

function quotedPrice({ lastQuoteSum, bandLow, bandHigh }: DayOfMonth): SettlementPrice | undefined {
  if (lastQuoteSum === undefined) return undefined;
  const ticks = roundHalfEven(lastQuoteSum / 2);
  return ticks >= bandLow && ticks <= bandHigh ? { ticks, method: BY_LAST_QUOTE, windowLots: 0 } : undefined;
}

/** The listed month closest in the list that has a price of its own; of two equally close the nearer expiry. */
function nearestWithPrice(own: readonly (SettlementPrice | undefined)[], k: number): number | undefined {
  for (let distance = 1; distance < own.length; distance++) {
    if (own[k - distance] !== undefined) return k - distance;
    if (own[k + distance] !== undefined) return k + distance;
  }
  return undefined;
}
