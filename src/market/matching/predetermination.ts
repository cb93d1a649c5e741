import type { Lots } from "../../base/units.ts";
import type { ProRataTerms } from "./pro-rata.ts";
import { shareOf } from "./share.ts";
import type { SplitTerms } from "./split.ts";

/**
 * Divides the lots of an order that comes between the orders of the book that it comes to, of which `topLots` of
 * `directLots` are the top order's (0 without one), and the implied sources at the same price, `sourceLots` of each, before
 * any order is filled. If there are no more than the order wants, all get all. Otherwise the top order's lots go to the
 * book; then the book, for the rest of its lots, and each source get their shares pro rata, rounded down, nothing
 * where below the minimum; what is left goes to the book as far as it has lots, then to the sources in their order.
 *
 * Writes the lots of each source to `given`; returns those of the book. Their sum is `open`, or all there is.
 *
 * Source: CME, Complex Match Example, www.cmegroup.com/confluence/display/EPICSANDBOX/Complex+Match+Example, steps 1 to 5.
 */
export function predetermine(
  terms: ProRataTerms | SplitTerms,
  topLots: Lots,
  directLots: Lots,
  sourceLots: Int32Array,
  sources: number,
  open: Lots,
  given: Int32Array,
): Lots {
  let total = directLots;
  for (let i = 0; i < sources; i++) total += sourceLots[i];
  if (open >= total) {
    for (let i = 0; i < sources; i++) given[i] = sourceLots[i];
    return directLots;
  }
  const top = terms.topOrder === undefined ? 0 : Math.min(topLots, terms.topOrder.maximumLots, open);
  const shared = open - top;
  const unfilled = total - top;
  let left = open;
  for (let i = 0; i < sources; i++) {
    const share = shareOf(shared, sourceLots[i], unfilled);
    given[i] = share < terms.minimumLots ? 0 : share;
    left -= given[i];
  }
  // The top order's lots, the share of the rest, and what rounding and the minimum leave over: together what is left.
  const direct = Math.min(left, directLots);
  left -= direct;
  for (let i = 0; i < sources && left > 0; i++) {
    const part = Math.min(left, sourceLots[i] - given[i]);
    given[i] += part;
    left -= part;
  }
  return direct;
}
