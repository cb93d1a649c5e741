import { type Lots, MICROSECONDS_PER_MINUTE, type Side } from "../base/units.ts";
import { STATUS_LIQUIDATING } from "../clearing/accounts.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { ClearingParameters } from "../clearing/parameters.ts";
import { PHASE_CLEARING } from "../kernel/phase.ts";
import { EFFECT_CLOSE, ENDED_MASS_CANCEL, TIF_DAY, TIF_IMMEDIATE } from "../market/engine/order-kinds.ts";
import { CONTINUOUS } from "../market/venue-state.ts";
import { EVENT_LIQUIDATE } from "./event-kinds.ts";
import type { Exchange } from "./exchange.ts";

/** Lots that a rule of the venue does not let an account keep: `side` is that of the orders that close them. */
interface ForcedClose {
  readonly account: number;
  readonly instrument: number;
  readonly side: Side;
  lots: Lots;
}

/**
 * Forced liquidation: the house closes positions of accounts that missed a call, and lots that a rule forbids, in slices,
 * through the same book as everybody's orders. Of an account that missed a call the position with the largest margin goes
 * first, among those that somebody quotes for, until what is held covers what is required. The account's own orders end
 * before.
 */
export class Liquidator {
  private readonly exchange: Exchange;
  private readonly house: ClearingHouse;
  private readonly parameters: ClearingParameters["liquidation"];
  private forced: ForcedClose[] = [];
  private scheduled = false;
  private readonly hasPositionEffect: boolean;
  /** By account and month, the trading day on which an order was last left at the limit. */
  private readonly queuedSession: Int32Array;

  constructor(
    exchange: Exchange,
    house: ClearingHouse,
    parameters: ClearingParameters["liquidation"],
    hasPositionEffect: boolean,
  ) {
    this.exchange = exchange;
    this.house = house;
    this.parameters = parameters;
    this.hasPositionEffect = hasPositionEffect;
    this.queuedSession = new Int32Array(house.positions.lots.length).fill(-1);
  }

  /** Continuous trading starts, or an account has missed a call: if there is something to close, slices begin. */
  open(): void {
    const waiting = this.forced.length > 0 || this.house.accounts.status.includes(STATUS_LIQUIDATING);
    if (waiting && !this.scheduled) this.schedule();
  }

  /**
   * So many lots of an account are to be closed, by orders on `side`: a limit has stepped down, or the account may not hold
   * the month any longer. Stands in place of what was asked for the same account, month and side before.
   */
  forceClose(account: number, instrument: number, side: Side, lots: Lots): void {
    this.forced = this.forced.filter(
      (order) => order.account !== account || order.instrument !== instrument || order.side !== side,
    );
    if (lots > 0) this.forced.push({ account, instrument, side, lots });
  }

  /** Sends one slice for every account under liquidation and every forced close. */
  slice(): void {
    this.scheduled = false;
    if (this.exchange.venue.phase !== CONTINUOUS) return;
    let more = false;
    for (let account = 0; account < this.house.accounts.count; account++) {
      if (!this.house.mustLiquidate(account)) continue;
      this.closeSome(account);
      more = true;
    }
    for (const order of this.forced) this.closeForced(order);
    this.forced = this.forced.filter(({ lots }) => lots > 0);
    if (more || this.forced.length > 0) this.schedule();
  }

  private closeSome(account: number): void {
    const { positions, margin } = this.house;
    const sideIn = (i: number): Side => positions.closingSide(positions.cell(account, i));
    const index = positions.largest(account, margin.perLot, (i) => this.canTrade(i, sideIn(i)));
    if (index < 0) {
      this.queueAtLimit(account);
      return;
    }
    this.send(account, index, sideIn(index), this.held(account, index, sideIn(index)));
  }

  /**
   * Nobody quotes for any of an account's positions: a closing order for the day waits at the limit price of each month, as
   * everybody's does who is locked in, once a day.
   */
  private queueAtLimit(account: number): void {
    const { venue, session } = this.exchange;
    const { positions } = this.house;
    for (const { month, isHalted } of venue.trading) {
      const cell = positions.cell(account, month.index);
      if (isHalted || this.queuedSession[cell] === session) continue;
      const side = positions.closingSide(cell);
      const lots = Math.min(this.held(account, month.index, side), month.maxOrderLots);
      if (lots === 0) continue;
      this.queuedSession[cell] = session;
      this.order(account, month.index, side, TIF_DAY, lots);
    }
  }

  private closeForced(order: ForcedClose): void {
    const { account, instrument, side } = order;
    const before = this.held(account, instrument, side);
    order.lots = Math.min(order.lots, before);
    if (order.lots === 0 || !this.canTrade(instrument, side)) return;
    this.send(account, instrument, side, order.lots);
    order.lots -= before - this.held(account, instrument, side);
  }

  /** Lots that orders on a side can close. */
  private held(account: number, instrument: number, side: Side): Lots {
    const { long, short } = this.house.positions;
    const cell = this.house.positions.cell(account, instrument);
    return side === 1 ? short[cell]! : long[cell]!;
  }

  private canTrade(index: number, side: Side): boolean {
    const { book, tradesToday, isHalted } = this.exchange.venue.month(index);
    return tradesToday && !isHalted && (side === 1 ? book.hasAsk : book.hasBid);
  }

  /** One immediate order at the band's end, as large as the depth allows. */
  private send(account: number, index: number, side: Side, most: Lots): void {
    const { venue, queue } = this.exchange;
    const { book, month } = venue.month(index);
    // Closing orders of its own would reserve what is to be closed.
    venue.cancelAll(account, index, ENDED_MASS_CANCEL, queue.timeUs);
    const depth = side === 1 ? book.askLots : book.bidLots;
    const slice = Math.max(1, Math.floor((depth * this.parameters.slicePercentOfDepth) / 100));
    const lots = Math.min(most, slice, month.maxOrderLots);
    this.order(account, index, side, TIF_IMMEDIATE, lots);
  }

  /** An order of the house for an account, at the band's end or as near to it as a price is reasonable. */
  private order(account: number, index: number, side: Side, tif: number, lots: Lots): void {
    const { venue, store, queue } = this.exchange;
    const { bandLow, bandHigh, guard } = venue.month(index);
    const edge = side === 1 ? bandHigh : bandLow;
    const limit = guard?.reasonablePrice(side, edge) ?? edge;
    const slot = store.allocate(this.exchange.nextOrderId(), account, index, side, tif, limit, lots);
    if (this.hasPositionEffect) store.setEffect(slot, EFFECT_CLOSE);
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
