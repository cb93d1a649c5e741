import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { replicationMetrics } from "../src/metrics/replication.ts";
import { CASH_FLOW_TYPES, MEMBER_CLASS } from "../src/record/tables.ts";
import type { Column, Table, TableSet } from "../src/record/table.ts";
import type { Recorder } from "../src/record/recorder.ts";
import type { Scenario } from "../src/scenario/schema.ts";
import { run, sumBy, surge, valuesOf } from "./worlds.ts";

/*
 * Whole worlds of a few weeks, judged by their tables alone: what must hold between tables, whoever trades.
 */

const PHYSICAL = CASH_FLOW_TYPES.indexOf("physical");
const CLIENT = 0;
const LIQUIDATED = 1;
const DEFAULTED = 2;

/** Columns that may be empty, and where. */
const MAY_BE_MISSING: Readonly<Record<string, readonly string[]>> = {
  session_stats: ["open", "high", "low", "close"],
  trades: ["pre_bid", "pre_ask"],
  quotes: ["bid", "ask"],
  cash_flows: ["instrument_id"],
  rejects: ["instrument_id"],
  margin_calls: ["status", "due_t_us", "met_t_us"],
  defaults: [
    "im_used_ccy",
    "own_fund_used_ccy",
    "house_used_ccy",
    "mutual_fund_used_ccy",
    "assessed_ccy",
    "haircut_ccy",
    "torn_up_ccy",
    "uncovered_ccy",
    "auctioned_lots",
    "torn_up_lots",
    "ported_clients",
  ],
  waterfall: ["available_ccy"],
  ccp_daily: ["fund_over_cover"],
  hedge_months: ["budget_price", "horizon_sessions", "surprise_unhedged", "surprise_hedged", "hedged_share"],
  metrics: ["value", "se", "ci_lo", "ci_hi"],
};
const WHOLE = ["integer", "money", "price", "boolean", "enum", "id", "date"];

/** What is wrong with a run's tables as tables: values that are missing, not whole, out of range; keys that repeat. */
function flaws(recorder: Recorder): string[] {
  return Object.values(recorder.tables).flatMap((table) => [
    ...Object.values(table.columns).flatMap((column) => flawsOfColumn(table, column, recorder)),
    ...repeatedKeys(table),
  ]);
}

function flawsOfColumn(table: Table, column: Table["columns"][string], { dictionaries }: Recorder): string[] {
  const { values, definition, name } = column;
  if (Array.isArray(values)) return [];
  const { type, dictionary } = definition;
  const choices = dictionary === undefined ? definition.values : dictionaries[dictionary];
  const mayBeMissing = MAY_BE_MISSING[table.name]?.includes(name) ?? false;
  const isWrong = (value: number) =>
    Number.isNaN(value)
      ? !mayBeMissing
      : !Number.isFinite(value) ||
        (WHOLE.includes(type) && !Number.isSafeInteger(value)) ||
        (type === "boolean" && value !== 0 && value !== 1) ||
        (choices !== undefined && choices[value] === undefined);
  const row = values.subarray(0, table.rows).findIndex(isWrong);
  return row < 0 ? [] : [`${table.name}.${name} is ${String(values[row])} in row ${String(row)}`];
}

function repeatedKeys(table: Table): string[] {
  const columns = table.definition.key.map((name) => table.columns[name]!);
  const counts = sumBy(table.rows, (row) => columns.map(({ values }) => String(values[row])).join(" "));
  const repeated = [...counts].find(([, count]) => count > 1);
  return repeated === undefined ? [] : [`${table.name} has the key ${repeated[0]} more than once`];
}

