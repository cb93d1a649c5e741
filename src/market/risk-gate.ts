import type { Lots, Side } from "../base/units.ts";

/** Whether a trade's order rested before it, arrived, or met in an auction; fees may differ. */
export const ROLE_MAKER = 0;
export const ROLE_TAKER = 1;
export const ROLE_AUCTION = 2;

/**
 * What accounts hold and have asked for, as far as the venue's own rules must know it: one number per account and listed
 * month, at `account * instruments + month`. On a venue without position effect one of `long` and `short` is zero.
 */
export interface Holdings {
  readonly instruments: number;
  /** Gross lots. */
  readonly long: Int32Array;
  readonly short: Int32Array;
  /** Of those, opened today. */
  readonly longToday: Int32Array;
  readonly shortToday: Int32Array;
  /** Open lots of orders that buy or sell to open, or without position effect. */
  readonly openBuy: Int32Array;
  readonly openSell: Int32Array;
  /** Open lots of orders that buy or sell to close: they reserve the position. */
  readonly closeBuy: Int32Array;
  readonly closeSell: Int32Array;
}

/**
 * What a venue asks of whoever answers for its accounts, before and after every change of an open order. The market
 * declares it; the clearing house implements it. `effect` is one of EFFECT_* (engine/order-kinds.ts).
 */
export interface RiskGate {
  readonly holdings: Holdings;
  /** Reserves margin, or position, for a new or larger order; ACCEPTED or the code of the refusal. */
  admit(account: number, instrument: number, side: Side, lots: Lots, effect: number): number;
  /** Open lots that are gone without a trade. */
  release(account: number, instrument: number, side: Side, lots: Lots, effect: number): void;
  /** Open lots that traded at a price (of a spread's leg perhaps between two ticks): they become position. */
  trade(
    account: number,
    instrument: number,
    side: Side,
    lots: Lots,
    priceTicks: number,
    effect: number,
    role: number,
  ): void;
}
