import type { Lots, Side, Ticks } from "../base/units.ts";
import { PHASE_DELIVERY } from "../kernel/phase.ts";
import type { EventQueue } from "../kernel/queue.ts";
import type { Instrument } from "../market/instrument.ts";
import type { OrderStore } from "../market/engine/order-store.ts";
import { ORDER_RESTING, TIF_IMMEDIATE } from "../market/engine/order-store.ts";
import type { Venue } from "../market/venue.ts";
import type { VenueListener } from "../market/venue-listener.ts";
import { EVENT_DONE, EVENT_FILL, EVENT_REFUSED } from "./event-kinds.ts";
import type { Recording } from "./recording.ts";

const REJECTED = 3;

/** Tells agents, after their market-data delays, and tables what happens at the venue. */
export class Notifier implements VenueListener {
  private readonly queue: EventQueue;
  private readonly store: OrderStore;
  private readonly recording: Recording;
  private readonly dataDelayUs: Float64Array;
  private venue: Venue | undefined;

  /** `dataDelayUs`: market-data delay of each account. */
  constructor(queue: EventQueue, store: OrderStore, recording: Recording, dataDelayUs: Float64Array) {
    this.queue = queue;
    this.store = store;
    this.recording = recording;
    this.dataDelayUs = dataDelayUs;
  }

  /** The venue that is listened to. */
  listenTo(venue: Venue): void {
    this.venue = venue;
  }

  onTrade(
    instrument: Instrument,
    priceTicks: Ticks,
    lots: Lots,
    aggressorSide: Side | 0,
    buySlot: number,
    buyLeaves: Lots,
    sellSlot: number,
    sellLeaves: Lots,
  ): void {
    const { store } = this;
    const { before, sequence } = this.venue!;
    const buyAccount = store.accountOf(buySlot);
    const sellAccount = store.accountOf(sellSlot);
    this.recording.market.trade(
      instrument,
      this.queue.timeUs,
      sequence,
      priceTicks,
      lots,
      aggressorSide,
      buyAccount,
      store.orderIdOf(buySlot),
      sellAccount,
      store.orderIdOf(sellSlot),
      before.hasBid ? before.bidTicks : undefined,
      before.hasAsk ? before.askTicks : undefined,
    );
    this.fill(buyAccount, buySlot, lots, priceTicks, buyLeaves, instrument.month.index);
    this.fill(sellAccount, sellSlot, -lots, priceTicks, sellLeaves, instrument.month.index);
  }

  onOrderDone(slot: number, reason: number): void {
    this.tell(EVENT_DONE, slot, reason);
  }

  onChangeRefused(slot: number, reason: number): void {
    this.tell(EVENT_REFUSED, slot, reason);
  }

  onReject(account: number, instrument: number, reason: number): void {
    this.recording.market.reject(account, instrument, reason);
  }

  onMessage(kind: number, slot: number, instrument: Instrument | undefined, reason: number): void {
    if (!this.recording.options.orders || instrument === undefined) return;
    const { store } = this;
    const table = this.recording.recorder.tables.orders;
    const row = table.addRow();
    const { columns } = table;
    columns.seq.values[row] = this.venue!.sequence;
    columns.session_no.values[row] = this.recording.session;
    columns.t_us.values[row] = this.queue.timeUs;
    columns.instrument_id.values[row] = instrument.month.index;
    columns.agent_id.values[row] = store.accountOf(slot);
    columns.order_id.values[row] = store.orderIdOf(slot);
    columns.event.values[row] = reason === 0 ? kind : REJECTED;
    columns.side.values[row] = store.sideOf(slot);
    columns.tif.values[row] = store.tifOf(slot) === TIF_IMMEDIATE ? 1 : 0;
    columns.price_ticks.values[row] = store.priceTicksOf(slot);
    columns.qty_lots.values[row] = store.lotsOf(slot);
    columns.leaves_lots.values[row] = store.stateOf(slot) === ORDER_RESTING ? store.leavesOf(slot) : 0;
    columns.reason.values[row] = reason;
  }

  onTop(instrument: Instrument): void {
    if (this.recording.options.quotes === "every_change")
      this.recording.market.quote(instrument, this.queue.timeUs, this.venue!.sequence);
  }

  /** Everything about an order reaches its owner in the order in which it happened, since the delay is one and the same. */
  private tell(kind: number, slot: number, reason: number): void {
    const account = this.store.accountOf(slot);
    const atUs = this.queue.timeUs + this.dataDelayUs[account]!;
    this.queue.schedule(atUs, PHASE_DELIVERY, kind, account, slot, reason, this.store.instrumentOf(slot));
  }

  private fill(account: number, slot: number, lots: Lots, price: Ticks, leaves: Lots, instrument: number): void {
    const atUs = this.queue.timeUs + this.dataDelayUs[account]!;
    this.queue.schedule(atUs, PHASE_DELIVERY, EVENT_FILL, account, slot, lots, price, leaves, instrument);
  }
}
