import { roundHalfEven } from "../../base/integers.ts";
import { dayPrice } from "./day-vwap.ts";
import type { DayOfMonth } from "./day-of-month.ts";
import { BY_EARLIER_WINDOW, BY_LAST_QUOTE, BY_WINDOW_VWAP, type SettlementPrice } from "./methods.ts";

/**
 * Volume-weighted mean of the trades of the last hour of trading time. Without a trade in it: the price limit at which the
 * book stands locked at the close; else the hour before, and so on; the whole day's mean where the last trade lies within
 * an hour after the opening. Undefined where nothing traded and the book is not locked. Source: CFFEX, settlement of index
 * futures; the limit price at a locked close from its earlier rules.
 */
export function lastHourPrice(day: DayOfMonth): SettlementPrice | undefined {
  const k = day.stretches.findIndex(({ lots }) => lots > 0);
  if (k !== 0) {
    const limit = lockedAt(day);
    if (limit !== undefined) return { ticks: limit, method: BY_LAST_QUOTE, windowLots: 0 };
  }
  if (k < 0) return undefined;
  if (k > 0 && day.tradedEarlyOnly) return dayPrice(day);
  const { ticksLots, lots } = day.stretches[k]!;
  const method = k === 0 ? BY_WINDOW_VWAP : BY_EARLIER_WINDOW;
  return { ticks: roundHalfEven(ticksLots / lots), method, windowLots: lots };
}

/** The price limit at which only one side is left. */
function lockedAt({ standing, bandLow, bandHigh }: DayOfMonth): number | undefined {
  const { bidTicks, askTicks } = standing;
  if (askTicks === undefined && bidTicks === bandHigh) return bandHigh;
  if (bidTicks === undefined && askTicks === bandLow) return bandLow;
  return undefined;
}
