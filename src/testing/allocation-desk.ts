import type { AllocationTerms } from "../market/engine/trading-terms.ts";
import { allocateLevel, LevelQueue } from "../market/matching/level-allocation.ts";
import type { ProRataTerms } from "../market/matching/pro-rata.ts";
import type { SplitTerms } from "../market/matching/split.ts";

/** Who is special in a queue: the position of the top order, and the accounts of the orders (0 where not named). */
export interface Standing {
  readonly top?: number;
  readonly accounts?: readonly number[];
}

/** Pro rata as CME's C unless changed. */
export function proRata(changes: Partial<ProRataTerms> = {}): ProRataTerms {
  return { algorithm: "pro_rata", minimumLots: 1, topOrder: undefined, ...changes };
}

/** A split that gives all by time unless changed. */
export function split(changes: Partial<SplitTerms> = {}): SplitTerms {
  const none = { topOrder: undefined, leadMarketMakers: [], timePercent: 100, minimumLots: 1, levelling: false };
  return { algorithm: "split", ...none, ...changes };
}

/** A top order of any size gets all that it can. */
export const anyTopOrder = { minimumLots: 1, maximumLots: 2 ** 31 - 1 };

/** The queue of these lots, in the order of time. */
export function queueOf(lots: readonly number[], standing: Standing = {}): LevelQueue {
  const queue = new LevelQueue();
  lots.forEach((n, i) => queue.add(i, standing.accounts?.[i] ?? 0, n));
  queue.top = standing.top ?? -1;
  return queue;
}

/** The lots that the orders of a queue have been given. */
export function givenOf(queue: LevelQueue): number[] {
  return [...queue.given.subarray(0, queue.count)];
}

/** The lots that an order of `open` lots gives to a queue of these lots. */
export function giveOut(
  terms: AllocationTerms,
  lots: readonly number[],
  open: number,
  standing: Standing = {},
): number[] {
  const queue = queueOf(lots, standing);
  allocateLevel(terms, queue, open);
  return givenOf(queue);
}
