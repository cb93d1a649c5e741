import type { Ticks } from "../../base/units.ts";
import { AT_ID, AT_LEAVES, AT_STATE, ORDER_RESTING, ORDER_SHIFT, ORDER_STOPPED } from "../engine/order-record.ts";
import type { OrderStore } from "../engine/order-store.ts";
import type { MarketMakersParameters } from "./participation-parameters.ts";

/** How many known slots make it worth looking which orders are gone. */
const MANY = 64;

/**
 * The orders of one market maker in one listed month, as far as they may still rest, and whether they are the quote that it
 * owes. Slots are remembered as orders arrive and forgotten once they are seen to be gone.
 */
export class MakerQuotes {
  readonly account: number;
  readonly month: number;
  private readonly terms: MarketMakersParameters;
  private readonly store: OrderStore;
  private readonly slots: number[] = [];
  /** The orders that made up the quote when last looked at. */
  private bidSlot = -1;
  private bidId = 0;
  private askSlot = -1;
  private askId = 0;

  constructor(account: number, month: number, terms: MarketMakersParameters, store: OrderStore) {
    this.account = account;
    this.month = month;
    this.terms = terms;
    this.store = store;
  }

  /** An order of the account is about to enter the book. */
  sent(slot: number): void {
    if (this.slots.length >= MANY) this.forget();
    if (!this.slots.includes(slot)) this.slots.push(slot);
  }

  /** Whether the two orders of a quote that was found still stand with their size; prices only the owner changes. */
  stands(): boolean {
    return this.isShown(this.bidSlot, this.bidId) && this.isShown(this.askSlot, this.askId);
  }

  /**
   * Looks at all orders: whether the best bid and the best ask that show enough lots lie close enough together. Of orders
   * for several prices the best ones of sufficient size count.
   */
  find(): boolean {
    const { store, terms } = this;
    this.forget();
    let bid: Ticks = 0;
    let ask: Ticks = 0;
    this.bidSlot = this.askSlot = -1;
    for (let k = 0; k < this.slots.length; k++) {
      const slot = this.slots[k];
      if (store.stateOf(slot) !== ORDER_RESTING || store.shownOf(slot) < terms.minLots) continue;
      const price = store.priceTicksOf(slot);
      if (store.sideOf(slot) === 1 && (this.bidSlot < 0 || price > bid)) {
        this.bidSlot = slot;
        bid = price;
      } else if (store.sideOf(slot) === -1 && (this.askSlot < 0 || price < ask)) {
        this.askSlot = slot;
        ask = price;
      }
    }
    if (this.bidSlot < 0 || this.askSlot < 0) return false;
    this.bidId = store.orderIdOf(this.bidSlot);
    this.askId = store.orderIdOf(this.askSlot);
    return this.isClose(bid, ask);
  }

  private isClose(bid: Ticks, ask: Ticks): boolean {
    const { maxSpreadBp, maxSpreadTicks } = this.terms;
    const spread = ask - bid;
    if (maxSpreadTicks > 0 && spread > maxSpreadTicks) return false;
    return maxSpreadBp === 0 || 20_000 * spread <= maxSpreadBp * (ask + bid);
  }

  /** Read straight from the record, one cache line an order: this is asked of every quote at every change of the book. */
  private isShown(slot: number, id: number): boolean {
    const { records } = this.store;
    const order = slot << ORDER_SHIFT;
    return (
      records[order + AT_STATE] === ORDER_RESTING &&
      records[order + AT_ID] === id &&
      records[order + AT_LEAVES] >= this.terms.minLots
    );
  }

  /** Drops slots that no longer hold an order of the account in this month; a slot may have been given to another order. */
  private forget(): void {
    const { store, slots } = this;
    let kept = 0;
    for (let k = 0; k < slots.length; k++) {
      const slot = slots[k];
      const state = store.stateOf(slot);
      if (state !== ORDER_RESTING && state !== ORDER_STOPPED) continue;
      if (store.accountOf(slot) === this.account && store.instrumentOf(slot) === this.month) slots[kept++] = slot;
    }
    slots.length = kept;
  }
}
