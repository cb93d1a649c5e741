import type { EpochDay, Lots, Money, Ticks } from "../base/units.ts";

/** What traders see of anything that has a book: a listed month or a calendar spread. */
export interface Listed {
  /** Position in the world's list of instruments. */
  readonly index: number;
  /** Name in tables, for example TK2503 or TK2503-TK2504. */
  readonly id: string;
  /** Trading days, counted from the scenario's start. */
  readonly listSession: number;
  readonly lastSession: number;
  /** Price of one tick in whole 1e-6 CNY per million tokens. */
  readonly tickMicro: number;
  /** Millions of tokens per lot. */
  readonly multiplierMtok: number;
  /** Money of one tick on one lot, whole 1e-4 CNY. */
  readonly tickMoney: Money;
  /** Largest order. */
  readonly maxOrderLots: Lots;
}

/**
 * One listed month of a contract. Lot and tick belong to the listed month, because over a surge prices fall and use grows
 * so far that no single size serves all months.
 */
export interface ListedMonth extends Listed {
  /** Month of use, yyyymm. */
  readonly deliveryMonth: number;
  readonly deliveryFirstDay: EpochDay;
  readonly deliveryLastDay: EpochDay;
  /** Last trading day by the venue's holidays, also where it lies beyond the scenario's end. */
  readonly lastTradeDay: EpochDay;
  /** Price of one tick in CNY per million tokens. */
  readonly tickCny: number;
  /** Reference price at listing. */
  readonly listTicks: Ticks;
}

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
