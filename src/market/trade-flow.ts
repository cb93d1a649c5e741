import { InvariantError } from "../base/assert.ts";
import type { Lots, Side, Ticks } from "../base/units.ts";
import type { Instrument } from "./instrument.ts";
import type { OrderStore } from "./engine/order-store.ts";
import type { RiskGate } from "./risk-gate.ts";
import type { VenueListener } from "./venue-listener.ts";

/** Top of the book before the message being handled. */
export interface QuoteBefore {
  hasBid: boolean;
  bidTicks: Ticks;
  hasAsk: boolean;
  askTicks: Ticks;
}

/**
 * Turns the fills of a book's last command into trades: positions at the risk gate, the day's statistics, news to the
 * listener. Asserts that no trade leaves the price band.
 */
export class TradeFlow {
  private readonly store: OrderStore;
  private readonly gate: RiskGate;
  private readonly listener: VenueListener;
  private readonly before: QuoteBefore;
  private readonly openOrders: Int32Array;

  /** `openOrders`: open orders of each account, counted down as orders are filled. */
  constructor(store: OrderStore, gate: RiskGate, listener: VenueListener, before: QuoteBefore, openOrders: Int32Array) {
    this.store = store;
    this.gate = gate;
    this.listener = listener;
    this.before = before;
    this.openOrders = openOrders;
  }

  /** Passes on the fills of an order that came and met resting ones. */
  continuous(instrument: Instrument, slot: number): void {
    const { fills } = instrument.book;
    let lots = 0;
    for (let k = 0; k < fills.count; k++) lots += fills.lots[k]!;
    this.countAggressor(slot, instrument, lots);
    const side = this.store.sideOf(slot);
    let leaves = this.store.leavesOf(slot) + lots;
    for (let k = 0; k < fills.count; k++) {
      leaves -= fills.lots[k]!;
      this.trade(instrument, k, side, fills.makerLeaves[k]!, leaves);
    }
  }

  /** Passes on the fills of a call auction: both orders rested, either may go on in the next fill. */
  auction(instrument: Instrument): void {
    const { fills } = instrument.book;
    const leaves = new Map<number, Lots>();
    for (let k = 0; k < fills.count; k++)
      for (const slot of [fills.makerSlot[k]!, fills.takerSlot[k]!])
        leaves.set(slot, (leaves.get(slot) ?? this.store.leavesOf(slot)) + fills.lots[k]!);
    for (let k = 0; k < fills.count; k++) {
      const maker = fills.makerSlot[k]!;
      const taker = fills.takerSlot[k]!;
      leaves.set(maker, leaves.get(maker)! - fills.lots[k]!);
      leaves.set(taker, leaves.get(taker)! - fills.lots[k]!);
      this.trade(instrument, k, 0, leaves.get(maker)!, leaves.get(taker)!);
      if (leaves.get(taker) === 0) this.openOrders[this.store.accountOf(taker)]!--;
    }
  }

  private trade(
    instrument: Instrument,
    k: number,
    aggressorSide: Side | 0,
    makerLeaves: Lots,
    takerLeaves: Lots,
  ): void {
    const { fills } = instrument.book;
    const { store, gate } = this;
    const index = instrument.month.index;
    const maker = fills.makerSlot[k]!;
    const taker = fills.takerSlot[k]!;
    const priceTicks = fills.priceTicks[k]!;
    const lots = fills.lots[k]!;
    if (priceTicks < instrument.bandLow || priceTicks > instrument.bandHigh)
      throw new InvariantError("a trade outside the price band");
    const takerSide = store.sideOf(taker);
    gate.trade(store.accountOf(maker), index, store.sideOf(maker), lots, priceTicks);
    gate.trade(store.accountOf(taker), index, takerSide, lots, priceTicks);
    instrument.stats.trade(priceTicks, lots, aggressorSide);
    if (priceTicks === instrument.bandHigh) instrument.stats.atLimit = 1;
    if (priceTicks === instrument.bandLow) instrument.stats.atLimit = 2;
    instrument.hasTraded = true;
    instrument.lastTradeTicks = priceTicks;
    if (makerLeaves === 0) this.openOrders[store.accountOf(maker)]!--;
    if (takerSide === 1)
      this.listener.onTrade(instrument, priceTicks, lots, aggressorSide, taker, takerLeaves, maker, makerLeaves);
    else this.listener.onTrade(instrument, priceTicks, lots, aggressorSide, maker, makerLeaves, taker, takerLeaves);
  }

  private countAggressor(slot: number, instrument: Instrument, lots: Lots): void {
    if (!this.before.hasBid || !this.before.hasAsk) return;
    const { fills } = instrument.book;
    let tradedTicks = 0;
    for (let k = 0; k < fills.count; k++) tradedTicks += fills.lots[k]! * fills.priceTicks[k]!;
    instrument.stats.aggressor(this.store.sideOf(slot), lots, tradedTicks, this.before.bidTicks + this.before.askTicks);
  }
}
