import type { Lots, Side, Ticks } from "../../base/units.ts";
import type { BookView } from "../engine/book-view.ts";
import { TIF_IMMEDIATE, TYPE_LIMIT, TYPE_MARKET, TYPE_STOP } from "../engine/order-kinds.ts";
import { ORDER_RESTING, ORDER_STOPPED } from "../engine/order-record.ts";
import type { Instrument } from "../instrument.ts";
import { protectionTicksOf } from "../matching/parameters.ts";
import { ACCEPTED, TRADING_HALTED, UNREASONABLE_PRICE } from "../refusals.ts";
import { CONTINUOUS } from "../venue-state.ts";
import { HaltingVenue } from "./halts.ts";
import type { PriceGuard } from "./price-rules.ts";

/**
 * Gives orders to the engine so that they trade no further than the price rules let them. One that would is given the
 * bound as its limit, then its month is stopped, and what is left of it waits for the auction at its own limit, or at the
 * bound if it is a market order. Stop orders that trades trigger, and legs of implied matches, may trade beyond the bound:
 * the halt then follows the command.
 */
export class GuardedVenue extends HaltingVenue {
  /** Best opposite price, after `findBest` has found one. */
  private bestTicks: Ticks = 0;
  /** Whether the order for which `stopBefore` was asked last reaches the best opposite price, which is `bestTicks`. */
  private mayTrade = false;
  private readonly hasProtection: boolean;
  private readonly protectionTicks: Ticks;

  constructor(parts: ConstructorParameters<typeof HaltingVenue>[0]) {
    super(parts);
    const protection = protectionTicksOf(parts.parameters.rules);
    this.hasProtection = protection !== undefined;
    this.protectionTicks = protection ?? 0;
  }

  /** Of a new order: what is taken while trading is stopped, and what price is reasonable while it is not. */
  protected priceRefusal(slot: number, instrument: Instrument): number {
    const { store } = this;
    if (instrument.isHalted) return this.isCollected(slot, instrument) ? ACCEPTED : TRADING_HALTED;
    const { guard } = instrument;
    if (guard === undefined || store.typeOf(slot) !== TYPE_LIMIT) return ACCEPTED;
    return this.reasonableRefusal(guard, store.sideOf(slot), store.priceTicksOf(slot));
  }

  protected reasonableRefusal(guard: PriceGuard, side: Side, priceTicks: Ticks): number {
    return this.phase !== CONTINUOUS || guard.isReasonable(side, priceTicks) ? ACCEPTED : UNREASONABLE_PRICE;
  }

  /**
   * Stops a month because an admitted order would trade outside the bounds at once; TRADING_HALTED if the order is none
   * that waits for an auction.
   */
  protected stopBefore(slot: number, instrument: Instrument): number {
    const { store } = this;
    const { guard } = instrument;
    this.mayTrade = false;
    if (guard === undefined || !this.isBounded(instrument)) return ACCEPTED;
    const type = store.typeOf(slot);
    const side = store.sideOf(slot);
    if (type >= TYPE_STOP || !this.findBest(instrument.book, side)) return ACCEPTED;
    if (type === TYPE_LIMIT && (store.priceTicksOf(slot) - this.bestTicks) * side < 0) return ACCEPTED;
    this.mayTrade = true;
    if (!this.stopOutside(instrument, guard, this.bestTicks)) return ACCEPTED;
    return this.isCollected(slot, instrument) ? ACCEPTED : TRADING_HALTED;
  }

  /** A new order, for which `stopBefore` has been asked, goes to the engine. */
  protected enterOrder(slot: number, instrument: Instrument): void {
    const { store } = this;
    const { guard } = instrument;
    if (guard === undefined || !this.mayTrade || instrument.isHalted) {
      this.submit(slot, instrument);
      return;
    }
    const side = store.sideOf(slot);
    const bound = guard.boundAfter(side, this.bestTicks);
    const isMarket = store.typeOf(slot) === TYPE_MARKET;
    const reach = isMarket ? this.marketReach(instrument, side) : store.priceTicksOf(slot);
    if (store.typeOf(slot) > TYPE_MARKET || (reach - bound) * side <= 0) {
      this.submit(slot, instrument);
      return;
    }
    if (isMarket) store.describe(slot, TYPE_LIMIT, store.effectOf(slot), store.stpOf(slot), false);
    store.setPrice(slot, bound);
    this.submit(slot, instrument);
    this.stopAtBound(slot, instrument, guard, bound, reach, isMarket);
  }

