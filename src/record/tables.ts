/**
 * Every table and column that a run writes, defined once. Names, units and keys follow the output schema of
 * docs/tables.md; recorder, CSV writer, CSV reader and documentation iterate this file.
 */

/**
 * How a column is stored and printed. All but text are Float64 columns; NaN is a missing value and prints as nothing.
 *
 * - integer: a whole number
 * - number: shortest text that reads back to the same double
 * - money: whole 1e-4 of a currency, printed as a decimal (12345 -> 1.2345)
 * - price: whole 1e-6 of a currency per unit of the underlying, printed as a decimal
 * - boolean: 0 or 1, printed false or true
 * - enum: index into `values`
 * - id: index into a dictionary of the world (instruments, agents, indices)
 * - date: days since 1970-01-01, printed 2026-03-31
 * - text: strings, for small tables only
 */
export type ColumnType = "integer" | "number" | "money" | "price" | "boolean" | "enum" | "id" | "date" | "text";

export interface ColumnDefinition {
  readonly type: ColumnType;
  /** Unit in words; "" for names and codes. */
  readonly unit: string;
  readonly meaning: string;
  /** Names of an enum's codes. */
  readonly values?: readonly string[];
  /** Which dictionary an id points into. */
  readonly dictionary?: "instrument" | "agent" | "index";
}

/** A column of strings; every other column is numeric. */
export interface TextDefinition extends ColumnDefinition {
  readonly type: "text";
}

export interface NumericDefinition extends ColumnDefinition {
  readonly type: Exclude<ColumnType, "text">;
}

export interface TableDefinition {
  readonly meaning: string;
  /** Primary key. Rows are written in the order in which they were recorded, which is sorted by time. */
  readonly key: readonly string[];
  /** Written by every run; off: only when the scenario's `record` section says so; derived: made by the metrics layer. */
  readonly presence: "always" | "off" | "derived";
  readonly columns: Readonly<Record<string, ColumnDefinition>>;
}

const integer = (unit: string, meaning: string): NumericDefinition => ({ type: "integer", unit, meaning });
const number = (unit: string, meaning: string): NumericDefinition => ({ type: "number", unit, meaning });
const money = (meaning: string): NumericDefinition => ({ type: "money", unit: "currency", meaning });
const price = (unit: string, meaning: string): NumericDefinition => ({ type: "price", unit, meaning });
const boolean = (meaning: string): NumericDefinition => ({ type: "boolean", unit: "", meaning });
const date = (meaning: string): NumericDefinition => ({ type: "date", unit: "", meaning });
const text = (meaning: string): TextDefinition => ({ type: "text", unit: "", meaning });
const choice = (values: readonly string[], meaning: string): NumericDefinition => ({
  type: "enum",
  unit: "",
  meaning,
  values,
});
const id = (dictionary: "instrument" | "agent" | "index", meaning: string): NumericDefinition => ({
  type: "id",
  unit: "",
  meaning,
  dictionary,
});

const runId = integer("", "replication number; the name of its folder");
const sessionNo = integer("", "trading day, counted from 0 at the scenario's start");
const tUs = integer("us", "microseconds since the scenario's start, midnight UTC");
const instrumentId = id("instrument", "listed month");
const agentId = id("agent", "agent");
const sequence = integer("", "the venue's acceptance sequence: a total order of all messages");
const PRICE_UNIT = "currency per unit of the underlying";
const INDEX_UNIT = "CNY per million tokens, or USD per GPU-hour";

/** Reasons for which a venue refuses a message; code = position. */
export const REJECT_REASONS = [
  "none",
  "market_closed",
  "not_listed",
  "unknown_order",
  "bad_quantity",
  "price_outside_band",
  "order_type_not_allowed",
  "insufficient_margin",
  "account_suspended",
  "too_many_orders",
  "duplicate_order_id",
  "price_off_tick",
  "conflicting_attributes",
  "would_trade",
  "no_opposite_price",
  "stop_already_reached",
  "not_connected",
  "wrong_phase",
  "trading_halted",
  "unreasonable_price",
  "close_exceeds_position",
  "position_effect_not_allowed",
  "position_limit_exceeded",
  "opening_limit_exceeded",
  "abnormal_trading",
  "messages_throttled",
  "natural_person",
] as const;

/** What becomes of orders besides messages and trades; code = position. */
export const ORDER_EVENTS = [
  "cancelled",
  "unfilled",
  "minimum_not_met",
  "self_trade",
  "expired",
  "mass_cancel",
  "disconnected",
  "outside_band",
  "decremented",
  "triggered",
] as const;

/** Kinds of money movement; code = position. */
export const CASH_FLOW_TYPES = [
  "vm",
  "fee",
  "rebate",
  "interest",
  "funding",
  "physical",
  "deposit",
  "credit_draw",
  "default",
  "default_fund",
  "assessment",
  "haircut",
  "perpetual_funding",
  "penalty",
] as const;

/** Class of the clearing members' own accounts among the agents. */
export const MEMBER_CLASS = "clearing-member";

