import type { Lots, Side, Ticks } from "../../base/units.ts";
import { sum } from "./naive-allocation.ts";
import type { Acceptances, ImpliedPrice, NaiveInstrument } from "./naive-instrument.ts";
import { STP_ALLOW } from "./order-kinds.ts";
import type { OrderStore } from "./order-store.ts";
import type { SpreadTerms } from "./trading-terms.ts";

/** One side of a book that takes part in an implied match, at this price of its own. */
export interface ImpliedLeg {
  readonly book: NaiveInstrument;
  readonly side: Side;
  readonly tradeTicks: Ticks;
}

/** A combination of two books' best orders with which an order that comes could trade. */
export interface ImpliedSource {
  readonly ticks: Ticks;
  readonly lots: Lots;
  /** In the order in which they trade. */
  readonly legs: readonly ImpliedLeg[];
  /** Price of the near leg, which a spread order learns. */
  readonly nearTicks: Ticks;
}

/** A spread and its two legs, all in continuous trading. */
interface Triangle {
  readonly spread: NaiveInstrument;
  readonly near: NaiveInstrument;
  readonly far: NaiveInstrument;
  readonly steps: number;
}

/** Implied orders of the first generation, worked out anew from the best orders whenever somebody asks. */
export class NaiveImplied {
  private readonly store: OrderStore;
  private readonly acceptances: Acceptances;
  private readonly instruments: readonly NaiveInstrument[];

  /** `instruments`: all that are listed, in that order; the list grows. */
  constructor(store: OrderStore, acceptances: Acceptances, instruments: readonly NaiveInstrument[]) {
    this.store = store;
    this.acceptances = acceptances;
    this.instruments = instruments;
  }

  /** What the family buys (+1) or sells (-1) in a book. */
  best(book: NaiveInstrument, side: Side): ImpliedPrice | undefined {
    const takerSide = side === 1 ? -1 : 1;
    return bestOf(this.sources(book, takerSide), takerSide);
  }

  /** All that an order of this side could trade with, in the order of the spreads. */
  sources(book: NaiveInstrument, takerSide: Side): ImpliedSource[] {
    return this.triangles()
      .filter(({ spread, near, far }) => [spread, near, far].includes(book))
      .map((triangle) => this.source(triangle, book, takerSide))
      .filter((source) => source !== undefined);
  }

  /** The same without what self-trade prevention forbids to this order. */
  sourcesFor(taker: number): ImpliedSource[] {
    const all = this.sources(this.book(this.store.instrumentOf(taker)), this.store.sideOf(taker));
    return all.filter((source) => this.mayUse(taker, source));
  }

  /**
   * Of the first triangle of an instrument's family whose three best orders could trade together, the order that was
   * accepted last, unless self-trade prevention keeps it from the other two.
   */
  lastOfExecutable(instrument: NaiveInstrument): number | undefined {
    const family = this.family(instrument);
    for (const triangle of this.triangles().filter(({ spread }) => family.has(spread)))
      for (const spreadSide of [1, -1] as const) {
        const last = this.lastOf(triangle, spreadSide);
        if (last !== undefined) return last;
      }
    return undefined;
  }

  /** The order accepted last of the spread's best of a side and the two of its legs that it needs, if they can trade. */
  private lastOf(triangle: Triangle, spreadSide: Side): number | undefined {
    const { spread, near, far } = triangle;
    const opposite: Side = spreadSide === 1 ? -1 : 1;
    const fronts = [spread.queue(spreadSide)[0], near.queue(opposite)[0], far.queue(spreadSide)[0]];
    if (fronts.some((slot) => slot === undefined)) return undefined;
    const last = fronts.reduce((a, b) => (this.acceptances.of(a) > this.acceptances.of(b) ? a : b));
    const side = this.store.sideOf(last);
    const source = this.source(triangle, this.book(this.store.instrumentOf(last)), side);
    if (source === undefined || side * (this.store.priceTicksOf(last) - source.ticks) < 0) return undefined;
    return this.mayUse(last, source) ? last : undefined;
  }

  private triangles(): Triangle[] {
    return this.instruments
      .filter((book) => book.terms.spread?.implied === true)
      .map((spread) => {
        const { near, far, ticksPerLegTick } = spread.terms.spread as SpreadTerms;
        return { spread, near: this.book(near), far: this.book(far), steps: ticksPerLegTick };
      })
      .filter(({ spread, near, far }) => !spread.collecting && !near.collecting && !far.collecting);
  }

