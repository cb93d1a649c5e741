import type { Lots, Ticks } from "../../base/units.ts";
import type { Standing, Traded } from "./trade-windows.ts";

/** What a trading day left behind in one listed month. */
export interface DayOfMonth {
  readonly previousTicks: Ticks;
  readonly bandLow: Ticks;
  readonly bandHigh: Ticks;
  /** Price of one tick in whole 1e-6 of the currency: months of one contract may have different ticks. */
  readonly tickMicro: number;
  /** At the day's start. */
  readonly openInterestLots: Lots;
  /** Sum of lots x ticks and of lots over all trades of the day. */
  readonly tradedTicks: number;
  readonly tradedLots: Lots;
  /** Bid + ask in ticks of the last two-sided quote of the day. */
  readonly lastQuoteSum: number | undefined;
  /**
   * last_hour_vwap: trades by stretches of trading time of equal length, the last of the day first, the first one of the
   * day possibly shorter; and whether the day's last trade lies less than that length after its opening.
   */
  readonly stretches: readonly Traded[];
  readonly tradedEarlyOnly: boolean;
  /** window_vwap: trades in the window. */
  readonly window: Traded;
  /** What stood at the window's end, or at the close of continuous trading. */
  readonly standing: Standing;
  /** closing_auction: what the auction traded. */
  readonly auction: Traded;
}

/** What the window left behind in a calendar spread of two of the listed months. */
export interface SpreadOfDay {
  /** Positions of its months in the list of the days. */
  readonly near: number;
  readonly far: number;
  readonly monthsApart: number;
  /** Price steps of the spread in one tick of its months. */
  readonly ticksPerLegTick: number;
  readonly window: Traded;
}
