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

/** What price rules did; codes of the table `limits_halts`. */
export const PRICE_LOCKED_UP = 0;
export const PRICE_LOCKED_DOWN = 1;
export const PRICE_HALT_CIRCUIT_BREAKER = 2;
export const PRICE_HALT_LEAD_MONTH = 3;
export const PRICE_HALT_INTERVAL_LIMIT = 4;
export const PRICE_HALT_DAY = 5;
export const PRICE_RESUME = 6;
export const PRICE_ADJUSTED = 7;
export const PRICE_FORCED_REDUCTION = 8;

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
  /**
   * A price rule acted on a listed month; `type` is one of PRICE_* below. Prices in ticks: what the limits were measured
   * from, and the limits. `durationUs` of a halt, else 0; `lots` waiting at the limit or of an adjusted trade.
   */
  onPriceEvent(
    instrument: MonthInstrument,
    type: number,
    referenceTicks: number,
    lowTicks: number,
    highTicks: number,
    durationUs: number,
    lots: Lots,
    lockDay: number,
  ): void;
  /** Trading of an instrument stops until a moment, at which the venue's `resume` is to be called. */
  onHalt(instrument: Instrument, untilUs: number): void;
  /** An order waits for the next frequent batch auction of an instrument. */
  onBatchWaiting(instrument: Instrument): void;
}
