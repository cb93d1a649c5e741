import { assert } from "../../base/assert.ts";
import type { Lots, Side, Ticks } from "../../base/units.ts";
import { predetermine } from "../matching/predetermination.ts";
import type { ProRataTerms } from "../matching/pro-rata.ts";
import { resolveBestLevel, STP_BITS } from "../matching/self-trade.ts";
import type { SplitTerms } from "../matching/split.ts";
import { matchDirect } from "./arrival.ts";
import type { FastBook } from "./fast-book.ts";
import type { ImpliedSource } from "./implied-source.ts";
import {
  AT_ATTRIBUTES,
  AT_LEAVES,
  AT_PRICE,
  AT_SIDE,
  AT_STATE,
  NO_ORDER,
  ORDER_DONE,
  ORDER_SHIFT,
} from "./order-record.ts";
import { Triangle } from "./triangle.ts";

const NO_SOURCES: readonly ImpliedSource[] = [];

/**
 * Implied matching of an engine's calendar spreads with their legs, first generation: implied orders are made of real
 * orders only. Where an order can trade with its own book and with implied orders at one price, in a price-time book its
 * own book comes first and then the sources in the order of the spreads' listing; in others all share as in CME's example
 * of a complex match.
 *
 * Source: CME, Implied Orders and Complex Match Example, www.cmegroup.com/confluence/display/EPICSANDBOX.
 */
export class ImpliedFamily {
  /** Price of the implied orders that `bestFor` found. */
  bestTicks: Ticks = 0;
  /** Their lots together. */
  bestLots: Lots = 0;
  private readonly triangles: Triangle[] = [];
  /** By instrument: what a buyer and what a seller there could trade with. */
  private readonly forBuyer: (readonly ImpliedSource[])[] = [];
  private readonly forSeller: (readonly ImpliedSource[])[] = [];
  /** Scratch for predetermination, as long as the list of all spreads. */
  private sourceLots = new Int32Array(0);
  private given = new Int32Array(0);

  /**
   * A spread and its legs, which make implied orders in each other's books from now on; whoever lists sets their `family`.
   * The legs are outrights, and the two of no other spread: otherwise two combinations could count on the same orders.
   */
  add(spread: FastBook, near: FastBook, far: FastBook): void {
    const triangle = new Triangle(spread, near, far, this.triangles.length);
    for (const other of this.triangles) {
      assert(!(other.has(near) && other.has(far)), "two spreads with implied orders over the same legs");
      if (!other.has(near) && !other.has(far)) continue;
      const joined = other.family;
      for (const one of this.triangles) if (one.family === joined) one.family = triangle.family;
    }
    this.triangles.push(triangle);
    for (const book of [spread, near, far]) {
      const instrument = book.terms.instrument;
      this.forBuyer[instrument] = [...(this.forBuyer[instrument] ?? NO_SOURCES), triangle.source(book, 1)];
      this.forSeller[instrument] = [...(this.forSeller[instrument] ?? NO_SOURCES), triangle.source(book, -1)];
    }
    this.sourceLots = new Int32Array(this.triangles.length);
    this.given = new Int32Array(this.triangles.length);
  }

  /** Whether the other books of the family buy (+1) or sell (-1) in a book: at `bestTicks`, `bestLots` in all. */
  bestFor(book: FastBook, side: Side): boolean {
    const sources = this.sourcesFor(book, side === 1 ? -1 : 1);
    this.bestLots = 0;
    for (let i = 0; i < sources.length; i++) {
      const source = sources[i];
      if (!source.load()) continue;
      if (this.bestLots === 0 || (source.ticks - this.bestTicks) * side > 0) {
        this.bestTicks = source.ticks;
        this.bestLots = source.lots;
      } else if (source.ticks === this.bestTicks) {
        this.bestLots += source.lots;
      }
    }
    return this.bestLots > 0;
  }

  /** Trades an order that came, whose limit is known, with its book and with implied orders as far as that reaches. */
  match(book: FastBook, taker: number): void {
    const records = book.store.records;
    const order = taker << ORDER_SHIFT;
    const side = records[order + AT_SIDE] as Side;
    const makers = side === 1 ? book.asks : book.bids;
    const sources = this.sourcesFor(book, side);
    const terms = book.terms.allocation;
    const limitKey = records[order + AT_PRICE] ^ makers.flip;
    while (this.findUsable(sources, side, taker)) {
      const ticks = this.bestTicks;
      const key = ticks ^ makers.flip;
      if (key < limitKey) break;
      // By time the book comes first at the price of the sources too; otherwise it shares that with them.
      matchDirect(book, makers, taker, book.isPriceTime ? key : key + 1);
      if (!isOpen(book, taker)) return;
      if (terms.algorithm === "pro_rata" || terms.algorithm === "split") this.share(sources, ticks, terms, book, taker);
      else takeInTurn(sources, ticks, book, taker);
      if (!isOpen(book, taker)) return;
    }
    matchDirect(book, makers, taker, limitKey);
  }

