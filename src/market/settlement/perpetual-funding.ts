import { roundHalfEven } from "../../base/integers.ts";
import { MONEY_PER_UNIT, type Lots, type Money, type Ticks } from "../../base/units.ts";
import type { FundingTerms } from "../contract-parameters.ts";

/**
 * Funding rate of an interval, a share of the index value that longs pay to shorts (negative: shorts to longs):
 *
 *   premium p = (mark - index) / index,   rate = clamp(p - clamp(p, +-dead band), +-cap)
 *
 * The whole premium over the dead band is paid in one interval. Source: perpetual futures as Shiller (1993), Measuring Asset
 * Values for Cash Settlement in Derivative Markets, Journal of Finance 48(3), proposed them; mark less benchmark with a cap as
 * Architect/AX documents it; a dead band as crypto venues have it.
 */
export function fundingRate(terms: FundingTerms, mark: number, index: number): number {
  const deadBand = terms.deadBandPercent / 100;
  const cap = terms.capPercent / 100;
  const premium = (mark - index) / index;
  const excess = premium - clamp(premium, deadBand);
  return clamp(excess, cap);
}

/** What one long lot pays at a rate, whole money: rate x index x units per lot. */
export function fundingPerLot(rate: number, index: number, multiplier: number): Money {
  return roundHalfEven(rate * index * multiplier * MONEY_PER_UNIT);
}

/** The volume-weighted mean price of a perpetual's trades since the last funding: its mark. */
export class FundingWindow {
  private tradedTicks = 0;
  private lots = 0;

  trade(priceTicks: Ticks, lots: Lots): void {
    this.tradedTicks += priceTicks * lots;
    this.lots += lots;
  }

  /** The mark in ticks, possibly between two; without a trade the last settlement price. The window starts anew. */
  close(settlementTicks: Ticks): number {
    const mark = this.lots > 0 ? this.tradedTicks / this.lots : settlementTicks;
    this.tradedTicks = 0;
    this.lots = 0;
    return mark;
  }
}

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}
