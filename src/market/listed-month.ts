import type { EpochDay, Lots, Money, Ticks } from "../base/units.ts";

/**
 * One listed month of a contract: what traders see of it. Lot and tick belong to the listed month, because over a surge
 * prices fall and use grows so far that no single size serves all months.
 */
export interface ListedMonth {
  /** Position in the world's list of instruments. */
  readonly index: number;
  /** Name in tables, for example TK2503. */
  readonly id: string;
  /** Month of use, yyyymm. */
  readonly deliveryMonth: number;
  readonly deliveryFirstDay: EpochDay;
  readonly deliveryLastDay: EpochDay;
  /** Last trading day by the venue's holidays, also where it lies beyond the scenario's end. */
  readonly lastTradeDay: EpochDay;
  /** Trading days, counted from the scenario's start. */
  readonly listSession: number;
  readonly lastSession: number;
  /** Price of one tick in whole 1e-6 CNY per million tokens. */
  readonly tickMicro: number;
  /** The same in CNY per million tokens. */
  readonly tickCny: number;
  /** Millions of tokens per lot. */
  readonly multiplierMtok: number;
  /** Money of one tick on one lot, whole 1e-4 CNY. */
  readonly tickMoney: Money;
  /** Reference price at listing. */
  readonly listTicks: Ticks;
  /** Largest order. */
  readonly maxOrderLots: Lots;
}
