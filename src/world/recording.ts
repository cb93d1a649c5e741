import { monthText, yyyymm } from "../base/dates.ts";
import { roundHalfEven } from "../base/integers.ts";
import { MONEY_PER_UNIT, type EpochDay, type Lots, type Ticks, type TimeUs } from "../base/units.ts";
import type { ClearingHouse } from "../clearing/house.ts";
import type { ComputeMarket } from "../compute/market.ts";
import type { Instrument } from "../market/instrument.ts";
import type { ListedMonth } from "../market/listed-month.ts";
import type { Recorder } from "../record/recorder.ts";
import { REJECT_REASONS } from "../record/tables.ts";
import { ClassVolume } from "./class-volume.ts";
import { SpreadPaid } from "./spread-paid.ts";

/** Which heavy tables are kept. */
export interface RecordingOptions {
  readonly quotes: "grid" | "every_change";
  readonly orders: boolean;
  readonly trades: boolean;
}

interface RunNames {
  readonly scenarioName: string;
  readonly variant: string;
  readonly version: string;
  readonly configSha256: string;
}

interface RunScenario {
  readonly seed: string;
  readonly start: EpochDay;
  readonly warmupSessions: number;
}

/** Writes what happens into the recorder's tables; knows tables and nothing of how the market works. */
export class Recording {
  readonly recorder: Recorder;
  readonly options: RecordingOptions;
  readonly classVolume: ClassVolume;
  readonly spreadPaid: SpreadPaid;
  private readonly rejectCounts: Float64Array;
  private readonly instruments: number;
  private readonly accounts: number;
  session = 0;