/** What price rules did; code = position. */
export const PRICE_EVENTS = [
  "locked_up",
  "locked_down",
  "halt_circuit_breaker",
  "halt_lead_month",
  "halt_interval_limit",
  "halt_day",
  "resume",
  "price_adjusted",
  "forced_reduction",
] as const;

/** How a daily or final settlement price was found; code = position. */
export const SETTLEMENT_METHODS = [
  "day_vwap",
  "last_quote",
  "moved_with_neighbour",
  "unchanged",
  "index_month_mean",
  "window_vwap",
  "window_vwap_earlier",
  "last_trade_in_quotes",
  "previous_in_quotes",
  "spread_vwap",
  "closing_auction",
  "index_day",
  "index_last_hours",
  "index_instant",
] as const;

/** Layers of the default waterfall; code = position. */
export const WATERFALL_LAYERS = [
  "defaulter_margin",
  "defaulter_fund",
  "house_capital",
  "mutual_fund",
  "assessments",
  "vm_haircut",
  "tear_up",
  "uncovered",
] as const;

/** What a fee was charged or a rebate paid for; code = position. */
export const FEE_KINDS = [
  "open",
  "close",
  "close_today",
  "maker",
  "taker",
  "settlement",
  "order_to_trade",
  "obligation_rebate",
  "obligation_penalty",
] as const;

