import { TIF_DAY } from "./engine/order-kinds.ts";
import type { OrderStore } from "./engine/order-store.ts";
import type { OrderDraft } from "./order-draft.ts";

/** Puts an order into the store as a pending one; returns its slot. Throws InvariantError for what no order can be. */
export function enterDraft(draft: OrderDraft, store: OrderStore, orderId: number, account: number): number {
  const { instrument, side, tif, priceTicks, lots } = draft;
  const isDated = draft.expirySession >= 0;
  const slot = store.allocate(orderId, account, instrument.index, side, isDated ? TIF_DAY : tif, priceTicks, lots);
  store.describe(slot, draft.type, draft.effect, draft.selfTrade, draft.postOnly);
  if (isDated) store.setExpiry(slot, draft.expirySession);
  store.setStop(slot, draft.stopTicks);
  if (draft.shownLots > 0) store.setShown(slot, draft.shownLots);
  if (draft.minimumLots > 0) store.setMinimum(slot, draft.minimumLots);
  return slot;
}
