import type { Ticks } from "../../base/units.ts";

/**
 * The price at which a trade is booked: its own within `width` of the anchor, otherwise that edge of the range. Source: CME
 * rule 588 (trades outside the non-reviewable range are adjusted to its edge), ICE no cancellation range.
 */
export function bookedTicks(priceTicks: Ticks, anchorTicks: Ticks, widthTicks: Ticks): Ticks {
  return Math.min(Math.max(priceTicks, anchorTicks - widthTicks), anchorTicks + widthTicks);
}
