import type { Side, Ticks } from "../../base/units.ts";

/**
 * Whether the price of an order is reasonable: a bid at most `width` above the anchor, an offer at most `width` below it.
 * Prices that nobody would trade at now are no concern of the rule. Source: ICE Futures, exchange rule 8B.05.
 */
export function isReasonable(side: Side, priceTicks: Ticks, anchorTicks: Ticks, widthTicks: Ticks): boolean {
  return side * (priceTicks - anchorTicks) <= widthTicks;
}
