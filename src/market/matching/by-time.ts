import type { Lots } from "../../base/units.ts";
import type { LevelQueue } from "./level-allocation.ts";

/**
 * Gives up to `lots` of what is open to the orders as they stand in the queue, the earliest first, each as far as it can
 * still be filled. CME: FIFO, also for what the other steps leave over.
 *
 * Source: CME Globex Matching Algorithm Steps, FIFO, cmegroupclientsite.atlassian.net/wiki/spaces/EPICSANDBOX/pages/457218521.
 */
export function giveByTime(queue: LevelQueue, lots: Lots): void {
  const count = queue.count;
  let left = lots;
  for (let i = 0; i < count && left > 0; i++) {
    const part = Math.min(left, queue.lots[i] - queue.given[i]);
    queue.give(i, part);
    left -= part;
  }
}
