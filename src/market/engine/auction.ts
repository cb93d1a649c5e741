import { assert } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import { CallAuction } from "../matching/call-auction.ts";
import { allocateMargin } from "../matching/frequent-batch.ts";
import { nextInLine } from "../matching/closes-first.ts";
import { LevelQueue } from "../matching/level-allocation.ts";
import type { FastBook } from "./fast-book.ts";
import { fill } from "./fill.ts";
import type { Ladder } from "./ladder.ts";
import { depthOf, hiddenLots } from "./ladder-view.ts";
import { LEVEL_FIRST, LEVEL_LOTS, LEVEL_ORDERS } from "./level.ts";
import { AT_ACCEPTANCE, AT_ACCOUNT, AT_HIDDEN, AT_LEAVES, AT_NEXT, ORDER_SHIFT } from "./order-record.ts";

/** The auctions of all books of an engine, one after another: finds the price, gives out the lots. */
export class Auctions {
  private readonly price = new CallAuction();
  private readonly buys = new LevelQueue();
  private readonly sells = new LevelQueue();
  private book: FastBook | undefined;

  /** Call auction, or batch auction, over all that rests in a book. Whether anything traded. */
  uncross(book: FastBook, referenceTicks: Ticks): boolean {
    assert((referenceTicks | 0) === referenceTicks, "the reference price is not an int32 of ticks");
    assert(book.collecting, "an auction in a book that is not collecting");
    this.book = book;
    const traded = this.price.find(this, referenceTicks);
    book.auctionLots = this.price.lots;
    if (!traded) return false;
    book.auctionPriceTicks = this.price.priceTicks;
    book.imbalance = this.price.imbalance;
    book.auctioned = true;
    if (book.isBatch) this.allocateBatch(book, this.price.lots);
    else allocateByTime(book, this.price.lots);
    book.noteTrade(this.price.priceTicks);
    return true;
  }

  /** What the auction's price depends on: all open lots. For CallAuction. */
  depth(side: Side, levels: number, outPriceTicks: Int32Array, outLots: Int32Array): number {
    return depthOf(this.book!.ladder(side), levels, outPriceTicks, outLots, true);
  }

  /** Each order's part is settled first; then the orders trade in the priority that they had. */
  private allocateBatch(book: FastBook, auctionLots: Lots): void {
    const { buys, sells } = this;
    allot(book, book.bids, auctionLots, buys);
    allot(book, book.asks, auctionLots, sells);
    for (let buy = 0, sell = 0; buy < buys.count && sell < sells.count;) {
      const lots = Math.min(buys.lots[buy], sells.lots[sell]);
      trade(book, buys.slot[buy], sells.slot[sell], lots);
      if ((buys.lots[buy] -= lots) === 0) buy++;
      if ((sells.lots[sell] -= lots) === 0) sell++;
    }
  }
}

/** The best buy trades with the best sell, both with lots that they show, until all lots of the auction are gone. */
function allocateByTime(book: FastBook, auctionLots: Lots): void {
  const records = book.store.records;
  let open = auctionLots;
  while (open > 0) {
    const buy = nextInLine(book, book.bids);
    const sell = nextInLine(book, book.asks);
    const shownByBuy = records[(buy << ORDER_SHIFT) + AT_LEAVES];
    const shownBySell = records[(sell << ORDER_SHIFT) + AT_LEAVES];
    const lots = Math.min(open, shownByBuy, shownBySell);
    trade(book, buy, sell, lots);
    open -= lots;
  }
}

/** Lists what the orders of a side get of a batch: all better ones everything, those at the margin pro rata. */
function allot(book: FastBook, ladder: Ladder, auctionLots: Lots, allotted: LevelQueue): void {
  let open = auctionLots;
  allotted.clear();
  ladder.rewind();
  while (open > 0 && ladder.next()) {
    const lots = ladder.walkLevels[ladder.walkLevel + LEVEL_LOTS] + hiddenLots(ladder);
    if (open < lots) {
      const margin = book.floor.queue;
      margin.clear();
      listLevel(ladder, margin);
      allocateMargin(margin, open);
      for (let i = 0; i < margin.count; i++) {
        if (margin.given[i] > 0) allotted.add(margin.slot[i], margin.account[i], margin.given[i]);
      }
      return;
    }
    listLevel(ladder, allotted);
    open -= lots;
  }
}

/** Adds the orders of the level that the walk is at with all their open lots. */
function listLevel(ladder: Ladder, list: LevelQueue): void {
  const records = ladder.store.records;
  let slot = ladder.walkLevels[ladder.walkLevel + LEVEL_FIRST];
  for (let orders = ladder.walkLevels[ladder.walkLevel + LEVEL_ORDERS]; orders > 0; orders--) {
    const order = slot << ORDER_SHIFT;
    list.add(slot, records[order + AT_ACCOUNT], records[order + AT_LEAVES] + records[order + AT_HIDDEN]);
    slot = records[order + AT_NEXT];
  }
}

/** Two orders trade at the auction's price; the one accepted earlier is the maker. */
function trade(book: FastBook, buy: number, sell: number, lots: Lots): void {
  const records = book.store.records;
  const buyOrder = buy << ORDER_SHIFT;
  const sellOrder = sell << ORDER_SHIFT;
  const buyLeaves = records[buyOrder + AT_LEAVES] + records[buyOrder + AT_HIDDEN] - lots;
  const sellLeaves = records[sellOrder + AT_LEAVES] + records[sellOrder + AT_HIDDEN] - lots;
  const price = book.auctionPriceTicks;
  if (records[buyOrder + AT_ACCEPTANCE] < records[sellOrder + AT_ACCEPTANCE])
    book.outcomes.trade(buy, sell, price, lots, buyLeaves, sellLeaves);
  else book.outcomes.trade(sell, buy, price, lots, sellLeaves, buyLeaves);
  fillAll(book, book.bids, buy, lots);
  fillAll(book, book.asks, sell, lots);
}

/** Lots of an order at the best price, those that it shows and as many of its next ones as need be. */
function fillAll(book: FastBook, ladder: Ladder, slot: number, lots: Lots): void {
  const records = book.store.records;
  for (let open = lots; open > 0;) {
    const part = Math.min(open, records[(slot << ORDER_SHIFT) + AT_LEAVES]);
    fill(book, ladder, slot, part);
    open -= part;
  }
}