/** The rules that every world's tables obey. Each returns what broke it. */
const laws: Readonly<Record<string, (tables: TableSet) => unknown[]>> = {
  "variation margin adds up to zero in every session": ({ margin }) => {
    const { session_no, vm_ccy } = margin.columns;
    const sums = sumBy(
      margin.rows,
      (row) => String(session_no.values[row]),
      (row) => vm_ccy.values[row]!,
    );
    return [...sums].filter(([, sum]) => sum !== 0);
  },

  "positions of a listed month add up to zero, and long ones to its open interest": ({ positions, session_stats }) => {
    const { instrument_id, session_no, position_lots, both_sides_lots } = positions.columns;
    const keyOf = (row: number) => `${String(instrument_id.values[row])}/${String(session_no.values[row])}`;
    const net = sumBy(positions.rows, keyOf, (row) => position_lots.values[row]!);
    const long = sumBy(
      positions.rows,
      keyOf,
      (row) => Math.max(0, position_lots.values[row]!) + both_sides_lots.values[row]!,
    );
    const { columns } = session_stats;
    const openInterest = new Map<string, number>();
    for (let row = 0; row < session_stats.rows; row++) {
      const key = `${String(columns.instrument_id.values[row])}/${String(columns.session_no.values[row])}`;
      openInterest.set(key, columns.oi_lots.values[row]!);
    }
    const wrong = [...openInterest].filter(([key, lots]) => (long.get(key) ?? 0) !== lots);
    return [...wrong, ...[...net].filter(([key, lots]) => lots !== 0 || !openInterest.has(key))];
  },

  "open interest is zero from final settlement on": ({ settlements, session_stats, positions }) => {
    const finals = new Map<number, number>();
    const { instrument_id, session_no, is_final } = settlements.columns;
    for (let row = 0; row < settlements.rows; row++)
      if (is_final.values[row] === 1) finals.set(instrument_id.values[row]!, session_no.values[row]!);
    const isAfter = (instrument: Column, session: Column, row: number) =>
      session.values[row]! >= (finals.get(instrument.values[row]!) ?? Infinity);
    const stats = session_stats.columns;
    const open = rowsOf(session_stats).filter(
      (row) => isAfter(stats.instrument_id, stats.session_no, row) && stats.oi_lots.values[row] !== 0,
    );
    const held = positions.columns;
    return [...open, ...rowsOf(positions).filter((row) => isAfter(held.instrument_id, held.session_no, row))];
  },

  "every trade lies inside the day's price band": ({ trades, settlements }) => {
    const bands = new Map<string, { low: number; high: number }>();
    const { instrument_id, session_no, band_low, band_high } = settlements.columns;
    for (const row of rowsOf(settlements)) {
      const key = `${String(instrument_id.values[row])}/${String(session_no.values[row])}`;
      bands.set(key, { low: band_low.values[row]!, high: band_high.values[row]! });
    }
    const { columns } = trades;
    return rowsOf(trades).filter((row) => {
      const band = bands.get(`${String(columns.instrument_id.values[row])}/${String(columns.session_no.values[row])}`);
      const price = columns.price.values[row]!;
      return band === undefined || !(price >= band.low && price <= band.high);
    });
  },

  "trades, session_stats and class_volume count the same lots and the same trades": (tables) => {
    const { trades, session_stats, class_volume } = tables;
    const volumes = [
      sumBy(trades.rows, sessionKey(trades.columns), (row) => trades.columns.qty_lots.values[row]!),
      sumBy(
        session_stats.rows,
        sessionKey(session_stats.columns),
        (row) => session_stats.columns.volume_lots.values[row]!,
      ),
      sumBy(
        class_volume.rows,
        sessionKey(class_volume.columns),
        (row) => class_volume.columns.volume_lots.values[row]!,
      ),
    ];
    const counts = [
      sumBy(trades.rows, sessionKey(trades.columns)),
      sumBy(
        session_stats.rows,
        sessionKey(session_stats.columns),
        (row) => session_stats.columns.n_trades.values[row]!,
      ),
      sumBy(class_volume.rows, sessionKey(class_volume.columns), (row) => class_volume.columns.n_trades.values[row]!),
    ];
    const sessions = [...volumes[1]!.keys()];
    return [volumes, counts].flatMap((sums) =>
      sessions.filter((session) => new Set(sums.map((sum) => sum.get(session) ?? 0)).size > 1),
    );
  },

  "the trades of each listed month and session are those its statistics count": ({ trades, session_stats }) => {
    const keyOf = (columns: { instrument_id: Column; session_no: Column }) => (row: number) =>
      `${String(columns.instrument_id.values[row])}/${String(columns.session_no.values[row])}`;
    const counted = sumBy(
      session_stats.rows,
      keyOf(session_stats.columns),
      (row) => session_stats.columns.n_trades.values[row]!,
    );
    const made = sumBy(trades.rows, keyOf(trades.columns));
    return [
      ...[...counted].filter(([key, n]) => n !== (made.get(key) ?? 0)),
      ...[...made].filter(([key]) => !counted.has(key)),
    ];
  },

  "tokens served never pass capacity, and requested is served plus unserved": ({ compute }) => {
    const { requested_mtok, served_mtok, unserved_mtok, capacity_mtok } = compute.columns;
    return rowsOf(compute).filter(
      (row) =>
        served_mtok.values[row]! > capacity_mtok.values[row]! ||
        unserved_mtok.values[row]! < 0 ||
        requested_mtok.values[row] !== served_mtok.values[row]! + unserved_mtok.values[row]!,
    );
  },

  "an account's money is its capital and every flow so far, the physical leg apart": ({
    agents,
    cash_flows,
    margin,
  }) => {
    const { agent_id, session_no, cycle_no, cash_ccy, im_held_ccy } = margin.columns;
    const flows = cash_flows.columns;
    const order = rowsOf(cash_flows).filter((row) => flows.type.values[row] !== PHYSICAL);
    const balance = Float64Array.from(valuesOf(agents, agents.columns.capital_ccy));
    let next = 0;
    const { columns } = agents;
    const isMember = (agent: number) => columns.class.values[agent] === MEMBER_CLASS;
    return rowsOf(margin).filter((row) => {
      // A member's own account has money only when it needs it. Both tables are in the order of the sessions.
      while (next < order.length && flows.session_no.values[order[next]!]! <= session_no.values[row]!) {
        const agent = flows.agent_id.values[order[next]!]!;
        balance[agent] = balance[agent]! + flows.amount_ccy.values[order[next]!]!;
        next++;
      }
      if (isMember(agent_id.values[row]!) || cycle_no.values[row] !== 0) return false;
      return balance[agent_id.values[row]!] !== cash_ccy.values[row]! + im_held_ccy.values[row]!;
    });
  },

  "each loss of a default is paid in full, layer by layer": ({ defaults, waterfall }) => {
    const { default_id, type, loss_ccy, member_paid_ccy, uncovered_ccy } = defaults.columns;
    const layers = waterfall.columns;
    const used = sumBy(
      waterfall.rows,
      (row) => String(layers.default_id.values[row]),
      (row) => layers.used_ccy.values[row]!,
    );
    const open = rowsOf(defaults).filter((row) => {
      const loss = loss_ccy.values[row]!;
      const paid = member_paid_ccy.values[row]!;
      if (type.values[row] === CLIENT) return !(loss > 0 && paid >= 0 && paid <= loss);
      return paid + used.get(String(default_id.values[row]))! !== loss || uncovered_ccy.values[row]! < 0;
    });
    const skipped = rowsOf(waterfall).filter((row) => {
      const isFirst = row === 0 || layers.default_id.values[row] !== layers.default_id.values[row - 1];
      const wasFull = isFirst || layers.used_ccy.values[row - 1] === layers.available_ccy.values[row - 1];
      return layers.used_ccy.values[row]! > 0 && !wasFull;
    });
    return [...open, ...skipped];
  },

  "positions closed by forced reduction are as many long as short": ({ forced_reductions }) => {
    const { instrument_id, session_no, side, reduced_lots } = forced_reductions.columns;
    const sums = sumBy(
      forced_reductions.rows,
      (row) => `${String(instrument_id.values[row])}/${String(session_no.values[row])}`,
      (row) => side.values[row]! * reduced_lots.values[row]!,
    );
    return [...sums].filter(([, sum]) => sum !== 0);
  },
};

