import type { Block } from "../market/calendar.ts";
import type { Instrument, MonthInstrument, SpreadInstrument } from "../market/instrument.ts";
import { SessionStats } from "../market/session-stats.ts";
import type { DayOfMonth } from "../market/settlement/day-of-month.ts";
import { type SettlementParameters, settlementTable } from "../market/settlement/parameters.ts";
import { NOT_TRADED } from "../market/settlement/trade-windows.ts";
import { defaultsOf } from "./defaults-of.ts";

/** A listed month that did not trade and was not quoted: previous settlement 1000, band 930 to 1070. */
export const quietDay: DayOfMonth = {
  previousTicks: 1000,
  bandLow: 930,
  bandHigh: 1070,
  tickMicro: 10_000,
  openInterestLots: 0,
  tradedTicks: 0,
  tradedLots: 0,
  lastQuoteSum: undefined,
  stretches: [],
  tradedEarlyOnly: true,
  window: NOT_TRADED,
  standing: { bidTicks: undefined, askTicks: undefined, lastTicks: undefined },
  auction: NOT_TRADED,
};

/** Settlement parameters by their defaults, but for these. */
export function settlementBy(changes: Partial<SettlementParameters>): SettlementParameters {
  return { ...(defaultsOf(settlementTable) as SettlementParameters), ...changes };
}

/** Moment of a time of day, "14:28". */
export function at(time: string): number {
  const [hours, minutes] = time.split(":");
  return (Number(hours) * 60 + Number(minutes)) * 60_000_000;
}

/** A block of continuous trading; with a closing auction crossed at `end`. */
export function block(open: string, close: string, end = close): Block {
  return { auctionUs: at(open), openUs: at(open), closeUs: at(close), endUs: at(end) };
}

/** What settlement reads of a month or a spread in trading, to be traded and quoted by hand. */
export class MarkedBook {
  readonly stats = new SessionStats();
  readonly listed: { readonly index: number };
  readonly month: { readonly index: number; readonly deliveryMonth: number; readonly tickMicro: number };
  settlementTicks = 1000;
  bandLow = 900;
  bandHigh = 1100;
  openInterest = 0;
  hasBid = false;
  bidTicks = 0;
  hasAsk = false;
  askTicks = 0;

  constructor(index: number, deliveryMonth: number) {
    this.listed = { index };
    this.month = { index, deliveryMonth, tickMicro: 10_000 };
  }

  trade(ticks: number, lots: number): void {
    this.stats.trade(ticks, lots, 1);
  }

  quote(bid: number | undefined, ask: number | undefined): void {
    this.hasBid = bid !== undefined;
    this.hasAsk = ask !== undefined;
    this.bidTicks = bid ?? 0;
    this.askTicks = ask ?? 0;
    this.stats.stood(1, this.bidTicks, this.hasBid ? 1 : 0, this.askTicks, this.hasAsk ? 1 : 0, false);
  }

  asMonth(): MonthInstrument {
    return this as unknown as MonthInstrument;
  }

  asInstrument(): Instrument {
    return this as unknown as Instrument;
  }

  /** As the calendar spread of two months, in their ticks. */
  asSpread(near: MarkedBook, far: MarkedBook): SpreadInstrument {
    const spread = { index: this.listed.index, near: near.month, far: far.month, ticksPerLegTick: 1 };
    return Object.assign(this, { spread }) as unknown as SpreadInstrument;
  }
}
