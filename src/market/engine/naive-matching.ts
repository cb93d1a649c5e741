import { InvariantError } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import { allocateNaively, predetermineNaively, sum } from "./naive-allocation.ts";
import { bestOf, type ImpliedSource } from "./naive-implied.ts";
import type { NaiveInstrument } from "./naive-instrument.ts";
import type { NaiveMarket } from "./naive-market.ts";
import {
  ENDED_SELF_TRADE,
  STP_ALLOW,
  STP_CANCEL_BOTH,
  STP_CANCEL_NEWEST,
  STP_CANCEL_OLDEST,
  STP_DECREMENT,
} from "./order-kinds.ts";
import { ORDER_DONE } from "./order-record.ts";

/** What happens between an order that has come, with its limit, and those that rest. */
export class NaiveMatching {
  private readonly market: NaiveMarket;

  constructor(market: NaiveMarket) {
    this.market = market;
  }

  /** Best price at which anybody would trade with an order of this side, self-trade prevention apart. */
  bestOpposite(book: NaiveInstrument, side: Side): Ticks | undefined {
    return better(side, book.best(opposite(side)), bestOf(this.market.implied.sources(book, side), side)?.ticks);
  }

  /**
   * Lots that the order's own book would give it at once: hidden ones too, but not those of its own account, and unless
   * the resting order is the one to end, nothing that comes after the first of those.
   */
  countable(slot: number): Lots {
    const { store } = this.market;
    const book = this.market.bookOf(slot);
    const stp = store.stpOf(slot);
    const side = store.sideOf(slot);
    const limit = store.priceTicksOf(slot);
    const makers = book.line(opposite(side)).filter((maker) => side * (limit - store.priceTicksOf(maker)) >= 0);
    const isOwn = (maker: number): boolean => stp !== STP_ALLOW && store.accountOf(maker) === store.accountOf(slot);
    const first = makers.find(isOwn);
    if (first === undefined || stp === STP_CANCEL_OLDEST)
      return sum(makers.filter((maker) => !isOwn(maker)).map((maker) => store.leavesOf(maker)));
    const before = makers.slice(0, makers.indexOf(first));
    const isAtItsPrice = (maker: number): boolean =>
      store.priceTicksOf(maker) === store.priceTicksOf(first) && book.rank(maker) === book.rank(first);
    // At the own order's price, and of its rank there, an iceberg's hidden lots would come behind it; by shares nothing trades there at all.
    const byTime = book.terms.allocation.algorithm === "price_time";
    return sum(
      before.map((maker) => {
        if (!isAtItsPrice(maker)) return store.leavesOf(maker);
        return byTime ? store.shownOf(maker) : 0;
      }),
    );
  }

  /** Trades the order until it is filled or ended, or nobody within its limit is left. */
  match(taker: number): void {
    const { store } = this.market;
    const book = this.market.bookOf(taker);
    const side = store.sideOf(taker);
    while (this.isOpen(taker)) {
      const implied = bestOf(this.market.implied.sourcesFor(taker), side)?.ticks;
      const price = better(side, book.best(opposite(side)), implied);
      if (price === undefined || side * (store.priceTicksOf(taker) - price) < 0) return;
      if (book.terms.allocation.algorithm === "price_time") this.roundByTime(book, taker, price);
      else this.roundByShares(book, taker, price);
    }
  }

  /** The level first, order by order, then one match with each source. */
  private roundByTime(book: NaiveInstrument, taker: number, price: Ticks): void {
    const makersSide = opposite(this.market.store.sideOf(taker));
    while (this.isOpen(taker) && book.best(makersSide) === price) {
      const maker = book.line(makersSide)[0];
      if (this.isOwn(maker, taker)) this.prevent(maker, taker);
      else this.trade(book, maker, taker, this.market.store.shownOf(maker), price);
    }
    for (const { legs } of this.market.implied.sourcesFor(taker)) {
      const source = this.market.implied.sourcesFor(taker).find((now) => now.legs[0].book === legs[0].book);
      if (source?.ticks === price && this.isOpen(taker)) this.tradeImplied(source, taker, source.lots);
    }
  }

  /** The level and all sources at once, each by its share. */
  private roundByShares(book: NaiveInstrument, taker: number, price: Ticks): void {
    const { store } = this.market;
    const makersSide = opposite(store.sideOf(taker));
    const level = book.best(makersSide) === price ? book.bestLevel(makersSide) : [];
    const own = level.filter((maker) => this.isOwn(maker, taker));
    if (own.length > 0) {
      for (const maker of own) if (this.isOpen(taker)) this.prevent(maker, taker);
      return;
    }
    const sources = this.market.implied.sourcesFor(taker).filter((source) => source.ticks === price);
    const open = store.leavesOf(taker);
    const direct = sum(level.map((maker) => store.shownOf(maker)));
    const [toLevel, ...toSources] = predetermineNaively(
      this.minimumShare(book),
      level.length === 0 ? 0 : this.dueToTop(book, makersSide, open),
      direct,
      sources.map((source) => source.lots),
      open,
    );
    this.giveOut(book, level, toLevel, (maker, lots) => this.trade(book, maker, taker, lots, price));
    sources.forEach((source, i) => {
      if (toSources[i] > 0) this.tradeImplied(source, taker, toSources[i]);
    });
  }

