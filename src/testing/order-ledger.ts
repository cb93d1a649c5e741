import { assert } from "../base/assert.ts";
import { ORDER_DONE, ORDER_RESTING, ORDER_STOPPED } from "../market/engine/order-record.ts";
import type { OrderStore } from "../market/engine/order-store.ts";
import {
  OF_EXTRA,
  OF_KIND,
  OF_LEAVES,
  OF_LOTS,
  OF_PRICE,
  OF_SLOT,
  OF_TAKER,
  OUTCOME_ENDED,
  OUTCOME_IMPLIED,
  OUTCOME_LEG,
  OUTCOME_REDUCED,
  OUTCOME_SHIFT,
  OUTCOME_TRADE,
  OUTCOME_TRIGGERED,
} from "../market/engine/outcome-record.ts";
import type { Outcomes } from "../market/engine/outcomes.ts";

/**
 * Keeps the open lots of every order from the outcomes alone, and holds an engine to them: lots accepted are lots filled,
 * ended, lost and live; nobody trades beyond its limit or with its own side; the legs of an implied match trade as many
 * lots as it has. Throws InvariantError otherwise.
 */
export class OrderLedger {
  private readonly store: OrderStore;
  private readonly open = new Map<number, number>();
  private readonly filled = new Map<number, number>();
  /** Lots of each instrument's leg that the implied match in progress still lacks. */
  private lacking = new Map<number, number>();
  private impliedLots = 0;

  constructor(store: OrderStore) {
    this.store = store;
  }

  /** Live orders, in the order in which they came. */
  get live(): number[] {
    return [...this.open.keys()];
  }

  /** An order of so many lots has been handed over. */
  accept(slot: number): void {
    this.open.set(slot, this.store.lotsOf(slot));
    this.filled.set(slot, 0);
  }

  /** An order has been given other open lots. */
  amend(slot: number, lots: number): void {
    this.open.set(slot, lots);
  }

  /** Enters what a command did; returns the orders that are done, which the ledger forgets. */
  settle(outcomes: Outcomes): number[] {
    for (let row = 0; row < outcomes.count; row++) this.enter(outcomes.words, row << OUTCOME_SHIFT);
    this.closeImplied();
    const done = [...this.open].filter(([slot, lots]) => this.check(slot, lots)).map(([slot]) => slot);
    for (const slot of done) this.open.delete(slot);
    return done;
  }

  private enter(words: Int32Array, at: number): void {
    const [slot, taker, lots] = [words[at + OF_SLOT], words[at + OF_TAKER], words[at + OF_LOTS]];
    const kind = words[at + OF_KIND];
    if (kind !== OUTCOME_LEG) this.closeImplied();
    switch (kind) {
      case OUTCOME_TRADE:
        assert(this.store.sideOf(slot) !== this.store.sideOf(taker), "two orders of one side trade");
        assert(this.store.instrumentOf(slot) === this.store.instrumentOf(taker), "orders of two instruments trade");
        this.fill(slot, lots, words[at + OF_PRICE], words[at + OF_LEAVES]);
        this.fill(taker, lots, words[at + OF_PRICE], words[at + OF_EXTRA]);
        return;
      case OUTCOME_IMPLIED:
        this.fill(taker, lots, words[at + OF_PRICE], words[at + OF_LEAVES]);
        this.impliedLots = lots;
        return;
      case OUTCOME_LEG: {
        const instrument = this.store.instrumentOf(slot);
        assert(instrument !== this.store.instrumentOf(taker), "a leg in the taker's own book");
        this.lacking.set(instrument, (this.lacking.get(instrument) ?? this.impliedLots) - lots);
        this.fill(slot, lots, words[at + OF_PRICE], words[at + OF_LEAVES]);
        return;
      }
      case OUTCOME_ENDED:
        assert(this.open.get(slot) === lots, "an order ends with other lots than it has open");
        assert(this.store.stateOf(slot) === ORDER_DONE, "an order that ended is not done");
        this.open.set(slot, 0);
        return;
      case OUTCOME_REDUCED:
        this.lose(slot, lots, words[at + OF_LEAVES]);
        return;
      default:
        assert(kind === OUTCOME_TRIGGERED, "an unknown kind of outcome");
    }
  }

  private closeImplied(): void {
    if (this.impliedLots === 0) return;
    assert(this.lacking.size === 2, "an implied match has not two legs");
    for (const lots of this.lacking.values()) assert(lots === 0, "a leg trades other lots than its implied match");
    this.impliedLots = 0;
    this.lacking = new Map();
  }

  private fill(slot: number, lots: number, price: number, leaves: number): void {
    const within = this.store.sideOf(slot) * (this.store.priceTicksOf(slot) - price) >= 0;
    assert(within, "an order trades beyond its limit");
    this.filled.set(slot, this.filled.get(slot)! + lots);
    this.lose(slot, lots, leaves);
  }

  private lose(slot: number, lots: number, leaves: number): void {
    const open = this.open.get(slot)! - lots;
    assert(lots > 0 && open >= 0, "an order loses no lots, or more than it has open");
    assert(open === leaves, "an outcome's open lots are not those of the order");
    this.open.set(slot, open);
  }

  /** Holds the store to an order; whether it is done. */
  private check(slot: number, open: number): boolean {
    const { store } = this;
    const state = store.stateOf(slot);
    assert(
      store.lotsOf(slot) - store.leavesOf(slot) === this.filled.get(slot),
      "lots less open lots are not those filled",
    );
    if (state === ORDER_DONE) {
      assert(open === 0, "an order with open lots is done and has not ended");
      return true;
    }
    assert(state === ORDER_RESTING || state === ORDER_STOPPED, "a live order neither rests nor waits");
    assert(open > 0 && store.leavesOf(slot) === open, "an order's open lots are not those left over");
    return false;
  }
}
