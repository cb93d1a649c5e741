import { monthText } from "../base/dates.ts";
import type { EpochDay, Lots, Ticks, TimeUs } from "../base/units.ts";
import type { Instrument, MonthInstrument, SpreadInstrument } from "../market/instrument.ts";
import type { ListedMonth, ListedSpread } from "../market/listed-month.ts";
import type { Recorder } from "../record/recorder.ts";
import { REJECT_REASONS } from "../record/tables.ts";
import { PHASE_OF_CONTINUOUS, PHASE_OF_SPREAD_LEG } from "../market/venue-listener.ts";
import { ClassVolume } from "./class-volume.ts";
import { SpreadPaid } from "./spread-paid.ts";

/** What tables say of all listed months of a contract. */
export interface ListedTerms {
  readonly venueId: string;
  readonly contract: string;
  readonly product: "token" | "gpu_hour";
  readonly currency: string;
  readonly settleMethod: string;
  readonly matchRule: string;
}

const UNITS = { token: "Mtok", gpu_hour: "GPU-hour" } as const;
const PRODUCTS = Object.keys(UNITS);

/** Writes what happens at the venue into its tables. */
export class MarketRecording {
  readonly spreadPaid: SpreadPaid;
  private readonly recorder: Recorder;
  private readonly keepTrades: boolean;
  private readonly instruments: number;
  private readonly classVolume: ClassVolume;
  private readonly rejectCounts: Float64Array;
  private session = 0;

  /** `classes`: the class of each account; `instruments`: listed months and calendar spreads, of which `months` months. */
  constructor(
    recorder: Recorder,
    keepTrades: boolean,
    classes: readonly string[],
    instruments: number,
    months: number,
  ) {
    this.recorder = recorder;
    this.keepTrades = keepTrades;
    this.instruments = instruments;
    this.classVolume = new ClassVolume(recorder, classes);
    this.spreadPaid = new SpreadPaid(recorder, classes.length, months);
    this.rejectCounts = new Float64Array(classes.length * (instruments + 1) * REJECT_REASONS.length);
  }

  startSession(session: number): void {
    this.session = session;
  }

  listed(month: ListedMonth, listDay: EpochDay, terms: ListedTerms): void {
    const table = this.recorder.tables.instruments;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = month.index;
    columns.venue_id.values[row] = terms.venueId;
    columns.contract.values[row] = terms.contract;
    columns.product.values[row] = PRODUCTS.indexOf(terms.product);
    columns.unit.values[row] = UNITS[terms.product];
    columns.currency.values[row] = terms.currency;
    columns.tick_size.values[row] = month.tickMicro;
    columns.multiplier.values[row] = month.multiplier;
    columns.list_date.values[row] = listDay;
    columns.last_trade_date.values[row] = month.lastTradeDay;
    columns.delivery_month.values[row] = monthText(month.deliveryMonth);
    columns.settle_method.values[row] = terms.settleMethod;
    columns.match_rule.values[row] = terms.matchRule;
    columns.list_price.values[row] = month.listTicks * month.tickMicro;
  }

  spreadListed(spread: ListedSpread, listDay: EpochDay, terms: ListedTerms): void {
    const table = this.recorder.tables.spreads;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = spread.index;
    columns.venue_id.values[row] = terms.venueId;
    columns.near_id.values[row] = spread.near.index;
    columns.far_id.values[row] = spread.far.index;
    columns.tick_size.values[row] = spread.tickMicro;
    columns.multiplier.values[row] = spread.multiplier;
    columns.list_date.values[row] = listDay;
    columns.last_trade_date.values[row] = spread.near.lastTradeDay;
    columns.match_rule.values[row] = terms.matchRule;
  }