function rowsOf(table: Table<unknown>): number[] {
  return Array.from({ length: table.rows }, (_, row) => row);
}

function sessionKey({ session_no }: { readonly session_no: Column }): (row: number) => string {
  return (row) => String(session_no.values[row]);
}

function sum(table: Table<unknown>, column: Column): number {
  return valuesOf(table, column).reduce((total, value) => total + value, 0);
}

/** Every law that a world breaks, with the first thing that breaks it. */
function broken(tables: TableSet): unknown[] {
  return Object.entries(laws).flatMap(([name, law]) => {
    const wrong = law(tables);
    return wrong.length === 0 ? [] : [{ law: name, broken: wrong.length, first: wrong[0] }];
  });
}

/** Runs a world, measures it, and gives back what is wrong with it beside its tables. */
function judged(scenario: Scenario): { tables: TableSet; wrong: unknown[] } {
  const { recorder } = run(scenario);
  const { tables } = recorder;
  replicationMetrics(tables, recorder.dictionaries);
  return { tables, wrong: [...flaws(recorder), ...broken(tables)] };
}

describe.each([undefined, "no-noise"])("two weeks of the usage surge (variant %s)", (variant) => {
  const scenario = surge([], variant);
  let world: Recorder;
  beforeAll(() => {
    world = run(scenario).recorder;
  });

  it.each(Object.entries(laws))("%s", (_, law) => {
    expect(law(world.tables)).toEqual([]);
  });

  it("fills its tables well", () => {
    expect(flaws(world)).toEqual([]);
    const { settlements, positions, trades, margin } = world.tables;
    expect(sum(settlements, settlements.columns.is_final)).toBe(1);
    for (const { rows } of [positions, trades, margin]) expect(rows).toBeGreaterThan(100);
  });

  it("has a bid and an ask for more than 95 % of continuous trading", () => {
    const { session_stats: stats } = world.tables;
    const { two_sided_us, continuous_us } = stats.columns;
    expect(sum(stats, two_sided_us) / sum(stats, continuous_us)).toBeGreaterThan(0.95);
  });

  it("sees every class of agents buy and sell", () => {
    const { buy_class, sell_class } = world.tables.class_volume.columns;
    const classes = new Set(scenario.agents.filter(({ count }) => count > 0).map(({ kind }) => kind));
    const traded = new Set([...buy_class.values, ...sell_class.values].filter((name) => name !== ""));
    expect([...traded].sort()).toEqual([...classes].sort());
  });

  it("measures itself without a flaw", () => {
    replicationMetrics(world.tables, world.dictionaries);
    expect(flaws(world)).toEqual([]);
    expect(world.tables.metrics.rows).toBeGreaterThan(0);
  });
});

