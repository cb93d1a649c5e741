import { addMonths, firstDayOfMonth, lastDayOfMonth, monthText, weekday, yyyymm } from "../base/dates.ts";
import { normal } from "../base/samplers.ts";
import { Streams } from "../base/random.ts";
import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR } from "../base/units.ts";
import { Recorder } from "../record/recorder.ts";
import type { Column, Table, TextColumn } from "../record/table.ts";
import type { TableName } from "../record/tables.ts";

type AnyTable = Table<Readonly<Record<string, Column | TextColumn>>>;

/** Adds one row to a table of the recorder: numbers and texts by column name. */
export function addRow(recorder: Recorder, name: TableName, cells: Readonly<Record<string, number | string>>): void {
  const table = recorder.tables[name] as unknown as AnyTable;
  const row = table.addRow();
  for (const [key, value] of Object.entries(cells)) {
    if (table.columns[key] === undefined) throw new Error(`no column ${name}.${key}`);
    table.columns[key].values[row] = value;
  }
}

export interface SyntheticMarket {
  /** yyyymm. */
  readonly firstMonth: number;
  readonly months: number;
  /** Sessions that count as warm-up; 0 by default. */
  readonly warmup?: number;
}

const MARKET_MAKER = 0;
const LAB = 1;
const CENTRE = 2;
/** Months ahead of delivery at which a contract is listed and programmes begin. */
const MONTHS_AHEAD = 3;

/**
 * Tables of a small invented market that keeps every identity: weekday sessions, one contract a month listed three months
 * ahead, a lab and a data centre that hedge with a market maker. Not a simulation: prices are a drawn random walk.
 */
export function syntheticMarket(replication: number, market: SyntheticMarket): Recorder {
  const recorder = new Recorder(replication);
  const stream = new Streams("synthetic", replication).get("tables");
  const startDay = firstDayOfMonth(market.firstMonth);
  const endDay = lastDayOfMonth(addMonths(market.firstMonth, market.months - 1));
  const days = range(endDay - startDay + 1).flatMap((k) => (weekday(startDay + k) < 5 ? [startDay + k] : []));
  const contracts = range(market.months + MONTHS_AHEAD).map((k) => addMonths(market.firstMonth, k));
  const start = { start_date: startDay, n_sessions: days.length };
  addRow(recorder, "runs", { ...start, warmup_sessions: market.warmup ?? 0 });
  addAgents(recorder);
  contracts.forEach((month, instrument) => addContract(recorder, instrument, month, startDay));
  const budgets = new Map<number, number>();
  let price = 2;
  days.forEach((day, session) => {
    price *= 1 + 0.01 * normal(stream);
    contracts.forEach((month, instrument) => {
      const ahead = monthsBetween(yyyymm(day), month);
      if (ahead < 0 || ahead > MONTHS_AHEAD || day > lastWeekday(month)) return;
      const isLast = day === lastWeekday(month);
      addSession(recorder, session, day, startDay, instrument, price, ahead, isLast);
      if (!budgets.has(instrument)) {
        budgets.set(instrument, price);
        addPlans(recorder, session, instrument, price);
      }
      if (isLast) settle(recorder, session, instrument, month, budgets.get(instrument)!, price, normal(stream));
    });
    addTrades(recorder, session);
    addFixing(recorder, session, day - startDay, price);
  });
  range((endDay - startDay + 1) * 24).forEach((hour) => addHour(recorder, hour));
  const reduction = { session_no: days.length - 1, instrument_id: 0, agent_id: LAB, side: 1 };
  addRow(recorder, "forced_reductions", { ...reduction, position_lots: 10, reduced_lots: 1 });
  addRow(recorder, "rejects", { session_no: days.length - 1, agent_id: LAB, instrument_id: 0, reason: 5, n: 3 });
  return recorder;
}

function addAgents(recorder: Recorder): void {
  recorder.dictionaries.agent.push("maker-01", "lab-01", "centre-01");
  recorder.dictionaries.index.push("token-index");
  ["market-maker", "ai-lab", "data-centre"].forEach((kind, agent) =>
    addRow(recorder, "agents", { agent_id: agent, class: kind, group_id: kind, capital_ccy: 1e10 }),
  );
}

function addContract(recorder: Recorder, instrument: number, month: number, startDay: number): void {
  recorder.dictionaries.instrument.push(`TK${month % 10_000}`);
  addRow(recorder, "instruments", {
    instrument_id: instrument,
    contract: "TK",
    product: 0,
    tick_size: 1000,
    multiplier: 1000,
    list_date: Math.max(startDay, firstDayOfMonth(addMonths(month, -MONTHS_AHEAD))),
    last_trade_date: lastWeekday(month),
    delivery_month: monthText(month),
  });
}

function addPlans(recorder: Recorder, session: number, instrument: number, price: number): void {
  for (const agent of [LAB, CENTRE]) {
    addRow(recorder, "hedge_plans", {
      agent_id: agent,
      instrument_id: instrument,
      session_no: session,
      budget_price: unitPrice(agent, price),
      target_lots: agent === LAB ? 50 : -50,
    });
  }
}

