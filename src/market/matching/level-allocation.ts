import { InvariantError } from "../../base/assert.ts";
import type { Lots } from "../../base/units.ts";
import type { AllocationTerms } from "../engine/trading-terms.ts";
import { giveByTime } from "./by-time.ts";
import { allocateProRata } from "./pro-rata.ts";
import { allocateSplit } from "./split.ts";

const FIRST_CAPACITY = 64;

/**
 * The orders that rest at one price, the earliest first, while the lots of an order that came are given out among them:
 * scratch columns that grow and are used again. Their lots add up to less than 2^31, as those of a price level do.
 */
export class LevelQueue {
  count = 0;
  slot = new Int32Array(FIRST_CAPACITY);
  account = new Int32Array(FIRST_CAPACITY);
  /** Lots that an order can get. */
  lots = new Int32Array(FIRST_CAPACITY);
  /** Lots that it has got so far. */
  given = new Int32Array(FIRST_CAPACITY);
  /** Lots that the last pro rata step gave it; not valid before one. */
  shared = new Int32Array(FIRST_CAPACITY);
  /** Positions in some order of their own, for the step that needs one. */
  ranked = new Int32Array(FIRST_CAPACITY);
  /** Position of the top order, -1 when there is none. */
  top = -1;
  /** Lots of the order that came that are still to be given out. */
  open: Lots = 0;
  /** Lots of the queue that can still be filled: the sum of `lots` less that of `given`. */
  unfilled: Lots = 0;

  /** Forgets all orders. */
  clear(): void {
    this.count = 0;
    this.top = -1;
    this.unfilled = 0;
  }

  /** Puts an order at the end. Whoever adds the top order sets `top`. */
  add(slot: number, account: number, lots: Lots): void {
    const at = this.count;
    if (at === this.slot.length) this.grow();
    this.slot[at] = slot;
    this.account[at] = account;
    this.lots[at] = lots;
    this.given[at] = 0;
    this.unfilled += lots;
    this.count = at + 1;
  }

  /** Gives lots to the order at a position, of those open. */
  give(position: number, lots: Lots): void {
    this.given[position] += lots;
    this.open -= lots;
    this.unfilled -= lots;
  }

  private grow(): void {
    this.slot = longer(this.slot);
    this.account = longer(this.account);
    this.lots = longer(this.lots);
    this.given = longer(this.given);
    this.shared = longer(this.shared);
    this.ranked = longer(this.ranked);
  }
}

/**
 * Gives out `open` lots of an order that came among the orders at the best price, by the contract's algorithm, when they
 * have more lots than that: an order that takes the whole level needs no algorithm. Afterwards `given` of the queue adds up
 * to `open` and is nowhere above `lots`. InvariantError unless 0 < open < the queue's lots.
 */
export function allocateLevel(terms: AllocationTerms, queue: LevelQueue, open: Lots): void {
  if (!(open > 0 && open < queue.unfilled)) throw new InvariantError("a level is allocated to fewer lots than it has");
  queue.open = open;
  if (terms.algorithm === "pro_rata") allocateProRata(terms, queue);
  else if (terms.algorithm === "split") allocateSplit(terms, queue);
  else giveByTime(queue, open);
}

function longer(column: Int32Array): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(2 * column.length);
  twice.set(column);
  return twice;
}