describe("the laws can be broken", () => {
  const plant = (change: (tables: TableSet) => void): unknown[] => {
    const { tables } = run(surge(["end=2025-03-25"])).recorder;
    change(tables);
    return broken(tables).map((entry) => (entry as { law: string }).law);
  };

  it("by a lot that is missing from a position, and one from a trade", () => {
    const names = plant(({ positions, trades }) => {
      positions.columns.position_lots.values[0]! += 1;
      trades.columns.qty_lots.values[0]! += 1;
    });
    expect(names).toEqual([Object.keys(laws)[1], Object.keys(laws)[4]]);
  });

  it("by one ten-thousandth of a yuan", () => {
    const names = plant(({ margin, cash_flows }) => {
      cash_flows.columns.amount_ccy.values[rowsOf(cash_flows).find((row) => isFee(cash_flows, row))!]! += 1;
      margin.columns.vm_ccy.values[0]! += 1;
    });
    expect(names).toEqual([Object.keys(laws)[0], Object.keys(laws)[7]]);
  });

  const isFee = ({ columns }: TableSet["cash_flows"], row: number) =>
    columns.type.values[row] === CASH_FLOW_TYPES.indexOf("fee");
});

describe("a world at the edge", () => {
  const groups = (scenario: Scenario, ...ids: string[]) => ({
    ...scenario,
    agents: scenario.agents.filter(({ id }) => ids.includes(id)),
  });

  it("without agents clears compute, publishes the index, settles and does nothing else", () => {
    const { tables, wrong } = judged(groups(surge()));
    expect(wrong).toEqual([]);
    expect(tables.compute.rows).toBe(16 * 24 - 8);
    expect(tables.settlements.rows).toBeGreaterThan(100);
    for (const { rows } of [tables.trades, tables.positions, tables.margin]) expect(rows).toBe(0);
  });

  it.each(["lab", "centre", "maker", "fund", "trend", "noise"])(
    "with one agent of the group %s trades with nobody",
    (id) => {
      const { tables, wrong } = judged(groups(surge([`agents.${id}.count=1`, "end=2025-03-28"]), id));
      expect(wrong).toEqual([]);
      expect(tables.agents.rows).toBe(1 + tables.members.rows);
      // Noise can meet its own orders, and is then as long as it is short; nobody else may.
      if (id !== "noise") expect(tables.trades.rows).toBe(0);
      expect(valuesOf(tables.positions, tables.positions.columns.position_lots).every((lots) => lots === 0)).toBe(true);
    },
  );

  it("with nothing but noise trades", () => {
    const { tables, wrong } = judged(groups(surge(["end=2025-03-28"]), "noise"));
    expect(wrong).toEqual([]);
    expect(tables.trades.rows).toBeGreaterThan(0);
  });

  it("builds more GPUs where futures stand above what tokens should cost, after the lead, and not before", () => {
    const gpus = (strength: number) => {
      const investment = [
        `compute.capacity.investment.strength=${String(strength)}`,
        "compute.capacity.investment.lead_months=1",
      ];
      const { tables, wrong } = judged(surge(["start=2025-01-15", "end=2025-03-31", ...investment]));
      expect(wrong).toEqual([]);
      return tables.compute.columns.fleet_gpus.values.slice(0, tables.compute.rows);
    };
    const [without, invested] = [gpus(0), gpus(5)];
    const apart = without.findIndex((fleet, row) => fleet !== invested[row]);
    expect(apart).toBeGreaterThan(29 * 24);
    expect(apart).toBeLessThan(40 * 24);
  });

  it("in which the index has no fixing all month settles at the last value there was", () => {
    const missing = Array.from({ length: 31 }, (_, day) => `2025-03-${String(day + 1).padStart(2, "0")}`).join(", ");
    const settings = [`compute.indices.token_cn.fallback=skip`, `compute.indices.token_cn.missing_days=[${missing}]`];
    const { tables, wrong } = judged(surge(["start=2025-03-03", "end=2025-03-31", ...settings]));
    expect(wrong).toEqual([]);
    const { is_final, settle_price } = tables.settlements.columns;
    const final = rowsOf(tables.settlements).filter((row) => is_final.values[row] === 1);
    expect(final).toHaveLength(1);
    expect(settle_price.values[final[0]!]).toBeGreaterThan(0);
  });

  it("of a single trading day lists its months, trades and closes", () => {
    const { tables, wrong } = judged(surge(["end=2025-03-21"]));
    expect(wrong).toEqual([]);
    expect(new Set(valuesOf(tables.session_stats, tables.session_stats.columns.session_no))).toEqual(new Set([0]));
    expect(tables.trades.rows).toBeGreaterThan(0);
  });

  it("without a trading day is refused before it runs", () => {
    expect(() => surge(["start=2025-03-28", "end=2025-03-30"])).toThrow("1 problem");
  });

  it("with a month of holidays lists no contract for that month", () => {
    const holidays = Array.from({ length: 28 }, (_, k) => `2025-02-${String(k + 1).padStart(2, "0")}`);
    const { tables, wrong } = judged(
      surge(["start=2025-01-15", "end=2025-03-31", `venues.shfe.holidays=[${holidays.join(", ")}]`]),
    );
    expect(wrong).toEqual([]);
    expect(tables.instruments.columns.delivery_month.values.slice(0, 2)).toEqual(["2025-01", "2025-03"]);
  });

  it.each([1, 10])("with a tick of %s CNY on prices near two moves by single ticks", (cny) => {
    const listing = `{ from: 2024-01-01, lot: 10000, tick: { rule: fixed, price: ${String(cny)} } }`;
    const { tables, wrong } = judged(surge([`venues.shfe.contracts.TK.listings=[${listing}]`]));
    expect(wrong).toEqual([]);
    const { band_low, band_high } = tables.settlements.columns;
    const widths = rowsOf(tables.settlements).map((row) => (band_high.values[row]! - band_low.values[row]!) / 1e6);
    expect(new Set(widths)).toEqual(new Set([2 * cny]));
  });
});

