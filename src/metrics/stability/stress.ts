import { TRADING_DAYS_PER_YEAR } from "../conventions.ts";
import type { DailyMetric } from "../daily.ts";
import { measureDaily } from "../daily.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";

const STRESS = {
  unit: "1",
  direction: "lower",
  source: "count",
  oracle: "stability/stress.test.ts: counts limit days, calls and liquidations after the warm-up",
} as const;

const lockShare: DailyMetric = {
  ...STRESS,
  id: "lock_share",
  meaning: "share of continuous trading with an order at the day's price limit and nothing opposite",
  formula: "per day sum(limit_us) / sum(continuous_us) over all listed months; mean over days",
  scopes: ["all"],
  over: "mean",
  source: "convention",
  numerator: (panel, row) => panel.stats.limit_us.values[row],
  denominator: (panel, row) => panel.stats.continuous_us.values[row],
};

const limitHits: DailyMetric = {
  ...STRESS,
  id: "limit_hits_contract_year",
  meaning: "days on which a listed month traded at its price limit, per listed month and year",
  formula: `per day ${TRADING_DAYS_PER_YEAR} x share of listed months with at_limit up or down; mean over days`,
  unit: "1/year",
  oracle: "stability/stress.test.ts: relates calls to accounts with a position and limit hits to listed months",
  scopes: ["all"],
  over: "mean",
  numerator: (panel, row) => (panel.stats.at_limit.values[row] > 0 ? 1 : 0),
  denominator: () => 1 / TRADING_DAYS_PER_YEAR,
};

const definitions: readonly MetricDefinition[] = [
  {
    ...STRESS,
    id: "limit_sessions",
    meaning: "trading days on which some listed month traded at its price limit",
    formula: "number of session_no with at_limit up or down",
  },
  {
    ...STRESS,
    id: "lock_sessions",
    meaning: "trading days on which some listed month had an order at the limit and nothing opposite for a while",
    formula: "number of session_no with limit_us > 0",
  },
  lockShare,
  limitHits,
  {
    ...STRESS,
    id: "margin_calls",
    meaning: "margin calls",
    formula: "rows of margin_calls",
  },
  {
    ...STRESS,
    id: "margin_calls_position_year",
    meaning: "margin calls per account with an open position and year",
    formula: `${TRADING_DAYS_PER_YEAR} x rows of margin_calls / number of (agent_id, session_no) in positions`,
    unit: "1/year",
    oracle: "stability/stress.test.ts: relates calls to accounts with a position and limit hits to listed months",
  },
  {
    ...STRESS,
    id: "liquidations",
    meaning: "margin calls after which the clearing house closed positions",
    formula: "rows of margin_calls with liquidated_lots > 0",
  },
];

/** What goes wrong, counted over the trading days of a window. */
export const stress: MetricFamily = {
  title: "Stress",
  definitions,
  measure(facts, writer) {
    measureDaily([lockShare, limitHits], facts, writer);
    const counts = countsBySession(facts);
    const accountDays = accountsWithPosition(facts);
    for (const window of facts.windows) {
      const total = (bySession: Float64Array): number =>
        window.sessions.reduce((sum, session) => sum + bySession[session], 0);
      for (const [id, bySession] of Object.entries(counts)) {
        writer.write(id, "market", "", window.name, total(bySession), window.sessions.length);
      }
      const days = total(accountDays);
      const rate = (TRADING_DAYS_PER_YEAR * total(counts.margin_calls)) / days;
      writer.write("margin_calls_position_year", "market", "", window.name, rate, days);
    }
  },
};

/** Number of accounts with an open position after each session. */
function accountsWithPosition(facts: Facts): Float64Array {
  const accounts = new Float64Array(facts.sessions.count);
  const seen = new Set<number>();
  const { agent_id: agent, session_no: session } = facts.tables.positions.columns;
  for (let row = 0; row < facts.tables.positions.rows; row++) {
    const key = agent.values[row] * facts.sessions.count + session.values[row];
    if (seen.has(key)) continue;
    seen.add(key);
    accounts[session.values[row]] += 1;
  }
  return accounts;
}

function countsBySession(facts: Facts) {
  const counts = {
    limit_sessions: new Float64Array(facts.sessions.count),
    lock_sessions: new Float64Array(facts.sessions.count),
    margin_calls: new Float64Array(facts.sessions.count),
    liquidations: new Float64Array(facts.sessions.count),
  };
  const stats = facts.panel.stats;
  for (let row = 0; row < facts.panel.rows; row++) {
    const session = stats.session_no.values[row];
    if (stats.at_limit.values[row] > 0) counts.limit_sessions[session] = 1;
    if (stats.limit_us.values[row] > 0) counts.lock_sessions[session] = 1;
  }
  const calls = facts.tables.margin_calls;
  for (let row = 0; row < calls.rows; row++) {
    const session = calls.columns.session_no.values[row];
    counts.margin_calls[session] += 1;
    if (calls.columns.liquidated_lots.values[row] > 0) counts.liquidations[session] += 1;
  }
  return counts;
}
