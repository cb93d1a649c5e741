import type { Lots, Ticks } from "../../base/units.ts";
import type { BookView } from "./book-view.ts";
import type { Outcomes } from "./outcomes.ts";
import type { TradingTerms } from "./trading-terms.ts";

/**
 * The matching engine of a venue: a book per instrument, stop orders, call auctions, implied matching between calendar
 * spreads and their legs. Priority is the order in which a book accepted its orders, never a time stamp.
 *
 * Orders lie in an OrderStore before they come. Whoever calls has checked them against the rules (admission.ts): a
 * command that cannot be (a slot in the wrong state, an unknown instrument, an order type that the book's phase does not
 * take) is an InvariantError. All that a command did is in `outcomes` until the next one. Slots are released by the caller.
 */
export interface MatchingEngine {
  readonly outcomes: Outcomes;

  /** Makes an instrument known, with an empty book in continuous trading without band. A spread after its legs. */
  list(terms: TradingTerms): void;
  book(instrument: number): BookView;
  /** The prices between which market and stop orders may trade; orders in the book are not touched. */
  setBand(instrument: number, lowTicks: Ticks, highTicks: Ticks): void;

  /** From now on orders rest without matching. */
  collect(instrument: number): void;
  /**
   * Call auction over all that rests; the book goes on collecting. Whether anything traded. Immediate orders, which only
   * frequent batch auctions take, end after it.
   */
  uncross(instrument: number, referenceTicks: Ticks): boolean;
  /** Continuous trading again: the book must not be crossed. Stops triggered by the auction enter now. */
  resume(instrument: number): void;

  /** A pending order comes: it matches or is collected, then rests, waits as a stop, or ends. */
  submit(slot: number): void;
  /** A resting or stopped order ends. */
  cancel(slot: number): void;
  /**
   * Another price and other open lots for a resting order or a held stop-limit order. Fewer or as many lots at the same
   * price keep its place; otherwise it comes anew behind all others, and matches unless the book is collecting.
   */
  replace(slot: number, priceTicks: Ticks, lots: Lots): void;
  /** Another stop price, and limit price, and open lots for a held stop order, which then waits behind others. */
  replaceStop(slot: number, stopTicks: Ticks, priceTicks: Ticks, lots: Lots): void;
  /** Ends all orders of an account (-1: of everybody) in an instrument (-1: in all), stops too; `reason` as ENDED_*. */
  massCancel(account: number, instrument: number, reason: number): void;
  /** The end of trading day `session`: ends day orders, good-till-date orders up to it, and on the `last` day all. */
  expire(instrument: number, session: number, last: boolean): void;
  /** Ends resting orders and held stop-limit orders whose price lies outside the band, after `setBand` on a new day. */
  purge(instrument: number): void;

  /** Walks through the whole structure; throws InvariantError on the first thing that is not as it must be. */
  verify(): void;
}
