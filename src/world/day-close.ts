import { assert } from "../base/assert.ts";
import { yyyymm } from "../base/dates.ts";
import { roundHalfEven } from "../base/integers.ts";
import {
  MICROSECONDS_PER_MINUTE,
  MONEY_PER_UNIT,
  type Lots,
  type Money,
  type Side,
  type TimeUs,
} from "../base/units.ts";
import { type Closure, forcedReduction, type LockedHolder, type Reduction } from "../clearing/forced-reduction.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { DailySettlement } from "../clearing/variation.ts";
import { ENDED_MASS_CANCEL } from "../market/engine/order-kinds.ts";
import { FEE_OBLIGATION_PENALTY, FEE_OBLIGATION_REBATE, FEE_ORDER_TO_TRADE } from "../market/fees.ts";
import type { MonthInstrument } from "../market/instrument.ts";
import type { VenueParameters } from "../market/parameters.ts";
import type { ParticipationRules } from "../market/rules/participation-rules.ts";
import { finalPrice } from "../market/settlement/final.ts";
import {
  BY_INDEX_DAY,
  BY_INDEX_INSTANT,
  BY_INDEX_LAST_HOURS,
  BY_INDEX_MONTH_MEAN,
} from "../market/settlement/methods.ts";
import type { SettlementDay } from "../market/settlement/settlement-day.ts";
import { PRICE_FORCED_REDUCTION } from "../market/venue-listener.ts";
import type { ComputeSide } from "./compute-side.ts";
import type { Exchange } from "./exchange.ts";

const MICRO = 1_000_000;
const FINAL_METHODS = {
  index_month_mean: BY_INDEX_MONTH_MEAN,
  index_day: BY_INDEX_DAY,
  index_last_hours: BY_INDEX_LAST_HOURS,
  index_instant: BY_INDEX_INSTANT,
} as const;

export interface DayCloseParts {
  readonly exchange: Exchange;
  readonly house: ClearingHouse;
  readonly participation: ParticipationRules;
  readonly settlement: SettlementDay;
  readonly compute: ComputeSide;
  readonly parameters: VenueParameters;
  /** Minutes of trading time after the next day's start at which calls are due. */
  readonly dailyDueMinutes: number;
  /** Whether an account belongs to a hedger. */
  readonly isHedger: readonly boolean[];
}

/** A month whose third lock closes positions, with the closing orders that wait at the limit. */
interface LockedMonth {
  readonly instrument: MonthInstrument;
  readonly side: Side;
  readonly queued: ReadonlyMap<number, Lots>;
}

/**
 * The close of a trading day: locks, expiry of orders, settlement prices, forced reduction, charges, the clearing cycle,
 * and the day's rows of the tables, in this order.
 */
export class DayClose {
  private readonly parts: DayCloseParts;

  constructor(parts: DayCloseParts) {
    this.parts = parts;
  }

  /** Returns the deadline of the margin calls made now, NaN beyond the run. */
  close(session: number): TimeUs {
    const { exchange, house, compute } = this.parts;
    const { venue, queue, recording, calendar, day } = exchange;
    venue.endDay();
    const locked = this.lockedMonths(session);
    venue.expireOrders(session);
    compute.settlePhysical(compute.localDay(queue.timeUs));
    const settlements = this.settle(session);
    compute.observeFutures(settlements);
    for (const month of locked) this.reduce(month, settlements);
    this.chargeConduct();
    const next = calendar.days[session + 1]?.day;
    const nextDay = next ?? day + 1;
    const dueUs = this.dueUs(session);
    house.closeDay({
      session,
      nowUs: queue.timeUs,
      nextDay,
      days: nextDay - day,
      isMonthOver: next === undefined || yyyymm(next) !== yyyymm(day),
      dueUs,
      settlements,
    });
    for (const { month, finalMoneyPerLot } of settlements) {
      const instrument = venue.month(month.index);
      instrument.openInterest = house.positions.openInterest(month.index);
      assert(finalMoneyPerLot === undefined || instrument.openInterest === 0, "open interest after final settlement");
      recording.market.sessionStats(instrument, day);
    }
    for (const spread of venue.spreads) recording.market.spreadStats(spread);
    recording.money.endSession(house, venue.trading);
    recording.market.endSession();
    return dueUs;
  }

  /** Months whose ladder of locks ends in a forced reduction today; to be asked before the closing orders expire. */
  private lockedMonths(session: number): LockedMonth[] {
    const { venue } = this.parts.exchange;
    return (
      venue.trading
        // A month that settles finally today is closed at its settlement price.
        .filter(({ lock, month }) => lock.action === "forced_reduction" && month.lastSession !== session)
        .map((instrument) => {
          const side: Side = instrument.lock.days > 0 ? 1 : -1;
          const queued = new Map<number, Lots>();
          for (const { account, lots } of venue.lockedQueue(instrument.month.index, side))
            queued.set(account, (queued.get(account) ?? 0) + lots);
          return { instrument, side, queued };
        })
    );
  }

