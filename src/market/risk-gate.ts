import type { Lots, Side, Ticks } from "../base/units.ts";

/**
 * What a venue asks of whoever answers for its accounts, before and after every change of an open order. The market
 * declares it; the clearing house implements it.
 */
export interface RiskGate {
  /** Reserves margin for a new or larger order; 0, or the code of the refusal (record/tables REJECT_REASONS). */
  admit(account: number, instrument: number, side: Side, lots: Lots): number;
  /** Open lots that are gone without a trade. */
  release(account: number, instrument: number, side: Side, lots: Lots): void;
  /** Open lots that traded at a price: they become position. */
  trade(account: number, instrument: number, side: Side, lots: Lots, priceTicks: Ticks): void;
}
