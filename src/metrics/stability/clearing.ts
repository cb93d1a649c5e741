import { MONEY_PER_UNIT } from "../../base/units.ts";
import { agentClasses } from "../agent-classes.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import type { MetricWriter } from "../writer.ts";
import { PRICE_EVENTS, WATERFALL_LAYERS } from "../../record/tables.ts";

const COUNT = {
  unit: "1",
  direction: "lower",
  source: "count",
  oracle: "stability/clearing.test.ts: adds up a table of locks, halts, a forced reduction and a default",
} as const;
const MONEY = { ...COUNT, unit: "currency" } as const;

const definitions: readonly MetricDefinition[] = [
  {
    ...COUNT,
    id: "locked_month_days",
    meaning: "listed months and days that ended locked at their price limit",
    formula: "rows of limits_halts of type locked_up or locked_down",
  },
  {
    ...COUNT,
    id: "longest_lock",
    meaning: "most days in a row that a listed month ended locked on one side",
    formula: "largest lock_day of limits_halts",
    unit: "days",
  },
  {
    ...COUNT,
    id: "halts",
    meaning: "halts that a month's own price set off, and days without trading",
    formula: "rows of limits_halts of type halt_circuit_breaker, halt_interval_limit or halt_day",
  },
  {
    ...COUNT,
    id: "adjusted_trades",
    meaning: "trades booked at the edge of the no-cancellation range",
    formula: "rows of limits_halts of type price_adjusted",
  },
  {
    ...COUNT,
    id: "reduced_lots",
    meaning: "long lots, and as many short ones, that forced reduction closed",
    formula: "sum of reduced_lots of forced_reductions where side is 1",
    unit: "lots",
  },
  {
    ...COUNT,
    id: "reduced_share",
    meaning: "share of the positions of a class that forced reduction closed, in the months and on the days it did so",
    formula: "sum of reduced_lots / sum of position_lots over forced_reductions of the class",
  },
  {
    ...COUNT,
    id: "client_defaults",
    meaning: "clients that left a loss to their clearing member",
    formula: "rows of defaults of type client",
  },
  {
    ...COUNT,
    id: "member_defaults",
    meaning: "clearing members in default",
    formula: "rows of defaults of type member",
  },
  {
    ...MONEY,
    id: "member_default_loss",
    meaning: "losses of members in default, before any layer of the waterfall",
    formula: "sum of defaults.loss_ccy of type member",
  },
  {
    ...MONEY,
    id: "mutualised_loss",
    meaning: "losses that others bore: other members' fund shares and assessments, haircuts and tear-ups",
    formula: "sum of mutual_fund_used, assessed, haircut and torn_up of defaults of type member",
  },
  {
    ...MONEY,
    id: "uncovered_loss",
    meaning: "losses that nobody covered",
    formula: "sum of defaults.uncovered_ccy",
  },
  {
    ...COUNT,
    id: "layer_reached",
    meaning: "deepest layer of the waterfall that paid, counted from 1; 0: none",
    formula: "largest layer_no + 1 of waterfall with used_ccy > 0, the uncovered rest apart",
    unit: "layer",
  },
  {
    ...COUNT,
    id: "fund_over_cover_min",
    meaning: "prefunded default resources over the stressed losses that the fund is sized for, worst day",
    formula: "smallest ccp_daily.fund_over_cover",
    direction: "higher",
  },
  {
    ...COUNT,
    id: "margin_breaches",
    meaning: "accounts whose loss of a day exceeded the margin held before it",
    formula: "sum of ccp_daily.n_breaches",
  },
  {
    ...COUNT,
    id: "margin_coverage",
    meaning: "share of days of accounts with margin in which the loss stayed within it",
    formula: "1 - sum of ccp_daily.n_breaches / rows of margin of cycle 0 with im_held_ccy > 0",
    direction: "higher",
  },
  {
    ...MONEY,
    id: "im_required_mean",
    meaning: "initial margin required of all accounts, mean of days",
    formula: "mean of ccp_daily.im_required_ccy",
    direction: "none",
  },
];

const UNCOVERED = WATERFALL_LAYERS.indexOf("uncovered");

type Windowed = (from: ReadonlySet<number>) => { readonly value: number; readonly observations: number };

/** Locks, halts, forced reductions, defaults and who paid, coverage of margin and fund, over the days of a window. */
export const clearing: MetricFamily = {
  title: "Price limits and clearing",
  definitions,
  measure(facts, writer) {
    for (const window of facts.windows) {
      const sessions = new Set(window.sessions);
      for (const [id, measure] of Object.entries(ofMarket(facts))) {
        const { value, observations } = measure(sessions);
        writer.write(id, "market", "", window.name, value, observations);
      }
      reducedShares(facts, sessions, window.name, writer);
    }
  },
};