  trade(
    instrument: MonthInstrument,
    phase: number,
    timeUs: TimeUs,
    sequence: number,
    priceTicks: number,
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
    // The quote before the message is that of the book it came to, which an implied match and a spread's leg leave.
    const hasQuote = phase <= PHASE_OF_CONTINUOUS && preBidTicks !== undefined && preAskTicks !== undefined;
    const quoteSum = hasQuote ? preBidTicks + preAskTicks : 2 * priceTicks;
    if (phase !== PHASE_OF_SPREAD_LEG) this.classVolume.add(buyAccount, sellAccount, lots, lots * month.multiplier);
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
    columns.price.values[row] = Math.round(priceTicks * month.tickMicro);
    columns.price_ticks.values[row] = priceTicks;
    columns.qty_lots.values[row] = lots;
    columns.aggressor_side.values[row] = aggressorSide;
    columns.buy_agent_id.values[row] = buyAccount;
    columns.sell_agent_id.values[row] = sellAccount;
    columns.buy_order_id.values[row] = buyOrderId;
    columns.sell_order_id.values[row] = sellOrderId;
    columns.phase.values[row] = phase;
    if (phase > PHASE_OF_CONTINUOUS) return;
    if (preBidTicks !== undefined) columns.pre_bid.values[row] = preBidTicks * month.tickMicro;
    if (preAskTicks !== undefined) columns.pre_ask.values[row] = preAskTicks * month.tickMicro;
  }

  quote(instrument: Instrument, timeUs: TimeUs, sequence: number): void {
    const { listed } = instrument;
    const table = this.recorder.tables.quotes;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = listed.index;
    columns.seq.values[row] = sequence;
    columns.session_no.values[row] = this.session;
    columns.t_us.values[row] = timeUs;
    columns.bid_lots.values[row] = instrument.bidLots;
    columns.ask_lots.values[row] = instrument.askLots;
    if (instrument.hasBid) columns.bid.values[row] = instrument.bidTicks * listed.tickMicro;
    if (instrument.hasAsk) columns.ask.values[row] = instrument.askTicks * listed.tickMicro;
  }

  /** What the family's other books would trade in this one by combination, apart from its own orders. */
  impliedQuote(instrument: Instrument, timeUs: TimeUs, sequence: number): void {
    const { listed, book } = instrument;
    if (!book.hasImpliedBid && !book.hasImpliedAsk) return;
    const table = this.recorder.tables.implied_quotes;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = listed.index;
    columns.seq.values[row] = sequence;
    columns.session_no.values[row] = this.session;
    columns.t_us.values[row] = timeUs;
    columns.bid_lots.values[row] = book.hasImpliedBid ? book.impliedBidLots : 0;
    columns.ask_lots.values[row] = book.hasImpliedAsk ? book.impliedAskLots : 0;
    if (book.hasImpliedBid) columns.bid.values[row] = book.impliedBidTicks * listed.tickMicro;
    if (book.hasImpliedAsk) columns.ask.values[row] = book.impliedAskTicks * listed.tickMicro;
  }

  reject(account: number, instrument: number, reason: number): void {
    const column = instrument < 0 ? this.instruments : instrument;
    const index = (account * (this.instruments + 1) + column) * REJECT_REASONS.length + reason;
    this.rejectCounts[index] = this.rejectCounts[index]! + 1;
  }

  /** `lockDays`: above zero where the session ended locked at its upper limit, below zero at the lower. */
  settlement(
    instrument: MonthInstrument,
    priceMicro: number,
    method: number,
    lots: Lots,
    isFinal: boolean,
    lockDays: number,
  ): void {
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
    columns.limit_flag.values[row] = lockDays > 0 ? 1 : lockDays < 0 ? 2 : 0;
  }

  /** The day of a calendar spread's book. */
  spreadStats({ spread, stats }: SpreadInstrument): void {
    const table = this.recorder.tables.spread_stats;
    const row = table.addRow();
    const { columns } = table;
    columns.instrument_id.values[row] = spread.index;
    columns.session_no.values[row] = this.session;
    columns.volume_lots.values[row] = stats.volumeLots;
    columns.n_trades.values[row] = stats.trades;
    columns.n_messages.values[row] = stats.messages;
    columns.n_rejects.values[row] = stats.rejects;
    columns.continuous_us.values[row] = stats.continuousUs;
    columns.two_sided_us.values[row] = stats.twoSidedUs;
    columns.spread_ticks_us.values[row] = stats.spreadTicksUs;
    columns.depth_bid_us.values[row] = stats.depthBidUs;
    columns.depth_ask_us.values[row] = stats.depthAskUs;
    if (stats.trades > 0) columns.close.values[row] = stats.closeTicks * spread.tickMicro;
  }

  sessionStats(instrument: MonthInstrument, day: EpochDay): void {
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
