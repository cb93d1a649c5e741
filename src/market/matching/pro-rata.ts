import type { Lots } from "../../base/units.ts";
import type { AllocationTerms } from "../engine/trading-terms.ts";
import { giveByTime } from "./by-time.ts";
import type { LevelQueue } from "./level-allocation.ts";
import { shareOf } from "./share.ts";
import { giveTopOrder } from "./top-order.ts";

/** A contract that is allocated pro rata. */
export type ProRataTerms = Extract<AllocationTerms, { readonly algorithm: "pro_rata" }>;

/**
 * Pro rata with a minimum, CME's algorithms C, and A and O with a top order: the top order, then to each its share of what
 * is open, then what rounding and the minimum leave over by time.
 *
 * Source: CME Globex Matching Algorithm Steps, cmegroupclientsite.atlassian.net/wiki/spaces/EPICSANDBOX/pages/457218521.
 */
export function allocateProRata(terms: ProRataTerms, queue: LevelQueue): void {
  if (terms.topOrder !== undefined) giveTopOrder(terms.topOrder, queue);
  giveProRata(terms.minimumLots, queue);
  giveByTime(queue, queue.open);
}

/**
 * Gives each order floor(open * its unfilled lots / all unfilled lots), or nothing where that is below the minimum. Fewer
 * lots are open than unfilled.
 */
export function giveProRata(minimumLots: Lots, queue: LevelQueue): void {
  const { count, open, unfilled, lots, given, shared } = queue;
  let left = open;
  for (let i = 0; i < count; i++) {
    const share = shareOf(open, lots[i] - given[i], unfilled);
    const part = share < minimumLots ? 0 : share;
    shared[i] = part;
    given[i] += part;
    left -= part;
  }
  queue.unfilled -= open - left;
  queue.open = left;
}
