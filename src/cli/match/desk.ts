import { InvariantError } from "../../base/assert.ts";
import type { Lots } from "../../base/units.ts";
import type { MatchingEngine } from "../../market/engine/matching-engine.ts";
import type { OrderStore } from "../../market/engine/order-store.ts";
import { AT_INSTRUMENT, AT_STATE, ORDER_DONE, ORDER_SHIFT } from "../../market/engine/order-record.ts";
import {
  OF_KIND,
  OF_LOTS,
  OF_PRICE,
  OF_SLOT,
  OF_TAKER,
  OUTCOME_ENDED,
  OUTCOME_IMPLIED,
  OUTCOME_LEG,
  OUTCOME_SHIFT,
  OUTCOME_TRADE,
  OUTCOME_TRIGGERED,
} from "../../market/engine/outcome-record.ts";
import { ByteNames } from "./byte-names.ts";
import type { Contract } from "./contract.ts";
import { Listings } from "./listings.ts";
import type { Tally } from "./tally.ts";
import { Tape } from "./tape.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** Open lots of an instrument's orders together stay within what a book can add up. */
const OPEN_LOTS_MAXIMUM = 2 ** 31 - 1;

/** The engine with the names of orders, accounts and instruments; writes down what each command to it did. */
export class Desk {
  readonly engine: MatchingEngine;
  readonly store: OrderStore;
  /** Ids of open orders under their slots; those of orders that ended are forgotten. */
  readonly orders = new ByteNames();
  readonly accounts = new ByteNames();
  readonly listings: Listings;
  readonly tally: Tally;
  private readonly tape: Tape;
  private readonly openLots: number[] = [];

  constructor(engine: MatchingEngine, store: OrderStore, contract: Contract, tally: Tally, tape: ByteWriter) {
    this.engine = engine;
    this.store = store;
    this.tally = tally;
    this.listings = new Listings(engine, contract, this.accounts);
    this.tape = new Tape(tape, store, this.orders, this.accounts, this.listings);
  }

  /** Number of the account in the bytes of a name, which is added when it is new. */
  accountOf(bytes: Uint8Array, start: number, end: number): number {
    const known = this.accounts.find(bytes, start, end);
    if (known >= 0) return known;
    this.accounts.add(bytes, start, end, this.accounts.count);
    return this.accounts.count - 1;
  }

  /** Whether an instrument's book can take so many more open lots. */
  hasRoom(instrument: number, lots: Lots): boolean {
    return (this.openLots[instrument] ?? 0) + lots <= OPEN_LOTS_MAXIMUM;
  }

  /** Notes open lots that a command is about to add to an instrument, or to take away. */
  addOpenLots(instrument: number, lots: number): void {
    this.openLots[instrument] = (this.openLots[instrument] ?? 0) + lots;
  }

  /** Writes down what the engine's last command did, which stood on a line, and forgets the orders that it ended. */
  settle(line: number, isAuction: boolean): void {
    const { engine, store, tally } = this;
    const { words, count } = engine.outcomes;
    const matches = tally.trades;
    for (let row = 0; row < count; row++) {
      const at = row << OUTCOME_SHIFT;
      const kind = words[at + OF_KIND];
      const lots = words[at + OF_LOTS];
      const isMatch = kind === OUTCOME_TRADE || kind === OUTCOME_IMPLIED;
      if (isMatch || kind === OUTCOME_LEG) this.tape.write(words, at, line, matches, isAuction);
      if (kind === OUTCOME_ENDED) tally.ended[words[at + OF_PRICE]]++;
      if (kind === OUTCOME_TRIGGERED) tally.triggered++;
      if (isMatch) {
        tally.trades++;
        tally.lots += lots;
      }
      const instrument = store.records[(words[at + OF_SLOT] << ORDER_SHIFT) + AT_INSTRUMENT];
      // A trade takes its lots from both orders; triggered ones carry none.
      this.openLots[instrument] -= kind === OUTCOME_TRADE ? 2 * lots : lots;
    }
    for (let row = 0; row < count; row++) {
      this.forget(words[(row << OUTCOME_SHIFT) + OF_SLOT]);
      this.forget(words[(row << OUTCOME_SHIFT) + OF_TAKER]);
    }
  }

  /** Throws InvariantError unless the open lots that were counted are those of the orders that are left. */
  verify(): void {
    const { store, openLots } = this;
    const left = openLots.map(() => 0);
    const records = store.records;
    for (let slot = 0; slot << ORDER_SHIFT < records.length; slot++) {
      if (store.stateOf(slot) !== 0) left[store.instrumentOf(slot)] += store.leavesOf(slot);
    }
    if (left.some((lots, instrument) => lots !== openLots[instrument]))
      throw new InvariantError("open lots went astray");
    if (store.liveCount !== this.orders.count)
      throw new InvariantError("an order without a name, or a name without one");
  }

  private forget(slot: number): void {
    if (slot < 0 || this.store.records[(slot << ORDER_SHIFT) + AT_STATE] !== ORDER_DONE) return;
    this.orders.remove(slot);
    this.store.release(slot);
  }
}
