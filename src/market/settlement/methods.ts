import type { Lots, Ticks } from "../../base/units.ts";

/** How a settlement price was found; codes of the table `settlements`. */
export const BY_DAY_VWAP = 0;
export const BY_LAST_QUOTE = 1;
export const BY_NEIGHBOUR = 2;
export const UNCHANGED = 3;
export const BY_INDEX_MONTH_MEAN = 4;
export const BY_WINDOW_VWAP = 5;
export const BY_EARLIER_WINDOW = 6;
export const BY_LAST_TRADE = 7;
export const BY_PREVIOUS_IN_QUOTES = 8;
export const BY_SPREAD_VWAP = 9;
export const BY_CLOSING_AUCTION = 10;
export const BY_INDEX_DAY = 11;
export const BY_INDEX_LAST_HOURS = 12;
export const BY_INDEX_INSTANT = 13;

/** A daily settlement price: whole ticks, how it was found, and the lots whose prices entered it. */
export interface SettlementPrice {
  readonly ticks: Ticks;
  readonly method: number;
  readonly windowLots: Lots;
}
