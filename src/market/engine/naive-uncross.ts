import type { Lots, Side, Ticks } from "../../base/units.ts";
import { type AuctionOrder, auctionPrice, batchAllotments } from "./naive-auction.ts";
import type { NaiveInstrument } from "./naive-instrument.ts";
import type { NaiveMarket } from "./naive-market.ts";

/** Whether an instrument always collects, for auctions that share out the lots at the margin. */
export function isBatch(book: NaiveInstrument): boolean {
  return book.terms.allocation.algorithm === "frequent_batch";
}

/** Trades at one price what the four rules of the call auction find; whether anything did. */
export function uncrossNaively(market: NaiveMarket, book: NaiveInstrument, referenceTicks: Ticks): boolean {
  const found = auctionPrice(auctionOrders(market, book, 1), auctionOrders(market, book, -1), referenceTicks);
  book.auctionLots = found?.lots ?? 0;
  if (found === undefined) return false;
  book.auctionPriceTicks = found.priceTicks;
  book.imbalance = found.imbalance;
  if (isBatch(book)) allocateBatch(market, book);
  else allocateByTime(market, book);
  return true;
}

/** The best buy trades with the best sell until the auction's lots are gone. */
function allocateByTime(market: NaiveMarket, book: NaiveInstrument): void {
  let open = book.auctionLots;
  while (open > 0) {
    const [buy, sell] = [book.line(1)[0], book.line(-1)[0]];
    const lots = Math.min(open, market.store.shownOf(buy), market.store.shownOf(sell));
    trade(market, book, buy, sell, lots);
    open -= lots;
  }
}

function allocateBatch(market: NaiveMarket, book: NaiveInstrument): void {
  const buys = allotments(market, book, 1);
  const sells = allotments(market, book, -1);
  while (buys.length > 0) {
    const [buy, sell] = [buys[0], sells[0]];
    const lots = Math.min(buy.lots, sell.lots);
    trade(market, book, buy.slot, sell.slot, lots);
    for (const allotted of [buy, sell]) allotted.lots -= lots;
    for (const side of [buys, sells]) if (side[0].lots === 0) side.shift();
  }
}

function allotments(market: NaiveMarket, book: NaiveInstrument, side: Side): { slot: number; lots: Lots }[] {
  const lots = batchAllotments(auctionOrders(market, book, side), book.auctionLots);
  return book
    .queue(side)
    .map((slot, i) => ({ slot, lots: lots[i] }))
    .filter((allotted) => allotted.lots > 0);
}

function auctionOrders({ store }: NaiveMarket, book: NaiveInstrument, side: Side): AuctionOrder[] {
  return book.queue(side).map((slot) => ({ priceTicks: store.priceTicksOf(slot), lots: store.leavesOf(slot) }));
}

/** A trade of an auction: the maker is whoever was accepted earlier. */
function trade(market: NaiveMarket, book: NaiveInstrument, buy: number, sell: number, lots: Lots): void {
  const { store } = market;
  const buyIsEarlier = market.acceptances.of(buy) < market.acceptances.of(sell);
  const [maker, taker] = buyIsEarlier ? [buy, sell] : [sell, buy];
  const [makerLeaves, takerLeaves] = [store.leavesOf(maker) - lots, store.leavesOf(taker) - lots];
  market.outcomes.trade(maker, taker, book.auctionPriceTicks, lots, makerLeaves, takerLeaves);
  market.fill(buy, lots);
  market.fill(sell, lots);
  market.traded(book, book.auctionPriceTicks);
}