  private settle(session: number): DailySettlement[] {
    const { exchange, settlement, parameters } = this.parts;
    const { venue, recording } = exchange;
    const prices = parameters.contracts.map((_, contract) => {
      const months = venue.trading.filter(({ month }) => month.contract === contract);
      return { months, found: settlement.settle(months, venue.spreads) };
    });
    const priceOf = new Map(prices.flatMap(({ months, found }) => months.map((month, k) => [month, found[k]!])));
    return venue.trading.map((instrument) => {
      const { ticks, method, windowLots } = priceOf.get(instrument)!;
      const { month, lock } = instrument;
      recording.market.settlement(instrument, ticks * month.tickMicro, method, windowLots, false, lock.days);
      instrument.settlementTicks = ticks;
      return {
        month,
        settlementTicks: ticks,
        finalMoneyPerLot: month.lastSession === session ? this.settleFinally(instrument) : undefined,
        lockMarginPercent: lock.marginPercent,
      };
    });
  }

  /** Final cash settlement to the contract's index, rounded to 1e-6 of the currency; money per lot. */
  private settleFinally(instrument: MonthInstrument): Money {
    const { exchange, parameters } = this.parts;
    const { recording, queue, indices } = exchange;
    const { month, lock } = instrument;
    const terms = parameters.contracts[month.contract]!.finalSettlement;
    const { fixings, hourly } = indices[month.contract]!;
    const { count, total } = fixings.knownOf(month, fixings.series.length);
    assert(count === total, "a delivery month is settled before its last fixing");
    const evidence = {
      hourly,
      fixings,
      isMonthMean: fixings.isMonthMean,
      firstDay: terms.method === "index_day" ? month.lastTradeDay : month.settlesFromDay,
      lastDay: month.lastTradeDay,
      closeUs: queue.timeUs,
    };
    const priceMicro = roundHalfEven(finalPrice(terms, evidence) * MICRO);
    recording.market.settlement(instrument, priceMicro, FINAL_METHODS[terms.method], 0, true, lock.days);
    return roundHalfEven((priceMicro * month.multiplier * MONEY_PER_UNIT) / MICRO);
  }

  /** Closes positions of a locked month against each other at its limit price (clearing/forced-reduction.ts). */
  private reduce({ instrument, side, queued }: LockedMonth, settlements: readonly DailySettlement[]): void {
    const { exchange, house, parameters } = this.parts;
    const { month, bandLow, bandHigh, lock } = instrument;
    const limitTicks = side === 1 ? bandHigh : bandLow;
    const { settlementTicks } = settlements.find((settlement) => settlement.month === month)!;
    const holders = this.holders(instrument, queued);
    const terms = parameters.rules.widening.forcedReduction;
    const { reductions, closures } = forcedReduction(terms, holders, side, settlementTicks);
    const closed = closures.reduce((sum, { lots }) => sum + lots, 0);
    for (const { account } of reductions)
      exchange.venue.cancelAll(account, month.index, ENDED_MASS_CANCEL, exchange.queue.timeUs);
    for (const closure of closures) this.transfer(closure, month.index, limitTicks);
    this.record(instrument, reductions, limitTicks);
    exchange.recording.rules.priceEvent(
      instrument,
      exchange.queue.timeUs,
      PRICE_FORCED_REDUCTION,
      settlementTicks,
      bandLow,
      bandHigh,
      0,
      closed,
      lock.days,
    );
    assert(house.positions.openInterest(month.index) >= 0, "forced reduction closed more than there was");
  }

  private transfer({ longAccount, shortAccount, lots }: Closure, month: number, limitTicks: number): void {
    this.parts.house.transfer(longAccount, shortAccount, month, lots, limitTicks);
  }

  private holders({ month }: MonthInstrument, queued: ReadonlyMap<number, Lots>): LockedHolder[] {
    const { house, isHedger } = this.parts;
    const { positions } = house;
    const holders: LockedHolder[] = [];
    for (let account = 0; account < house.accounts.count; account++) {
      const cell = positions.cell(account, month.index);
      const longLots = positions.long[cell]!;
      const shortLots = positions.short[cell]!;
      if (longLots === 0 && shortLots === 0) continue;
      holders.push({
        account,
        longLots,
        shortLots,
        longEntryTicks: positions.entryTicks(cell, 1),
        shortEntryTicks: positions.entryTicks(cell, -1),
        queuedLots: queued.get(account) ?? 0,
        isHedger: isHedger[account] ?? false,
      });
    }
    return holders;
  }

  private record(instrument: MonthInstrument, reductions: readonly Reduction[], limitTicks: number): void {
    for (const row of reductions) this.parts.exchange.recording.rules.reduction(instrument, row, limitTicks);
  }

  /** What market makers have done of what they owe, and what messages beyond the free ones cost. */
  private chargeConduct(): void {
    const { exchange, house, participation } = this.parts;
    for (const result of participation.endDay(exchange.queue.timeUs)) {
      const { account, instrument, amount, makerLots } = result;
      exchange.recording.rules.obligation(result);
      const kind = amount > 0 ? FEE_OBLIGATION_REBATE : FEE_OBLIGATION_PENALTY;
      if (amount !== 0) house.fees.charge(account, instrument, kind, makerLots, -amount);
    }
    for (const { account, charged, amount } of participation.charges())
      house.fees.charge(account, house.flows.noInstrument, FEE_ORDER_TO_TRADE, charged, amount);
  }

  private dueUs(session: number): TimeUs {
    const { exchange, dailyDueMinutes } = this.parts;
    const { calendar } = exchange;
    const first = calendar.days[session + 1]?.blocks[0];
    if (first === undefined) return NaN;
    if (dailyDueMinutes === 0) return first.auctionUs;
    const afterUs = dailyDueMinutes * MICROSECONDS_PER_MINUTE;
    return calendar.afterTradingTime(first.openUs, session + 1, afterUs) ?? NaN;
  }
}
