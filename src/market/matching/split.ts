import type { Lots } from "../../base/units.ts";
import type { AllocationTerms } from "../engine/trading-terms.ts";
import { giveByTime } from "./by-time.ts";
import { giveLeadMarketMakers } from "./lead-market-maker.ts";
import type { LevelQueue } from "./level-allocation.ts";
import { giveLevelling } from "./levelling.ts";
import { giveProRata } from "./pro-rata.ts";
import { giveTopOrder } from "./top-order.ts";

/** A contract whose lots are split between several steps. */
export type SplitTerms = Extract<AllocationTerms, { readonly algorithm: "split" }>;

const ALL = 100;

/**
 * The configurable algorithm: top order, lead market makers, a share by time, the rest pro rata, levelling, by time what is
 * then left. CME's K; with all by time it is S, or T without a top order, and with nothing by time Q.
 *
 * Source: CME Globex Matching Algorithm Steps, cmegroupclientsite.atlassian.net/wiki/spaces/EPICSANDBOX/pages/457218521,
 * for the order of the steps; for details that were not to be had from CME see the steps.
 */
export function allocateSplit(terms: SplitTerms, queue: LevelQueue): void {
  if (terms.topOrder !== undefined) giveTopOrder(terms.topOrder, queue);
  const allByTime = terms.timePercent === ALL;
  giveLeadMarketMakers(terms.leadMarketMakers, allByTime, queue);
  if (!allByTime) {
    giveByTime(queue, timePart(terms.timePercent, queue.open));
    giveProRata(terms.minimumLots, queue);
    if (terms.levelling) giveLevelling(queue);
  }
  giveByTime(queue, queue.open);
}

/**
 * A whole percentage of the lots, rounded to the nearest lot and a half up: a third party's reading of CME's split,
 * github.com/jacobbrooks/CME-Globex-Replica.
 */
function timePart(percent: number, lots: Lots): Lots {
  return Math.floor((percent * lots + ALL / 2) / ALL);
}