  private book(instrument: number): NaiveInstrument {
    return this.instruments.find((book) => book.terms.instrument === instrument)!;
  }

  /** All instruments that implied spreads connect with this one, whatever their phase. */
  private family(instrument: NaiveInstrument): Set<NaiveInstrument> {
    const family = new Set([instrument]);
    let before = 0;
    while (family.size > before) {
      before = family.size;
      for (const book of this.instruments.filter(({ terms }) => terms.spread?.implied === true)) {
        const members = [book, this.book(book.terms.spread!.near), this.book(book.terms.spread!.far)];
        if (members.some((member) => family.has(member))) for (const member of members) family.add(member);
      }
    }
    return family;
  }

  /** What the two other books of a triangle offer; a price that is not an int32 or outside the book's band is nobody's. */
  private source(triangle: Triangle, book: NaiveInstrument, takerSide: Side): ImpliedSource | undefined {
    const source = this.combine(triangle, book, takerSide);
    if (source === undefined || source.ticks < book.lowTicks || source.ticks > book.highTicks) return undefined;
    const prices = [source.ticks, ...source.legs.map((leg) => leg.tradeTicks)];
    return prices.every((price) => (price | 0) === price) ? source : undefined;
  }

  private combine(triangle: Triangle, book: NaiveInstrument, takerSide: Side): ImpliedSource | undefined {
    const { spread, near, far, steps } = triangle;
    const [same, other]: [Side, Side] = takerSide === 1 ? [1, -1] : [-1, 1];
    const [spreadSide, nearSide, farSide] =
      book === far ? [same, other, same] : [other, other, book === spread ? same : other];
    const nearTicks = near.best(nearSide);
    const farTicks = far.best(farSide);
    const spreadTicks = spread.best(spreadSide);
    if (book === spread) {
      if (nearTicks === undefined || farTicks === undefined) return undefined;
      const legs = [
        { book: near, side: nearSide, tradeTicks: nearTicks },
        { book: far, side: farSide, tradeTicks: farTicks },
      ];
      return { ticks: steps * (nearTicks - farTicks), lots: leastShown(legs), legs, nearTicks };
    }
    if (spreadTicks === undefined) return undefined;
    // The difference of the legs that the spread order accepts, rounded in its favour.
    const difference = spreadSide === 1 ? Math.floor(spreadTicks / steps) : Math.ceil(spreadTicks / steps) + 0;
    const spreadLeg = { book: spread, side: spreadSide, tradeTicks: steps * difference };
    if (book === near) {
      if (farTicks === undefined) return undefined;
      const legs = [spreadLeg, { book: far, side: farSide, tradeTicks: farTicks }];
      return { ticks: difference + farTicks, lots: leastShown(legs), legs, nearTicks: difference + farTicks };
    }
    if (nearTicks === undefined) return undefined;
    const legs = [spreadLeg, { book: near, side: nearSide, tradeTicks: nearTicks }];
    return { ticks: nearTicks - difference, lots: leastShown(legs), legs, nearTicks };
  }

  /** Whether self-trade prevention lets an order trade with the best levels of a source's legs. */
  private mayUse(taker: number, source: ImpliedSource): boolean {
    const { store } = this;
    if (store.stpOf(taker) === STP_ALLOW) return true;
    const others = source.legs.flatMap(({ book, side }) => book.bestLevel(side));
    return others.every((slot) => store.accountOf(slot) !== store.accountOf(taker));
  }
}

/** The best price of sources for an order of this side, with the lots of all that have it. */
export function bestOf(sources: readonly ImpliedSource[], takerSide: Side): ImpliedPrice | undefined {
  if (sources.length === 0) return undefined;
  const prices = sources.map((source) => source.ticks);
  const ticks = takerSide === 1 ? Math.min(...prices) : Math.max(...prices);
  return { ticks, lots: sum(sources.filter((source) => source.ticks === ticks).map((source) => source.lots)) };
}

function leastShown(legs: readonly ImpliedLeg[]): Lots {
  return Math.min(...legs.map(({ book, side }) => (side === 1 ? book.bidLots : book.askLots)));
}
