import { InvariantError } from "../base/assert.ts";
import type { Lots, Side } from "../base/units.ts";
import { EFFECT_NET } from "./engine/order-kinds.ts";
import type { OrderStore } from "./engine/order-store.ts";
import { type Instrument, type MonthInstrument, SpreadInstrument } from "./instrument.ts";
import type { Participation } from "./participation.ts";
import { ACCEPTED } from "./refusals.ts";
import type { RiskGate } from "./risk-gate.ts";

/**
 * The open orders of each account and what the risk gate holds for them. An order for a calendar spread is one for its
 * near month and one for its far month on the other side, both without position effect.
 */
export class OpenOrders {
  /** Open orders per account. */
  readonly count: Int32Array;
  private readonly store: OrderStore;
  private readonly gate: RiskGate;
  private readonly participation: Participation;
  private readonly instruments: readonly (Instrument | undefined)[];

  constructor(
    store: OrderStore,
    gate: RiskGate,
    participation: Participation,
    instruments: readonly (Instrument | undefined)[],
    accounts: number,
  ) {
    this.store = store;
    this.gate = gate;
    this.participation = participation;
    this.instruments = instruments;
    this.count = new Int32Array(accounts);
  }

  /** Asks the gate for so many more lots of an order; ACCEPTED or the code of its refusal. */
  admit(slot: number, lots: Lots): number {
    const { store, gate } = this;
    const account = store.accountOf(slot);
    const side = store.sideOf(slot);
    const instrument = this.instruments[store.instrumentOf(slot)]!;
    if (!(instrument instanceof SpreadInstrument))
      return gate.admit(account, instrument.listed.index, side, lots, store.effectOf(slot));
    const { near, far } = instrument.spread;
    const reason = gate.admit(account, near.index, side, lots, EFFECT_NET);
    if (reason !== ACCEPTED) return reason;
    const farReason = gate.admit(account, far.index, opposite(side), lots, EFFECT_NET);
    if (farReason !== ACCEPTED) gate.release(account, near.index, side, lots, EFFECT_NET);
    return farReason;
  }

  /** Open lots of an order are gone without a trade. */
  released(slot: number, lots: Lots): void {
    const { store, gate } = this;
    const account = store.accountOf(slot);
    const side = store.sideOf(slot);
    const instrument = this.instruments[store.instrumentOf(slot)]!;
    if (instrument instanceof SpreadInstrument) {
      gate.release(account, instrument.spread.near.index, side, lots, EFFECT_NET);
      gate.release(account, instrument.spread.far.index, opposite(side), lots, EFFECT_NET);
    } else gate.release(account, instrument.listed.index, side, lots, store.effectOf(slot));
  }

  /** Lots of two orders have become positions in a month at a price; the roles are those of risk-gate.ts. */
  traded(
    month: MonthInstrument,
    buy: number,
    sell: number,
    lots: Lots,
    priceTicks: number,
    buyRole: number,
    sellRole: number,
  ): void {
    const buyer = this.book(month, buy, 1, lots, priceTicks, buyRole);
    const seller = this.book(month, sell, -1, lots, priceTicks, sellRole);
    if (buyer === seller) this.participation.selfTraded(buyer, month);
  }

  /** The owner of an order has cancelled it with so many lots open. */
  cancelled(slot: number, lots: Lots): void {
    const { store } = this;
    const instrument = this.instruments[store.instrumentOf(slot)]!;
    this.participation.cancelled(store.accountOf(slot), instrument, lots, store.lotsOf(slot));
  }

  opened(slot: number): void {
    const account = this.store.accountOf(slot);
    this.count[account] = this.count[account]! + 1;
  }

  /** An order is open no more. */
  closed(slot: number): void {
    const account = this.store.accountOf(slot);
    const left = this.count[account]! - 1;
    if (left < 0) throw new InvariantError("an account has fewer than no open orders");
    this.count[account] = left;
  }

  /** One side of a trade in a month; returns the account. A leg of a spread has no position effect. */
  private book(month: MonthInstrument, slot: number, side: Side, lots: Lots, priceTicks: number, role: number): number {
    const { store } = this;
    const account = store.accountOf(slot);
    const { index } = month.month;
    const effect = store.instrumentOf(slot) === index ? store.effectOf(slot) : EFFECT_NET;
    this.gate.trade(account, index, side, lots, priceTicks, effect, role);
    this.participation.traded(account, month, side, lots, effect, role);
    return account;
  }
}

function opposite(side: Side): Side {
  return side === 1 ? -1 : 1;
}