export const tables = {
  runs: {
    meaning: "One row per replication: what was run.",
    key: ["run_id"],
    presence: "always",
    columns: {
      run_id: runId,
      scenario: text("scenario file, without its folder"),
      variant: text("name of the variant, empty for the scenario itself"),
      root_seed: text("seed of the scenario"),
      rng: text("generator of the random streams"),
      engine_version: text("version of tokenpit"),
      config_sha256: text("SHA-256 of the resolved scenario"),
      start_date: date("first simulated day; t_us counts from its midnight UTC"),
      n_sessions: integer("", "trading days simulated"),
      warmup_sessions: integer("", "first trading days that the metrics leave out"),
      n_events: integer("", "kernel events dispatched"),
      n_messages: integer("", "order messages that reached a venue"),
      status: choice(["complete"], "complete: every invariant held to the end"),
    },
  },
  instruments: {
    meaning: "One row per listed month.",
    key: ["run_id", "instrument_id"],
    presence: "always",
    columns: {
      run_id: runId,
      instrument_id: instrumentId,
      venue_id: text("venue"),
      contract: text("code of the contract"),
      product: choice(["token", "gpu_hour"], "underlying"),
      unit: text("unit of the underlying that prices are quoted in"),
      currency: text("currency of prices and margin"),
      tick_size: price(PRICE_UNIT, "price step of this listed month"),
      multiplier: integer("units per lot", "underlying per lot of this listed month, in the unit of `unit`"),
      list_date: date("first trading day"),
      last_trade_date: date("last trading day"),
      delivery_month: text("month whose index mean settles the contract, 2026-03"),
      settle_method: text("final settlement method"),
      match_rule: text("allocation rule of the book"),
      list_price: price(PRICE_UNIT, "reference price at listing"),
    },
  },
  agents: {
    meaning: "One row per agent.",
    key: ["run_id", "agent_id"],
    presence: "always",
    columns: {
      run_id: runId,
      agent_id: agentId,
      class: text("kind of agent"),
      group_id: text("entry of the scenario's agents list it was made from"),
      capital_ccy: money("cash deposited at the start"),
      params_json: text("parameters after distributions were drawn"),
      label_manip: boolean("whether it was set up to manipulate"),
    },
  },
  session_stats: {
    meaning: "Exact daily accumulators per listed month: the panel from which the headline liquidity metrics come.",
    key: ["run_id", "instrument_id", "session_no"],
    presence: "always",
    columns: {
      run_id: runId,
      instrument_id: instrumentId,
      session_no: sessionNo,
      trade_date: date("trading day"),
      open: price(PRICE_UNIT, "first trade, empty without trades"),
      high: price(PRICE_UNIT, "highest trade"),
      low: price(PRICE_UNIT, "lowest trade"),
      close: price(PRICE_UNIT, "last trade"),
      settle_price: price(PRICE_UNIT, "daily settlement price"),
      volume_lots: integer("lots", "traded lots"),
      turnover_ccy: money("traded value"),
      n_trades: integer("", "trades in continuous trading and auctions"),
      n_messages: integer("", "order messages received: new, cancel, replace, refused ones included"),
      n_rejects: integer("", "refused messages"),
      oi_lots: integer("lots", "open interest after the day's clearing"),
      continuous_us: integer("us", "length of continuous trading"),
      two_sided_us: integer("us", "of which with a bid and an ask"),
      spread_ticks_us: number("tick us", "integral of the quoted spread over two-sided time"),
      spread_rel_us: number("bp us", "integral of the quoted spread in basis points of mid over two-sided time"),
      depth_bid_us: number("lot us", "integral of lots at the best bid over two-sided time"),
      depth_ask_us: number("lot us", "integral of lots at the best ask over two-sided time"),
      es_ticks_lots: number("tick lot", "sum over aggressor orders of effective spread x lots"),
      es_rel_lots: number("bp lot", "the same in basis points of mid"),
      es_lots: integer("lots", "lots of those orders"),
      es_orders: integer("", "number of those orders"),
      rv: number("1", "realised variance: sum of squared 5-minute log mid returns of the day"),
      rv_n: integer("", "number of those returns"),
      limit_us: integer("us", "continuous time with an order at the day's price limit and nothing opposite"),
      at_limit: choice(["none", "up", "down"], "a trade happened at the price limit"),
    },
  },
  order_events: {
    meaning: "What became of orders besides messages and trades; where `record.orders` is on.",
    key: ["run_id", "event_id"],
    presence: "off",
    columns: {
      run_id: runId,
      event_id: integer("", "counted from 0"),
      seq: sequence,
      session_no: sessionNo,
      t_us: tUs,
      instrument_id: id("instrument", "listed month or calendar spread"),
      agent_id: agentId,
      order_id: integer("", "order"),
      event: choice(ORDER_EVENTS, "why it ended; or lots lost to self-trade prevention; or a stop order triggered"),
      lots: integer("lots", "open when it ended; lost; open when it was triggered"),
    },
  },
  spreads: {
    meaning: "One row per calendar spread; where the rulebook lists them.",
    key: ["run_id", "instrument_id"],
    presence: "off",
    columns: {
      run_id: runId,
      instrument_id: id("instrument", "calendar spread"),
      venue_id: text("venue"),
      near_id: id("instrument", "month that the spread's buyer buys"),
      far_id: id("instrument", "month that the spread's buyer sells"),
      tick_size: price(PRICE_UNIT, "price step of the spread"),
      multiplier: integer("units per lot", "underlying per lot of each leg"),
      list_date: date("first trading day"),
      last_trade_date: date("last trading day, the near month's"),
      match_rule: text("allocation rule of the book"),
    },
  },
  spread_stats: {
    meaning:
      "Exact daily accumulators of each calendar spread's own book, as session_stats has them for months; where the rulebook lists spreads.",
    key: ["run_id", "instrument_id", "session_no"],
    presence: "off",
    columns: {
      run_id: runId,
      instrument_id: id("instrument", "calendar spread"),
      session_no: sessionNo,
      close: price(PRICE_UNIT, "last trade, near price - far price; empty without trades"),
      volume_lots: integer("lots", "traded lots, implied matches included"),
      n_trades: integer("", "trades"),
      n_messages: integer("", "order messages received"),
      n_rejects: integer("", "refused messages"),
      continuous_us: integer("us", "length of continuous trading"),
      two_sided_us: integer("us", "of which with a bid and an ask of its own"),
      spread_ticks_us: number("tick us", "integral of the quoted bid-ask spread over two-sided time"),
      depth_bid_us: number("lot us", "integral of lots at the best bid over two-sided time"),
      depth_ask_us: number("lot us", "integral of lots at the best ask over two-sided time"),
    },
  },
  implied_quotes: {
    meaning:
      "Best implied prices on the sampling grid of `quotes`, apart from the books' own orders; where the rulebook implies prices between spreads and months.",
    key: ["run_id", "instrument_id", "t_us", "seq"],
    presence: "off",
    columns: {
      run_id: runId,
      instrument_id: id("instrument", "listed month or calendar spread"),
      seq: sequence,
      session_no: sessionNo,
      t_us: tUs,
      bid: price(PRICE_UNIT, "best implied bid, empty where there is none"),
      bid_lots: integer("lots", "lots at that price over all combinations"),
      ask: price(PRICE_UNIT, "best implied ask, empty where there is none"),
      ask_lots: integer("lots", "lots at that price over all combinations"),
    },
  },
  class_volume: {
    meaning: "Lots traded per session by pair of agent classes, over all listed months.",
    key: ["run_id", "session_no", "buy_class", "sell_class"],
    presence: "always",
    columns: {
      run_id: runId,
      session_no: sessionNo,
      buy_class: text("kind of the buying agent"),
      sell_class: text("kind of the selling agent"),
      volume_lots: integer("lots", "traded lots"),
      volume_mtok: integer("Mtok", "the same in millions of tokens"),
      n_trades: integer("", "trades"),
    },
  },
  trades: {
    meaning: "Every trade.",
    key: ["run_id", "trade_id"],
    presence: "always",
    columns: {
      run_id: runId,
      trade_id: integer("", "counted from 0"),
      seq: sequence,
      session_no: sessionNo,
      t_us: tUs,
      instrument_id: instrumentId,
      price: price(PRICE_UNIT, "trade price"),
      price_ticks: number("ticks", "trade price in ticks of the listed month; a spread's leg may lie between two"),
      qty_lots: integer("lots", "quantity"),
      aggressor_side: integer("", "+1 the buyer arrived second, -1 the seller, 0 in an auction"),
      buy_agent_id: id("agent", "buyer"),
      sell_agent_id: id("agent", "seller"),
      buy_order_id: integer("", "buyer's order"),
      sell_order_id: integer("", "seller's order"),
      phase: choice(
        ["auction", "continuous", "implied", "spread_leg"],
        "how it came about: in an auction, in continuous trading, between an order and a combination of other books' orders, or as one leg of a trade in a calendar spread's book",
      ),
      pre_bid: price(PRICE_UNIT, "best bid just before the aggressor's message, auction and continuous only"),
      pre_ask: price(PRICE_UNIT, "best ask just before the aggressor's message, auction and continuous only"),
    },
  },
  settlements: {
    meaning: "Daily and final settlement prices.",
    key: ["run_id", "instrument_id", "session_no", "is_final"],
    presence: "always",
    columns: {
      run_id: runId,
      instrument_id: instrumentId,
      session_no: sessionNo,
      settle_price: price(PRICE_UNIT, "settlement price"),
      method: choice(SETTLEMENT_METHODS, "how it was found"),
      window_lots: integer("lots", "lots that entered the price"),
      band_low: price(PRICE_UNIT, "lower price limit of the session"),
      band_high: price(PRICE_UNIT, "upper price limit of the session"),
      is_final: boolean("final cash settlement"),
      limit_flag: choice(["none", "up", "down"], "the session ended locked at its price limit"),
    },
  },
  limits_halts: {
    meaning: "Locked limits, halts and what else price rules did.",
    key: ["run_id", "event_id"],
    presence: "always",
    columns: {
      run_id: runId,
      event_id: integer("", "counted from 0"),
      instrument_id: instrumentId,
      session_no: sessionNo,
      t_us: tUs,
      type: choice(PRICE_EVENTS, "what happened"),
      ref_price: price(PRICE_UNIT, "price that the limits were measured from"),
      limit_low: price(PRICE_UNIT, "lower limit of the rule"),
      limit_high: price(PRICE_UNIT, "upper limit of the rule"),
      dur_us: integer("us", "length of a halt"),
      queued_lots: integer("lots", "waiting at the limit; matched by a forced reduction; lots of an adjusted trade"),
      lock_day: integer("", "how many sessions in a row have ended locked on this side, this one included"),
    },
  },
  forced_reductions: {
    meaning: "Positions that were closed against each other by forced position reduction, one row per account.",
    key: ["run_id", "session_no", "instrument_id", "agent_id"],
    presence: "always",
    columns: {
      run_id: runId,
      session_no: sessionNo,
      instrument_id: instrumentId,
      agent_id: agentId,
      side: integer("", "+1: a long was closed, -1: a short"),
      tier: choice(
        ["loser", "speculative_high", "speculative_low", "speculative_any", "hedge_high"],
        "side that asked to close, or tier of the winner",
      ),
      position_lots: integer("lots", "held on that side before"),
      asked_lots: integer("lots", "of losers: unfilled closing orders at the limit; of winners: eligible lots"),
      reduced_lots: integer("lots", "closed"),
      unit_result_percent: number("percent", "gain (+) or loss (-) per lot over the settlement price"),
      price: price(PRICE_UNIT, "the limit price at which it was done"),
    },
  },
  spot_index: {
    meaning: "Published values of the indices: every fixing, and the settlement index hour by hour.",
    key: ["run_id", "index_id", "t_us", "is_fixing"],
    presence: "always",
    columns: {
      run_id: runId,
      index_id: id("index", "index"),
      session_no: sessionNo,
      t_us: tUs,
      value: number(INDEX_UNIT, "index value"),
      efficient_value: number(INDEX_UNIT, "true transaction mean of all sellers over the same window"),
      n_submissions: integer("", "sellers in the value"),
      top1_share: number("1", "largest seller's weight after the cap"),
      is_fixing: boolean("a daily fixing that enters settlement; otherwise an indicative hourly value"),
      restatement: number(
        "1",
        "what earlier values of the index are to be multiplied with from here on; 1 unless a break restated them",
      ),
      status: choice(["ok", "fallback"], "whether the fixing was missing and its fallback stands in its place"),
    },
  },
  compute: {
    meaning: "The compute market, interval by interval.",
    key: ["run_id", "t_us"],
    presence: "always",
    columns: {
      run_id: runId,
      t_us: tUs,
      requested_mtok: integer(
        "Mtok",
        "tokens asked for: at the structural reference price, or those served if more (auction); at posted prices (posted)",
      ),
      served_mtok: integer("Mtok", "tokens served"),
      unserved_mtok: integer("Mtok", "requested and not served: priced out by scarcity (auction), refused (posted)"),
      waiting_mtok: integer(
        "Mtok",
        "requests that wait at the interval's end: requested + waiting before = served + unserved + waiting",
      ),
      capacity_mtok: integer(
        "Mtok",
        "tokens that all available GPUs of both grades, and those at work abroad for home, could make in the interval",
      ),
      price: number(PRICE_UNIT, "mean price paid for the tokens served"),
      shadow_price: number(
        PRICE_UNIT,
        "what the last served token was worth to users, mean over tokens served or refused; the price unless rationed",
      ),
      gpu_usd_hour: number(
        "USD per GPU-hour",
        "clearing price of an H100-equivalent hour, mean over regions by GPUs at work",
      ),
      fleet_gpus: number("H100 equivalents", "installed GPUs of cloud grade"),
      available_gpus: number("H100 equivalents", "of which available"),
      local_gpus: number("H100 equivalents", "available GPUs of local grade"),
      throughput_mtok: number("Mtok per GPU-hour", "hardware throughput at the base algorithm"),
      efficiency: number("1", "algorithmic efficiency relative to the algorithms of throughput_mtok"),
      inference_share: number("1", "share of busy GPUs that serve tokens"),
      utilisation: number("1", "busy share of available GPUs of cloud grade"),
      local_utilisation: number("1", "busy share of available GPUs of local grade"),
      cny_per_usd: number("CNY per USD", "exchange rate"),
    },
  },
  compute_regions: {
    meaning: "The compute market region by region, interval by interval; abroad included.",
    key: ["run_id", "region", "t_us"],
    presence: "off",
    columns: {
      run_id: runId,
      region: text("region"),
      t_us: tUs,
      requested_mtok: integer("Mtok", "as in compute, of the region's users"),
      served_mtok: integer("Mtok", "tokens served to them"),
      unserved_mtok: integer("Mtok", "requested by them and not served"),
      price: number("local currency per million tokens", "price of tokens in the region"),
      gpu_usd_hour: number("USD per GPU-hour", "price of an H100-equivalent hour in the region"),
      available_gpus: number("H100 equivalents", "available GPUs, both grades"),
      busy_gpus: number("H100 equivalents", "of which at work"),
      net_export_gpus: number(
        "H100 equivalents",
        "GPUs at work for other regions less others' GPUs at work for this one",
      ),
    },
  },
  fleet: {
    meaning: "The home country's fleet of both grades by generation of hardware, day by day.",
    key: ["run_id", "generation", "t_us"],
    presence: "always",
    columns: {
      run_id: runId,
      generation: text("generation"),
      t_us: tUs,
      gpus: number("H100 equivalents", "installed"),
      price_usd_hour: number(
        "USD per GPU-hour",
        "price of an hour of one GPU of the generation in the last hour of the day",
      ),
    },
  },
  lab_use: {
    meaning: "What each lab asked for and got, interval by interval.",
    key: ["run_id", "agent_id", "t_us"],
    presence: "off",
    columns: {
      run_id: runId,
      agent_id: agentId,
      t_us: tUs,
      requested_mtok: integer("Mtok", "as in compute"),
      served_mtok: integer("Mtok", "tokens served"),
      unserved_mtok: integer("Mtok", "requested and refused, or expired while waiting"),
      waiting_mtok: integer("Mtok", "requests that wait at the interval's end"),
      price: number(PRICE_UNIT, "price paid, the lab's own basis included"),
      shadow_price: number(PRICE_UNIT, "what it would have paid for its last served token"),
      shortage_cost: money("surplus lost on unserved tokens"),
    },
  },
  exposures: {
    meaning: "Physical leg of each hedger, by trading day (with the days since the last one).",
    key: ["run_id", "agent_id", "session_no", "delivery_month"],
    presence: "always",
    columns: {
      run_id: runId,
      agent_id: agentId,
      session_no: sessionNo,
      delivery_month: integer("", "month of use, yyyymm"),
      qty_realised: integer("unit", "bought (lab) or sold (data centre) since the last row"),
      unit: choice(["mtok", "gpu_hour"], "unit of qty"),
      physical_price: number("CNY per unit", "mean price paid or received"),
      qty_requested: integer("unit", "asked for since the last row; for a data centre what it sold"),
      qty_unserved: integer("unit", "asked for and not served since the last row"),
      shadow_price: number(
        "CNY per unit",
        "mean over units served or refused of what the last served one was worth to it",
      ),
      shortage_cost: money("surplus lost on unserved tokens since the last row; no cash flow"),
      side: integer("", "+1 buys compute, -1 sells compute"),
    },
  },
  hedge_plans: {
    meaning: "What each hedger planned for each delivery month whenever it revised its programme.",
    key: ["run_id", "agent_id", "instrument_id", "session_no"],
    presence: "always",
    columns: {
      run_id: runId,
      agent_id: agentId,
      instrument_id: instrumentId,
      session_no: sessionNo,
      qty_forecast: number("unit", "expected use of the delivery month"),
      budget_price: number("CNY per unit", "price budgeted for the month when its programme began; fixed from then on"),
      target_lots: integer("lots", "signed position that the programme wants now"),
    },
  },
  positions: {
    meaning: "Open positions after the day's clearing; zero positions are left out.",
    key: ["run_id", "agent_id", "instrument_id", "session_no"],
    presence: "always",
    columns: {
      run_id: runId,
      agent_id: agentId,
      instrument_id: instrumentId,
      session_no: sessionNo,
      position_lots: integer("lots", "long less short"),
      both_sides_lots: integer(
        "lots",
        "held long and short at once, where orders name their effect: gross long lots are position_lots above zero and these",
      ),
      settle_price: price(PRICE_UNIT, "settlement price it is marked to"),
      notional_ccy: money("absolute value at the settlement price"),
    },
  },
  margin: {
    meaning: "Margin of each account with a position after each clearing cycle.",
    key: ["run_id", "agent_id", "session_no", "cycle_no"],
    presence: "always",
    columns: {
      run_id: runId,
      agent_id: agentId,
      session_no: sessionNo,
      cycle_no: integer(
        "",
        "0: the daily cycle after the close; 1, 2 ...: intraday cycles in which the account was called",
      ),
      im_req_ccy: money("initial margin required"),
      im_held_ccy: money("initial margin held"),
      vm_ccy: money("variation margin of the cycle; none is paid within the day"),
      unrealised_ccy: money("gain since the last settlement at the prices of an intraday cycle"),
      cash_ccy: money("free cash on the account after the cycle"),
      credit_used_ccy: money("drawn on the credit line"),
      member_paid_ccy: money("advanced by the clearing member and not yet paid back"),
      status: choice(["good", "called", "liquidating", "defaulted"], "state of the account"),
    },
  },
  margin_calls: {
    meaning: "Margin calls and how they ended.",
    key: ["run_id", "call_id"],
    presence: "always",
    columns: {
      run_id: runId,
      call_id: integer("", "counted from 0"),
      agent_id: agentId,
      session_no: sessionNo,
      type: choice(["daily", "intraday"], "cycle that made it"),
      t_us: tUs,
      amount_ccy: money("called"),
      due_t_us: integer("us", "deadline; empty where it lies beyond the run"),
      met_ccy: money("paid in by the deadline"),
      met_t_us: integer("us", "when it was met; empty if never in full"),
      status: choice(
        ["met", "liquidated", "defaulted", "recovered"],
        "how it ended; empty while open at the run's end",
      ),
      liquidated_lots: integer("lots", "closed by the clearing house"),
      liq_loss_ccy: money("what closing in the book cost against the last settlement prices (loss positive)"),
      end_session_no: integer("", "trading day on which it ended"),
    },
  },
  members: {
    meaning: "One row per clearing member.",
    key: ["run_id", "member_no"],
    presence: "always",
    columns: {
      run_id: runId,
      member_no: integer("", "counted from 0"),
      member_id: text("name in the rulebook"),
      house_agent_id: id("agent", "the member's own account"),
      capital_ccy: money("own money at the start"),
      clients: integer("accounts", "agents that clear through it"),
    },
  },
  defaults: {
    meaning: "Clients that left a loss to their clearing member, and members that defaulted, with who paid.",
    key: ["run_id", "default_id"],
    presence: "always",
    columns: {
      run_id: runId,
      default_id: integer("", "counted from 0"),
      type: choice(["client", "member"], "who defaulted"),
      agent_id: id("agent", "client, or the member's own account"),
      member_no: integer("", "clearing member that defaulted or paid for its client"),
      session_no: sessionNo,
      t_us: tUs,
      loss_ccy: money("of a client: its negative balance; of a member: what it owed and what closing out cost"),
      member_paid_ccy: money("paid by the member out of its own money"),
      im_used_ccy: money("margin of the defaulter that was used"),
      own_fund_used_ccy: money("defaulter's share of the default fund that was used"),
      house_used_ccy: money("house capital that was used"),
      mutual_fund_used_ccy: money("other members' shares of the default fund that were used"),
      assessed_ccy: money("called from the other members beyond the fund"),
      haircut_ccy: money("taken from winners' variation margin"),
      torn_up_ccy: money("borne by those whose contracts were torn up"),
      uncovered_ccy: money("covered by nobody"),
      auctioned_lots: integer("lots", "of the defaulter's positions, taken over by other members"),
      torn_up_lots: integer("lots", "closed without a counterparty"),
      ported_clients: integer("accounts", "clients moved to other members"),
      bank_ccy: money("besides, drawn on credit lines and never paid back: the bank's loss"),
    },
  },
  waterfall: {
    meaning: "The layers of the waterfall at each member's default, in their order.",
    key: ["run_id", "default_id", "layer_no"],
    presence: "always",
    columns: {
      run_id: runId,
      default_id: integer("", "as in defaults"),
      layer_no: integer("", "position in the rulebook's list, from 0; the uncovered rest comes last"),
      layer: choice(WATERFALL_LAYERS, "kind of layer"),
      available_ccy: money("what the layer held; empty for the uncovered rest"),
      used_ccy: money("what it paid"),
    },
  },
  ccp_daily: {
    meaning:
      "The clearing house after each daily cycle; columns follow the CPMI-IOSCO public quantitative disclosures named in their meaning.",
    key: ["run_id", "session_no"],
    presence: "always",
    columns: {
      run_id: runId,
      session_no: sessionNo,
      house_capital_ccy: money("PQD 4.1: the house's own capital; the waterfall says how much of it stands for losses"),
      fund_required_ccy: money("PQD 4.2: default fund contributions required"),
      fund_prefunded_ccy: money("PQD 4.1: default fund contributions held"),
      assessable_ccy: money("PQD 4.1: committed beyond the fund, what assessments could still call"),
      cover1_ccy: money("PQD 4.4: largest stressed loss beyond margin of one member"),
      cover2_ccy: money("PQD 4.4: largest stressed loss beyond margin of two members together"),
      worst_scenario: text("stress scenario behind the cover that sizes the fund"),
      fund_over_cover: number("1", "prefunded resources over the cover that sizes the fund"),
      im_required_ccy: money("PQD 6.1: initial margin required, all accounts"),
      im_house_ccy: money("PQD 6.1: of which members' own accounts"),
      im_held_ccy: money("PQD 6.2: initial margin held"),
      vm_paid_ccy: money("PQD 6.6: variation margin paid to the house"),
      im_calls_ccy: money("PQD 6.8: margin called after this cycle and intraday"),
      n_breaches: integer("", "PQD 6.5: accounts whose loss of the day exceeded the margin held before it"),
      breach_ccy: money("PQD 6.5: sum of those excesses"),
      open_interest_ccy: money("value of one side of all open positions"),
      members_in_default: integer("", "so far"),
    },
  },
  fees: {
    meaning: "Exchange fees and rebates added up per session, account and kind.",
    key: ["run_id", "session_no", "agent_id", "kind"],
    presence: "always",
    columns: {
      run_id: runId,
      session_no: sessionNo,
      agent_id: agentId,
      kind: choice(FEE_KINDS, "what for"),
      lots: integer("lots", "charged lots; messages of an order-to-trade charge"),
      amount_ccy: money("charged; rebates negative"),
    },
  },
  obligations: {
    meaning: "What designated market makers owed and did, per session and listed month.",
    key: ["run_id", "session_no", "agent_id", "instrument_id"],
    presence: "always",
    columns: {
      run_id: runId,
      session_no: sessionNo,
      agent_id: agentId,
      instrument_id: instrumentId,
      required_us: integer("us", "continuous time in which quotes were owed"),
      quoting_us: integer("us", "of which two-sided within the spread and of the size asked for"),
      presence_percent: number("percent", "quoting over required time"),
      is_met: boolean("presence reached what is asked for"),
      maker_lots: integer("lots", "traded as maker"),
      rebate_ccy: money("rebate for the session; a penalty is negative"),
    },
  },
  cash_flows: {
    meaning:
      "Money received (+) or paid (-) by each agent, added up per session and kind; for hedgers also per listed month.",
    key: ["run_id", "agent_id", "session_no", "type", "instrument_id"],
    presence: "always",
    columns: {
      run_id: runId,
      agent_id: agentId,
      session_no: sessionNo,
      type: choice(CASH_FLOW_TYPES, "kind of cash flow"),
      amount_ccy: money("received (+) or paid (-)"),
      instrument_id: id(
        "instrument",
        "listed month it belongs to; empty where to none, and for agents that hedge nothing",
      ),
    },
  },
  hedge_attribution: {
    meaning:
      "Half-spread and impact paid inside the price of each hedger's fills: a split of their money, not a further cost.",
    key: ["run_id", "agent_id", "instrument_id", "session_no"],
    presence: "always",
    columns: {
      run_id: runId,
      agent_id: agentId,
      instrument_id: instrumentId,
      session_no: sessionNo,
      lots_bought: integer("lots", "lots bought"),
      lots_sold: integer("lots", "lots sold"),
      spread_ccy: money(
        "side x (fill price - mid before the aggressor's message) x quantity: paid positive, earned negative",
      ),
    },
  },
  rejects: {
    meaning: "Refused messages, counted per session, agent, listed month and reason.",
    key: ["run_id", "session_no", "agent_id", "instrument_id", "reason"],
    presence: "always",
    columns: {
      run_id: runId,
      session_no: sessionNo,
      agent_id: agentId,
      instrument_id: id("instrument", "listed month or calendar spread"),
      reason: choice(REJECT_REASONS, "why"),
      n: integer("", "number of messages"),
    },
  },
  quotes: {
    meaning: "Top of book: on a sampling grid, or at every change when `record.quotes` is `every_change`.",
    key: ["run_id", "instrument_id", "t_us", "seq"],
    presence: "always",
    columns: {
      run_id: runId,
      instrument_id: id("instrument", "listed month or calendar spread"),
      seq: sequence,
      session_no: sessionNo,
      t_us: tUs,
      bid: price(PRICE_UNIT, "best bid, empty where there is none"),
      bid_lots: integer("lots", "lots at the best bid"),
      ask: price(PRICE_UNIT, "best ask, empty where there is none"),
      ask_lots: integer("lots", "lots at the best ask"),
    },
  },
  orders: {
    meaning:
      "Every order message about one order, with the order as it stood after it; what became of orders otherwise is in trades and order_events.",
    key: ["run_id", "seq"],
    presence: "off",
    columns: {
      run_id: runId,
      seq: sequence,
      session_no: sessionNo,
      t_us: tUs,
      instrument_id: id("instrument", "listed month or calendar spread"),
      agent_id: agentId,
      order_id: integer("", "order"),
      event: choice(["new", "replace", "cancel", "reject"], "what the message asked for, or reject"),
      side: integer("", "+1 buy, -1 sell"),
      order_type: choice(
        ["limit", "market", "market_to_limit", "stop", "stop_limit"],
        "order type; agents' plain market orders are immediate limits at the band's end",
      ),
      tif: choice(["day", "ioc", "gtc", "gtd"], "time in force"),
      expiry_session_no: integer("", "last trading day of a good-till-date order"),
      effect: choice(["net", "open", "close", "close_today"], "position effect"),
      post_only: boolean("refused rather than matched at once"),
      shown_lots: integer("lots", "lots that an iceberg shows at a time"),
      minimum_lots: integer("lots", "least lots of an immediate order that must trade"),
      stop_ticks: integer("ticks", "trade price that triggers a stop order"),
      price_ticks: integer("ticks", "limit price, or the price at which a market or stop order's protection ends"),
      qty_lots: integer("lots", "quantity asked for"),
      leaves_lots: integer("lots", "left in the book after the message"),
      reason: choice(REJECT_REASONS, "why it was refused"),
    },
  },
  hedge_months: {
    meaning: "Per hedger and delivery month: budget, unhedged and net hedged cost per unit.",
    key: ["run_id", "agent_id", "delivery_month"],
    presence: "derived",
    columns: {
      run_id: runId,
      agent_id: agentId,
      agent_class: text("kind of agent"),
      delivery_month: integer("", "yyyymm"),
      side: integer("", "+1 buys compute, -1 sells compute"),
      unit: choice(["mtok", "gpu_hour"], "unit of quantity"),
      qty: integer("unit", "realised quantity"),
      budget_price: number("CNY per unit", "price budgeted when the month's programme began"),
      horizon_sessions: integer("", "trading days from the programme's start to the month's first"),
      unhedged_price: number("CNY per unit", "physical price paid or received"),
      vm_ccy: money("variation margin of the month's contract"),
      fee_ccy: money("fees (paid negative)"),
      funding_ccy: money("margin funding and interest (paid negative)"),
      spread_ccy: money("spread inside the fills (paid positive): a split, not a further cost"),
      hedged_price: number("CNY per unit", "net price after the futures leg with all its costs"),
      surprise_unhedged: number(
        "1",
        "side x (unhedged price / budget price - 1): a higher cost is positive, a lower revenue is positive",
      ),
      surprise_hedged: number("1", "the same for the hedged price"),
      hedged_share: number("1", "largest position held into the month as a share of realised quantity"),
    },
  },
  metrics: {
    meaning: "Long and tidy: one row per metric, scope and replication.",
    key: ["run_id", "metric_id", "scope", "instrument_id", "agent_class", "window"],
    presence: "derived",
    columns: {
      run_id: runId,
      metric_id: text("name of the metric, see docs/metrics.md"),
      scope: text(
        "front, second, all (listed months), tenor-1 (months to delivery), class, compute, market, the name of a hedger or of an index",
      ),
      instrument_id: text("listed month, or empty"),
      agent_class: text("kind of agent, or empty"),
      window: text("month (2025-03), quarter (2025-Q1), year (2025), from March 2025 on (2025-03+), or run"),
      horizon: text("horizon, or empty"),
      value: number("see unit", "value, empty with a flag where it cannot be computed"),
      unit: text("unit of value"),
      n_obs: integer("", "number of observations"),
      se: number("see unit", "standard error, or empty"),
      ci_lo: number("see unit", "lower end of the 95 % interval, or empty"),
      ci_hi: number("see unit", "upper end"),
      ci_method: text("how the interval was made"),
      flag: text("why a value is empty or to be read with care"),
    },
  },
  metrics_summary: {
    meaning: "Metrics over replications.",
    key: ["metric_id", "scope", "agent_class", "window"],
    presence: "derived",
    columns: {
      metric_id: text("name of the metric"),
      scope: text("as in metrics"),
      agent_class: text("as in metrics"),
      window: text("as in metrics"),
      horizon: text("horizon, or empty"),
      unit: text("unit"),
      n_runs: integer("", "replications with a value"),
      n_obs: integer("", "observations over all replications"),
      mean: number("see unit", "mean over replications, or the pooled value"),
      sd: number("see unit", "standard deviation over replications"),
      q05: number("see unit", "5 % quantile"),
      q50: number("see unit", "median"),
      q95: number("see unit", "95 % quantile"),
      ci_lo: number("see unit", "lower end of the 95 % interval of the mean (or pooled value)"),
      ci_hi: number("see unit", "upper end"),
      ci_method: text("how the interval was made"),
      flag: text("why a value is empty or to be read with care"),
    },
  },
  metric_dictionary: {
    meaning: "What each metric is.",
    key: ["metric_id"],
    presence: "derived",
    columns: {
      metric_id: text("name of the metric"),
      meaning: text("what it measures"),
      formula: text("how, in columns of these tables"),
      unit: text("unit"),
      direction: text("which values are better for the market's users: higher, lower, or none"),
      source: text("paper, rule, or the word assumption"),
      oracle_test: text("test that holds worked numbers"),
    },
  },
} as const satisfies Readonly<Record<string, TableDefinition>>;

export type TableName = keyof typeof tables;
