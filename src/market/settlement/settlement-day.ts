import { assert } from "../../base/assert.ts";
import type { TimeUs } from "../../base/units.ts";
import type { Block } from "../calendar.ts";
import type { Instrument, MonthInstrument, SpreadInstrument } from "../instrument.ts";
import { dailySettlements } from "./daily-prices.ts";
import type { DayOfMonth, SpreadOfDay } from "./day-of-month.ts";
import type { SettlementPrice } from "./methods.ts";
import { inOrder, type Moments, momentsOf } from "./moments.ts";
import type { SettlementParameters } from "./parameters.ts";
import { NOT_TRADED, type Standing, type Traded, TradeWindows } from "./trade-windows.ts";

const NOTHING_STANDS: Standing = { bidTicks: undefined, askTicks: undefined, lastTicks: undefined };

/** Settles the days of one venue: says when its books are to be marked, marks them, and finds the prices. */
export class SettlementDay {
  private readonly parameters: SettlementParameters;
  private readonly lastClose: number;
  private readonly windows = new Map<number, TradeWindows>();
  private moments: Moments | undefined;

  /** `lastClose`: local time of the close of the venue's last session of the day, in minutes since midnight. */
  constructor(parameters: SettlementParameters, lastClose: number) {
    this.parameters = parameters;
    this.lastClose = lastClose;
  }

  /**
   * A trading day begins, with these instruments in trading and their statistics reset. Returns the moments at which
   * `mark` is to be called, in order, each before anything else that happens then.
   */
  start(blocks: readonly Block[], instruments: readonly Instrument[]): readonly TimeUs[] {
    this.windows.clear();
    this.moments = momentsOf(this.parameters, blocks, this.lastClose);
    const moments = inOrder(this.moments);
    assert(moments.length === 0 || moments[0]! >= blocks[0]!.auctionUs, "the settlement window begins before the day");
    for (const instrument of instruments) this.windows.set(instrument.listed.index, new TradeWindows(instrument));
    return moments;
  }

  mark(nowUs: TimeUs): void {
    for (const windows of this.windows.values()) windows.mark(nowUs);
  }

  /** Daily settlement prices of one contract's listed months, nearest first, from their day and that of their spreads. */
  settle(months: readonly MonthInstrument[], spreads: readonly SpreadInstrument[]): SettlementPrice[] {
    const days = months.map((instrument) => this.dayOf(instrument));
    return dailySettlements(this.parameters, days, this.spreadsOf(months, spreads));
  }

  private dayOf(instrument: MonthInstrument): DayOfMonth {
    const { settlementTicks, bandLow, bandHigh, stats, month, openInterest } = instrument;
    const windows = this.windows.get(month.index)!;
    const { cutsUs, earlyUntilUs, windowFromUs, standingUs, auctionUs } = this.moments!;
    return {
      previousTicks: settlementTicks,
      bandLow,
      bandHigh,
      tickMicro: month.tickMicro,
      openInterestLots: openInterest,
      tradedTicks: stats.tradedTicks,
      tradedLots: stats.volumeLots,
      lastQuoteSum: stats.hadQuote ? stats.lastQuoteSum : undefined,
      stretches: cutsUs === undefined ? [] : stretchesOf(windows, cutsUs),
      tradedEarlyOnly: earlyUntilUs === undefined || windows.since(earlyUntilUs).lots === 0,
      window: windowFromUs === undefined ? NOT_TRADED : windows.between(windowFromUs, standingUs!),
      standing: standingUs === undefined ? NOTHING_STANDS : windows.standing(standingUs),
      auction: auctionUs === undefined ? NOT_TRADED : windows.since(auctionUs),
    };
  }

  private spreadsOf(months: readonly MonthInstrument[], spreads: readonly SpreadInstrument[]): SpreadOfDay[] {
    const { windowFromUs, standingUs } = this.moments!;
    if (windowFromUs === undefined) return [];
    const position = new Map(months.map(({ month }, k) => [month.index, k]));
    const found: SpreadOfDay[] = [];
    for (const { spread } of spreads) {
      const near = position.get(spread.near.index);
      const far = position.get(spread.far.index);
      if (near === undefined || far === undefined) continue;
      found.push({
        near,
        far,
        monthsApart: monthNumber(spread.far.deliveryMonth) - monthNumber(spread.near.deliveryMonth),
        ticksPerLegTick: spread.ticksPerLegTick,
        window: this.windows.get(spread.index)!.between(windowFromUs, standingUs!),
      });
    }
    return found;
  }
}

/** Trades by stretches of trading time, the last of the day first. */
function stretchesOf(windows: TradeWindows, cutsUs: readonly TimeUs[]): Traded[] {
  if (cutsUs.length === 0) return [windows.today()];
  return [
    windows.since(cutsUs[0]!),
    ...cutsUs.slice(1).map((cutUs, k) => windows.between(cutUs, cutsUs[k]!)),
    windows.before(cutsUs[cutsUs.length - 1]!),
  ];
}

/** Months since the year 0 of a month written yyyymm. */
function monthNumber(yyyymm: number): number {
  return Math.floor(yyyymm / 100) * 12 + (yyyymm % 100);
}
