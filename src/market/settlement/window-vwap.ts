import type { Ticks } from "../../base/units.ts";
import type { DayOfMonth, SpreadOfDay } from "./day-of-month.ts";
import {
  BY_LAST_TRADE,
  BY_NEIGHBOUR,
  BY_PREVIOUS_IN_QUOTES,
  BY_SPREAD_VWAP,
  BY_WINDOW_VWAP,
  type SettlementPrice,
  UNCHANGED,
} from "./methods.ts";
import { changeInTicksOf, withinBand } from "./quiet-months.ts";
import type { SettlementParameters } from "./parameters.ts";
import type { Standing } from "./trade-windows.ts";

/** Minimum volumes in the window. */
export type WindowMinimums = Pick<SettlementParameters, "minimumLots" | "spreadMinimumLots">;

/**
 * Daily settlement prices by a short window. The active month, that with the largest open interest at the day's start (of
 * equals the nearest), settles first; then the later months, nearest first; then the earlier ones, latest first. Source:
 * CME, daily settlement procedures of NYMEX energy futures (SER-4867) and of its lead and lumber futures.
 */
export function windowPrices(
  minimums: WindowMinimums,
  days: readonly DayOfMonth[],
  spreads: readonly SpreadOfDay[],
): SettlementPrice[] {
  const active = activeMonth(days);
  const prices: SettlementPrice[] = [];
  if (days.length === 0) return prices;
  prices[active] = activePrice(minimums, days[active]!);
  for (let k = active + 1; k < days.length; k++) prices[k] = otherPrice(minimums, days, spreads, prices, k, k - 1);
  for (let k = active - 1; k >= 0; k--) prices[k] = otherPrice(minimums, days, spreads, prices, k, k + 1);
  return prices;
}

/**
 * Of the active month: the mean of its trades in the window; else the last trade of the day before the window's end, moved
 * to the bid or ask that it violates there; else the previous settlement, moved likewise. Source: CME, lead futures,
 * tiers 1 to 3 of the lead month.
 */
function activePrice(minimums: WindowMinimums, day: DayOfMonth): SettlementPrice {
  const own = ownPrice(minimums, day);
  if (own !== undefined) return own;
  const { standing } = day;
  if (standing.lastTicks !== undefined)
    return { ticks: withinQuotes(standing.lastTicks, day), method: BY_LAST_TRADE, windowLots: 0 };
  const method = isQuoted(standing) ? BY_PREVIOUS_IN_QUOTES : UNCHANGED;
  return { ticks: withinQuotes(day.previousTicks, day), method, windowLots: 0 };
}

/**
 * Of another month: from the window's trades in calendar spreads with months that have settled; else the mean of its own
 * trades in the window (CME, lumber futures: each month its own); else its previous settlement with the net change of
 * `beside`, the month next to it on the side of the active month, moved to the bid or ask that this violates.
 */
function otherPrice(
  minimums: WindowMinimums,
  days: readonly DayOfMonth[],
  spreads: readonly SpreadOfDay[],
  settled: readonly SettlementPrice[],
  k: number,
  beside: number,
): SettlementPrice {
  const day = days[k]!;
  const price = spreadPrice(minimums, day, spreads, settled, k) ?? ownPrice(minimums, day);
  if (price !== undefined) return price;
  const other = settled[beside]!;
  const ticks = withinQuotes(day.previousTicks + changeInTicksOf(day, days[beside]!, other.ticks), day);
  const isIdle = other.method === UNCHANGED && !isQuoted(day.standing);
  return { ticks, method: isIdle ? UNCHANGED : BY_NEIGHBOUR, windowLots: 0 };
}

/**
 * Mean of the prices that calendar spreads imply for a month (settled leg -/+ the spread's mean in the window), each
 * weighted with the spread's lots over the months between its legs. Source: CME, CL, HO and RBOB settlement examples.
 */
function spreadPrice(
  { spreadMinimumLots }: WindowMinimums,
  day: DayOfMonth,
  spreads: readonly SpreadOfDay[],
  settled: readonly SettlementPrice[],
  k: number,
): SettlementPrice | undefined {
  let weights = 0;
  let weighted = 0;
  let windowLots = 0;
  for (const { near, far, monthsApart, ticksPerLegTick, window } of spreads) {
    if (window.lots < spreadMinimumLots || (near !== k && far !== k)) continue;
    const leg = settled[near === k ? far : near];
    if (leg === undefined) continue;
    const difference = window.ticksLots / window.lots / ticksPerLegTick;
    const weight = window.lots / monthsApart;
    weights += weight;
    weighted += weight * (near === k ? leg.ticks + difference : leg.ticks - difference);
    windowLots += window.lots;
  }
  if (windowLots === 0) return undefined;
  const ticks = withinBand(nearestTick(weighted / weights, day.previousTicks), day);
  return { ticks, method: BY_SPREAD_VWAP, windowLots };
}

function ownPrice({ minimumLots }: WindowMinimums, { window, previousTicks }: DayOfMonth): SettlementPrice | undefined {
  if (window.lots < minimumLots) return undefined;
  const ticks = nearestTick(window.ticksLots / window.lots, previousTicks);
  return { ticks, method: BY_WINDOW_VWAP, windowLots: window.lots };
}

/** The whole tick next to a price; midway between two, that closer to the previous settlement (CME). */
function nearestTick(price: number, previousTicks: Ticks): Ticks {
  const below = Math.floor(price);
  const past = price - below;
  if (past === 0.5) return previousTicks > price ? below + 1 : below;
  return past < 0.5 ? below : below + 1;
}

/** A price moved to the bid above it or the ask below it, and into the band. */
function withinQuotes(ticks: Ticks, day: DayOfMonth): Ticks {
  const { bidTicks, askTicks } = day.standing;
  if (bidTicks !== undefined && ticks < bidTicks) return withinBand(bidTicks, day);
  if (askTicks !== undefined && ticks > askTicks) return withinBand(askTicks, day);
  return withinBand(ticks, day);
}

function isQuoted({ bidTicks, askTicks }: Standing): boolean {
  return bidTicks !== undefined || askTicks !== undefined;
}

function activeMonth(days: readonly DayOfMonth[]): number {
  let active = 0;
  days.forEach(({ openInterestLots }, k) => {
    if (openInterestLots > days[active]!.openInterestLots) active = k;
  });
  return active;
}
