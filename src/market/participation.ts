import type { Lots, Side, TimeUs } from "../base/units.ts";
import type { Instrument, MonthInstrument } from "./instrument.ts";

/**
 * The venue's rules on who may do how much, as the order desk asks them. Codes are those of refusals.ts. Called for
 * every message: nothing here allocates.
 */
export interface Participation {
  /** A message of an account has come, whatever it says: the throttle. Not asked for what the clearing house sends. */
  message(account: number, nowUs: TimeUs): number;
  /** Whether an order in the store may ask for so many (more) lots. Not asked for what the clearing house sends. */
  admit(slot: number, instrument: Instrument, lots: Lots): number;
  /** Lots of an order traded in a listed month. */
  traded(account: number, instrument: MonthInstrument, side: Side, lots: Lots, effect: number, role: number): void;
  /** An account traded with itself, or with one of the same controller; counted once per trade. */
  selfTraded(account: number, instrument: MonthInstrument): void;
  /** An account has cancelled an order of so many lots, of `ordered` at first. */
  cancelled(account: number, instrument: Instrument, lots: Lots, ordered: Lots): void;
  /** The top of a book, or an account's order in it, has changed; the obligations of market makers look at it. */
  bookChanged(instrument: Instrument, nowUs: TimeUs): void;
}
