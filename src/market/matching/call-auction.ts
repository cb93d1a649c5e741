import type { Side, Ticks } from "../../base/units.ts";

const FIRST_CAPACITY = 256;

/** What a call auction reads of a book: the levels of each side from the best, with all open lots, hidden ones too. */
export interface Depth {
  depth(side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number;
}

/**
 * The price of a call auction, by four rules of which each decides only between prices that the one before leaves over:
 * 1. most lots traded, min(D(p), S(p)), with D the lots bought at p or higher and S the lots sold at p or lower;
 * 2. smallest imbalance |D(p) - S(p)|;
 * 3. market pressure: if buyers are left at all of these prices the highest, if sellers are left at all the lowest;
 * 4. nearest to the reference price.
 * Every tick is a candidate, not only those that an order names.
 *
 * Source: the algorithm of the Australian and other exchanges, Comerton-Forde and Rydge, The influence of call auction
 * algorithm rules on market efficiency, Journal of Financial Markets 9 (2006), section 2.
 */
export class CallAuction {
  /** Price, meaningless unless `find` returned true. */
  priceTicks: Ticks = 0;
  /** Lots that can trade at this price. */
  lots = 0;
  /** D - S at this price. */
  imbalance = 0;

  private readonly buys = new Levels();
  private readonly sells = new Levels();
  /** Ticks from `lowest` to `highest` have the most lots and the smallest imbalance of those seen so far. */
  private lowest = 0;
  private highest = 0;
  /** At the candidates from `lowest` to here buyers are left; below `lowest` when there are none such. */
  private highestWithBuyers = 0;

  /** Finds the price; false, with zero lots, if nothing can trade. */
  find(book: Depth, referenceTicks: Ticks): boolean {
    this.lots = 0;
    this.imbalance = 0;
    this.buys.load(book, 1);
    this.sells.load(book, -1);
    if (this.buys.count === 0 || this.sells.count === 0 || this.buys.ticks[0] < this.sells.ticks[0]) return false;
    this.sweep();
    this.choose(referenceTicks);
    return true;
  }

  /** Goes up from the lowest sell to the highest buy, from one range of ticks with constant D and S to the next. */
  private sweep(): void {
    const { buys, sells } = this;
    let start = sells.ticks[0];
    let buy = buys.count - 1;
    while (buys.ticks[buy] < start) buy--;
    let sell = 0;
    let demand = 0;
    let supply = 0;
    for (let i = 0; i <= buy; i++) demand += buys.lots[i];
    while (buy >= 0) {
      while (sell < sells.count && sells.ticks[sell] <= start) supply += sells.lots[sell++];
      const lastOfSupply = sell < sells.count ? sells.ticks[sell] - 1 : buys.ticks[0];
      const end = Math.min(buys.ticks[buy], lastOfSupply);
      this.consider(start, end, demand, supply);
      if (end === buys.ticks[buy]) demand -= buys.lots[buy--];
      start = end + 1;
    }
  }

  /** Rules 1 and 2. Equally good ranges lie side by side, because D never rises and S never falls with the price. */
  private consider(start: Ticks, end: Ticks, demand: number, supply: number): void {
    const lots = Math.min(demand, supply);
    const imbalance = Math.abs(demand - supply);
    if (lots < this.lots || (lots === this.lots && imbalance > this.imbalance)) return;
    if (lots > this.lots || imbalance < this.imbalance) {
      this.lots = lots;
      this.imbalance = imbalance;
      this.lowest = start;
      this.highestWithBuyers = start - 1;
    }
    this.highest = end;
    if (demand > supply) this.highestWithBuyers = end;
  }

  /** Rules 3 and 4. */
  private choose(referenceTicks: Ticks): void {
    const onlySellers = this.imbalance > 0 && this.highestWithBuyers < this.lowest;
    const onlyBuyers = this.highestWithBuyers === this.highest;
    if (onlyBuyers) this.priceTicks = this.highest;
    else if (onlySellers) this.priceTicks = this.lowest;
    else this.priceTicks = Math.min(Math.max(referenceTicks, this.lowest), this.highest);
    if (this.priceTicks > this.highestWithBuyers) this.imbalance = 0 - this.imbalance;
  }
}

/** The levels of one side, best first. */
class Levels {
  count = 0;
  ticks = new Int32Array(FIRST_CAPACITY);
  lots: Int32Array = new Int32Array(FIRST_CAPACITY);

  load(book: Depth, side: Side): void {
    this.count = book.depth(side, this.ticks.length, this.ticks, this.lots);
    while (this.count === this.ticks.length) {
      this.ticks = new Int32Array(2 * this.count);
      this.lots = new Int32Array(2 * this.count);
      this.count = book.depth(side, this.ticks.length, this.ticks, this.lots);
    }
  }
}
