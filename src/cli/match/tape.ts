import {
  OF_KIND,
  OF_LOTS,
  OF_MATCH,
  OF_PRICE,
  OF_SLOT,
  OF_TAKER,
  OUTCOME_IMPLIED,
  OUTCOME_LEG,
} from "../../market/engine/outcome-record.ts";
import type { OrderStore } from "../../market/engine/order-store.ts";
import { AT_ACCOUNT, AT_INSTRUMENT, AT_SIDE, ORDER_SHIFT } from "../../market/engine/order-record.ts";
import type { ByteNames } from "./byte-names.ts";
import type { ByteWriter } from "./byte-writer.ts";
import type { Listings } from "./listings.ts";

const HEADER = [
  "trade",
  "match",
  "line",
  "instrument",
  "maker",
  "taker",
  "maker_account",
  "taker_account",
  "side",
  "price_ticks",
  "price",
  "lots",
  "kind",
] as const;

/** The trade tape: a row per resting order that traded, in order, and one before them for an implied match. */
export class Tape {
  private readonly writer: ByteWriter;
  private readonly store: OrderStore;
  private readonly orders: ByteNames;
  private readonly accounts: ByteNames;
  private readonly listings: Listings;
  private trades = 0;

  constructor(writer: ByteWriter, store: OrderStore, orders: ByteNames, accounts: ByteNames, listings: Listings) {
    this.writer = writer;
    this.store = store;
    this.orders = orders;
    this.accounts = accounts;
    this.listings = listings;
    for (const name of HEADER) writer.word(name);
    writer.endRow();
  }

  /** Writes the trade in a record of outcomes; `matches` were made before its command, which stood on a line of the file. */
  write(words: Int32Array, at: number, line: number, matches: number, isAuction: boolean): void {
    const { writer, orders, accounts } = this;
    const kind = words[at + OF_KIND];
    const isImplied = kind === OUTCOME_IMPLIED;
    const maker = words[at + OF_SLOT];
    const taker = words[at + OF_TAKER];
    const records = this.store.records;
    const order = maker << ORDER_SHIFT;
    const takerOrder = taker << ORDER_SHIFT;
    const instrument = records[order + AT_INSTRUMENT];
    const priceTicks = words[at + OF_PRICE];
    const { step, decimals } = this.listings.all[instrument].scale;
    writer.integer(++this.trades);
    writer.integer(matches + words[at + OF_MATCH] + 1);
    writer.integer(line);
    writer.name(this.listings.names, instrument);
    if (isImplied) writer.empty();
    else writer.name(orders, maker);
    writer.name(orders, taker);
    if (isImplied) writer.empty();
    else writer.name(accounts, records[order + AT_ACCOUNT]);
    writer.name(accounts, records[takerOrder + AT_ACCOUNT]);
    if (isAuction) writer.empty();
    else writer.word(records[order + AT_SIDE] > 0 === isImplied ? "buy" : "sell");
    writer.integer(priceTicks);
    writer.decimal(priceTicks * step, decimals);
    writer.integer(words[at + OF_LOTS]);
    writer.word(isAuction ? "auction" : isImplied ? "implied" : kind === OUTCOME_LEG ? "implied_leg" : "continuous");
    writer.endRow();
  }
}
