import { InvariantError } from "../base/assert.ts";
import type { Lots, Side, TimeUs } from "../base/units.ts";
import { OF_LEAVES, OF_LOTS, OF_PRICE, OF_SLOT, OF_TAKER, OUTCOME_SHIFT } from "./engine/outcome-record.ts";
import type { OrderStore } from "./engine/order-store.ts";
import { type Instrument, MonthInstrument, SpreadInstrument } from "./instrument.ts";
import type { OpenOrders } from "./open-orders.ts";
import { ROLE_MAKER, ROLE_TAKER } from "./risk-gate.ts";
import { PHASE_OF_IMPLIED, type VenueListener } from "./venue-listener.ts";

/**
 * Books an implied match: three parties or more, each of which trades at the price of its own order, so that the trades
 * of every month have a buyer and a seller at one price.
 *
 * A spread order that comes trades its near and its far month with those who rest there. An order for a month that comes
 * trades that month with the spread's owner, who trades the other month with those who rest there.
 */
export class ImpliedFlow {
  private readonly store: OrderStore;
  private readonly instruments: readonly (Instrument | undefined)[];
  private readonly listener: VenueListener;
  private readonly orders: OpenOrders;
  /** The order that came. */
  private taker = -1;
  private nowUs: TimeUs = 0;

  constructor(
    store: OrderStore,
    instruments: readonly (Instrument | undefined)[],
    listener: VenueListener,
    orders: OpenOrders,
  ) {
    this.store = store;
    this.instruments = instruments;
    this.listener = listener;
    this.orders = orders;
  }

  /** `first`: the row of the implied match, followed by its legs up to `last`. */
  pass(words: Int32Array, first: number, last: number, nowUs: TimeUs): void {
    const at = first << OUTCOME_SHIFT;
    const taker = words[at + OF_TAKER]!;
    const priceTicks = words[at + OF_PRICE]!;
    const lots = words[at + OF_LOTS]!;
    const leaves = words[at + OF_LEAVES]!;
    const own = this.instrumentOf(taker);
    this.taker = taker;
    this.nowUs = nowUs;
    if (own instanceof SpreadInstrument) {
      own.traded(priceTicks, lots, this.store.sideOf(taker));
      for (let row = first + 1; row <= last; row++) this.takerTradesLeg(words, row, taker);
    } else if (own instanceof MonthInstrument) {
      this.tradeThroughSpread(words, first + 1, last, taker, own, priceTicks);
    }
    this.listener.onFill(taker, own, lots, priceTicks, leaves);
    if (leaves === 0) this.orders.closed(taker);
    for (let row = first + 1; row <= last; row++) this.tellMaker(words, row);
  }

  /** One maker of a month against the spread order that came. */
  private takerTradesLeg(words: Int32Array, row: number, taker: number): void {
    const at = row << OUTCOME_SHIFT;
    const maker = words[at + OF_SLOT]!;
    const month = this.instrumentOf(maker);
    if (!(month instanceof MonthInstrument)) throw new InvariantError("a leg of an implied spread is not a month");
    this.trade(month, words[at + OF_PRICE]!, words[at + OF_LOTS]!, taker, maker);
  }

  /** Spread makers trade the taker's month with it and the other month with that month's makers. */
  private tradeThroughSpread(
    words: Int32Array,
    first: number,
    last: number,
    taker: number,
    own: MonthInstrument,
    priceTicks: number,
  ): void {
    let leg = first;
    while (leg <= last && this.isSpread(words, leg)) leg++;
    let left = leg <= last ? words[(leg << OUTCOME_SHIFT) + OF_LOTS]! : 0;
    for (let row = first; row <= last && this.isSpread(words, row); row++) {
      const at = row << OUTCOME_SHIFT;
      const maker = words[at + OF_SLOT]!;
      let lots = words[at + OF_LOTS]!;
      this.trade(own, priceTicks, lots, taker, maker);
      this.instrumentOf(maker).traded(words[at + OF_PRICE]!, lots, -this.store.sideOf(maker));
      while (lots > 0) {
        if (leg > last) throw new InvariantError("the legs of an implied match have different lots");
        const other = leg << OUTCOME_SHIFT;
        const outright = words[other + OF_SLOT]!;
        const month = this.instrumentOf(outright);
        if (!(month instanceof MonthInstrument)) throw new InvariantError("a leg of an implied match is not a month");
        const part = Math.min(lots, left);
        this.trade(month, words[other + OF_PRICE]!, part, maker, outright);
        lots -= part;
        left -= part;
        if (left === 0 && ++leg <= last) left = words[(leg << OUTCOME_SHIFT) + OF_LOTS]!;
      }
    }
  }

  /** A trade in a month between an order that passes through it and one that rests, or the one that came. */
  private trade(month: MonthInstrument, priceTicks: number, lots: Lots, active: number, passive: number): void {
    if (priceTicks < month.bandLow || priceTicks > month.bandHigh)
      throw new InvariantError("a trade outside the price band");
    if (month.isHalted) throw new InvariantError("a trade while trading is stopped");
    const passiveSide = this.sideIn(passive, month);
    const activeSide: Side = passiveSide === 1 ? -1 : 1;
    const buy = activeSide === 1 ? active : passive;
    const sell = activeSide === 1 ? passive : active;
    const buyRole = buy === this.taker ? ROLE_TAKER : ROLE_MAKER;
    const sellRole = sell === this.taker ? ROLE_TAKER : ROLE_MAKER;
    this.orders.traded(month, buy, sell, lots, priceTicks, buyRole, sellRole);
    month.traded(priceTicks, lots, activeSide);
    month.matched(this.nowUs, priceTicks);
    this.listener.onTrade(month, PHASE_OF_IMPLIED, priceTicks, lots, activeSide, buy, sell);
  }

  /** The side on which an order trades a month, directly or as a leg of its spread. */
  private sideIn(slot: number, month: MonthInstrument): Side {
    const own = this.instrumentOf(slot);
    const side = this.store.sideOf(slot);
    if (!(own instanceof SpreadInstrument) || own.near === month) return side;
    return side === 1 ? -1 : 1;
  }

  private tellMaker(words: Int32Array, row: number): void {
    const at = row << OUTCOME_SHIFT;
    const maker = words[at + OF_SLOT]!;
    const leaves = words[at + OF_LEAVES]!;
    this.listener.onFill(maker, this.instrumentOf(maker), words[at + OF_LOTS]!, words[at + OF_PRICE]!, leaves);
    if (leaves === 0) this.orders.closed(maker);
  }

  private isSpread(words: Int32Array, row: number): boolean {
    return this.instrumentOf(words[(row << OUTCOME_SHIFT) + OF_SLOT]!) instanceof SpreadInstrument;
  }

  private instrumentOf(slot: number): Instrument {
    return this.instruments[this.store.instrumentOf(slot)]!;
  }
}
