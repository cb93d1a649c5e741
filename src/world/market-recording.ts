import { monthText } from "../base/dates.ts";
import type { EpochDay, Lots, Ticks, TimeUs } from "../base/units.ts";
import type { Instrument } from "../market/instrument.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { Recorder } from "../record/recorder.ts";
import { REJECT_REASONS } from "../record/tables.ts";
import { ClassVolume } from "./class-volume.ts";
import { SpreadPaid } from "./spread-paid.ts";

/** Writes what happens at the venue into its tables. */
export class MarketRecording {
  readonly spreadPaid: SpreadPaid;
  private readonly recorder: Recorder;
  private readonly keepTrades: boolean;
  private readonly instruments: number;
  private readonly classVolume: ClassVolume;
  private readonly rejectCounts: Float64Array;
  private session = 0;

  /** `classes`: the class of each account. */
  constructor(recorder: Recorder, keepTrades: boolean, classes: readonly string[], instruments: number) {
    this.recorder = recorder;
    this.keepTrades = keepTrades;
    this.instruments = instruments;
    this.classVolume = new ClassVolume(recorder, classes);
    this.spreadPaid = new SpreadPaid(recorder, classes.length, instruments);
    this.rejectCounts = new Float64Array(classes.length * (instruments + 1) * REJECT_REASONS.length);
  }

  startSession(session: number): void {
    this.session = session;
  }

  listed(venueId: string, month: ListedMonth, listDay: EpochDay, lastDay: EpochDay, settleMethod: string): void {
    const table = this.recorder.tables.instruments;
    const row = table.addRow();
    const { columns } = table;
    this.recorder.dictionaries.instrument.push(month.id);
    columns.instrument_id.values[row] = month.index;
    columns.venue_id.values[row] = venueId;
    columns.product.values[row] = 0;
    columns.unit.values[row] = "Mtok";
    columns.currency.values[row] = "CNY";
    columns.tick_size.values[row] = month.tickMicro;
    columns.multiplier.values[row] = month.multiplierMtok;
    columns.list_date.values[row] = listDay;
    columns.last_trade_date.values[row] = lastDay;
    columns.delivery_month.values[row] = monthText(month.deliveryMonth);
    columns.settle_method.values[row] = settleMethod;
    columns.match_rule.values[row] = "price_time";
    columns.list_price.values[row] = month.listTicks * month.tickMicro;
  }

  trade(
    instrument: Instrument,
    timeUs: TimeUs,
    sequence: number,
    priceTicks: Ticks,
    lots: Lots,
    aggressorSide: number,
    buyAccount: number,
    buyOrderId: number,
    sellAccount: number,
    sellOrderId: number,
    preBidTicks: Ticks | undefined,
    preAskTicks: Ticks | undefined,
  ): void {
    const { month } = instrument;
    this.classVolume.add(buyAccount, sellAccount, lots, lots * month.multiplierMtok);
    const quoteSum =
      preBidTicks === undefined || preAskTicks === undefined ? 2 * priceTicks : preBidTicks + preAskTicks;
    this.spreadPaid.add(buyAccount, month, 1, lots, priceTicks, quoteSum);
    this.spreadPaid.add(sellAccount, month, -1, lots, priceTicks, quoteSum);
    if (!this.keepTrades) return;
    const table = this.recorder.tables.trades;
    const row = table.addRow();
    const { columns } = table;
    columns.trade_id.values[row] = row;
    columns.seq.values[row] = sequence;
    columns.session_no.values[row] = this.session;
    columns.t_us.values[row] = timeUs;
    columns.instrument_id.values[row] = month.index;
    columns.price.values[row] = priceTicks * month.tickMicro;
    columns.price_ticks.values[row] = priceTicks;
    columns.qty_lots.values[row] = lots;
    columns.aggressor_side.values[row] = aggressorSide;
    columns.buy_agent_id.values[row] = buyAccount;
    columns.sell_agent_id.values[row] = sellAccount;
    columns.buy_order_id.values[row] = buyOrderId;
    columns.sell_order_id.values[row] = sellOrderId;
    columns.phase.values[row] = aggressorSide === 0 ? 0 : 1;
    if (preBidTicks !== undefined) columns.pre_bid.values[row] = preBidTicks * month.tickMicro;
    if (preAskTicks !== undefined) columns.pre_ask.values[row] = preAskTicks * month.tickMicro;
  }

