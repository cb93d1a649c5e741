import { assert, InvariantError } from "../base/assert.ts";
import type { Lots, Side } from "../base/units.ts";
import { EFFECT_CLOSE, EFFECT_CLOSE_TODAY, EFFECT_NET, EFFECT_OPEN } from "../market/engine/order-kinds.ts";
import type { Holdings } from "../market/risk-gate.ts";

/**
 * Positions and open orders per account and listed month, as dense columns (account x instrument). Positions are gross:
 * an account may be long and short of the same month where the venue's orders name their effect; elsewhere every trade
 * reduces the opposite side first, and one of the two is zero. Of what is closed the oldest lots go first, unless the
 * order closes today's.
 *
 * Over the accounts, long and short lots of an instrument are equal: `openInterest` asserts it.
 */
export class Positions implements Holdings {
  readonly instruments: number;
  readonly long: Int32Array;
  readonly short: Int32Array;
  readonly longToday: Int32Array;
  readonly shortToday: Int32Array;
  readonly openBuy: Int32Array;
  readonly openSell: Int32Array;
  readonly closeBuy: Int32Array;
  readonly closeSell: Int32Array;
  /** Of `closeBuy` and `closeSell`, what reserves lots opened today. */
  readonly closeTodayBuy: Int32Array;
  readonly closeTodaySell: Int32Array;
  /** Long less short lots. */
  readonly lots: Int32Array;
  /** The same at the last daily settlement. */
  readonly settledLots: Int32Array;
  /** Sum of signed lots x price in ticks over the trades since the last daily settlement. */
  readonly tradedTicks: Float64Array;
  /** What the last `trade` opened, and closed, and of the closed ones how many had been opened today. */
  openedLots: Lots = 0;
  closedLots: Lots = 0;
  closedTodayLots: Lots = 0;
  private readonly accounts: number;
  /** Sum of entry prices in ticks over the lots held. */
  private readonly longEntry: Float64Array;
  private readonly shortEntry: Float64Array;

  constructor(accounts: number, instruments: number) {
    this.accounts = accounts;
    this.instruments = instruments;
    const cells = accounts * instruments;
    this.long = new Int32Array(cells);
    this.short = new Int32Array(cells);
    this.longToday = new Int32Array(cells);
    this.shortToday = new Int32Array(cells);
    this.openBuy = new Int32Array(cells);
    this.openSell = new Int32Array(cells);
    this.closeBuy = new Int32Array(cells);
    this.closeSell = new Int32Array(cells);
    this.closeTodayBuy = new Int32Array(cells);
    this.closeTodaySell = new Int32Array(cells);
    this.lots = new Int32Array(cells);
    this.settledLots = new Int32Array(cells);
    this.tradedTicks = new Float64Array(cells);
    this.longEntry = new Float64Array(cells);
    this.shortEntry = new Float64Array(cells);
  }

  cell(account: number, instrument: number): number {
    return account * this.instruments + instrument;
  }

  /** Average price at which the long (+1) or short (-1) lots of a cell were opened, in ticks; NaN without any. */
  entryTicks(cell: number, side: Side): number {
    return side === 1 ? this.longEntry[cell]! / this.long[cell]! : this.shortEntry[cell]! / this.short[cell]!;
  }

  /** Books one side of a trade. Asserts that no more is closed than is held. */
  trade(cell: number, side: Side, lots: Lots, priceTicks: number, effect: number): void {
    this.lots[cell] = this.lots[cell]! + side * lots;
    this.tradedTicks[cell] = this.tradedTicks[cell]! + side * lots * priceTicks;
    let closes = lots;
    if (effect === EFFECT_OPEN) closes = 0;
    else if (effect === EFFECT_NET) closes = Math.min(lots, this.freeToClose(cell, side));
    this.openedLots = lots - closes;
    this.closedLots = closes;
    this.closedTodayLots = 0;
    if (closes > 0) this.closedTodayLots = this.reduce(cell, side === 1 ? -1 : 1, closes, effect);
    if (closes < lots) this.open(cell, side, lots - closes, priceTicks);
  }

  /** Lots that an order on `side` would close if it closed what no other order has reserved. */
  freeToClose(cell: number, side: Side): Lots {
    const free = side === 1 ? this.short[cell]! - this.closeBuy[cell]! : this.long[cell]! - this.closeSell[cell]!;
    return free > 0 ? free : 0;
  }

  /**
   * Adds lots (or takes them away, oldest first) on the long (+1) or short (-1) side at the settlement price: nothing was
   * traded, and no variation margin follows.
   */
  move(cell: number, side: Side, lots: Lots, settlementTicks: number): void {
    if (lots > 0) this.open(cell, side, lots, settlementTicks);
    else this.reduce(cell, side, -lots, EFFECT_CLOSE);
    this.lots[cell] = this.lots[cell]! + side * lots;
    this.settledLots[cell] = this.settledLots[cell]! + side * lots;
  }

