import { MICROSECONDS_PER_MINUTE, MICROSECONDS_PER_SECOND, type Ticks, type TimeUs } from "../../base/units.ts";
import { type Instrument, MonthInstrument, SpreadInstrument } from "../instrument.ts";
import { PRICE_HALT_CIRCUIT_BREAKER, PRICE_HALT_DAY, PRICE_HALT_LEAD_MONTH, PRICE_RESUME } from "../venue-listener.ts";
import { CONTINUOUS, VenueState } from "../venue-state.ts";
import { NO_BREACH, type PriceGuard } from "./price-rules.ts";

/**
 * Stops trading of a month when a price rule is broken, and what goes with it: all months of its contract when a circuit
 * breaker stops the lead month, and every calendar spread that has a stopped month. What is stopped collects orders until
 * the auction that ends it.
 */
export class HaltingVenue extends VenueState {
  /** When the day's continuous trading ends. */
  protected closesUs: TimeUs = Infinity;

  /** Ends a halt whose time has come: what has been collected is crossed, and continuous trading goes on. */
  resume(index: number, nowUs: TimeUs): void {
    const instrument = this.instruments[index]!;
    const { haltedUntilUs } = instrument;
    // The block has ended and the halt with it, or another halt has come on top.
    if (this.phase !== CONTINUOUS || !instrument.isHalted || nowUs < haltedUntilUs) return;
    if (instrument instanceof SpreadInstrument && (instrument.near.isHalted || instrument.far.isHalted)) return;
    this.flow.begin(nowUs);
    instrument.haltedUntilUs = 0;
    this.rememberNothing();
    this.cross(instrument, this.lastReference(instrument));
    instrument.guard?.restart(nowUs);
    this.engine.resume(index);
    this.passOn(false);
    instrument.startClock(nowUs);
    this.listener.onTop(instrument);
    if (instrument instanceof MonthInstrument) this.tell(instrument, PRICE_RESUME, this.lastReference(instrument), 0);
    this.parts.participation.bookChanged(instrument, nowUs);
    this.publishTouched();
  }

  /** Makes the tops public that a command has changed; before that, stops what has broken a rule. */
  protected publishTouched(): void {
    const { flow } = this;
    if (this.phase !== CONTINUOUS) return;
    this.stopTouched();
    for (let k = 0; k < flow.touchedCount; k++) {
      const instrument = flow.touched[k]!;
      if (instrument.isHalted) continue;
      if (this.batches) this.listener.onBatchWaiting(instrument);
      else this.publish(instrument, flow.nowUs);
      this.parts.participation.bookChanged(instrument, flow.nowUs);
    }
  }

  /** Stops what the command's trades have broken a rule with. */
  protected stopTouched(): void {
    const { flow } = this;
    for (let k = 0; k < flow.touchedCount; k++) this.stopBreached(flow.touched[k]!);
  }

  /** A month has broken a rule, or would: it stops, and what must stop with it. `ticks` is the price that would break it. */
  protected stopTrading(month: MonthInstrument, guard: PriceGuard, type: number, ticks: Ticks): void {
    const { circuitBreaker, intervalLimit } = this.parts.parameters.rules;
    const { nowUs } = this.flow;
    const isBreaker = type === PRICE_HALT_CIRCUIT_BREAKER;
    const isNearClose = nowUs >= this.closesUs - circuitBreaker.nearCloseMinutes * MICROSECONDS_PER_MINUTE;
    const breakerSeconds = isNearClose ? circuitBreaker.haltSecondsNearClose : circuitBreaker.haltSeconds;
    const durationUs = Math.round((isBreaker ? breakerSeconds : intervalLimit.holdSeconds) * MICROSECONDS_PER_SECOND);
    this.halt(month, nowUs + durationUs);
    this.tell(month, type, guard.referenceOf(type, ticks > guard.high ? 1 : -1), durationUs);
    if (isBreaker && month.isLead && circuitBreaker.leadMonthHaltsAll) {
      for (const other of this.trading) {
        if (other === month || other.month.contract !== month.month.contract || other.isHaltedAllDay) continue;
        this.halt(other, nowUs + durationUs);
        this.tell(other, PRICE_HALT_LEAD_MONTH, other.lastTradeTicks, durationUs);
      }
    }
    for (const spread of this.spreads) {
      const untilUs = Math.max(spread.near.haltedUntilUs, spread.far.haltedUntilUs);
      if (untilUs > spread.haltedUntilUs) this.halt(spread, untilUs);
    }
  }

  /** At the day's start: a month that does not trade today, and its spreads. */
  protected haltDay(month: MonthInstrument): void {
    month.haltedUntilUs = Infinity;
    this.engine.collect(month.listed.index);
    this.tell(month, PRICE_HALT_DAY, month.settlementTicks, 0);
    for (const spread of this.spreads) {
      if (spread.near !== month && spread.far !== month) continue;
      spread.haltedUntilUs = Infinity;
      this.engine.collect(spread.listed.index);
    }
  }

  /** Crosses a book, and in a venue with batches again as long as stop orders that this triggered have crossed it anew. */
  protected cross(instrument: Instrument, referenceTicks: Ticks): void {
    do {
      this.engine.uncross(instrument.listed.index, referenceTicks);
      this.passOn(true);
    } while (this.batches && isCrossed(instrument));
  }

  /** The last trade, or before the first one the settlement price, moved into the band. */
  protected lastReference({ hasTraded, lastTradeTicks, settlementTicks, bandLow, bandHigh }: Instrument): Ticks {
    return Math.min(Math.max(hasTraded ? lastTradeTicks : settlementTicks, bandLow), bandHigh);
  }

  private stopBreached(instrument: Instrument): void {
    const { guard } = instrument;
    if (guard === undefined || guard.breach === NO_BREACH) return;
    const type = guard.breach;
    guard.breach = NO_BREACH;
    if (!instrument.isHalted)
      this.stopTrading(this.month(instrument.listed.index), guard, type, instrument.book.lastTicks);
  }

  private halt(instrument: Instrument, untilUs: TimeUs): void {
    const { nowUs } = this.flow;
    if (!instrument.isHalted) {
      instrument.stopClock(nowUs);
      instrument.publishEmpty(nowUs);
      this.engine.collect(instrument.listed.index);
      this.listener.onTop(instrument);
      this.parts.participation.bookChanged(instrument, nowUs);
    }
    instrument.haltedUntilUs = Math.max(instrument.haltedUntilUs, untilUs);
    this.listener.onHalt(instrument, instrument.haltedUntilUs);
  }

  private tell(month: MonthInstrument, type: number, referenceTicks: Ticks, durationUs: TimeUs): void {
    const { guard, bandLow, bandHigh } = month;
    const low = guard === undefined ? bandLow : Math.max(guard.low, bandLow);
    const high = guard === undefined ? bandHigh : Math.min(guard.high, bandHigh);
    this.listener.onPriceEvent(month, type, referenceTicks, low, high, durationUs, 0, Math.abs(month.lock.days));
  }
}

/** Whether a buyer and a seller in a book could trade. */
export function isCrossed({ book }: Instrument): boolean {
  return book.hasBid && book.hasAsk && book.bidTicks >= book.askTicks;
}
