import type { Lots, Side } from "../base/units.ts";
import { enterDraft } from "../market/enter-draft.ts";
import { FastEngine } from "../market/engine/fast-engine.ts";
import { OrderStore } from "../market/engine/order-store.ts";
import type { Instrument, MonthInstrument, SpreadInstrument } from "../market/instrument.ts";
import { listSpread } from "../market/listing.ts";
import { type AllocationParameters, allocationTermsOf, orderRulesOf } from "../market/matching/parameters.ts";
import { OrderDraft } from "../market/order-draft.ts";
import type { VenueParameters } from "../market/parameters.ts";
import { ACCEPTED, INSUFFICIENT_MARGIN } from "../market/refusals.ts";
import type { RiskGate } from "../market/risk-gate.ts";
import { Venue } from "../market/venue.ts";
import type { VenueListener } from "../market/venue-listener.ts";
import { shfeLike, testMonth } from "./venue-parameters.ts";

interface DeskTrade {
  readonly index: number;
  readonly phase: number;
  readonly price: number;
  readonly lots: Lots;
  readonly aggressor: number;
}

/**
 * A venue in continuous trading with two months at 1000 ticks (and, if listed, their spread as instrument 2), four
 * accounts, and a witness that writes down everything it says. Keys of `open`: account, month, side; of `positions`:
 * account, month.
 */
export class VenueDesk implements VenueListener, RiskGate {
  readonly store = new OrderStore(1000);
  readonly venue: Venue;
  readonly trades: DeskTrade[] = [];
  readonly fills: { slot: number; lots: Lots; price: number; leaves: Lots }[] = [];
  readonly done: { slot: number; reason: number }[] = [];
  readonly rejects: number[] = [];
  readonly waiting: number[] = [];
  readonly open: Record<string, Lots> = {};
  readonly positions: Record<string, Lots> = {};
  refuseMonth = -1;
  /** Whether orders are the clearing house's. */
  byHouse = false;
  private nextId = 0;

  constructor(
    contract: Partial<VenueParameters["contract"]> = {},
    matching: AllocationParameters = { algorithm: "price_time" },
  ) {
    const standard = shfeLike();
    const parameters = shfeLike({ contract: { ...standard.contract, ...contract }, matching });
    this.venue = new Venue({
      parameters,
      allocation: allocationTermsOf(matching, Number),
      orderRules: orderRulesOf(parameters.rules),
      engine: new FastEngine(this.store),
      store: this.store,
      gate: this,
      listener: this,
      accounts: 4,
      longestDelayUs: 0,
    });
    const near = testMonth(0);
    const far = testMonth(1);
    this.venue.list(near);
    this.venue.list(far);
    if (parameters.contract.spreads.listed) this.venue.listSpread(listSpread(parameters, near, far, 2)!);
    this.venue.startDay(1, 0);
    this.venue.startContinuous(0);
  }

  get spread(): SpreadInstrument {
    return this.venue.spreads[0]!;
  }

  /** Sends an order to instrument 0, 1 or 2; what is not said is a plain limit order's. Returns its slot. */
  send(account: number, index: number, side: Side, lots: Lots, changes: Partial<OrderDraft> = {}): number {
    const { listed } = this.venue.instruments[index]!;
    const draft = Object.assign(new OrderDraft().reset(listed, side, lots, 0), changes);
    const slot = enterDraft(draft, this.store, this.nextId++, account);
    this.venue.admitNew(slot, 1, this.byHouse);
    return slot;
  }

  onTrade(instrument: MonthInstrument, phase: number, price: number, lots: Lots, aggressor: number): void {
    this.trades.push({ index: instrument.month.index, phase, price, lots, aggressor });
  }
  onFill(slot: number, _: Instrument, lots: Lots, price: number, leaves: Lots): void {
    this.fills.push({ slot, lots, price, leaves });
  }
  onOrderDone(slot: number, reason: number): void {
    this.done.push({ slot, reason });
  }
  onOrderEvent(): void {}
  onChangeRefused(): void {}
  onReject(_account: number, _instrument: number, reason: number): void {
    this.rejects.push(reason);
  }
  onMessage(): void {}
  onTop(): void {}
  onBatchWaiting(instrument: Instrument): void {
    this.waiting.push(instrument.listed.index);
  }

  admit(account: number, month: number, side: Side, lots: Lots): number {
    if (month === this.refuseMonth) return INSUFFICIENT_MARGIN;
    add(this.open, `${account} ${month} ${side}`, lots);
    return ACCEPTED;
  }
  release(account: number, month: number, side: Side, lots: Lots): void {
    add(this.open, `${account} ${month} ${side}`, -lots);
  }
  trade(account: number, month: number, side: Side, lots: Lots): void {
    add(this.open, `${account} ${month} ${side}`, -lots);
    add(this.positions, `${account} ${month}`, side * lots);
  }
}

function add(counts: Record<string, Lots>, key: string, lots: Lots): void {
  counts[key] = (counts[key] ?? 0) + lots;
}