  /** Closes lots of the long (+1) or short (-1) side at a price outside the book: a trade of the day. */
  reduceAt(cell: number, side: Side, lots: Lots, priceTicks: number): void {
    this.reduce(cell, side, lots, EFFECT_CLOSE);
    this.lots[cell] = this.lots[cell]! - side * lots;
    this.tradedTicks[cell] = this.tradedTicks[cell]! - side * lots * priceTicks;
  }

  /** A trading day is over: what was opened on it is of today no more. */
  endDay(): void {
    this.longToday.fill(0);
    this.shortToday.fill(0);
    // A closing order that stays open reserves what it reserved, whichever day's lots they are.
    this.closeTodayBuy.fill(0);
    this.closeTodaySell.fill(0);
  }

  /** All lots of a cell are settled finally. */
  clear(cell: number): void {
    this.long[cell] = this.short[cell] = this.longToday[cell] = this.shortToday[cell] = 0;
    this.longEntry[cell] = this.shortEntry[cell] = 0;
    this.lots[cell] = this.settledLots[cell] = 0;
    this.tradedTicks[cell] = 0;
  }

  /** Whether closing orders have reserved more than is held, since positions were closed outside the book. */
  isOverReserved(cell: number): boolean {
    return this.closeBuy[cell]! > this.short[cell]! || this.closeSell[cell]! > this.long[cell]!;
  }

  /** Whether orders of a cell are open. */
  hasOrders(cell: number): boolean {
    return this.openBuy[cell]! + this.openSell[cell]! + this.closeBuy[cell]! + this.closeSell[cell]! > 0;
  }

  /** Whether an account holds anything. */
  isFlat(account: number): boolean {
    const from = account * this.instruments;
    for (let cell = from; cell < from + this.instruments; cell++)
      if (this.long[cell] !== 0 || this.short[cell] !== 0) return false;
    return true;
  }

  /** Side of an order that closes the larger side of a position. */
  closingSide(cell: number): Side {
    return this.long[cell]! >= this.short[cell]! ? -1 : 1;
  }

  /** The listed month with the largest margin (`perLot`) among an account's positions of which `may` says yes, or -1. */
  largest(account: number, perLot: Float64Array, may: (instrument: number) => boolean): number {
    let largest = -1;
    let margin = -1;
    for (let i = 0; i < this.instruments; i++) {
      const cell = this.cell(account, i);
      const lots = Math.max(this.long[cell]!, this.short[cell]!);
      const held = lots * perLot[i]!;
      if (lots > 0 && held > margin && may(i)) {
        margin = held;
        largest = i;
      }
    }
    return largest;
  }

  /** Long lots of all accounts in an instrument; asserts that longs and shorts are equal. */
  openInterest(instrument: number): Lots {
    let long = 0;
    let short = 0;
    for (let cell = instrument; cell < this.accounts * this.instruments; cell += this.instruments) {
      assert(this.lots[cell] === this.long[cell]! - this.short[cell]!, "net and gross positions differ");
      long += this.long[cell]!;
      short += this.short[cell]!;
    }
    assert(long === short, "long and short positions of an instrument are not equal");
    return long;
  }

  private open(cell: number, side: Side, lots: Lots, priceTicks: number): void {
    if (side === 1) {
      this.long[cell] = this.long[cell]! + lots;
      this.longToday[cell] = this.longToday[cell]! + lots;
      this.longEntry[cell] = this.longEntry[cell]! + lots * priceTicks;
    } else {
      this.short[cell] = this.short[cell]! + lots;
      this.shortToday[cell] = this.shortToday[cell]! + lots;
      this.shortEntry[cell] = this.shortEntry[cell]! + lots * priceTicks;
    }
  }

  /** Takes lots off the long (+1) or short (-1) side; returns how many of them had been opened today. */
  private reduce(cell: number, side: Side, lots: Lots, effect: number): Lots {
    const held = side === 1 ? this.long : this.short;
    const today = side === 1 ? this.longToday : this.shortToday;
    const entry = side === 1 ? this.longEntry : this.shortEntry;
    const before = held[cell]!;
    if (lots > before) throw new InvariantError("more lots closed than are held");
    const old = before - today[cell]!;
    const ofToday = effect === EFFECT_CLOSE_TODAY ? Math.min(lots, today[cell]!) : Math.max(0, lots - old);
    held[cell] = before - lots;
    today[cell] = today[cell]! - ofToday;
    entry[cell] = lots === before ? 0 : entry[cell]! * ((before - lots) / before);
    return ofToday;
  }
}
