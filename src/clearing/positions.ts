import { assert } from "../base/assert.ts";
import type { Lots, Side, Ticks } from "../base/units.ts";

/**
 * Positions, open orders and the day's trading cost per account and listed month, as dense columns
 * (account x instrument). Positions of an instrument add up to zero over the accounts.
 */
export class Positions {
  readonly instruments: number;
  /** Signed lots, long positive. */
  readonly lots: Int32Array;
  /** Signed lots at the last daily settlement. */
  readonly settledLots: Int32Array;
  /** Sum of signed lots x price in ticks over the trades since the last daily settlement. */
  readonly tradedTicks: Float64Array;
  /** Lots of open buy and sell orders. */
  readonly openBuy: Int32Array;
  readonly openSell: Int32Array;
  private readonly accounts: number;

  constructor(accounts: number, instruments: number) {
    this.accounts = accounts;
    this.instruments = instruments;
    const cells = accounts * instruments;
    this.lots = new Int32Array(cells);
    this.settledLots = new Int32Array(cells);
    this.tradedTicks = new Float64Array(cells);
    this.openBuy = new Int32Array(cells);
    this.openSell = new Int32Array(cells);
  }

  cell(account: number, instrument: number): number {
    return account * this.instruments + instrument;
  }

  /** Books one side of a trade. */
  trade(cell: number, side: Side, lots: Lots, priceTicks: Ticks): void {
    this.lots[cell] = this.lots[cell]! + side * lots;
    this.tradedTicks[cell] = this.tradedTicks[cell]! + side * lots * priceTicks;
  }

  /** Long lots of all accounts in an instrument; asserts that longs and shorts are equal. */
  openInterest(instrument: number): Lots {
    let long = 0;
    let sum = 0;
    for (let cell = instrument; cell < this.accounts * this.instruments; cell += this.instruments) {
      const lots = this.lots[cell]!;
      sum += lots;
      if (lots > 0) long += lots;
    }
    assert(sum === 0, "positions of an instrument do not add up to zero");
    return long;
  }
}
