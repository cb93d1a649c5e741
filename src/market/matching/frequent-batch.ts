import { assert } from "../../base/assert.ts";
import type { Lots } from "../../base/units.ts";
import { giveByTime } from "./by-time.ts";
import type { LevelQueue } from "./level-allocation.ts";
import { giveProRata } from "./pro-rata.ts";

/**
 * Gives out what a batch auction leaves for its margin, the worst price of the side with more lots, once all better orders
 * are filled: pro rata over all open lots, hidden ones too, rounded down, and the lots of rounding by time.
 * 0 < open < sum of the queue's lots; afterwards the given lots add up to `open`.
 *
 * Source: rationing at the margin without regard to time, Budish, Cramton and Shim, The high-frequency trading arms race,
 * Quarterly Journal of Economics 130(4), 2015. That orders of earlier batches stand no better is an assumption.
 */
export function allocateMargin(queue: LevelQueue, open: Lots): void {
  assert(open > 0 && open < queue.unfilled, "the margin of a batch is not rationed");
  queue.open = open;
  giveProRata(1, queue);
  giveByTime(queue, queue.open);
}