  /**
   * The order that has to come anew so that the spreads of a book's family do not stand crossed with their legs when
   * continuous trading begins, one after the other until there is none (-1): of the first three best orders that could
   * trade together the one accepted last. Those that self-trade prevention keeps apart may stand crossed.
   */
  unsettled(book: FastBook): number {
    let family = -1;
    for (const triangle of this.triangles) if (triangle.has(book)) family = triangle.family;
    for (const triangle of this.triangles) {
      if (triangle.family !== family) continue;
      const buyer = triangle.lastOfCrossed(1);
      if (buyer !== NO_ORDER) return buyer;
      const seller = triangle.lastOfCrossed(-1);
      if (seller !== NO_ORDER) return seller;
    }
    return NO_ORDER;
  }

  private sourcesFor(book: FastBook, takerSide: Side): readonly ImpliedSource[] {
    return (takerSide === 1 ? this.forBuyer : this.forSeller)[book.terms.instrument];
  }

  /** Finds the best price, `bestTicks`, of the sources that an order may use. */
  private findUsable(sources: readonly ImpliedSource[], side: Side, taker: number): boolean {
    let found = false;
    for (let i = 0; i < sources.length; i++) {
      const source = sources[i];
      if (!source.load() || (found && (source.ticks - this.bestTicks) * side >= 0)) continue;
      if (source.isClosedTo(taker)) continue;
      found = true;
      this.bestTicks = source.ticks;
    }
    return found;
  }

  /** The book's level and all sources at a price trade, each with its share. */
  private share(
    sources: readonly ImpliedSource[],
    ticks: Ticks,
    terms: ProRataTerms | SplitTerms,
    book: FastBook,
    taker: number,
  ): void {
    const records = book.store.records;
    const order = taker << ORDER_SHIFT;
    const makers = records[order + AT_SIDE] === 1 ? book.asks : book.bids;
    const { sourceLots, given } = this;
    const isGuarded = (records[order + AT_ATTRIBUTES] & STP_BITS) !== 0;
    if (isGuarded && makers.orders > 0 && makers.bestTicks === ticks && !resolveBestLevel(book, makers, taker)) return;
    const isAlone = makers.orders === 0 || makers.bestTicks !== ticks;
    const top = isAlone || makers.top === NO_ORDER ? 0 : records[(makers.top << ORDER_SHIFT) + AT_LEAVES];
    for (let i = 0; i < sources.length; i++) {
      sourceLots[i] = isUsableAt(ticks, sources[i], taker) ? sources[i].lots : 0;
    }
    const open = records[order + AT_LEAVES];
    const direct = predetermine(terms, top, isAlone ? 0 : makers.bestLots, sourceLots, sources.length, open, given);
    if (direct > 0) book.takeBest(makers, taker, direct, false, 0);
    for (let i = 0; i < sources.length; i++) {
      if (given[i] > 0) trade(sources[i], given[i], book, taker);
    }
  }
}

/** One match with each source at a price. Sources have no orders in common. */
function takeInTurn(sources: readonly ImpliedSource[], ticks: Ticks, book: FastBook, taker: number): void {
  for (let i = 0; i < sources.length && isOpen(book, taker); i++) {
    if (isUsableAt(ticks, sources[i], taker)) trade(sources[i], sources[i].lots, book, taker);
  }
}

/** An implied match of up to `most` lots, as of the source's last `load`. */
function trade(source: ImpliedSource, most: Lots, book: FastBook, taker: number): void {
  const records = book.store.records;
  const order = taker << ORDER_SHIFT;
  const lots = Math.min(most, source.lots, records[order + AT_LEAVES]);
  records[order + AT_LEAVES] -= lots;
  book.outcomes.implied(taker, source.ticks, lots, records[order + AT_LEAVES]);
  book.noteTrade(source.ticks);
  source.first.takeBest(source.firstMakers, taker, lots, true, source.nearTicks);
  source.second.takeBest(source.secondMakers, taker, lots, true, 0);
}

function isOpen(book: FastBook, slot: number): boolean {
  const records = book.store.records;
  return records[(slot << ORDER_SHIFT) + AT_STATE] !== ORDER_DONE && records[(slot << ORDER_SHIFT) + AT_LEAVES] > 0;
}

/** Whether a source, loaded anew, has this price and the order may use it. */
function isUsableAt(ticks: Ticks, source: ImpliedSource, taker: number): boolean {
  return source.load() && source.ticks === ticks && !source.isClosedTo(taker);
}
