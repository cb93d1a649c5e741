import type { Ticks, TimeUs } from "../base/units.ts";
import { type Instrument, MonthInstrument, SpreadInstrument } from "./instrument.ts";
import type { Listed, ListedMonth, ListedSpread } from "./listed-month.ts";
import { protectionTicksOf } from "./matching/parameters.ts";
import { OrderDesk } from "./order-desk.ts";
import { dailyBand } from "./rules/daily-band.ts";
import { AUCTION, CLOSED, CONTINUOUS } from "./venue-state.ts";

/** One venue: its order desk, what it lists, and its day of auctions and continuous trading. */
export class Venue extends OrderDesk {
  list(month: ListedMonth): MonthInstrument {
    const book = this.makeBook(month, undefined);
    const instrument = new MonthInstrument(month, book, this.parts.longestDelayUs);
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

  /** Sets what trades today, and its price bands; orders of earlier days outside them end. */
  startDay(session: number, nowUs: TimeUs): void {
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
    for (const instrument of this.trading) {
      const isFirstDay = instrument.month.listSession === session;
      const band = dailyBand(this.parts.parameters.rules.dailyBand, instrument.settlementTicks, isFirstDay);
      instrument.bandLow = band.low;
      instrument.bandHigh = band.high;
    }
    for (const spread of this.spreads) spread.startDay();
    for (const instrument of this.today) {
      this.engine.setBand(instrument.listed.index, instrument.bandLow, instrument.bandHigh);
      this.engine.purge(instrument.listed.index);
      this.passOn(false);
      instrument.stats.reset();
      instrument.publishEmpty(nowUs);
    }
  }

  /** From now on orders are collected. */
  openAuction(): void {
    this.phase = AUCTION;
    for (const { listed } of this.today) this.engine.collect(listed.index);
  }

  /** Crosses what has been collected in a call auction. */
  private uncross(): void {
    this.before.hasBid = this.before.hasAsk = false;
    for (const instrument of this.today) this.cross(instrument, instrument.settlementTicks);
  }

  /** Ends an auction, if there was one, and starts continuous trading. */
  startContinuous(nowUs: TimeUs): void {
    if (this.phase === AUCTION) this.uncross();
    this.phase = CONTINUOUS;
    for (const { listed } of this.today) {
      if (this.batches) this.engine.collect(listed.index);
      else this.engine.resume(listed.index);
      this.passOn(false);
    }
    for (const instrument of this.today) {
      instrument.startClock(nowUs);
      this.listener.onTop(instrument);
    }
  }

  /** A break or the close: what rests stays, nobody sees it, no message is admitted. */
  stopContinuous(nowUs: TimeUs): void {
    for (const instrument of this.today) {
      if (this.batches) this.cross(instrument, this.batchReference(instrument));
      instrument.stopClock(nowUs);
      instrument.publishEmpty(nowUs);
      this.listener.onTop(instrument);
    }
    this.phase = CLOSED;
  }

  /** The end of a closing auction. */
  closeAuction(): void {
    this.uncross();
    this.phase = CLOSED;
  }

  /** A frequent batch auction of one instrument; its result becomes public. */
  matchBatch(index: number, nowUs: TimeUs): void {
    const instrument = this.instruments[index]!;
    if (this.phase !== CONTINUOUS) return;
    this.flow.begin();
    this.rememberTop(instrument);
    this.engine.uncross(index, this.batchReference(instrument));
    this.passOn(true);
    // Stop orders that the batch has triggered belong to the next one, and nobody sees them before it.
    if (isCrossed(instrument)) this.listener.onBatchWaiting(instrument);
    else this.publish(instrument, nowUs);
  }

  /** Crosses a book, and in a venue with batches again as long as stop orders that this triggered have crossed it anew. */
  private cross(instrument: Instrument, referenceTicks: Ticks): void {
    do {
      this.engine.uncross(instrument.listed.index, referenceTicks);
      this.passOn(true);
    } while (this.batches && isCrossed(instrument));
  }

  /** The last trade, or before the first one the settlement price, moved into the band. */
  private batchReference({ hasTraded, lastTradeTicks, settlementTicks, bandLow, bandHigh }: Instrument): Ticks {
    return Math.min(Math.max(hasTraded ? lastTradeTicks : settlementTicks, bandLow), bandHigh);
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
      spread:
        spread === undefined
          ? undefined
          : {
              near: spread.near.index,
              far: spread.far.index,
              ticksPerLegTick: spread.ticksPerLegTick,
              implied: parameters.contract.spreads.implied,
            },
    });
    return this.engine.book(listed.index);
  }
}

function isCrossed({ book }: Instrument): boolean {
  return book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks;
}
