import { InvariantError } from "../base/assert.ts";
import type { Dispatcher } from "../kernel/loop.ts";
import type { EventQueue } from "../kernel/queue.ts";
import { ORDER_RESTING } from "../market/engine/order-record.ts";
import type { ComputeSide } from "./compute-side.ts";
import {
  EVENT_AGENT_CLOSE,
  EVENT_AUCTION_END,
  EVENT_AUCTION_START,
  EVENT_BATCH,
  EVENT_BLOCK_CLOSE,
  EVENT_BLOCK_OPEN,
  EVENT_CALL_DUE,
  EVENT_CANCEL,
  EVENT_CANCEL_ALL,
  EVENT_DAY_START,
  EVENT_DISCONNECT,
  EVENT_DONE,
  EVENT_FILL,
  EVENT_HOUR,
  EVENT_INTRADAY_MARGIN,
  EVENT_LIQUIDATE,
  EVENT_MONTH_END,
  EVENT_NEW,
  EVENT_PERPETUAL_FUNDING,
  EVENT_PHYSICAL,
  EVENT_RECONNECT,
  EVENT_REDUCED,
  EVENT_REFUSED,
  EVENT_REPLACE,
  EVENT_RESUME,
  EVENT_SAMPLE_MID,
  EVENT_SAMPLE_QUOTES,
  EVENT_SETTLEMENT_WINDOW,
  EVENT_WAKE,
} from "./event-kinds.ts";
import type { Connections } from "./connections.ts";
import type { Exchange } from "./exchange.ts";
import type { IntradayMargin } from "./intraday-margin.ts";
import type { Liquidator } from "./liquidator.ts";
import type { Perpetuals } from "./perpetuals.ts";
import type { PositionEffects } from "./position-effects.ts";
import type { Seat } from "./seat.ts";
import type { TradingDays } from "./trading-days.ts";

export interface DispatcherParts {
  readonly exchange: Exchange;
  readonly seats: readonly Seat[];
  readonly days: TradingDays;
  readonly compute: ComputeSide;
  readonly liquidator: Liquidator;
  readonly connections: Connections;
  readonly intraday: IntradayMargin;
  readonly perpetuals: Perpetuals;
  /** Completes orders where the venue has position effect. */
  readonly effects: PositionEffects | undefined;
}

/** Sends every kernel event to the part of the world that it concerns. */
export class WorldDispatcher implements Dispatcher {
  private readonly exchange: Exchange;
  private readonly seats: readonly Seat[];
  private readonly days: TradingDays;
  private readonly compute: ComputeSide;
  private readonly liquidator: Liquidator;
  private readonly connections: Connections;
  private readonly intraday: IntradayMargin;
  private readonly perpetuals: Perpetuals;
  private readonly effects: PositionEffects | undefined;

  constructor(parts: DispatcherParts) {
    this.exchange = parts.exchange;
    this.seats = parts.seats;
    this.days = parts.days;
    this.compute = parts.compute;
    this.liquidator = parts.liquidator;
    this.connections = parts.connections;
    this.intraday = parts.intraday;
    this.perpetuals = parts.perpetuals;
    this.effects = parts.effects;
  }

  dispatch(event: EventQueue): void {
    const { a, b, c } = event;
    switch (event.kind) {
      case EVENT_WAKE:
        this.wake(a, b);
        break;
      case EVENT_NEW:
        if (this.effects !== undefined) this.effects.complete(a);
        this.exchange.venue.admitNew(a, event.timeUs);
        break;
      case EVENT_REPLACE:
        this.replace(a, b, c, event.d, event.e, event.timeUs);
        break;
      case EVENT_CANCEL:
        this.exchange.venue.admitCancel(a, b, c, event.timeUs);
        break;
      case EVENT_FILL:
        this.fill(a, b, c, event.d, event.e, event.f);
        break;
      case EVENT_DONE:
        this.done(a, b, c, event.d);
        break;
      case EVENT_HOUR:
        this.compute.hour();
        break;
      case EVENT_SAMPLE_MID:
        this.days.sampleMid(a, b);
        break;
      default:
        this.dispatchRare(event.kind, a, b, c, event.d);
    }
  }

