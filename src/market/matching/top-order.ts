import type { TopOrderTerms } from "../engine/trading-terms.ts";
import type { LevelQueue } from "./level-allocation.ts";

/**
 * Gives the top order all that is open, up to its lots and the maximum of the terms; what it has beyond the maximum takes
 * part in the later steps. Which order it is, and that it has the minimum, is the book's affair.
 *
 * Source: CME Globex Matching Algorithm Steps, TOP, and Allocation Algorithm ("matched first, regardless of size"),
 * cmegroupclientsite.atlassian.net/wiki/spaces/EPICSANDBOX/pages/457218521.
 */
export function giveTopOrder(terms: TopOrderTerms, queue: LevelQueue): void {
  if (queue.top < 0) return;
  queue.give(queue.top, Math.min(queue.open, queue.lots[queue.top], terms.maximumLots));
}
