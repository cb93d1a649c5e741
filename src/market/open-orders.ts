import { InvariantError } from "../base/assert.ts";
import type { Lots, Side } from "../base/units.ts";
import type { OrderStore } from "./engine/order-store.ts";
import { type Instrument, SpreadInstrument } from "./instrument.ts";
import { ACCEPTED } from "./refusals.ts";
import type { RiskGate } from "./risk-gate.ts";

/**
 * The open orders of each account and what the risk gate holds for them. An order for a calendar spread is one for its
 * near month and one for its far month on the other side.
 */
export class OpenOrders {
  /** Open orders per account. */
  readonly count: Int32Array;
  private readonly store: OrderStore;
  private readonly gate: RiskGate;
  private readonly instruments: readonly (Instrument | undefined)[];

  constructor(store: OrderStore, gate: RiskGate, instruments: readonly (Instrument | undefined)[], accounts: number) {
    this.store = store;
    this.gate = gate;
    this.instruments = instruments;
    this.count = new Int32Array(accounts);
  }

  /** Asks the gate for so many more lots of an order; ACCEPTED or the code of its refusal. */
  admit(slot: number, lots: Lots): number {
    const account = this.store.accountOf(slot);
    const side = this.store.sideOf(slot);
    const instrument = this.instruments[this.store.instrumentOf(slot)]!;
    if (!(instrument instanceof SpreadInstrument)) return this.gate.admit(account, instrument.listed.index, side, lots);
    const { near, far } = instrument.spread;
    const reason = this.gate.admit(account, near.index, side, lots);
    if (reason !== ACCEPTED) return reason;
    const farReason = this.gate.admit(account, far.index, opposite(side), lots);
    if (farReason !== ACCEPTED) this.gate.release(account, near.index, side, lots);
    return farReason;
  }

  /** Open lots of an order are gone without a trade. */
  released(slot: number, lots: Lots): void {
    const account = this.store.accountOf(slot);
    const side = this.store.sideOf(slot);
    const instrument = this.instruments[this.store.instrumentOf(slot)]!;
    if (instrument instanceof SpreadInstrument) {
      this.gate.release(account, instrument.spread.near.index, side, lots);
      this.gate.release(account, instrument.spread.far.index, opposite(side), lots);
    } else this.gate.release(account, instrument.listed.index, side, lots);
  }

  /** Lots of an order have become position in a month. */
  traded(slot: number, month: number, side: Side, lots: Lots, priceTicks: number): void {
    this.gate.trade(this.store.accountOf(slot), month, side, lots, priceTicks);
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
}

function opposite(side: Side): Side {
  return side === 1 ? -1 : 1;
}