function addTrades(recorder: Recorder, session: number): void {
  addRow(recorder, "class_volume", {
    session_no: session,
    buy_class: session % 2 === 0 ? "ai-lab" : "market-maker",
    sell_class: session % 2 === 0 ? "market-maker" : "data-centre",
    volume_mtok: 40_000,
  });
}

/** At eight o'clock UTC, four in the afternoon local time. */
function addFixing(recorder: Recorder, session: number, daysSinceStart: number, price: number): void {
  addRow(recorder, "spot_index", {
    index_id: 0,
    session_no: session,
    t_us: daysSinceStart * MICROSECONDS_PER_DAY + 8 * MICROSECONDS_PER_HOUR,
    value: price,
    efficient_value: 1.01 * price,
    is_fixing: 1,
    status: 0,
  });
}

function addHour(recorder: Recorder, hour: number): void {
  addRow(recorder, "compute", {
    t_us: hour * MICROSECONDS_PER_HOUR,
    requested_mtok: 4400,
    served_mtok: 4000,
    unserved_mtok: 400,
    waiting_mtok: 0,
    capacity_mtok: 5000,
    price: 2,
    shadow_price: 2,
    gpu_usd_hour: 2.5,
    available_gpus: 1000,
    local_gpus: 400,
    throughput_mtok: 5,
    efficiency: 2,
    inference_share: 0.5,
    utilisation: hour % 2 === 0 ? 0.96 : 0.8,
    local_utilisation: 0.25,
  });
}

function addSession(
  recorder: Recorder,
  session: number,
  day: number,
  startDay: number,
  instrument: number,
  price: number,
  ahead: number,
  isLast: boolean,
): void {
  addRow(recorder, "session_stats", {
    instrument_id: instrument,
    session_no: session,
    trade_date: day,
    settle_price: Math.round(price * 1e6),
    volume_lots: 20,
    turnover_ccy: 20 * 1000 * price * 10_000,
    n_trades: 10,
    n_messages: 100,
    n_rejects: 0,
    oi_lots: isLast ? 0 : 50 - 10 * ahead,
    continuous_us: 1000,
    two_sided_us: 990,
    spread_ticks_us: 2970,
    spread_rel_us: 29_700,
    depth_bid_us: 9900,
    depth_ask_us: 9900,
    es_ticks_lots: 40,
    es_rel_lots: 400,
    es_lots: 20,
    es_orders: 8,
    rv: 1e-4,
    rv_n: 60,
    limit_us: 0,
    at_limit: 0,
  });
  const timeUs = (day - startDay) * MICROSECONDS_PER_DAY + 5 * MICROSECONDS_PER_HOUR;
  addRow(recorder, "quotes", { instrument_id: instrument, session_no: session, t_us: timeUs, seq: 0 });
  if (isLast) return;
  for (const agent of [MARKET_MAKER, LAB]) {
    addRow(recorder, "positions", {
      agent_id: agent,
      instrument_id: instrument,
      session_no: session,
      position_lots: (agent === LAB ? 1 : -1) * (50 - 10 * ahead),
    });
  }
}

/** Physical and futures legs of a month at its end: the futures gain four fifths of what the price rose. */
function settle(
  recorder: Recorder,
  session: number,
  instrument: number,
  month: number,
  budget: number,
  price: number,
  noise: number,
): void {
  addRow(recorder, "settlements", { instrument_id: instrument, session_no: session, is_final: 1, method: 4 });
  for (const agent of [LAB, CENTRE]) {
    const side = agent === LAB ? 1 : -1;
    const physical = unitPrice(agent, price) * (1 + 0.05 * noise);
    const quantity = 100_000;
    addRow(recorder, "exposures", {
      agent_id: agent,
      session_no: session,
      delivery_month: month,
      qty_realised: quantity,
      unit: agent === LAB ? 0 : 1,
      physical_price: physical,
      qty_requested: quantity,
      qty_unserved: 0,
      shadow_price: physical,
      shortage_cost: 0,
      side,
    });
    const gain = Math.round(0.8 * side * (physical - unitPrice(agent, budget)) * quantity * 10_000);
    const where = { agent_id: agent, session_no: session, instrument_id: instrument };
    addRow(recorder, "cash_flows", { ...where, type: 0, amount_ccy: gain });
    addRow(recorder, "cash_flows", { ...where, type: 1, amount_ccy: -1_000_000 });
    addRow(recorder, "hedge_attribution", { ...where, lots_bought: 50, lots_sold: 0, spread_ccy: 500_000 });
  }
}

/** A GPU-hour makes ten million tokens. */
function unitPrice(agent: number, tokenPrice: number): number {
  return agent === LAB ? tokenPrice : 10 * tokenPrice;
}

function lastWeekday(month: number): number {
  const last = lastDayOfMonth(month);
  return last - Math.max(0, weekday(last) - 4);
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, k) => k);
}

function monthsBetween(from: number, to: number): number {
  return (Math.floor(to / 100) - Math.floor(from / 100)) * 12 + (to % 100) - (from % 100);
}
