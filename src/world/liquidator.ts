import { MICROSECONDS_PER_MINUTE, type Side } from "../base/units.ts";
import { STATUS_LIQUIDATING } from "../clearing/accounts.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { ClearingParameters } from "../clearing/parameters.ts";
import { PHASE_CLEARING } from "../kernel/phase.ts";
import { TIF_IMMEDIATE } from "../market/engine/order-kinds.ts";
import { CONTINUOUS } from "../market/venue-state.ts";
import { EVENT_LIQUIDATE } from "./event-kinds.ts";
import type { Exchange } from "./exchange.ts";

/**
 * Forced liquidation: the house closes positions of accounts that missed a call, in slices, through the same book as
 * everybody's orders, the position with the largest margin first of those that somebody quotes for, until what is held covers what is required.
 */
export class Liquidator {
  private readonly exchange: Exchange;
  private readonly house: ClearingHouse;
  private readonly parameters: ClearingParameters["liquidation"];
  private scheduled = false;

  constructor(exchange: Exchange, house: ClearingHouse, parameters: ClearingParameters["liquidation"]) {
    this.exchange = exchange;
    this.house = house;
    this.parameters = parameters;
  }

  /** Continuous trading starts. */
  open(): void {
    const waiting = this.house.accounts.status.includes(STATUS_LIQUIDATING);
    if (waiting && !this.scheduled) this.schedule();
  }

  /** Sends one slice for every account under liquidation. */
  slice(): void {
    this.scheduled = false;
    if (this.exchange.venue.phase !== CONTINUOUS) return;
    let more = false;
    for (let account = 0; account < this.house.accounts.count; account++) {
      if (!this.house.mustLiquidate(account)) continue;
      this.closeSome(account);
      more = true;
    }
    if (more) this.schedule();
  }

  private closeSome(account: number): void {
    const { venue, store, queue } = this.exchange;
    const { positions } = this.house;
    const index = this.house.largestPosition(account, (i) => {
      const { book, tradesToday } = venue.month(i);
      return tradesToday && (positions.lots[positions.cell(account, i)]! > 0 ? book.hasBid : book.hasAsk);
    });
    if (index < 0) return;
    const instrument = venue.month(index);
    const position = positions.lots[positions.cell(account, index)]!;
    const side: Side = position > 0 ? -1 : 1;
    const { book, bandLow, bandHigh, month } = instrument;
    const depth = side === 1 ? book.askLots : book.bidLots;
    const slice = Math.max(1, Math.floor((depth * this.parameters.slicePercentOfDepth) / 100));
    const lots = Math.min(Math.abs(position), slice, month.maxOrderLots);
    const limit = side === 1 ? bandHigh : bandLow;
    const slot = store.allocate(this.exchange.nextOrderId(), account, index, side, TIF_IMMEDIATE, limit, lots);
    this.house.isLiquidating = true;
    venue.admitNew(slot, queue.timeUs, true);
    this.house.isLiquidating = false;
  }

  private schedule(): void {
    const { queue, calendar, session } = this.exchange;
    const waitUs = this.parameters.intervalMinutes * MICROSECONDS_PER_MINUTE;
    const atUs = calendar.afterTradingTime(queue.timeUs, session, waitUs);
    if (atUs === undefined) return;
    this.scheduled = true;
    queue.schedule(atUs, PHASE_CLEARING, EVENT_LIQUIDATE);
  }
}
