import type { LevelQueue } from "./level-allocation.ts";

/**
 * Gives one lot each to orders to which the pro rata step gave nothing, the one with most unfilled lots first and of
 * equal ones the earlier, while lots are open.
 *
 * Source: CME names the step (Matching Algorithm Steps, Leveling) but its rules are not published where we could read
 * them; this is a third party's reading, github.com/jacobbrooks/CME-Globex-Replica, LevelingComparator.
 */
export function giveLevelling(queue: LevelQueue): void {
  if (queue.open === 0) return;
  let candidates = rankCandidates(queue);
  if (candidates <= queue.open) {
    for (let n = 0; n < candidates; n++) queue.give(queue.ranked[n], 1);
    return;
  }
  const ranked = queue.ranked;
  for (let root = (candidates >>> 1) - 1; root >= 0; root--) sink(queue, root, candidates);
  while (queue.open > 0) {
    const first = ranked[0];
    candidates--;
    ranked[0] = ranked[candidates];
    sink(queue, 0, candidates);
    queue.give(first, 1);
  }
}

/** Writes the positions of the orders that are to get a lot to `ranked`, in queue order; returns how many. */
function rankCandidates(queue: LevelQueue): number {
  const { count, lots, given, shared, ranked } = queue;
  let candidates = 0;
  for (let i = 0; i < count; i++) {
    if (shared[i] === 0 && lots[i] > given[i]) ranked[candidates++] = i;
  }
  return candidates;
}

/** Restores the heap, the first candidate at its root, below one that may have to go down. */
function sink(queue: LevelQueue, root: number, size: number): void {
  const ranked = queue.ranked;
  const sinking = ranked[root];
  let at = root;
  for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && isBefore(queue, ranked[child + 1], ranked[child])) child++;
    if (!isBefore(queue, ranked[child], sinking)) break;
    ranked[at] = ranked[child];
    at = child;
  }
  ranked[at] = sinking;
}

function isBefore(queue: LevelQueue, a: number, b: number): boolean {
  const more = queue.lots[a] - queue.given[a] - (queue.lots[b] - queue.given[b]);
  return more > 0 || (more === 0 && a < b);
}