  quote(instrument: Instrument, timeUs: TimeUs, sequence: number): void {
    const { book, month } = instrument;
    const table = this.recorder.tables.quotes;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = month.index;
    columns.seq.values[row] = sequence;
    columns.session_no.values[row] = this.session;
    columns.t_us.values[row] = timeUs;
    columns.bid_lots.values[row] = book.hasBid ? book.bidLots : 0;
    columns.ask_lots.values[row] = book.hasAsk ? book.askLots : 0;
    if (book.hasBid) columns.bid.values[row] = book.bidTicks * month.tickMicro;
    if (book.hasAsk) columns.ask.values[row] = book.askTicks * month.tickMicro;
  }

  reject(account: number, instrument: number, reason: number): void {
    const column = instrument < 0 ? this.instruments : instrument;
    const index = (account * (this.instruments + 1) + column) * REJECT_REASONS.length + reason;
    this.rejectCounts[index] = this.rejectCounts[index]! + 1;
  }

  settlement(instrument: Instrument, priceMicro: number, method: number, lots: Lots, isFinal: boolean): void {
    const { month } = instrument;
    const table = this.recorder.tables.settlements;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = month.index;
    columns.session_no.values[row] = this.session;
    columns.settle_price.values[row] = priceMicro;
    columns.method.values[row] = method;
    columns.window_lots.values[row] = lots;
    columns.band_low.values[row] = instrument.bandLow * month.tickMicro;
    columns.band_high.values[row] = instrument.bandHigh * month.tickMicro;
    columns.is_final.values[row] = isFinal ? 1 : 0;
  }

  sessionStats(instrument: Instrument, day: EpochDay): void {
    const { month, stats } = instrument;
    const table = this.recorder.tables.session_stats;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = month.index;
    columns.session_no.values[row] = this.session;
    columns.trade_date.values[row] = day;
    if (stats.trades > 0) {
      columns.open.values[row] = stats.openTicks * month.tickMicro;
      columns.high.values[row] = stats.highTicks * month.tickMicro;
      columns.low.values[row] = stats.lowTicks * month.tickMicro;
      columns.close.values[row] = stats.closeTicks * month.tickMicro;
    }
    columns.settle_price.values[row] = instrument.settlementTicks * month.tickMicro;
    columns.volume_lots.values[row] = stats.volumeLots;
    columns.turnover_ccy.values[row] = stats.tradedTicks * month.tickMoney;
    columns.n_trades.values[row] = stats.trades;
    columns.n_messages.values[row] = stats.messages;
    columns.n_rejects.values[row] = stats.rejects;
    columns.oi_lots.values[row] = instrument.openInterest;
    columns.continuous_us.values[row] = stats.continuousUs;
    columns.two_sided_us.values[row] = stats.twoSidedUs;
    columns.spread_ticks_us.values[row] = stats.spreadTicksUs;
    columns.spread_rel_us.values[row] = stats.spreadRelUs;
    columns.depth_bid_us.values[row] = stats.depthBidUs;
    columns.depth_ask_us.values[row] = stats.depthAskUs;
    columns.es_ticks_lots.values[row] = stats.effectiveTicksLots;
    columns.es_rel_lots.values[row] = stats.effectiveRelLots;
    columns.es_lots.values[row] = stats.effectiveLots;
    columns.es_orders.values[row] = stats.effectiveOrders;
    columns.rv.values[row] = stats.realisedVariance;
    columns.rv_n.values[row] = stats.realisedReturns;
    columns.limit_us.values[row] = stats.limitUs;
    columns.at_limit.values[row] = stats.atLimit;
  }

  /** What is added up over the day and written once. */
  endSession(): void {
    this.rejects();
    this.classVolume.flush(this.session);
    this.spreadPaid.flush(this.session);
  }

  private rejects(): void {
    const table = this.recorder.tables.rejects;
    const reasons = REJECT_REASONS.length;
    for (let i = 0; i < this.rejectCounts.length; i++) {
      const n = this.rejectCounts[i]!;
      if (n === 0) continue;
      this.rejectCounts[i] = 0;
      const cell = Math.floor(i / reasons);
      const instrument = cell % (this.instruments + 1);
      const row = table.addRow();
      const { columns } = table;
      columns.session_no.values[row] = this.session;
      columns.agent_id.values[row] = Math.floor(cell / (this.instruments + 1));
      if (instrument < this.instruments) columns.instrument_id.values[row] = instrument;
      columns.reason.values[row] = i % reasons;
      columns.n.values[row] = n;
    }
  }
}
