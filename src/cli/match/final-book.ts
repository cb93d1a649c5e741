import { ORDER_TYPES, TIMES_IN_FORCE } from "../../market/engine/order-kinds.ts";
import type { OrderStore } from "../../market/engine/order-store.ts";
import {
  AT_ACCEPTANCE,
  AT_INSTRUMENT,
  AT_PRICE,
  AT_SIDE,
  AT_STATE,
  AT_STOP,
  ORDER_RESTING,
  ORDER_SHIFT,
  ORDER_STOPPED,
} from "../../market/engine/order-record.ts";
import { TYPE_STOP } from "../../market/engine/order-kinds.ts";
import type { ByteNames } from "./byte-names.ts";
import type { ByteWriter } from "./byte-writer.ts";
import type { Listings } from "./listings.ts";

const HEADER = [
  "instrument",
  "state",
  "side",
  "order_id",
  "account",
  "type",
  "tif",
  "price_ticks",
  "price",
  "lots",
  "hidden_lots",
  "stop_ticks",
  "stop",
] as const;

/**
 * Writes the orders that are left, a row each: by instrument, those in the book before stops that wait, buys before sells,
 * and each of these four in the order in which they would trade or be triggered.
 */
export function writeFinalBook(
  writer: ByteWriter,
  store: OrderStore,
  orders: ByteNames,
  accounts: ByteNames,
  listings: Listings,
): void {
  for (const name of HEADER) writer.word(name);
  writer.endRow();
  for (const slot of leftOrders(store)) {
    const instrument = store.instrumentOf(slot);
    const { step, decimals } = listings.all[instrument].scale;
    const isWaiting = store.stateOf(slot) === ORDER_STOPPED;
    const price = (ticks: number, isThere: boolean): void => {
      if (isThere) writer.integer(ticks);
      else writer.empty();
      if (isThere) writer.decimal(ticks * step, decimals);
      else writer.empty();
    };
    writer.name(listings.names, instrument);
    writer.word(isWaiting ? "waiting" : "resting");
    writer.word(store.sideOf(slot) > 0 ? "buy" : "sell");
    writer.name(orders, slot);
    writer.name(accounts, store.accountOf(slot));
    writer.word(ORDER_TYPES[store.typeOf(slot)]);
    writer.word(TIMES_IN_FORCE[store.tifOf(slot)]);
    price(store.priceTicksOf(slot), !(isWaiting && store.typeOf(slot) === TYPE_STOP));
    writer.integer(store.shownOf(slot));
    writer.integer(store.leavesOf(slot) - store.shownOf(slot));
    price(store.stopTicksOf(slot), isWaiting);
    writer.endRow();
  }
  writer.flush();
}

/** Slots of the orders that rest or wait, in the order of the file. */
function leftOrders(store: OrderStore): number[] {
  const records = store.records;
  const slots: number[] = [];
  for (let slot = 0; slot << ORDER_SHIFT < records.length; slot++) {
    const state = records[(slot << ORDER_SHIFT) + AT_STATE];
    if (state === ORDER_RESTING || state === ORDER_STOPPED) slots.push(slot);
  }
  return slots.sort((a, b) => compare(records, a << ORDER_SHIFT, b << ORDER_SHIFT));
}

function compare(records: Int32Array, a: number, b: number): number {
  const isWaiting = records[a + AT_STATE] === ORDER_STOPPED;
  const by = (word: number): number => records[a + word] - records[b + word];
  // Better prices, and nearer stops, come first.
  const nearness = isWaiting ? by(AT_STOP) * records[a + AT_SIDE] : -by(AT_PRICE) * records[a + AT_SIDE];
  return by(AT_INSTRUMENT) || by(AT_STATE) || -by(AT_SIDE) || nearness || by(AT_ACCEPTANCE);
}
