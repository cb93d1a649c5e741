import type { Lots } from "../base/units.ts";
import { EFFECT_CLOSE, EFFECT_NET, EFFECT_OPEN } from "../market/engine/order-kinds.ts";
import type { OrderStore } from "../market/engine/order-store.ts";
import type { Holdings } from "../market/risk-gate.ts";

/**
 * What a clearing member's system does for clients on a venue with position effect: an order that says nothing closes
 * what the account holds on the other side, if that and no other closing order covers all its lots, and else opens.
 * Source: automatic open and close of Chinese trading terminals; assumption.
 */
export class PositionEffects {
  private readonly store: OrderStore;
  private readonly holdings: Holdings;

  constructor(store: OrderStore, holdings: Holdings) {
    this.store = store;
    this.holdings = holdings;
  }

  /** Completes a pending order as it arrives at the venue; orders for calendar spreads stay as they are. */
  complete(slot: number): void {
    const { store, holdings } = this;
    const month = store.instrumentOf(slot);
    if (month >= holdings.instruments || store.effectOf(slot) !== EFFECT_NET) return;
    const cell = store.accountOf(slot) * holdings.instruments + month;
    const isBuy = store.sideOf(slot) === 1;
    const held = isBuy ? holdings.short[cell]! : holdings.long[cell]!;
    const reserved = isBuy ? holdings.closeBuy[cell]! : holdings.closeSell[cell]!;
    store.setEffect(slot, store.lotsOf(slot) <= held - reserved ? EFFECT_CLOSE : EFFECT_OPEN);
  }

  /** Open lots that a closing order may be changed to: as many as asked for, but no more than there is left to close. */
  closableLots(slot: number, lots: Lots): Lots {
    const { store, holdings } = this;
    const month = store.instrumentOf(slot);
    if (month >= holdings.instruments || store.effectOf(slot) !== EFFECT_CLOSE) return lots;
    const cell = store.accountOf(slot) * holdings.instruments + month;
    const isBuy = store.sideOf(slot) === 1;
    const held = isBuy ? holdings.short[cell]! : holdings.long[cell]!;
    const reserved = isBuy ? holdings.closeBuy[cell]! : holdings.closeSell[cell]!;
    const most = held - reserved + store.leavesOf(slot);
    return most > 0 && lots > most ? most : lots;
  }
}
