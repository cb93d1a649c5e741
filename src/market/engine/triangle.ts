import { assert } from "../../base/assert.ts";
import type { Side } from "../../base/units.ts";
import type { FastBook } from "./fast-book.ts";
import { ImpliedSource } from "./implied-source.ts";
import { AT_ACCEPTANCE, NO_ORDER, ORDER_SHIFT } from "./order-record.ts";

/** A calendar spread with implied matching and its two legs. */
export class Triangle {
  readonly spread: FastBook;
  readonly near: FastBook;
  readonly far: FastBook;
  /** Number of the family: instruments that spreads connect have the same one. */
  family: number;
  /** What buyers of the spread, sellers of the near and buyers of the far instrument can use, who together can trade. */
  private readonly ofSpreadBuyer: readonly ImpliedSource[];
  /** And the other three. */
  private readonly ofSpreadSeller: readonly ImpliedSource[];

  /** InvariantError unless `spread` is one and the legs are two outrights. */
  constructor(spread: FastBook, near: FastBook, far: FastBook, family: number) {
    assert(spread.terms.spread !== undefined, "the instrument is not a spread");
    assert(near.terms.spread === undefined && far.terms.spread === undefined, "a leg of a spread is a spread");
    assert(near !== far, "the legs of a spread are the same");
    this.spread = spread;
    this.near = near;
    this.far = far;
    this.family = family;
    this.ofSpreadBuyer = [this.source(spread, 1), this.source(near, -1), this.source(far, 1)];
    this.ofSpreadSeller = [this.source(spread, -1), this.source(near, 1), this.source(far, -1)];
  }

  has(book: FastBook): boolean {
    return book === this.spread || book === this.near || book === this.far;
  }

  /** What an order of this side that comes to one of the three books could trade with. */
  source(target: FastBook, takerSide: Side): ImpliedSource {
    const steps = this.spread.terms.spread!.ticksPerLegTick;
    return new ImpliedSource(this.spread, this.near, this.far, steps, target, takerSide);
  }

  /**
   * Of the first orders of three sides that can trade together, that of the spread given, the one accepted last if it could
   * trade with the other two levels at its price and its self-trade prevention lets it; otherwise -1.
   */
  lastOfCrossed(spreadSide: Side): number {
    const [a, b, c] = spreadSide === 1 ? this.ofSpreadBuyer : this.ofSpreadSeller;
    const last = later(later(a, b), c);
    // It has no price either where one of the sides is empty, because the last order's is not.
    if (!last.load()) return NO_ORDER;
    const own = last.target.ladder(last.takerSide);
    const isCrossed = (own.bestTicks - last.ticks) * last.takerSide >= 0;
    return isCrossed && !last.isClosedTo(own.first) ? own.first : NO_ORDER;
  }
}

/** The one of two whose side's first order was accepted later; one of a side without orders before any. */
function later(a: ImpliedSource, b: ImpliedSource): ImpliedSource {
  return acceptanceOfFirst(b) > acceptanceOfFirst(a) ? b : a;
}

function acceptanceOfFirst({ target, takerSide }: ImpliedSource): number {
  const own = target.ladder(takerSide);
  return own.orders === 0 ? 0 : target.store.records[(own.first << ORDER_SHIFT) + AT_ACCEPTANCE];
}
