import type { Lots, Side, Ticks, TimeUs } from "../base/units.ts";
import { PHASE_DELIVERY, PHASE_SESSION } from "../kernel/phase.ts";
import type { EventQueue } from "../kernel/queue.ts";
import { TIF_GOOD_TILL_DATE, TYPE_LIMIT } from "../market/engine/order-kinds.ts";
import { ORDER_RESTING, ORDER_STOPPED } from "../market/engine/order-record.ts";
import type { OrderStore } from "../market/engine/order-store.ts";
import type { Instrument, MonthInstrument } from "../market/instrument.ts";
import type { Venue } from "../market/venue.ts";
import { EVENT_DECREMENTED, type VenueListener } from "../market/venue-listener.ts";
import { EVENT_BATCH, EVENT_DONE, EVENT_FILL, EVENT_REDUCED, EVENT_REFUSED, EVENT_RESUME } from "./event-kinds.ts";
import type { Perpetuals } from "./perpetuals.ts";
import type { Recording } from "./recording.ts";

const REJECTED = 3;

/** Tells agents, after their market-data delays, and tables what happens at the venue. */
export class Notifier implements VenueListener {
  private readonly queue: EventQueue;
  private readonly store: OrderStore;
  private readonly recording: Recording;
  private readonly dataDelayUs: Float64Array;
  private readonly batchUs: TimeUs;
  /** Time of the batch auction that each instrument waits for. */
  private readonly batchAtUs: TimeUs[] = [];
  private venue: Venue | undefined;
  private perpetuals: Perpetuals | undefined;

  /** `dataDelayUs`: market-data delay of each account. `batchUs`: time between two frequent batch auctions. */
  constructor(queue: EventQueue, store: OrderStore, recording: Recording, dataDelayUs: Float64Array, batchUs: TimeUs) {
    this.queue = queue;
    this.store = store;
    this.recording = recording;
    this.dataDelayUs = dataDelayUs;
    this.batchUs = batchUs;
  }

  /** The venue that is listened to, and who follows the trades of its perpetuals. */
  listenTo(venue: Venue, perpetuals: Perpetuals): void {
    this.venue = venue;
    this.perpetuals = perpetuals;
  }

  onTrade(
    instrument: MonthInstrument,
    phase: number,
    priceTicks: number,
    lots: Lots,
    aggressorSide: Side | 0,
    buySlot: number,
    sellSlot: number,
  ): void {
    const { store } = this;
    const { before, sequence } = this.venue!;
    if (instrument.month.isPerpetual) this.perpetuals!.traded(instrument.month, priceTicks, lots);
    this.recording.market.trade(
      instrument,
      phase,
      this.queue.timeUs,
      sequence,
      priceTicks,
      lots,
      aggressorSide,
      store.accountOf(buySlot),
      store.orderIdOf(buySlot),
      store.accountOf(sellSlot),
      store.orderIdOf(sellSlot),
      before.hasBid ? before.bidTicks : undefined,
      before.hasAsk ? before.askTicks : undefined,
    );
  }

  onFill(slot: number, instrument: Instrument, lots: Lots, priceTicks: Ticks, leaves: Lots): void {
    const account = this.store.accountOf(slot);
    const atUs = this.queue.timeUs + this.dataDelayUs[account]!;
    const signedLots = this.store.sideOf(slot) * lots;
    const { index } = instrument.listed;
    this.queue.schedule(atUs, PHASE_DELIVERY, EVENT_FILL, account, slot, signedLots, priceTicks, leaves, index);
  }

  onOrderDone(slot: number, reason: number): void {
    this.tell(EVENT_DONE, slot, reason);
  }

