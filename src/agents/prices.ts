import type { Lots, Ticks } from "../base/units.ts";
import type { Listed, ListedMonth } from "../market/listed-month.ts";
import type { AgentContext, QuoteView } from "./agent.ts";

/**
 * What a listed month is worth by public eyes, in ticks (halves occur): the mid of a two-sided quote, else the last
 * settlement price moved just so far that it respects the side that is quoted.
 */
export function publicTicks(context: AgentContext, month: ListedMonth, quote: QuoteView): number {
  if (quote.hasBid && quote.hasAsk) return (quote.bidTicks + quote.askTicks) / 2;
  const settlement = context.settlementTicks(month);
  if (quote.hasBid) return Math.max(settlement, quote.bidTicks);
  if (quote.hasAsk) return Math.min(settlement, quote.askTicks);
  return settlement;
}

/** A price in ticks as CNY per million tokens; never below half a tick, so that logarithms and ratios exist. */
export function positiveCny(month: ListedMonth, ticks: number): number {
  return Math.max(ticks, 0.5) * month.tickPrice;
}

/** The nearest whole tick inside today's price band. */
export function insideBand(context: AgentContext, listed: Listed, ticks: number): Ticks {
  const low = context.bandLowTicks(listed);
  const high = context.bandHighTicks(listed);
  return Math.min(high, Math.max(low, Math.round(ticks)));
}

/** Whole lots that one order may have: at least 1, at most the largest order. */
export function orderLots(month: ListedMonth, lots: number): Lots {
  return Math.min(month.maxOrderLots, Math.max(1, Math.round(lots)));
}

/** Value of one lot in CNY at a price in CNY per million tokens. */
export function lotValueCny(month: ListedMonth, priceCny: number): number {
  return priceCny * month.multiplier;
}
