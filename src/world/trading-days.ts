import { assert } from "../base/assert.ts";
import { roundHalfEven } from "../base/integers.ts";
import { yyyymm } from "../base/dates.ts";
import { MICROSECONDS_PER_MINUTE, MONEY_PER_UNIT, type TimeUs } from "../base/units.ts";
import { STATUS_GOOD } from "../clearing/accounts.ts";
import type { ClearingHouse, DailySettlement } from "../clearing/house.ts";
import { PHASE_SAMPLING, PHASE_SESSION, PHASE_WAKE } from "../kernel/phase.ts";
import { ENDED_MASS_CANCEL } from "../market/engine/order-kinds.ts";
import type { MonthInstrument } from "../market/instrument.ts";
import { BY_INDEX_MONTH_MEAN, daySettlements } from "../market/settlement/day-vwap.ts";
import type { ComputeSide } from "./compute-side.ts";
import {
  EVENT_AGENT_CLOSE,
  EVENT_AUCTION_END,
  EVENT_AUCTION_START,
  EVENT_BLOCK_CLOSE,
  EVENT_BLOCK_OPEN,
  EVENT_DAY_START,
  EVENT_SAMPLE_MID,
  EVENT_SAMPLE_QUOTES,
} from "./event-kinds.ts";
import type { Exchange } from "./exchange.ts";
import type { Liquidator } from "./liquidator.ts";
import type { Listings } from "./listings.ts";
import type { Seat } from "./seat.ts";

const MID_GRID_US = 5 * MICROSECONDS_PER_MINUTE;
const MICRO = 1_000_000;

/** The trading day in the world: price bands, auctions, continuous blocks, settlement, clearing. */
export class TradingDays {
  private readonly exchange: Exchange;
  private readonly house: ClearingHouse;
  private readonly seats: readonly Seat[];
  private readonly compute: ComputeSide;
  private readonly liquidator: Liquidator;
  private readonly listings: Listings;
  private readonly quoteGridUs: TimeUs;
  private readonly onDay: (session: number) => void;

  constructor(parts: {
    exchange: Exchange;
    house: ClearingHouse;
    seats: readonly Seat[];
    compute: ComputeSide;
    liquidator: Liquidator;
    listings: Listings;
    quoteGridUs: TimeUs;
    onDay: (session: number) => void;
  }) {
    this.exchange = parts.exchange;
    this.house = parts.house;
    this.seats = parts.seats;
    this.compute = parts.compute;
    this.liquidator = parts.liquidator;
    this.listings = parts.listings;
    this.quoteGridUs = parts.quoteGridUs;
    this.onDay = parts.onDay;
  }

  start(): void {
    this.scheduleDay(0);
  }

  /** The day begins with order entry for its first auction, or with its first block. */
  startDay(session: number): void {
    const { exchange } = this;
    const nowUs = exchange.queue.timeUs;
    const { day, blocks } = exchange.calendar.days[session]!;
    exchange.session = session;
    exchange.day = day;
    this.house.callsDue(session);
    this.listings.list(session, day);
    this.cancelOfSuspended(nowUs);
    exchange.venue.startDay(session, nowUs);
    exchange.months = exchange.venue.trading.map(({ month }) => month);
    exchange.spreads = exchange.venue.spreads.map(({ spread }) => spread);
    blocks.forEach((block, b) => {
      const { queue } = exchange;
      if (block.auctionUs < block.openUs)
        queue.schedule(block.auctionUs, PHASE_SESSION, EVENT_AUCTION_START, session, b);
      queue.schedule(block.openUs, PHASE_SESSION, EVENT_BLOCK_OPEN, session, b);
      queue.schedule(block.closeUs, PHASE_SESSION, EVENT_BLOCK_CLOSE, session, b);
    });
    for (const seat of this.seats) seat.agent.onOpen(seat);
  }

  openBlock(session: number, b: number): void {
    const { queue, venue, calendar } = this.exchange;
    venue.startContinuous(queue.timeUs);
    this.liquidator.open();
    const { closeUs } = calendar.days[session]!.blocks[b]!;
    this.sampleMids();
    if (queue.timeUs + MID_GRID_US < closeUs) this.scheduleSample(EVENT_SAMPLE_MID, MID_GRID_US, session, b);
    if (queue.timeUs + this.quoteGridUs < closeUs)
      this.scheduleSample(EVENT_SAMPLE_QUOTES, this.quoteGridUs, session, b);
  }

  closeBlock(session: number, b: number): void {
    const { queue, venue, calendar } = this.exchange;
    this.sampleMids();
    for (const { stats } of venue.trading) stats.endChain();
    venue.stopContinuous(queue.timeUs);
    const { closeUs, endUs } = calendar.days[session]!.blocks[b]!;
    if (endUs === closeUs) this.endBlock(session, b);
    else {
      venue.openAuction();
      for (const seat of this.seats) seat.agent.onClosingAuction?.(seat);
      queue.schedule(endUs, PHASE_SESSION, EVENT_AUCTION_END, session, b);
    }
  }

  /** The closing auction of a block is crossed. */
  endAuction(session: number, b: number): void {
    this.exchange.venue.closeAuction();
    this.endBlock(session, b);
  }

  private endBlock(session: number, b: number): void {
    if (b === this.exchange.calendar.days[session]!.blocks.length - 1) this.closeDay(session);
  }

  /** A point of the five-minute grid of mids from which realised variance is made. */
  sampleMid(session: number, b: number): void {
    this.sampleMids();
    this.repeatSample(EVENT_SAMPLE_MID, MID_GRID_US, session, b);
  }

