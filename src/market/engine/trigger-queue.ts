import type { Ticks } from "../../base/units.ts";

const FIRST_CAPACITY = 16;

/** Stop orders that trades have triggered, in the order in which they will enter: positions 0 to `count - 1`. */
export class TriggerQueue {
  count = 0;
  slot = new Int32Array(FIRST_CAPACITY);
  /** Price of the trade that triggered the order. */
  priceTicks = new Int32Array(FIRST_CAPACITY);

  push(slot: number, priceTicks: Ticks): void {
    const at = this.count;
    if (at === this.slot.length) this.grow();
    this.slot[at] = slot;
    this.priceTicks[at] = priceTicks;
    this.count = at + 1;
  }

  private grow(): void {
    const slot = new Int32Array(2 * this.slot.length);
    slot.set(this.slot);
    this.slot = slot;
    const priceTicks = new Int32Array(2 * this.priceTicks.length);
    priceTicks.set(this.priceTicks);
    this.priceTicks = priceTicks;
  }
}