describe("a world of poor agents", () => {
  const margin = "{ model: fixed_tiers, base_percent: 1, month_before_percent: 1, delivery_month_percent: 1 }";
  const members = "[{ id: firm-1, capital: 100 }, { id: firm-2, capital: 100 }, { id: firm-3, capital: 1.0e+8 }]";
  // Makers stay rich: somebody must take what the clearing house sells.
  const poor = ["lab", "centre", "fund", "trend", "noise"].flatMap((id) => [
    `agents.${id}.capital_cny=5000`,
    `agents.${id}.credit_cny=0`,
  ]);
  let tables: TableSet;
  let wrong: unknown[];
  beforeAll(() => {
    ({ tables, wrong } = judged(surge([...poor, `clearing.margin=${margin}`, `clearing.members=${members}`])));
  });

  it("goes through calls, liquidations and defaults without breaking a law", () => {
    const { margin_calls, defaults } = tables;
    const outcomes = valuesOf(margin_calls, margin_calls.columns.status);
    expect(wrong).toEqual([]);
    expect(outcomes).toContain(LIQUIDATED);
    expect(outcomes).toContain(DEFAULTED);
    const clients = valuesOf(defaults, defaults.columns.type).filter((type) => type === CLIENT);
    expect(clients.length).toBeGreaterThan(0);
    expect(sum(margin_calls, margin_calls.columns.liquidated_lots)).toBeGreaterThan(0);
  });

  it("lets a clearing member that cannot pay for its clients default, and shows who bore the loss", () => {
    const { defaults, waterfall } = tables;
    const types = valuesOf(defaults, defaults.columns.type);
    expect(types).toContain(1 - CLIENT);
    expect(waterfall.rows).toBeGreaterThan(0);
    expect(valuesOf(waterfall, waterfall.columns.used_ccy).some((used) => used > 0)).toBe(true);
  });

  it("leaves a defaulted account with nothing and lets it open nothing more", () => {
    const { defaults, margin, positions } = tables;
    for (const row of rowsOf(defaults)) {
      const isLater = (columns: { agent_id: Column; session_no: Column }) => (other: number) =>
        columns.agent_id.values[other] === defaults.columns.agent_id.values[row] &&
        columns.session_no.values[other]! >= defaults.columns.session_no.values[row]!;
      const cash = rowsOf(margin).filter(isLater(margin.columns));
      expect(new Set(cash.map((other) => margin.columns.cash_ccy.values[other]))).toEqual(new Set([0]));
      expect(rowsOf(positions).filter(isLater(positions.columns))).toEqual([]);
    }
  });
});