  sampleQuotes(session: number, b: number): void {
    const { queue, venue, recording } = this.exchange;
    const { market, options } = recording;
    if (options.quotes === "grid") {
      for (const instrument of venue.trading) market.quote(instrument, queue.timeUs, venue.sequence);
      for (const instrument of venue.spreads) market.quote(instrument, queue.timeUs, venue.sequence);
    }
    if (venue.spreads.length > 0) {
      for (const instrument of venue.trading) market.impliedQuote(instrument, queue.timeUs, venue.sequence);
      for (const instrument of venue.spreads) market.impliedQuote(instrument, queue.timeUs, venue.sequence);
    }
    this.repeatSample(EVENT_SAMPLE_QUOTES, this.quoteGridUs, session, b);
  }

  private repeatSample(kind: number, stepUs: TimeUs, session: number, b: number): void {
    const { queue, calendar } = this.exchange;
    if (queue.timeUs + stepUs < calendar.days[session]!.blocks[b]!.closeUs)
      this.scheduleSample(kind, stepUs, session, b);
  }

  private scheduleSample(kind: number, stepUs: TimeUs, session: number, b: number): void {
    const { queue } = this.exchange;
    queue.schedule(queue.timeUs + stepUs, PHASE_SAMPLING, kind, session, b);
  }

  private sampleMids(): void {
    for (const { bidTicks, askTicks, hasBid, hasAsk, stats } of this.exchange.venue.trading)
      stats.sample(bidTicks + askTicks, hasBid && hasAsk);
  }

  /** Close: orders expire, prices settle, the house clears, agents are told. */
  private closeDay(session: number): void {
    const { exchange } = this;
    const { venue, queue, recording, calendar, day } = exchange;
    venue.expireOrders(session);
    this.compute.settlePhysical(day);
    const settlements = this.settle(session);
    this.compute.observeFutures(settlements);
    const next = calendar.days[session + 1]?.day;
    const nextDay = next ?? day + 1;
    const isMonthOver = next === undefined || yyyymm(next) !== yyyymm(day);
    this.house.closeDay(session, nextDay, nextDay - day, isMonthOver, settlements);
    for (const { month, finalMoneyPerLot } of settlements) {
      const instrument = venue.month(month.index);
      instrument.openInterest = this.house.positions.openInterest(month.index);
      assert(finalMoneyPerLot === undefined || instrument.openInterest === 0, "open interest after final settlement");
      recording.market.sessionStats(instrument, day);
    }
    for (const spread of venue.spreads) recording.market.spreadStats(spread);
    recording.money.endSession(this.house, venue.trading);
    recording.market.endSession();
    for (const seat of this.seats) {
      seat.equityCny = this.house.accounts.available(seat.account) / MONEY_PER_UNIT;
      queue.schedule(queue.timeUs + seat.dataDelayUs, PHASE_WAKE, EVENT_AGENT_CLOSE, seat.account, session);
    }
    // What happens from now on belongs to the next trading day.
    recording.startSession(session + 1);
    this.onDay(session);
    this.scheduleDay(session + 1);
  }

  private scheduleDay(session: number): void {
    const { queue, calendar } = this.exchange;
    const tradingDay = calendar.days[session];
    if (tradingDay === undefined) return;
    queue.schedule(tradingDay.blocks[0]!.auctionUs, PHASE_SESSION, EVENT_DAY_START, session);
  }

  private settle(session: number): DailySettlement[] {
    const { venue, recording } = this.exchange;
    const prices = daySettlements(
      venue.trading.map(({ settlementTicks, bandLow, bandHigh, stats }) => ({
        previousTicks: settlementTicks,
        bandLow,
        bandHigh,
        tradedTicks: stats.tradedTicks,
        tradedLots: stats.volumeLots,
        lastQuoteSum: stats.hadQuote ? stats.lastQuoteSum : undefined,
      })),
    );
    return venue.trading.map((instrument, k) => {
      const { ticks, method } = prices[k]!;
      const { month, stats } = instrument;
      instrument.settlementTicks = ticks;
      recording.market.settlement(instrument, ticks * month.tickMicro, method, stats.volumeLots, false);
      return {
        month,
        settlementTicks: ticks,
        finalMoneyPerLot: month.lastSession === session ? this.settleFinally(instrument) : undefined,
      };
    });
  }

  /** Final cash settlement to the mean of the delivery month's fixings, rounded to 1e-6 CNY; money per lot. */
  private settleFinally(instrument: MonthInstrument): number {
    const { fixings, hourlyIndex, recording } = this.exchange;
    const { month } = instrument;
    const { count, total } = fixings.knownOf(month.deliveryMonth, fixings.series.length);
    assert(count === total, "a delivery month is settled before its last fixing");
    const indicative = hourlyIndex.value(hourlyIndex.length - 1);
    const priceMicro = roundHalfEven(fixings.settlementOf(month.deliveryMonth, indicative) * MICRO);
    recording.market.settlement(instrument, priceMicro, BY_INDEX_MONTH_MEAN, 0, true);
    return roundHalfEven((priceMicro * month.multiplierMtok * MONEY_PER_UNIT) / MICRO);
  }

  /** Orders that an account has left open overnight end when it may not trade freely any more. */
  private cancelOfSuspended(nowUs: TimeUs): void {
    const { accounts } = this.house;
    for (let account = 0; account < accounts.count; account++)
      if (accounts.status[account] !== STATUS_GOOD)
        this.exchange.venue.cancelAll(account, -1, ENDED_MASS_CANCEL, nowUs);
  }
}
