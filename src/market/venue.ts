import { assert } from "../base/assert.ts";
import { MICROSECONDS_PER_MINUTE, type Side, type TimeUs } from "../base/units.ts";
import { MonthInstrument, SpreadInstrument } from "./instrument.ts";
import type { Listed, ListedMonth, ListedSpread } from "./listed-month.ts";
import { protectionTicksOf } from "./matching/parameters.ts";
import { OrderDesk } from "./order-desk.ts";
import { bandPercent, dailyBand } from "./rules/daily-band.ts";
import { isCrossed } from "./rules/halts.ts";
import { lockedQueue, type WaitingLots } from "./rules/locked-queue.ts";
import { PRICE_LOCKED_DOWN, PRICE_LOCKED_UP } from "./venue-listener.ts";
import { AUCTION, CLOSED, CONTINUOUS } from "./venue-state.ts";

/** What the calendar says of a trading day; without it there is no close to be near, and no break before it. */
export interface TradingDayTimes {
  /** End of the day's last block of continuous trading. */
  readonly closesUs: TimeUs;
  /** Calendar days since the trading day before. */
  readonly closedDays: number;
}

const NO_TIMES: TradingDayTimes = { closesUs: Infinity, closedDays: 1 };

/** One venue: its order desk, what it lists, and its day of auctions and continuous trading. */
export class Venue extends OrderDesk {
  list(month: ListedMonth): MonthInstrument {
    const book = this.makeBook(month, undefined);
    const instrument = new MonthInstrument(month, book, this.parts.longestDelayUs, this.parts.parameters.rules);
    this.instruments[month.index] = instrument;
    return instrument;
  }

  /** Lists a calendar spread; its months are listed. */
  listSpread(spread: ListedSpread): SpreadInstrument {
    const book = this.makeBook(spread, spread);
    const near = this.month(spread.near.index);
    const far = this.month(spread.far.index);
    const instrument = new SpreadInstrument(spread, near, far, book, this.parts.longestDelayUs);
    this.instruments[spread.index] = instrument;
    return instrument;
  }

  /**
   * Sets what trades today, its price bands and what price rules start from; orders of earlier days outside the bands end.
   * A month whose ladder of locked days says so does not trade at all.
   */
  startDay(session: number, nowUs: TimeUs, times: TradingDayTimes = NO_TIMES): void {
    this.flow.begin(nowUs);
    this.closesUs = times.closesUs;
    this.listToday(session);
    for (const month of this.trading) this.startMonth(month, session, nowUs, times.closedDays);
    for (const spread of this.spreads) spread.startDay();
    for (const instrument of this.today) {
      instrument.haltedUntilUs = 0;
      this.engine.setBand(instrument.listed.index, instrument.bandLow, instrument.bandHigh);
      this.engine.purge(instrument.listed.index);
      this.passOn(false);
      instrument.stats.reset();
      instrument.publishEmpty(nowUs);
    }
    for (const month of this.trading) {
      month.isLead = this.isLead(month);
      if (month.lock.action === "halt_next_day") this.haltDay(month);
    }
  }

  private listToday(session: number): void {
    this.trading = [];
    this.spreads = [];
    for (const instrument of this.instruments) {
      if (instrument === undefined) continue;
      const { listSession, lastSession } = instrument.listed;
      instrument.tradesToday = listSession <= session && session <= lastSession;
      if (!instrument.tradesToday) continue;
      if (instrument instanceof MonthInstrument) this.trading.push(instrument);
      else if (instrument instanceof SpreadInstrument) this.spreads.push(instrument);
    }
    this.today = [...this.trading, ...this.spreads];
  }

  private startMonth(month: MonthInstrument, session: number, nowUs: TimeUs, closedDays: number): void {
    const { dailyBand: rule } = this.parts.parameters.rules;
    const isFirstDay = month.month.listSession === session;
    month.ownBandPercent = bandPercent(rule, 0, isFirstDay, closedDays);
    const percent = Math.max(month.ownBandPercent, month.lock.nextBandPercent);
    const band = dailyBand(percent, month.settlementTicks);
    month.bandLow = band.low;
    month.bandHigh = band.high;
    month.limit.startDay();
    month.guard?.startDay(nowUs, month.settlementTicks);
  }

  private isLead(month: MonthInstrument): boolean {
    for (const other of this.trading) {
      if (other.month.contract !== month.month.contract) continue;
      if (other.openInterest > month.openInterest) return false;
      if (other === month) continue;
      const isNearer = other.listed.index < month.listed.index;
      if (other.openInterest === month.openInterest && isNearer) return false;
    }
    return true;
  }

  /** From now on orders are collected. */
  openAuction(): void {
    this.enter(AUCTION);
    for (const { listed } of this.today) this.engine.collect(listed.index);
  }

  /** Crosses what has been collected in a call auction. */
  private uncross(): void {
    this.rememberNothing();
    for (const instrument of this.today) if (!instrument.isHalted) this.cross(instrument, instrument.settlementTicks);
  }

