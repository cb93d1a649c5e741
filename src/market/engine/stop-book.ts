import type { Side, Ticks } from "../../base/units.ts";
import { Ladder } from "./ladder.ts";
import { AT_SIDE, AT_STOP, ORDER_SHIFT } from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import type { TriggerQueue } from "./trigger-queue.ts";

/**
 * The stop orders of one instrument that wait for a trade at their stop price: buys for one at or above it, so that the
 * lowest comes first, sells for one at or below it. At one stop price the order accepted earlier comes first.
 */
export class StopBook {
  /** Ladders over stop prices: the next to be triggered is the best. */
  readonly buys: Ladder;
  readonly sells: Ladder;
  /** Of both sides. */
  orders = 0;
  private readonly store: OrderStore;

  constructor(store: OrderStore) {
    this.store = store;
    this.buys = new Ladder(store, -1);
    this.sells = new Ladder(store, 1);
  }

  side(side: Side): Ladder {
    return side === 1 ? this.buys : this.sells;
  }

  add(slot: number): void {
    const ladder = this.ladderOf(slot);
    ladder.add(slot, this.keyIn(ladder, slot));
    this.orders++;
  }

  remove(slot: number): void {
    const ladder = this.ladderOf(slot);
    ladder.remove(slot, this.keyIn(ladder, slot));
    this.orders--;
  }

  /** Moves the orders that a trade reaches to the queue: buys, lowest stop first, then sells, highest stop first. */
  trigger(tradeTicks: Ticks, queue: TriggerQueue): void {
    const { buys, sells } = this;
    while (buys.orders > 0 && buys.bestTicks <= tradeTicks) this.move(buys, tradeTicks, queue);
    while (sells.orders > 0 && sells.bestTicks >= tradeTicks) this.move(sells, tradeTicks, queue);
  }

  private move(ladder: Ladder, tradeTicks: Ticks, queue: TriggerQueue): void {
    const slot = ladder.first;
    ladder.remove(slot, ladder.bestKey);
    this.orders--;
    queue.push(slot, tradeTicks);
  }

  private ladderOf(slot: number): Ladder {
    return this.store.records[(slot << ORDER_SHIFT) + AT_SIDE] === 1 ? this.buys : this.sells;
  }

  private keyIn(ladder: Ladder, slot: number): number {
    return this.store.records[(slot << ORDER_SHIFT) + AT_STOP] ^ ladder.flip;
  }
}
