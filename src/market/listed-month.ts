import type { EpochDay, Lots, Money, Ticks } from "../base/units.ts";

/** What traders see of anything that has a book: a listed month or a calendar spread. */
export interface Listed {
  /** Position in the world's list of instruments. */
  readonly index: number;
  /** Name in tables, for example TK2503 or TK2503-TK2504. */
  readonly id: string;
  /** Number of its contract in the venue's list of contracts. */
  readonly contract: number;
  /** Trading days, counted from the scenario's start. */
  readonly listSession: number;
  readonly lastSession: number;
  /** Price of one tick in whole 1e-6 currency per unit of the underlying. */
  readonly tickMicro: number;
  /** Units of the underlying per lot: millions of tokens, or GPU-hours. */
  readonly multiplier: number;
  /** Money of one tick on one lot, whole 1e-4 currency. */
  readonly tickMoney: Money;
  /** Largest order. */
  readonly maxOrderLots: Lots;
}

/**
 * One listed month of a contract, or a perpetual. Lot and tick belong to the listed month, because over a surge prices fall
 * and use grows so far that no single size serves all months.
 */
export interface ListedMonth extends Listed {
  /** Whether it never expires and is tied to its index by funding payments; its dates are then those of PERPETUAL_MONTH. */
  readonly isPerpetual: boolean;
  /** Month of use, yyyymm. */
  readonly deliveryMonth: number;
  readonly deliveryFirstDay: EpochDay;
  readonly deliveryLastDay: EpochDay;
  /** First day whose index values count for the final settlement price; the last one is `lastTradeDay`. */
  readonly settlesFromDay: EpochDay;
  /** Whether daily fixings settle it, not hourly values of its last day; false for a perpetual. */
  readonly settlesByFixings: boolean;
  /** Last trading day by the venue's holidays, also where it lies beyond the scenario's end. */
  readonly lastTradeDay: EpochDay;
  /** Price of one tick in currency per unit of the underlying. */
  readonly tickPrice: number;
  /** Reference price at listing. */
  readonly listTicks: Ticks;
}

/** The delivery month that stands for never. */
export const PERPETUAL_MONTH = 999912;

/**
 * A calendar spread: its buyer buys the near month and sells the far one, as many lots of each, at a difference of prices
 * which may be negative. It lives as long as both months trade.
 */
export interface ListedSpread extends Listed {
  readonly near: ListedMonth;
  readonly far: ListedMonth;
  /** Price steps of the spread in one tick of its months. */
  readonly ticksPerLegTick: number;
}
