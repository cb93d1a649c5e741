import { InvariantError } from "../../base/assert.ts";
import { LevelQueue } from "../matching/level-allocation.ts";
import { Taking } from "../matching/level-rounds.ts";
import { Outcomes } from "./outcomes.ts";
import type { OrderStore } from "./order-store.ts";
import { TriggerQueue } from "./trigger-queue.ts";

const MOST_ACCEPTED = 0x7fff_ffff;

/** What the books of one engine share: the orders, what the present command did, and the counter of acceptances. */
export class Floor {
  readonly store: OrderStore;
  readonly outcomes: Outcomes;
  readonly triggered = new TriggerQueue();
  /** Scratch for the orders of one level. */
  readonly queue = new LevelQueue();
  /** Scratch for FastBook.takeBest. */
  readonly taking = new Taking();
  /** Acceptance number of the order accepted last: one counter, so that orders of different books can be compared. */
  accepted = 0;

  constructor(store: OrderStore, mostOutcomes: number) {
    this.store = store;
    this.outcomes = new Outcomes(mostOutcomes);
  }

  /** The next acceptance number; the 2^31st is an InvariantError. */
  accept(): number {
    if (this.accepted === MOST_ACCEPTED) throw new InvariantError("an engine accepts 2^31 - 1 orders at most");
    return ++this.accepted;
  }
}