describe("a world with any rules and any agents", () => {
  const ids = ["lab", "centre", "maker", "fund", "trend", "noise"];
  const capital = fc.constantFrom(0, 1, 5_000, 100_000, 1e8);
  const group = fc.record({
    count: fc.constantFrom(0, 1, 5),
    capital_cny: capital,
    credit_cny: capital,
    latency_ms: fc.constantFrom(0, 1, 3_600_000),
    market_data_delay_ms: fc.constantFrom(0, 1, 3_600_000),
  });
  const rules = fc.record({
    "clearing.margin.base_percent": fc.constantFrom(0.1, 10, 100),
    "clearing.house_capital": capital,
    "clearing.members": fc.constantFrom(
      "[{ id: one, capital: 0 }]",
      "[{ id: one, capital: 1000 }, { id: two, capital: 1000000 }, { id: three, capital: 0 }]",
    ),
    "clearing.margin.model": fc.constantFrom("fixed_tiers", "scan", "historical_var"),
    "clearing.calls.intraday": fc.constantFrom(
      "{ enabled: false }",
      '{ enabled: true, times: ["22:30", "09:00", "14:59"], threshold_percent: 100 }',
    ),
    "venues.shfe.rules.widening.on_third_lock": fc.constantFrom("none", "halt_next_day", "forced_reduction"),
    "venues.shfe.rules.circuit_breaker": fc.constantFrom("{ enabled: false }", "{ enabled: true, percent: 0.5 }"),
    "venues.shfe.rules.interval_limit": fc.constantFrom("{ enabled: false }", "{ enabled: true, percent: 0.3 }"),
    "venues.shfe.rules.no_cancellation": fc.constantFrom("{ enabled: false }", "{ enabled: true, ticks: 1 }"),
    "venues.shfe.rules.reasonability": fc.constantFrom("{ enabled: false }", "{ enabled: true, ticks: 5 }"),
    "venues.shfe.settlement.method": fc.constantFrom("day_vwap", "last_hour_vwap"),
    "clearing.liquidation.slice_percent_of_depth": fc.constantFrom(0.1, 200, 10_000),
    "venues.shfe.contracts.TK.months_listed": fc.constantFrom(1, 2, 12),
    "venues.shfe.contracts.TK.first_curve_log_per_year": fc.constantFrom(-5, 0, 3),
    "venues.shfe.rules.daily_band.percent": fc.constantFrom(0.01, 7, 100),
    "venues.shfe.rules.max_order_lots": fc.constantFrom(1, 500),
    "venues.shfe.rules.max_open_orders": fc.constantFrom(1, 1000),
    "venues.shfe.fees.per_mille": fc.constantFrom(0, 10),
  });

  it("breaks no law", () => {
    const property = fc.property(rules, fc.tuple(...ids.map(() => group)), fc.integer(), (terms, groups, seed) => {
      const agents = groups.flatMap((fields, n) =>
        Object.entries(fields).map(([key, value]) => `agents.${ids[n]!}.${key}=${String(value)}`),
      );
      const set = Object.entries(terms).map(([path, value]) => `${path}=${String(value)}`);
      const scenario = surge([
        ...set,
        ...agents,
        "start=2025-03-26",
        "end=2025-04-01",
        `seed=${String(seed)}`,
        "agents.noise.count=5",
      ]);
      expect(judged(scenario).wrong).toEqual([]);
    });
    fc.assert(property, { seed: 20260322, numRuns: 15 });
  });
});
