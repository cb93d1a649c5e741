import { MICROSECONDS_PER_MINUTE, MONEY_PER_UNIT, type Lots, type Side, type TimeUs } from "../base/units.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import { PHASE_CLEARING, PHASE_SAMPLING, PHASE_SESSION, PHASE_WAKE } from "../kernel/phase.ts";
import type { Block } from "../market/calendar.ts";
import { ENDED_MASS_CANCEL } from "../market/engine/order-kinds.ts";
import type { ParticipationRules } from "../market/rules/participation-rules.ts";
import type { SettlementDay } from "../market/settlement/settlement-day.ts";
import type { DayClose } from "./day-close.ts";
import {
  EVENT_AGENT_CLOSE,
  EVENT_AUCTION_END,
  EVENT_AUCTION_START,
  EVENT_BLOCK_CLOSE,
  EVENT_BLOCK_OPEN,
  EVENT_CALL_DUE,
  EVENT_DAY_START,
  EVENT_SAMPLE_MID,
  EVENT_SAMPLE_QUOTES,
  EVENT_SETTLEMENT_WINDOW,
} from "./event-kinds.ts";
import type { Exchange } from "./exchange.ts";
import type { IntradayMargin } from "./intraday-margin.ts";
import type { Liquidator } from "./liquidator.ts";
import type { Listings } from "./listings.ts";
import type { Seat } from "./seat.ts";

const MID_GRID_US = 5 * MICROSECONDS_PER_MINUTE;

interface TradingDaysParts {
  readonly exchange: Exchange;
  readonly house: ClearingHouse;
  readonly seats: readonly Seat[];
  readonly liquidator: Liquidator;
  readonly listings: Listings;
  readonly participation: ParticipationRules;
  readonly settlement: SettlementDay;
  readonly intraday: IntradayMargin;
  readonly dayClose: DayClose;
  /** A month's national use of the underlying in lots, by listed month. */
  readonly monthUseLots: () => ArrayLike<number>;
  readonly quoteGridUs: TimeUs;
  readonly onDay: (session: number) => void;
}

/** The timetable of the trading day in the world: start, auctions, continuous blocks, samples, close. */
export class TradingDays {
  private readonly parts: TradingDaysParts;

  constructor(parts: TradingDaysParts) {
    this.parts = parts;
  }

  start(): void {
    this.scheduleDay(0);
  }

  /** The day begins with order entry for its first auction, or with its first block. */
  startDay(session: number): void {
    const { exchange, participation, listings, seats } = this.parts;
    const { venue, calendar, queue } = exchange;
    const { day, blocks } = calendar.days[session]!;
    exchange.session = session;
    exchange.day = day;
    this.callsDue();
    listings.list(session, day);
    venue.startDay(session, queue.timeUs, {
      closesUs: blocks[blocks.length - 1]!.closeUs,
      closedDays: session === 0 ? 1 : day - calendar.days[session - 1]!.day,
    });
    exchange.months = exchange.indices.map((_, contract) =>
      venue.trading.filter(({ month }) => month.contract === contract).map(({ month }) => month),
    );
    exchange.spreads = exchange.indices.map((_, contract) =>
      venue.spreads.filter(({ spread }) => spread.contract === contract).map(({ spread }) => spread),
    );
    participation.startDay(session, day, venue.trading, this.parts.monthUseLots());
    this.forceCloses();
    this.scheduleSettlement(session, blocks);
    this.scheduleBlocks(session, blocks);
    this.parts.intraday.beginDay(session, blocks);
    for (const seat of seats) seat.agent.onOpen(seat);
  }

  openBlock(session: number, b: number): void {
    const { exchange, liquidator, quoteGridUs } = this.parts;
    const { queue, venue, calendar } = exchange;
    venue.startContinuous(queue.timeUs);
    liquidator.open();
    const { closeUs } = calendar.days[session]!.blocks[b]!;
    this.sampleMids();
    if (queue.timeUs + MID_GRID_US < closeUs) this.scheduleSample(EVENT_SAMPLE_MID, MID_GRID_US, session, b);
    if (queue.timeUs + quoteGridUs < closeUs) this.scheduleSample(EVENT_SAMPLE_QUOTES, quoteGridUs, session, b);
  }

  closeBlock(session: number, b: number): void {
    const { exchange, seats } = this.parts;
    const { queue, venue, calendar } = exchange;
    this.sampleMids();
    for (const { stats } of venue.trading) stats.endChain();
    venue.stopContinuous(queue.timeUs);
    const { closeUs, endUs } = calendar.days[session]!.blocks[b]!;
    if (endUs === closeUs) this.endBlock(session, b);
    else {
      venue.openAuction();
      for (const seat of seats) seat.agent.onClosingAuction?.(seat);
      queue.schedule(endUs, PHASE_SESSION, EVENT_AUCTION_END, session, b);
    }
  }

  /** The closing auction of a block is crossed. */
  endAuction(session: number, b: number): void {
    this.parts.exchange.venue.closeAuction();
    this.endBlock(session, b);
  }

  /** A moment at which the books are marked for the daily settlement price. */
  markSettlement(): void {
    this.parts.settlement.mark(this.parts.exchange.queue.timeUs);
  }