  constructor(recorder: Recorder, options: RecordingOptions, classes: readonly string[], instruments: number) {
    this.recorder = recorder;
    this.options = options;
    this.accounts = classes.length;
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
    const quoteSum = preBidTicks === undefined || preAskTicks === undefined ? 2 * priceTicks : preBidTicks + preAskTicks;
    this.spreadPaid.add(buyAccount, month, 1, lots, priceTicks, quoteSum);
    this.spreadPaid.add(sellAccount, month, -1, lots, priceTicks, quoteSum);
    if (!this.options.trades) return;
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

  index(timeUs: TimeUs, value: number, efficient: number, submissions: number, top: number, isFixing: boolean): void {
    const table = this.recorder.tables.spot_index;
    const row = table.addRow();
    const { columns } = table;
    columns.index_id.values[row] = 0;
    columns.session_no.values[row] = this.session;
    columns.t_us.values[row] = timeUs;
    columns.value.values[row] = value;
    columns.efficient_value.values[row] = efficient;
    columns.n_submissions.values[row] = submissions;
    columns.top1_share.values[row] = top;
    columns.is_fixing.values[row] = isFixing ? 1 : 0;
  }

  compute(timeUs: TimeUs, market: ComputeMarket): void {
    const table = this.recorder.tables.compute;
    const row = table.addRow();
    const { columns } = table;
    columns.t_us.values[row] = timeUs;
    columns.requested_mtok.values[row] = market.requestedMtok;
    columns.served_mtok.values[row] = market.servedMtok;
    columns.unserved_mtok.values[row] = market.unservedMtok;
    columns.capacity_mtok.values[row] = market.capacityMtok;
    columns.price.values[row] = market.priceCny;
    columns.gpu_usd_hour.values[row] = market.gpuUsdHour;
    columns.fleet_gpus.values[row] = market.fleetGpus;
    columns.available_gpus.values[row] = market.availableGpus;
    columns.throughput_mtok.values[row] = market.throughputMtok;
    columns.efficiency.values[row] = market.efficiency;
    columns.inference_share.values[row] = market.inferenceShare;
    columns.utilisation.values[row] = market.utilisation;
    columns.cny_per_usd.values[row] = market.cnyPerUsd;
  }

  exposure(account: number, day: EpochDay, quantity: number, isLab: boolean, price: number): void {
    const table = this.recorder.tables.exposures;
    const row = table.addRow();
    const { columns } = table;
    columns.agent_id.values[row] = account;
    columns.session_no.values[row] = this.session;
    columns.delivery_month.values[row] = yyyymm(day);
    columns.qty_realised.values[row] = quantity;
    columns.unit.values[row] = isLab ? 0 : 1;
    columns.physical_price.values[row] = price;
    columns.side.values[row] = isLab ? 1 : -1;
  }

  plan(account: number, instrument: number, forecast: number, budgetPrice: number, targetLots: Lots): void {
    const table = this.recorder.tables.hedge_plans;
    const row = table.addRow();
    const { columns } = table;
    columns.agent_id.values[row] = account;
    columns.instrument_id.values[row] = instrument;
    columns.session_no.values[row] = this.session;
    columns.qty_forecast.values[row] = forecast;
    columns.budget_price.values[row] = budgetPrice;
    columns.target_lots.values[row] = targetLots;
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

  /** Everything of the day that is written once, after clearing. */
  endSession(house: ClearingHouse, instruments: readonly Instrument[]): void {
    this.positions(house, instruments);
    this.margin(house);
    this.cashFlows(house);
    this.rejects();
    this.classVolume.flush(this.session);
    this.spreadPaid.flush(this.session);
  }

  private positions(house: ClearingHouse, instruments: readonly Instrument[]): void {
    const table = this.recorder.tables.positions;
    for (let account = 0; account < this.accounts; account++)
      for (const { month, settlementTicks } of instruments) {
        const lots = house.positions.lots[house.positions.cell(account, month.index)]!;
        if (lots === 0) continue;
        const row = table.addRow();
        const { columns } = table;
        columns.agent_id.values[row] = account;
        columns.instrument_id.values[row] = month.index;
        columns.session_no.values[row] = this.session;
        columns.position_lots.values[row] = lots;
        columns.settle_price.values[row] = settlementTicks * month.tickMicro;
        columns.notional_ccy.values[row] = Math.abs(lots * settlementTicks * month.tickMoney);
      }
  }

  private margin(house: ClearingHouse): void {
    const { accounts, required, variation } = house;
    const table = this.recorder.tables.margin;
    for (let account = 0; account < this.accounts; account++) {
      const quiet = required[account] === 0 && variation[account] === 0 && accounts.status[account] === 0;
      if (quiet) continue;
      const row = table.addRow();
      const { columns } = table;
      columns.agent_id.values[row] = account;
      columns.session_no.values[row] = this.session;
      columns.im_req_ccy.values[row] = required[account]!;
      columns.im_held_ccy.values[row] = accounts.ledger.balance(accounts.held[account]!);
      columns.vm_ccy.values[row] = variation[account]!;
      columns.cash_ccy.values[row] = accounts.ledger.balance(accounts.free[account]!);
      columns.credit_used_ccy.values[row] = accounts.creditUsed[account]!;
      columns.status.values[row] = accounts.status[account]!;
    }
  }

  cashFlows(house: ClearingHouse): void {
    const table = this.recorder.tables.cash_flows;
    house.flows.flush((kind, account, instrument, amount) => {
      const row = table.addRow();
      const { columns } = table;
      columns.agent_id.values[row] = account;
      columns.session_no.values[row] = this.session;
      columns.type.values[row] = kind;
      columns.amount_ccy.values[row] = amount;
      if (instrument !== house.flows.noInstrument) columns.instrument_id.values[row] = instrument;
    });
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

  /** Margin calls and defaults, once at the end. */
  calls(house: ClearingHouse): void {
    const { calls, defaults } = house.calls;
    const table = this.recorder.tables.margin_calls;
    calls.forEach((call, callId) => {
      const row = table.addRow();
      const { columns } = table;
      columns.call_id.values[row] = callId;
      columns.agent_id.values[row] = call.account;
      columns.session_no.values[row] = call.session;
      columns.amount_ccy.values[row] = call.amount;
      columns.met_ccy.values[row] = call.met;
      if (call.outcome !== undefined) columns.status.values[row] = call.outcome;
      columns.liquidated_lots.values[row] = call.liquidatedLots;
      columns.end_session_no.values[row] = call.endSession;
    });
    const defaultsTable = this.recorder.tables.defaults;
    defaults.forEach((failed, defaultId) => {
      const row = defaultsTable.addRow();
      const { columns } = defaultsTable;
      columns.default_id.values[row] = defaultId;
      columns.agent_id.values[row] = failed.account;
      columns.session_no.values[row] = failed.session;
      columns.loss_ccy.values[row] = failed.loss;
      columns.house_ccy.values[row] = failed.house;
      columns.uncovered_ccy.values[row] = failed.uncovered;
    });
  }

  /** The run's own row, once at the end. */
  run(options: RunNames, scenario: RunScenario, sessions: number, events: number, messages: number): void {
    const table = this.recorder.tables.runs;
    const row = table.addRow();
    const { columns } = table;
    columns.scenario.values[row] = options.scenarioName;
    columns.variant.values[row] = options.variant;
    columns.root_seed.values[row] = scenario.seed;
    columns.rng.values[row] = "alea, seedrandom 3.0.5, seeded with SHA-256 of seed/replication/stream";
    columns.engine_version.values[row] = options.version;
    columns.config_sha256.values[row] = options.configSha256;
    columns.start_date.values[row] = scenario.start;
    columns.n_sessions.values[row] = sessions;
    columns.warmup_sessions.values[row] = scenario.warmupSessions;
    columns.n_events.values[row] = events;
    columns.n_messages.values[row] = messages;
    columns.status.values[row] = 0;
  }

  agent(account: number, id: string, kind: string, group: string, capitalCny: number, parameters: string): void {
    const table = this.recorder.tables.agents;
    const row = table.addRow();
    const { columns } = table;
    this.recorder.dictionaries.agent.push(id);
    columns.agent_id.values[row] = account;
    columns.class.values[row] = kind;
    columns.group_id.values[row] = group;
    columns.capital_ccy.values[row] = roundHalfEven(capitalCny * MONEY_PER_UNIT);
    columns.params_json.values[row] = parameters;
    columns.label_manip.values[row] = 0;
  }
}