function ofMarket({ tables }: Facts): Record<string, Windowed> {
  const events = tables.limits_halts;
  const reductions = tables.forced_reductions;
  const defaults = tables.defaults;
  const daily = tables.ccp_daily;
  const type = (name: (typeof PRICE_EVENTS)[number]) => PRICE_EVENTS.indexOf(name);
  const countEvents = (...names: (typeof PRICE_EVENTS)[number][]): Windowed => {
    const types = names.map(type);
    return total(events, (row) => (types.includes(events.columns.type.values[row]) ? 1 : 0));
  };
  const isMember = (row: number): boolean => defaults.columns.type.values[row] === 1;
  const currency = (value: number): number => value / MONEY_PER_UNIT;
  const d = defaults.columns;
  const marginDays = total(tables.margin, (row) => {
    const { cycle_no: cycle, im_held_ccy: held } = tables.margin.columns;
    return cycle.values[row] === 0 && held.values[row] > 0 ? 1 : 0;
  });
  const breaches = total(daily, (row) => daily.columns.n_breaches.values[row]);
  const required = total(daily, (row) => currency(daily.columns.im_required_ccy.values[row]));
  return {
    locked_month_days: countEvents("locked_up", "locked_down"),
    longest_lock: largest(events, (row) => events.columns.lock_day.values[row]),
    halts: countEvents("halt_circuit_breaker", "halt_interval_limit", "halt_day"),
    adjusted_trades: countEvents("price_adjusted"),
    reduced_lots: total(reductions, (row) =>
      reductions.columns.side.values[row] === 1 ? reductions.columns.reduced_lots.values[row] : 0,
    ),
    client_defaults: total(defaults, (row) => (isMember(row) ? 0 : 1)),
    member_defaults: total(defaults, (row) => (isMember(row) ? 1 : 0)),
    member_default_loss: total(defaults, (row) => (isMember(row) ? currency(d.loss_ccy.values[row]) : 0)),
    mutualised_loss: total(defaults, (row) =>
      currency(
        nothing(d.mutual_fund_used_ccy.values[row]) +
          nothing(d.assessed_ccy.values[row]) +
          nothing(d.haircut_ccy.values[row]) +
          nothing(d.torn_up_ccy.values[row]),
      ),
    ),
    uncovered_loss: total(defaults, (row) => currency(nothing(d.uncovered_ccy.values[row]))),
    layer_reached: layerReached(tables),
    fund_over_cover_min: smallest(daily, (row) => daily.columns.fund_over_cover.values[row]),
    margin_breaches: breaches,
    margin_coverage: (sessions) => {
      const days = marginDays(sessions).value;
      return { value: 1 - breaches(sessions).value / days, observations: days };
    },
    im_required_mean: (sessions) => {
      const days = total(daily, () => 1)(sessions).value;
      return { value: required(sessions).value / days, observations: days };
    },
  };
}

/** The deepest layer used by a default of the window; the layers of a default have its number. */
function layerReached({ waterfall, defaults }: Facts["tables"]): Windowed {
  return (sessions) => {
    const sessionOf = new Map<number, number>();
    for (let row = 0; row < defaults.rows; row++)
      sessionOf.set(defaults.columns.default_id.values[row], defaults.columns.session_no.values[row]);
    let deepest = 0;
    for (let row = 0; row < waterfall.rows; row++) {
      const { default_id: id, layer_no: layer, used_ccy: used } = waterfall.columns;
      const session = sessionOf.get(id.values[row]);
      if (session === undefined || !sessions.has(session) || used.values[row] <= 0) continue;
      if (waterfall.columns.layer.values[row] === UNCOVERED) continue;
      deepest = Math.max(deepest, layer.values[row] + 1);
    }
    return { value: deepest, observations: sessions.size };
  };
}

interface BySession {
  readonly rows: number;
  readonly columns: { readonly session_no: { readonly values: Float64Array } };
}

function total({ rows, columns }: BySession, valueOf: (row: number) => number): Windowed {
  return (sessions) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) if (sessions.has(columns.session_no.values[row])) sum += valueOf(row);
    return { value: sum, observations: sessions.size };
  };
}

function largest({ rows, columns }: BySession, valueOf: (row: number) => number): Windowed {
  return (sessions) => {
    let most = 0;
    for (let row = 0; row < rows; row++)
      if (sessions.has(columns.session_no.values[row])) most = Math.max(most, nothing(valueOf(row)));
    return { value: most, observations: sessions.size };
  };
}

function smallest({ rows, columns }: BySession, valueOf: (row: number) => number): Windowed {
  return (sessions) => {
    let least = Infinity;
    let observations = 0;
    for (let row = 0; row < rows; row++) {
      if (!sessions.has(columns.session_no.values[row]) || Number.isNaN(valueOf(row))) continue;
      least = Math.min(least, valueOf(row));
      observations++;
    }
    return { value: least, observations };
  };
}

/** A cell that is empty adds nothing. */
function nothing(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function reducedShares(facts: Facts, sessions: ReadonlySet<number>, window: string, writer: MetricWriter): void {
  const { rows, columns } = facts.tables.forced_reductions;
  const classes = agentClasses(facts.tables);
  const sums = new Map<string, { reduced: number; held: number; n: number }>();
  for (let row = 0; row < rows; row++) {
    if (!sessions.has(columns.session_no.values[row])) continue;
    const name = classes.get(columns.agent_id.values[row]) ?? "";
    const sum = sums.get(name) ?? { reduced: 0, held: 0, n: 0 };
    sum.reduced += columns.reduced_lots.values[row];
    sum.held += columns.position_lots.values[row];
    sum.n++;
    sums.set(name, sum);
  }
  for (const [name, { reduced, held, n }] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
    writer.write("reduced_share", "class", name, window, reduced / held, n);
}