  /** The deadline of margin calls has come. */
  callsDue(): void {
    const { exchange, house, liquidator } = this.parts;
    house.callsDue({ session: exchange.session, nowUs: exchange.queue.timeUs });
    this.cancelOfSuspended();
    liquidator.open();
  }

  /** A point of the five-minute grid of mids from which realised variance is made. */
  sampleMid(session: number, b: number): void {
    this.sampleMids();
    this.repeatSample(EVENT_SAMPLE_MID, MID_GRID_US, session, b);
  }

  sampleQuotes(session: number, b: number): void {
    const { queue, venue, recording } = this.parts.exchange;
    const { market, options } = recording;
    if (options.quotes === "grid") {
      for (const instrument of venue.trading) market.quote(instrument, queue.timeUs, venue.sequence);
      for (const instrument of venue.spreads) market.quote(instrument, queue.timeUs, venue.sequence);
    }
    if (venue.spreads.length > 0) {
      for (const instrument of venue.trading) market.impliedQuote(instrument, queue.timeUs, venue.sequence);
      for (const instrument of venue.spreads) market.impliedQuote(instrument, queue.timeUs, venue.sequence);
    }
    this.repeatSample(EVENT_SAMPLE_QUOTES, this.parts.quoteGridUs, session, b);
  }

  private endBlock(session: number, b: number): void {
    if (b === this.parts.exchange.calendar.days[session]!.blocks.length - 1) this.closeDay(session);
  }

  private closeDay(session: number): void {
    const { exchange, house, seats, dayClose } = this.parts;
    const { queue, recording } = exchange;
    const dueUs = dayClose.close(session);
    const next = exchange.calendar.days[session + 1]?.blocks[0];
    if (next !== undefined && dueUs > next.auctionUs) queue.schedule(dueUs, PHASE_CLEARING, EVENT_CALL_DUE);
    for (const seat of seats) {
      seat.equityCny = house.accounts.available(seat.account) / MONEY_PER_UNIT;
      queue.schedule(queue.timeUs + seat.dataDelayUs, PHASE_WAKE, EVENT_AGENT_CLOSE, seat.account, session);
    }
    // What happens from now on belongs to the next trading day.
    recording.startSession(session + 1);
    this.parts.onDay(session);
    this.scheduleDay(session + 1);
  }

  private scheduleDay(session: number): void {
    const { queue, calendar } = this.parts.exchange;
    const tradingDay = calendar.days[session];
    if (tradingDay === undefined) return;
    queue.schedule(tradingDay.blocks[0]!.auctionUs, PHASE_SESSION, EVENT_DAY_START, session);
  }

  /** Marks come before whatever else happens at their moment. */
  private scheduleSettlement(session: number, blocks: readonly Block[]): void {
    const { exchange, settlement } = this.parts;
    const { venue, queue } = exchange;
    for (const atUs of settlement.start(blocks, [...venue.trading, ...venue.spreads]))
      queue.schedule(atUs, PHASE_SESSION, EVENT_SETTLEMENT_WINDOW, session);
  }

  private scheduleBlocks(session: number, blocks: readonly Block[]): void {
    const { queue } = this.parts.exchange;
    blocks.forEach((block, b) => {
      if (block.auctionUs < block.openUs)
        queue.schedule(block.auctionUs, PHASE_SESSION, EVENT_AUCTION_START, session, b);
      queue.schedule(block.openUs, PHASE_SESSION, EVENT_BLOCK_OPEN, session, b);
      queue.schedule(block.closeUs, PHASE_SESSION, EVENT_BLOCK_CLOSE, session, b);
    });
  }

  private repeatSample(kind: number, stepUs: TimeUs, session: number, b: number): void {
    const { queue, calendar } = this.parts.exchange;
    if (queue.timeUs + stepUs < calendar.days[session]!.blocks[b]!.closeUs)
      this.scheduleSample(kind, stepUs, session, b);
  }

  private scheduleSample(kind: number, stepUs: TimeUs, session: number, b: number): void {
    const { queue } = this.parts.exchange;
    queue.schedule(queue.timeUs + stepUs, PHASE_SAMPLING, kind, session, b);
  }

  private sampleMids(): void {
    for (const { bidTicks, askTicks, hasBid, hasAsk, stats } of this.parts.exchange.venue.trading)
      stats.sample(bidTicks + askTicks, hasBid && hasAsk);
  }

  /** The house closes what a rule does not let an account keep: more than its limit, a natural person near delivery. */
  private forceCloses(): void {
    const { exchange, house, participation, liquidator } = this.parts;
    const close = (account: number, month: number, side: Side): void => {
      const lots: Lots = participation.excessLots(account, month, side);
      liquidator.forceClose(account, month, side === 1 ? -1 : 1, lots);
    };
    for (const { month } of exchange.venue.trading)
      for (let account = 0; account < house.accounts.clients; account++) {
        close(account, month.index, 1);
        close(account, month.index, -1);
      }
  }

  /**
   * Orders of an account end when it may not trade freely any more, or when positions that its closing orders reserve were
   * closed outside the book.
   */
  private cancelOfSuspended(): void {
    const { exchange, house } = this.parts;
    const { accounts } = house;
    for (let account = 0; account < accounts.count; account++)
      if (house.isSuspended(account) || house.isOverReserved(account))
        exchange.venue.cancelAll(account, -1, ENDED_MASS_CANCEL, exchange.queue.timeUs);
  }
}