  /** Ends an auction, if there was one, and starts continuous trading. What a halt has left crossed is crossed now. */
  startContinuous(nowUs: TimeUs): void {
    this.flow.begin(nowUs);
    if (this.phase === AUCTION) this.uncross();
    this.enter(CONTINUOUS);
    this.rememberNothing();
    for (const instrument of this.today) {
      if (instrument.isHalted) continue;
      if (!this.batches && isCrossed(instrument)) this.cross(instrument, this.lastReference(instrument));
      if (instrument.book.collecting) instrument.guard?.restart(nowUs);
    }
    for (const { listed, isHalted } of this.today) {
      if (isHalted) continue;
      if (this.batches) this.engine.collect(listed.index);
      else this.engine.resume(listed.index);
      this.passOn(false);
    }
    for (const instrument of this.today) {
      if (instrument.isHalted) continue;
      instrument.startClock(nowUs);
      this.listener.onTop(instrument);
      this.parts.participation.bookChanged(instrument, nowUs);
    }
    this.publishTouched();
  }

  /** A break or the close: what rests stays, nobody sees it, no message is admitted. Halts end, but those of the day. */
  stopContinuous(nowUs: TimeUs): void {
    this.flow.begin(nowUs);
    for (const instrument of this.today) {
      const { isHalted } = instrument;
      if (instrument.isHaltedAllDay) continue;
      if (this.batches && !isHalted) this.cross(instrument, this.lastReference(instrument));
      if (!isHalted) instrument.stopClock(nowUs);
      if (instrument instanceof MonthInstrument) instrument.limit.close(nowUs, isHalted);
      instrument.haltedUntilUs = 0;
      instrument.publishEmpty(nowUs);
      this.listener.onTop(instrument);
      this.parts.participation.bookChanged(instrument, nowUs);
    }
    this.enter(CLOSED);
  }

  /** The end of a closing auction. */
  closeAuction(): void {
    this.uncross();
    this.enter(CLOSED);
  }

  /** A frequent batch auction of one instrument; its result becomes public. */
  matchBatch(index: number, nowUs: TimeUs): void {
    const instrument = this.instruments[index]!;
    if (this.phase !== CONTINUOUS || instrument.isHalted) return;
    this.flow.begin(nowUs);
    this.rememberTop(instrument);
    this.engine.uncross(index, this.lastReference(instrument));
    this.passOn(true);
    this.flow.touch(instrument);
    this.stopTouched();
    if (instrument.isHalted) return;
    // Stop orders that the batch has triggered belong to the next one, and nobody sees them before it.
    if (isCrossed(instrument)) this.listener.onBatchWaiting(instrument);
    else this.publish(instrument, nowUs);
    this.parts.participation.bookChanged(instrument, nowUs);
  }

  /**
   * The day's last minute is over: moves the ladder of every month on by whether it ended locked at its limit price, and
   * reports the locks. To be called after the last block, before orders expire and settlement prices change the margins.
   */
  endDay(): void {
    const { limitLock } = this.parts.parameters.rules;
    assert(this.phase === CLOSED, "the day ends while orders are taken");
    for (const month of this.trading) {
      if (month.isHaltedAllDay) {
        month.lock.endDay(0);
        continue;
      }
      const side = month.limit.sideOfDay(limitLock.lastMinutes * MICROSECONDS_PER_MINUTE);
      month.lock.endDay(side, month.ownBandPercent);
      if (side !== 0) this.tellLock(month, side);
    }
  }

  /** Closing lots that wait at a month's limit price, by account: what forced reduction may close. Before orders expire. */
  lockedQueue(index: number, side: Side): WaitingLots[] {
    const { parameters, gate } = this.parts;
    const holdings = parameters.rules.positionEffect ? undefined : gate.holdings;
    return lockedQueue(this.store, this.month(index), side, holdings);
  }

  private tellLock(month: MonthInstrument, side: Side): void {
    const { book, bandLow, bandHigh, settlementTicks, lock } = month;
    const lots = side === 1 ? book.bidLots : book.askLots;
    const type = side === 1 ? PRICE_LOCKED_UP : PRICE_LOCKED_DOWN;
    this.listener.onPriceEvent(month, type, settlementTicks, bandLow, bandHigh, 0, lots, Math.abs(lock.days));
  }

  /** The end of a trading day: day orders, those whose date has come, and all of an expiring instrument end. */
  expireOrders(session: number): void {
    for (const { listed } of this.today) {
      this.engine.expire(listed.index, session, listed.lastSession === session);
      this.passOn(false);
    }
  }

  private makeBook(listed: Listed, spread: ListedSpread | undefined) {
    const { parameters, allocation } = this.parts;
    this.engine.list({
      instrument: listed.index,
      allocation,
      protectionTicks: protectionTicksOf(parameters.rules),
      closesFirst: parameters.rules.closesFirst,
      spread:
        spread === undefined
          ? undefined
          : {
              near: spread.near.index,
              far: spread.far.index,
              ticksPerLegTick: spread.ticksPerLegTick,
              implied: parameters.contracts[spread.contract]!.spreads.implied,
            },
    });
    return this.engine.book(listed.index);
  }
}
