import type { Lots, Side, Ticks } from "../base/units.ts";
import type { Instrument, MonthInstrument } from "./instrument.ts";

/** How a trade came about; codes of the table `trades`. */
export const PHASE_OF_AUCTION = 0;
export const PHASE_OF_CONTINUOUS = 1;
/** Between an order and a combination of other books' orders. */
export const PHASE_OF_IMPLIED = 2;
/** One leg of a trade in a calendar spread's own book. */
export const PHASE_OF_SPREAD_LEG = 3;

/** Codes of the table `order_events` behind those of ENDED_*. */
export const EVENT_DECREMENTED = 8;
export const EVENT_TRIGGERED = 9;

/** Whoever is told what happens at the venue: the world passes it on to agents and tables. */
export interface VenueListener {
  /**
   * One trade in a listed month. `aggressorSide` is 0 in an auction; the quote before it is read from the venue's
   * `before`. A leg of a spread may have a price between two ticks.
   */
  onTrade(
    instrument: MonthInstrument,
    phase: number,
    priceTicks: number,
    lots: Lots,
    aggressorSide: Side | 0,
    buySlot: number,
    sellSlot: number,
  ): void;
  /** An order traded lots at a price of its own instrument and has `leaves` open. */
  onFill(slot: number, instrument: Instrument, lots: Lots, priceTicks: Ticks, leaves: Lots): void;
  /** An order ended with lots unfilled (`reason` 0: cancelled or expired), or was refused. */
  onOrderDone(slot: number, reason: number): void;
  /**
   * Something became of an order besides messages and trades: it ended with `lots` open (`event` is one of ENDED_*), lost
   * `lots` to self-trade prevention (EVENT_DECREMENTED), or was triggered (EVENT_TRIGGERED).
   */
  onOrderEvent(slot: number, event: number, lots: Lots): void;
  /** A cancel or replacement of a live order was refused; the order stays as it was. */
  onChangeRefused(slot: number, reason: number): void;
  /** A message was refused; a refused new order is also done. */
  onReject(account: number, instrument: number, reason: number): void;
  /** A message was handled, after everything it caused. */
  onMessage(kind: number, slot: number, instrument: Instrument | undefined, reason: number): void;
  onTop(instrument: Instrument): void;
  /** An order waits for the next frequent batch auction of an instrument. */
  onBatchWaiting(instrument: Instrument): void;
}
