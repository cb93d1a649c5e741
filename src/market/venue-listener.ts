import type { Lots, Side, Ticks } from "../base/units.ts";
import type { Instrument } from "./instrument.ts";

/** Whoever is told what happens at the venue: the world passes it on to agents and tables. */
export interface VenueListener {
  /** One trade. `aggressorSide` is 0 in an auction; the quote before it is read from the venue's `before`. */
  onTrade(
    instrument: Instrument,
    priceTicks: Ticks,
    lots: Lots,
    aggressorSide: Side | 0,
    buySlot: number,
    buyLeaves: Lots,
    sellSlot: number,
    sellLeaves: Lots,
  ): void;
  /** An order ended with lots unfilled (`reason` 0: cancelled or expired), or was refused. */
  onOrderDone(slot: number, reason: number): void;
  /** A cancel or replacement of a resting order was refused; the order stays as it was. */
  onChangeRefused(slot: number, reason: number): void;
  /** A message was refused; a refused new order is also done. */
  onReject(account: number, instrument: number, reason: number): void;
  /** A message was handled, after everything it caused. */
  onMessage(kind: number, slot: number, instrument: Instrument | undefined, reason: number): void;
  onTop(instrument: Instrument): void;
}
