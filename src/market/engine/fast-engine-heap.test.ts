import { describe, expect, it } from "vitest";
import { FastEngine } from "./fast-engine.ts";
import { STP_CANCEL_OLDEST, TIF_DAY, TIF_IMMEDIATE, TYPE_LIMIT, TYPE_MARKET, TYPE_STOP } from "./order-kinds.ts";
import { OrderStore } from "./order-store.ts";
import { OF_EXTRA, OF_KIND, OF_LEAVES, OF_SLOT, OF_TAKER } from "./outcome-record.ts";
import { OUTCOME_ENDED, OUTCOME_SHIFT, OUTCOME_TRADE } from "./outcome-record.ts";

const PLACES = 1024;
const WARM_UP = 200_000;
const BATCHES = 15;
const BATCH = 10_000;
/** The smallest object takes 16. */
const MOST_BYTES_PER_COMMAND = 4;

/** Sends limit, market, stop and iceberg orders of accounts that meet themselves, and cancels what has grown old. */
class Trader {
  trades = 0;
  private readonly store = new OrderStore(2 * PLACES);
  private readonly engine = new FastEngine(this.store);
  /** Slots of the orders that live, by their ids. */
  private readonly slots = new Int32Array(PLACES).fill(-1);
  private state = 1;
  private next = 0;

  constructor(algorithm: "price_time" | "pro_rata") {
    const allocation = { algorithm, minimumLots: 1, topOrder: undefined };
    this.engine.list({ instrument: 0, allocation, protectionTicks: 5, spread: undefined });
  }

  play(commands: number): void {
    for (let n = 0; n < commands; n++) {
      this.next = (this.next + 1) % PLACES;
      const old = this.slots[this.next];
      if (old >= 0) this.engine.cancel(old);
      else this.send(this.next);
      this.settle();
    }
  }

  private send(id: number): void {
    const { store } = this;
    const side = this.below(2) === 0 ? 1 : -1;
    const kind = this.below(8);
    const tif = kind === 0 ? TIF_IMMEDIATE : TIF_DAY;
    const price = 1000 - side * (this.below(20) - 2);
    const slot = store.allocate(id, this.below(8), 0, side, tif, price, 2 + this.below(20));
    store.describe(slot, kind === 0 ? TYPE_MARKET : kind === 1 ? TYPE_STOP : TYPE_LIMIT, 0, STP_CANCEL_OLDEST, false);
    if (kind === 1) store.setStop(slot, 1000 + side * this.below(5));
    if (kind === 2) store.setShown(slot, 1);
    this.slots[id] = slot;
    this.engine.submit(slot);
  }

  private settle(): void {
    const { count, words } = this.engine.outcomes;
    for (let at = 0; at < count << OUTCOME_SHIFT; at += 1 << OUTCOME_SHIFT) {
      const kind = words[at + OF_KIND];
      if (kind === OUTCOME_TRADE) {
        this.trades++;
        if (words[at + OF_LEAVES] === 0) this.forget(words[at + OF_SLOT]);
        if (words[at + OF_EXTRA] === 0) this.forget(words[at + OF_TAKER]);
      } else if (kind === OUTCOME_ENDED) this.forget(words[at + OF_SLOT]);
    }
  }

  private forget(slot: number): void {
    this.slots[this.store.orderIdOf(slot)] = -1;
    this.store.release(slot);
  }

  private below(n: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) | 0;
    return (this.state >>> 8) % n;
  }
}

describe("the heap under a FastEngine", () => {
  it.each(["price_time", "pro_rata"] as const)("does not grow with the commands: %s", (algorithm) => {
    const trader = new Trader(algorithm);
    trader.play(WARM_UP);
    const growths = [];
    for (let batch = 0; batch < BATCHES; batch++) {
      const before = process.memoryUsage().heapUsed;
      trader.play(BATCH);
      growths.push(process.memoryUsage().heapUsed - before);
    }
    // The median: compilation and collection in the background touch a batch now and then.
    const median = growths.sort((x, y) => x - y)[BATCHES >> 1];
    expect(trader.trades).toBeGreaterThan(BATCHES * BATCH * 0.2);
    // Below zero only if every batch leaves so much behind that it is collected meanwhile.
    expect(Math.abs(median)).toBeLessThan(MOST_BYTES_PER_COMMAND * BATCH);
  });
});
