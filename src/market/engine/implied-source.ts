import type { Lots, Side, Ticks } from "../../base/units.ts";
import { standsAtBest, STP_BITS } from "../matching/self-trade.ts";
import type { FastBook } from "./fast-book.ts";
import type { Ladder } from "./ladder.ts";
import { AT_ACCOUNT, AT_ATTRIBUTES, ORDER_SHIFT } from "./order-record.ts";

/** Which book of the three the order comes to. */
const TO_SPREAD = 0;
const TO_NEAR = 1;
const TO_FAR = 2;

/**
 * The difference of its legs' prices, in their steps, that the best order of a spread takes: rounded in its favour where
 * the spread has finer steps, `steps` of them in one of the legs'. That rounding is an assumption.
 */
function bestDifference(makers: Ladder, steps: number): Ticks {
  const difference = makers.bestTicks / steps;
  // The sum with 0 is never -0, which Math.ceil may be.
  return (makers.flip === 0 ? Math.floor(difference) : Math.ceil(difference)) + 0;
}

/** The price at which the best orders of a spread trade in an implied match with both legs. */
export function spreadLegTicks(makers: Ladder, steps: number): Ticks {
  return steps * bestDifference(makers, steps);
}

/**
 * A combination of the best levels of two books, of a calendar spread and its legs, with which an order of one side that
 * comes to the third could trade: an implied order.
 *
 * Source: implied IN and OUT of the first generation, and that their quantity is the smaller of the two:
 * CME, www.cmegroup.com/confluence/display/EPICSANDBOX/Implied+Orders.
 */
export class ImpliedSource {
  /** The books that trade as legs, in the order in which they do, and the sides of them. The spread's is the first. */
  readonly first: FastBook;
  readonly firstMakers: Ladder;
  readonly second: FastBook;
  readonly secondMakers: Ladder;
  /** Where the order comes to that can use this, and its side. */
  readonly target: FastBook;
  readonly takerSide: Side;
  /** Price at which the order that comes would trade; this and what follows as of the last `load` that returned true. */
  ticks: Ticks = 0;
  /** Lots shown by both levels. */
  lots: Lots = 0;
  /** Where the spread is a leg, the price of the near instrument, else 0. */
  nearTicks: Ticks = 0;
  private readonly to: number;
  private readonly steps: number;

  /** `target`: the one of the three books to which an order of this side comes. */
  constructor(spread: FastBook, near: FastBook, far: FastBook, steps: number, target: FastBook, takerSide: Side) {
    const other = takerSide === 1 ? -1 : 1;
    this.steps = steps;
    this.target = target;
    this.takerSide = takerSide;
    this.to = target === spread ? TO_SPREAD : target === near ? TO_NEAR : TO_FAR;
    this.first = target === spread ? near : spread;
    this.second = target === far ? near : far;
    // Who buys in the far book buys from the sellers of the near one and sells to the buyers of the spread.
    this.firstMakers = this.first.ladder(target === far ? takerSide : other);
    this.secondMakers = this.second.ladder(target === spread ? takerSide : other);
  }

  /** Works out price and lots from the present best levels; false when there is nothing to trade with. */
  load(): boolean {
    const { firstMakers, secondMakers } = this;
    if (firstMakers.orders === 0 || secondMakers.orders === 0) return false;
    if (this.target.collecting || this.first.collecting || this.second.collecting) return false;
    this.lots = Math.min(firstMakers.bestLots, secondMakers.bestLots);
    if (this.to === TO_SPREAD) {
      this.ticks = this.steps * (firstMakers.bestTicks - secondMakers.bestTicks);
    } else {
      const difference = bestDifference(firstMakers, this.steps);
      const spreadTicks = this.steps * difference;
      if ((spreadTicks | 0) !== spreadTicks) return false;
      this.ticks = secondMakers.bestTicks + (this.to === TO_NEAR ? difference : -difference);
      this.nearTicks = this.to === TO_NEAR ? this.ticks : secondMakers.bestTicks;
    }
    // A price that no order could have, or may have today, is nobody's.
    const { ticks, target } = this;
    return (ticks | 0) === ticks && ticks >= target.bandLowTicks && ticks <= target.bandHighTicks;
  }

  /** Whether self-trade prevention keeps an order away: its account has an order at one of the two levels. */
  isClosedTo(slot: number): boolean {
    const records = this.target.store.records;
    const order = slot << ORDER_SHIFT;
    if ((records[order + AT_ATTRIBUTES] & STP_BITS) === 0) return false;
    const account = records[order + AT_ACCOUNT];
    return standsAtBest(this.firstMakers, account) || standsAtBest(this.secondMakers, account);
  }
}
