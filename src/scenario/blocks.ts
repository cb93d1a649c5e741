import type { Scenario } from "./schema.ts";

type Session = Scenario["venues"][string]["sessions"][number];

const MINUTES_PER_DAY = 1440;

/** A block in minutes from midnight of the trading day, an evening counted as the calendar day before. */
export interface BlockMinutes {
  /** Start of order entry. */
  readonly from: number;
  /** End of continuous trading. */
  readonly close: number;
  /** End of the closing auction. */
  readonly to: number;
}

/** When a block of a rulebook runs. */
export function blockOf(session: Session): BlockMinutes {
  const midnight = session.previousEvening ? -MINUTES_PER_DAY : 0;
  const length = (session.close - session.open + MINUTES_PER_DAY) % MINUTES_PER_DAY || MINUTES_PER_DAY;
  const open = midnight + session.open;
  const close = open + length;
  return { from: open - session.auctionMinutes, close, to: close + session.closingAuctionMinutes };
}