  private dispatchRare(kind: number, a: number, b: number, c: number, d: number): void {
    switch (kind) {
      case EVENT_REFUSED:
        this.refused(a, b, c, d);
        break;
      case EVENT_REDUCED:
        this.reduced(a, b, c, d);
        break;
      case EVENT_SAMPLE_QUOTES:
        this.days.sampleQuotes(a, b);
        break;
      case EVENT_PHYSICAL:
        this.compute.deliverPhysical(a, b, c);
        break;
      case EVENT_AGENT_CLOSE:
        this.seats[a]!.close();
        break;
      case EVENT_DAY_START:
        this.days.startDay(a);
        break;
      case EVENT_AUCTION_START:
        this.exchange.venue.openAuction();
        break;
      case EVENT_BLOCK_OPEN:
        this.days.openBlock(a, b);
        break;
      case EVENT_BLOCK_CLOSE:
        this.days.closeBlock(a, b);
        break;
      case EVENT_MONTH_END:
        this.compute.endMonth();
        break;
      case EVENT_LIQUIDATE:
        this.liquidator.slice();
        break;
      case EVENT_CANCEL_ALL:
        this.exchange.venue.admitMassCancel(a, b, this.exchange.queue.timeUs);
        break;
      case EVENT_BATCH:
        this.exchange.venue.matchBatch(a, this.exchange.queue.timeUs);
        break;
      case EVENT_AUCTION_END:
        this.days.endAuction(a, b);
        break;
      case EVENT_RESUME:
        this.exchange.venue.resume(a, this.exchange.queue.timeUs);
        break;
      case EVENT_SETTLEMENT_WINDOW:
        this.days.markSettlement();
        break;
      case EVENT_INTRADAY_MARGIN:
        this.intraday.run();
        break;
      case EVENT_CALL_DUE:
        this.days.callsDue();
        break;
      case EVENT_PERPETUAL_FUNDING:
        this.perpetuals.pay(a);
        break;
      case EVENT_DISCONNECT:
        this.connections.lose(a);
        break;
      case EVENT_RECONNECT:
        this.connections.restore(a);
        break;
      default:
        throw new InvariantError("an event of unknown kind");
    }
  }

  /** The order may have ended, and its slot be another's, by the time the message arrives. */
  private replace(slot: number, orderId: number, account: number, price: number, lots: number, timeUs: number): void {
    const { venue, store } = this.exchange;
    const { effects } = this;
    const isKnown = store.stateOf(slot) === ORDER_RESTING && store.orderIdOf(slot) === orderId;
    const open = isKnown && effects !== undefined ? effects.closableLots(slot, lots) : lots;
    venue.admitReplace(slot, orderId, account, price, open, timeUs);
  }

  private wake(account: number, tag: number): void {
    const seat = this.seats[account]!;
    seat.agent.onWake(seat, tag);
  }

  /** The order's slot is free again once its owner has been told of its end. */
  private fill(account: number, slot: number, lots: number, price: number, leaves: number, instrument: number): void {
    // The house's orders for a member's own account have no agent to be told.
    if (account < this.seats.length) this.seats[account]!.deliverFill(slot, instrument, lots, price, leaves);
    if (leaves === 0) this.exchange.store.release(slot);
  }

  /** The order is still its owner's: its end, if it has come, will be delivered after this. */
  private refused(account: number, slot: number, reason: number, instrument: number): void {
    const seat = this.seats[account]!;
    seat.agent.onRefused(seat, slot, this.exchange.venue.instruments[instrument]!.listed, reason);
  }

  private reduced(account: number, slot: number, leaves: number, instrument: number): void {
    const seat = this.seats[account]!;
    seat.agent.onReduced?.(seat, slot, this.exchange.venue.instruments[instrument]!.listed, leaves);
  }

  private done(account: number, slot: number, reason: number, instrument: number): void {
    const seat = this.seats[account];
    if (seat !== undefined) seat.agent.onDone(seat, slot, this.exchange.venue.instruments[instrument]!.listed, reason);
    this.exchange.store.release(slot);
  }
}