  /** A resting order, or a stop-limit order that waits, is given other terms. */
  protected replace(slot: number, instrument: Instrument, priceTicks: Ticks, lots: Lots): void {
    const { store } = this;
    const { guard } = instrument;
    const side = store.sideOf(slot);
    const keepsPlace = priceTicks === store.priceTicksOf(slot) && lots <= store.leavesOf(slot);
    const isPlain = keepsPlace || store.stateOf(slot) === ORDER_STOPPED;
    if (guard === undefined || isPlain || !this.isBounded(instrument)) {
      this.engineReplace(slot, instrument, priceTicks, lots);
      return;
    }
    const isMarketable = this.findBest(instrument.book, side) && (priceTicks - this.bestTicks) * side >= 0;
    if (!isMarketable || this.stopOutside(instrument, guard, this.bestTicks)) {
      this.engineReplace(slot, instrument, priceTicks, lots);
      return;
    }
    const bound = guard.boundAfter(side, this.bestTicks);
    if ((priceTicks - bound) * side <= 0) {
      this.engineReplace(slot, instrument, priceTicks, lots);
      return;
    }
    this.engineReplace(slot, instrument, bound, lots);
    this.stopAtBound(slot, instrument, guard, bound, priceTicks, false);
  }

  /** After every command to the engine that may trade: the order desk counts what the order paid. */
  protected countAggressor(_slot: number, _instrument: Instrument): void {}

  /** Whether the book trades continuously now, so that bounds apply before a match. */
  private isBounded(instrument: Instrument): boolean {
    return this.phase === CONTINUOUS && !this.batches && !instrument.isHalted;
  }

  /** Stops a month where the next trade would be at a price outside the bounds; whether it is. */
  private stopOutside(instrument: Instrument, guard: PriceGuard, ticks: Ticks): boolean {
    if (ticks >= guard.low && ticks <= guard.high) return false;
    this.stopTrading(this.month(instrument.listed.index), guard, guard.breachAt(ticks), ticks);
    return true;
  }

  /**
   * The order has traded up to the bound. If there is more within its own limit the month is stopped; then the order is
   * given its limit back, in the auction or, where nobody is on the other side, in the book.
   */
  private stopAtBound(
    slot: number,
    instrument: Instrument,
    guard: PriceGuard,
    bound: Ticks,
    reach: Ticks,
    isMarket: boolean,
  ): void {
    const { store } = this;
    const side = store.sideOf(slot);
    const open = store.leavesOf(slot);
    if (open === 0) return;
    if (this.findBest(instrument.book, side)) {
      const { bestTicks } = this;
      const isBeyond = (bestTicks - bound) * side > 0 && (reach - bestTicks) * side >= 0;
      if (isBeyond) this.stopOutside(instrument, guard, bestTicks);
    }
    if (isMarket || store.stateOf(slot) !== ORDER_RESTING) return;
    this.engine.replace(slot, reach, open);
    this.passOn(false);
  }

  private submit(slot: number, instrument: Instrument): void {
    this.engine.submit(slot);
    this.passOn(false);
    this.countAggressor(slot, instrument);
  }

  private engineReplace(slot: number, instrument: Instrument, priceTicks: Ticks, lots: Lots): void {
    this.engine.replace(slot, priceTicks, lots);
    this.passOn(false);
    this.countAggressor(slot, instrument);
  }

  /** Whether an order may wait for the auction that ends a halt: a limit order that rests, without conditions. */
  private isCollected(slot: number, instrument: Instrument): boolean {
    const { store } = this;
    if (instrument.isHaltedAllDay || store.typeOf(slot) !== TYPE_LIMIT || store.isPostOnly(slot)) return false;
    return store.tifOf(slot) !== TIF_IMMEDIATE;
  }

  /** How far a market order may trade: to the end of its protection, within the band. */
  private marketReach(instrument: Instrument, side: Side): Ticks {
    const { bandLow, bandHigh, book } = instrument;
    if (!this.hasProtection || !this.findBest(book, side)) return side === 1 ? bandHigh : bandLow;
    return Math.min(Math.max(this.bestTicks + side * this.protectionTicks, bandLow), bandHigh);
  }

  /** Looks for the best price, in the book or implied, at which an order of this side could trade. */
  private findBest(book: BookView, side: Side): boolean {
    const isBuy = side === 1;
    const hasOwn = isBuy ? book.hasAsk : book.hasBid;
    const hasImplied = isBuy ? book.hasImpliedAsk : book.hasImpliedBid;
    if (hasOwn) this.bestTicks = isBuy ? book.askTicks : book.bidTicks;
    if (!hasImplied) return hasOwn;
    const implied = isBuy ? book.impliedAskTicks : book.impliedBidTicks;
    if (!hasOwn || (this.bestTicks - implied) * side > 0) this.bestTicks = implied;
    return true;
  }
}