  private minimumShare(book: NaiveInstrument): Lots {
    const { allocation } = book.terms;
    return "minimumLots" in allocation ? allocation.minimumLots : 0;
  }

  private dueToTop(book: NaiveInstrument, side: Side, open: Lots): Lots {
    const { allocation } = book.terms;
    const top = book.topOrder(side);
    if (top === -1 || !("topOrder" in allocation) || allocation.topOrder === undefined) return 0;
    return Math.min(open, this.market.store.shownOf(top), allocation.topOrder.maximumLots);
  }

  /** Gives lots to a level by the book's algorithm, in the order of the queue. */
  private giveOut(
    book: NaiveInstrument,
    level: readonly number[],
    lots: Lots,
    fill: (maker: number, lots: Lots) => void,
  ): void {
    const { store } = this.market;
    const orders = level.map((slot) => ({
      account: store.accountOf(slot),
      shown: store.shownOf(slot),
      isTop: book.topOrder(store.sideOf(slot)) === slot,
    }));
    const isSwept = lots >= sum(orders.map((order) => order.shown));
    const given = isSwept ? orders.map((order) => order.shown) : allocateNaively(book.terms.allocation, orders, lots);
    level.forEach((slot, i) => {
      if (given[i] > 0) fill(slot, given[i]);
    });
  }

  private trade(book: NaiveInstrument, maker: number, taker: number, most: Lots, price: Ticks): void {
    const { market } = this;
    const lots = Math.min(most, market.store.leavesOf(taker));
    const makerLeaves = market.store.leavesOf(maker) - lots;
    market.takerLoses(taker, lots);
    market.outcomes.trade(maker, taker, price, lots, makerLeaves, market.store.leavesOf(taker));
    market.fill(maker, lots);
    market.traded(book, price);
  }

  private tradeImplied(source: ImpliedSource, taker: number, most: Lots): void {
    const { market } = this;
    const lots = Math.min(most, market.store.leavesOf(taker));
    market.takerLoses(taker, lots);
    market.outcomes.implied(taker, source.ticks, lots, market.store.leavesOf(taker));
    market.traded(market.bookOf(taker), source.ticks);
    for (const { book, side, tradeTicks } of source.legs) {
      const nearTicks = book.terms.spread === undefined ? 0 : source.nearTicks;
      this.giveOut(book, book.bestLevel(side), lots, (maker, part) => {
        market.outcomes.leg(maker, taker, tradeTicks, part, market.store.leavesOf(maker) - part, nearTicks);
        market.fill(maker, part);
        market.traded(book, tradeTicks);
      });
    }
  }

  /** What the rule of the order that comes does when it meets one of its own account. */
  private prevent(maker: number, taker: number): void {
    const { market } = this;
    switch (market.store.stpOf(taker)) {
      case STP_CANCEL_NEWEST:
        market.end(taker, ENDED_SELF_TRADE);
        return;
      case STP_CANCEL_OLDEST:
        market.end(maker, ENDED_SELF_TRADE);
        return;
      case STP_CANCEL_BOTH:
        market.end(maker, ENDED_SELF_TRADE);
        market.end(taker, ENDED_SELF_TRADE);
        return;
      case STP_DECREMENT:
        this.decrement(maker, taker);
        return;
      default:
        throw new InvariantError("unknown rule of self-trade prevention");
    }
  }

  private decrement(maker: number, taker: number): void {
    const { store } = this.market;
    const lots = Math.min(store.leavesOf(maker), store.leavesOf(taker));
    for (const slot of [maker, taker])
      if (store.leavesOf(slot) === lots) this.market.end(slot, ENDED_SELF_TRADE);
      else this.reduce(slot, lots);
  }

  /** Takes open lots away without a trade, hidden ones first. */
  private reduce(slot: number, lots: Lots): void {
    const { store } = this.market;
    const shown = store.shownOf(slot);
    const leaves = store.leavesOf(slot) - lots;
    store.amend(slot, store.priceTicksOf(slot), leaves);
    store.setLeaves(slot, Math.min(shown, leaves), leaves - Math.min(shown, leaves));
    this.market.outcomes.reduced(slot, lots, leaves);
  }

  private isOwn(maker: number, taker: number): boolean {
    const { store } = this.market;
    return store.stpOf(taker) !== STP_ALLOW && store.accountOf(maker) === store.accountOf(taker);
  }

  private isOpen(taker: number): boolean {
    const { store } = this.market;
    return store.stateOf(taker) !== ORDER_DONE && store.leavesOf(taker) > 0;
  }
}

export function opposite(side: Side): Side {
  return side === 1 ? -1 : 1;
}

/** The better of two prices for an order of this side. */
function better(side: Side, a: Ticks | undefined, b: Ticks | undefined): Ticks | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return side === 1 ? Math.min(a, b) : Math.max(a, b);
}