  onOrderEvent(slot: number, event: number, lots: Lots): void {
    const { store } = this;
    if (event === EVENT_DECREMENTED) this.tell(EVENT_REDUCED, slot, store.leavesOf(slot));
    if (!this.recording.options.orders) return;
    const table = this.recording.recorder.tables.order_events;
    const row = table.addRow();
    const { columns } = table;
    columns.event_id.values[row] = row;
    columns.seq.values[row] = this.venue!.sequence;
    columns.session_no.values[row] = this.recording.session;
    columns.t_us.values[row] = this.queue.timeUs;
    columns.instrument_id.values[row] = store.instrumentOf(slot);
    columns.agent_id.values[row] = store.accountOf(slot);
    columns.order_id.values[row] = store.orderIdOf(slot);
    columns.event.values[row] = event;
    columns.lots.values[row] = lots;
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
    columns.instrument_id.values[row] = instrument.listed.index;
    columns.agent_id.values[row] = store.accountOf(slot);
    columns.order_id.values[row] = store.orderIdOf(slot);
    columns.event.values[row] = reason === 0 ? kind : REJECTED;
    columns.side.values[row] = store.sideOf(slot);
    columns.order_type.values[row] = store.typeOf(slot);
    columns.tif.values[row] = store.tifOf(slot);
    if (store.tifOf(slot) === TIF_GOOD_TILL_DATE) columns.expiry_session_no.values[row] = store.expiryOf(slot);
    columns.effect.values[row] = store.effectOf(slot);
    columns.post_only.values[row] = store.isPostOnly(slot) ? 1 : 0;
    if (store.shownAtATimeOf(slot) > 0) columns.shown_lots.values[row] = store.shownAtATimeOf(slot);
    if (store.minimumOf(slot) > 0) columns.minimum_lots.values[row] = store.minimumOf(slot);
    if (store.isStop(slot)) columns.stop_ticks.values[row] = store.stopTicksOf(slot);
    if (store.typeOf(slot) === TYPE_LIMIT || store.priceTicksOf(slot) !== 0)
      columns.price_ticks.values[row] = store.priceTicksOf(slot);
    columns.qty_lots.values[row] = store.lotsOf(slot);
    columns.leaves_lots.values[row] = isOpen(store.stateOf(slot)) ? store.leavesOf(slot) : 0;
    columns.reason.values[row] = reason;
  }

  onTop(instrument: Instrument): void {
    if (this.recording.options.quotes === "every_change")
      this.recording.market.quote(instrument, this.queue.timeUs, this.venue!.sequence);
  }

  onPriceEvent(
    instrument: MonthInstrument,
    type: number,
    referenceTicks: number,
    lowTicks: number,
    highTicks: number,
    durationUs: TimeUs,
    lots: Lots,
    lockDay: number,
  ): void {
    const { rules } = this.recording;
    rules.priceEvent(
      instrument,
      this.queue.timeUs,
      type,
      referenceTicks,
      lowTicks,
      highTicks,
      durationUs,
      lots,
      lockDay,
    );
  }

  onHalt(instrument: Instrument, untilUs: TimeUs): void {
    this.queue.schedule(untilUs, PHASE_SESSION, EVENT_RESUME, instrument.listed.index);
  }

  onBatchWaiting(instrument: Instrument): void {
    const { index } = instrument.listed;
    const atUs = (Math.floor(this.queue.timeUs / this.batchUs) + 1) * this.batchUs;
    if (this.batchAtUs[index] === atUs) return;
    this.batchAtUs[index] = atUs;
    this.queue.schedule(atUs, PHASE_SESSION, EVENT_BATCH, index);
  }

  /** Everything about an order reaches its owner in the order in which it happened, since the delay is one and the same. */
  private tell(kind: number, slot: number, reason: number): void {
    const account = this.store.accountOf(slot);
    const atUs = this.queue.timeUs + this.dataDelayUs[account]!;
    this.queue.schedule(atUs, PHASE_DELIVERY, kind, account, slot, reason, this.store.instrumentOf(slot));
  }
}

function isOpen(state: number): boolean {
  return state === ORDER_RESTING || state === ORDER_STOPPED;
}
