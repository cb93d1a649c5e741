import type { Lots, Side, Ticks, TimeUs } from "../base/units.ts";
import type { ContractTerms } from "../market/contract-parameters.ts";
import { enterDraft } from "../market/enter-draft.ts";
import { FastEngine } from "../market/engine/fast-engine.ts";
import { OrderStore } from "../market/engine/order-store.ts";
import type { Instrument, MonthInstrument, SpreadInstrument } from "../market/instrument.ts";
import { listSpread } from "../market/listing.ts";
import { type AllocationParameters, allocationTermsOf, orderRulesOf } from "../market/matching/parameters.ts";
import { OrderDraft } from "../market/order-draft.ts";
import type { VenueParameters } from "../market/parameters.ts";
import { ACCEPTED, INSUFFICIENT_MARGIN, MESSAGES_THROTTLED, OPENING_LIMIT_EXCEEDED } from "../market/refusals.ts";
import type { Participation } from "../market/participation.ts";
import type { Holdings, RiskGate } from "../market/risk-gate.ts";
import { Venue } from "../market/venue.ts";
import type { VenueListener } from "../market/venue-listener.ts";
import type { VenueParts } from "../market/venue-state.ts";
import { priceRulesOf } from "./price-rules.ts";
import { shfeLike, testMonth, tokenContract } from "./venue-parameters.ts";

interface DeskTrade {
  readonly index: number;
  readonly phase: number;
  readonly price: number;
  readonly lots: Lots;
  readonly aggressor: number;
}

/** What the gate was told of one side of a trade. */
interface GateTrade {
  readonly account: number;
  readonly month: number;
  readonly side: Side;
  readonly lots: Lots;
  readonly price: number;
  readonly effect: number;
  readonly role: number;
}

/** What a price rule reported. */
interface PriceEvent {
  readonly index: number;
  readonly type: number;
  readonly reference: number;
  readonly low: number;
  readonly high: number;
  readonly durationUs: TimeUs;
  readonly lots: Lots;
  readonly lockDay: number;
}

/**
 * A venue in continuous trading with two months at 1000 ticks (and, if listed, their spread as instrument 2), four
 * accounts, and a witness that writes down everything it says. Keys of `open`: account, month, side; of `positions`:
 * account, month.
 */
export class VenueDesk implements VenueListener, RiskGate {
  readonly store = new OrderStore(1000);
  readonly holdings = noHoldings(4, 3);
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
  readonly gateTrades: GateTrade[] = [];
  readonly priceEvents: PriceEvent[] = [];
  readonly halts: { index: number; untilUs: TimeUs }[] = [];
  /** What participation rules were asked, in words. */
  readonly asked: string[] = [];
  refuseMessages = false;
  refuseOrders = false;
  readonly participation: Participation = {
    message: () => (this.refuseMessages ? MESSAGES_THROTTLED : ACCEPTED),
    admit: () => (this.refuseOrders ? OPENING_LIMIT_EXCEEDED : ACCEPTED),
    traded: (account, { month }, side, lots, effect, role) =>
      this.asked.push(`traded ${account} ${month.index} ${side * lots} ${effect} ${role}`),
    selfTraded: (account, { month }) => this.asked.push(`selfTraded ${account} ${month.index}`),
    cancelled: (account, { listed }, lots, ordered) =>
      this.asked.push(`cancelled ${account} ${listed.index} ${lots} ${ordered}`),
    bookChanged: () => {},
  };
  private nextId = 0;

  constructor(
    contract: Partial<ContractTerms> = {},
    matching: AllocationParameters = { algorithm: "price_time" },
    rules: Partial<VenueParameters["rules"]> = {},
    newVenue: (parts: VenueParts) => Venue = (parts) => new Venue(parts),
  ) {
    const standard = shfeLike();
    const parameters = shfeLike({
      contracts: [tokenContract(contract)],
      matching,
      rules: { ...standard.rules, ...priceRulesOf({ dailyBand: { percent: 7, firstDayMultiple: 2 } }), ...rules },
    });
    this.venue = newVenue({
      parameters,
      allocation: allocationTermsOf(matching, Number),
      orderRules: orderRulesOf(parameters.rules),
      engine: new FastEngine(this.store),
      store: this.store,
      gate: this,
      participation: this.participation,
      listener: this,
      accounts: 4,
      longestDelayUs: 0,
    });
    const near = testMonth(0);
    const far = testMonth(1);
    this.venue.list(near);
    this.venue.list(far);
    if (parameters.contracts[0]!.spreads.listed) this.venue.listSpread(listSpread(parameters, near, far, 2)!);
    this.venue.startDay(1, 0);
    this.venue.startContinuous(0);
  }

  /** The order messages of `send` come at this moment. */
  nowUs = 1;

  get spread(): SpreadInstrument {
    return this.venue.spreads[0]!;
  }

  /** Sends an order to instrument 0, 1 or 2; what is not said is a plain limit order's. Returns its slot. */
  send(account: number, index: number, side: Side, lots: Lots, changes: Partial<OrderDraft> = {}): number {
    const { listed } = this.venue.instruments[index]!;
    const draft = Object.assign(new OrderDraft().reset(listed, side, lots, 0), changes);
    const slot = enterDraft(draft, this.store, this.nextId++, account);
    this.venue.admitNew(slot, this.nowUs, this.byHouse);
    return slot;
  }

  /** A plain limit order. Returns its slot. */
  limit(account: number, index: number, side: Side, priceTicks: Ticks, lots: Lots): number {
    return this.send(account, index, side, lots, { priceTicks });
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
  onPriceEvent(
    { month }: MonthInstrument,
    type: number,
    reference: number,
    low: number,
    high: number,
    durationUs: number,
    lots: Lots,
    lockDay: number,
  ): void {
    this.priceEvents.push({ index: month.index, type, reference, low, high, durationUs, lots, lockDay });
  }
  onHalt(instrument: Instrument, untilUs: TimeUs): void {
    this.halts.push({ index: instrument.listed.index, untilUs });
  }
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
  trade(account: number, month: number, side: Side, lots: Lots, price: number, effect: number, role: number): void {
    this.gateTrades.push({ account, month, side, lots, price, effect, role });
    add(this.open, `${account} ${month} ${side}`, -lots);
    add(this.positions, `${account} ${month}`, side * lots);
  }
}

/** Holdings of accounts that hold and ask for nothing. */
export function noHoldings(accounts: number, instruments: number): Holdings {
  const column = () => new Int32Array(accounts * instruments);
  return {
    instruments,
    long: column(),
    short: column(),
    longToday: column(),
    shortToday: column(),
    openBuy: column(),
    openSell: column(),
    closeBuy: column(),
    closeSell: column(),
  };
}

/** A venue on which everybody may do everything. */
export const freeParticipation: Participation = {
  message: () => ACCEPTED,
  admit: () => ACCEPTED,
  traded: () => {},
  selfTraded: () => {},
  cancelled: () => {},
  bookChanged: () => {},
};

function add(counts: Record<string, Lots>, key: string, lots: Lots): void {
  counts[key] = (counts[key] ?? 0) + lots;
}
