import { agentClasses } from "../agent-classes.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";

/** After a reduction hedgers may build their hedges again: sessions until they are looked at once more. Assumption. */
const WEEK_SESSIONS = 5;

const RATIO = {
  unit: "1",
  direction: "none",
  source: "hedge ratio of Ederington (1979), J. Finance 34(1), against the programme's own target",
  oracle: "stability/hedge-cut.test.ts: two labs of which one is cut and buys half of it back",
} as const;
const OVER = "over hedgers, months and days with a row of forced_reductions and a target other than zero";

const definitions: readonly MetricDefinition[] = [
  {
    ...RATIO,
    id: "hedge_ratio_before_cut",
    meaning: "hedge ratio of the hedgers of a class that a forced reduction looked at, just before it",
    formula: `sum position_lots / sum |target_lots| ${OVER}; target: the last row of hedge_plans up to that day`,
  },
  {
    ...RATIO,
    id: "hedge_ratio_after_cut",
    meaning: "the same just after the reduction",
    formula: `sum (position_lots - reduced_lots) / sum |target_lots| ${OVER}`,
  },
  {
    ...RATIO,
    id: "hedge_ratio_week_later",
    meaning: "the same five sessions later, against the same targets",
    formula: `sum of positions of the same side / sum |target_lots| ${OVER}, where the month is still traded then`,
  },
];

interface Ratio {
  held: number;
  target: number;
  n: number;
}

interface Ratios {
  readonly before: Ratio;
  readonly after: Ratio;
  readonly later: Ratio;
}

/** What forced position reduction does to hedges. */
export const hedgeCut: MetricFamily = {
  title: "Hedges under forced reduction",
  definitions,
  measure(facts, writer) {
    for (const window of facts.windows) {
      for (const [name, ratios] of ratiosByClass(facts, new Set(window.sessions))) {
        const write = (id: string, { held, target, n }: Ratio): void =>
          writer.write(id, "class", name, window.name, held / target, n);
        write("hedge_ratio_before_cut", ratios.before);
        write("hedge_ratio_after_cut", ratios.after);
        write("hedge_ratio_week_later", ratios.later);
      }
    }
  },
};

function ratiosByClass({ tables }: Facts, sessions: ReadonlySet<number>): [string, Ratios][] {
  const { rows, columns: c } = tables.forced_reductions;
  const byClass = new Map<string, Ratios>();
  if (rows === 0) return [];
  const classes = agentClasses(tables);
  const targets = targetsOf(tables);
  const held = heldOf(tables);
  const traded = tradedOf(tables);
  for (let row = 0; row < rows; row++) {
    const [session, instrument, agent] = [
      c.session_no.values[row],
      c.instrument_id.values[row],
      c.agent_id.values[row],
    ];
    const target = targets(agent, instrument, session);
    if (!sessions.has(session) || target === 0) continue;
    const name = classes.get(agent) ?? "";
    const ratios = byClass.get(name) ?? { before: nothing(), after: nothing(), later: nothing() };
    byClass.set(name, ratios);
    const lots = c.position_lots.values[row];
    add(ratios.before, lots, target);
    add(ratios.after, lots - c.reduced_lots.values[row], target);
    const later = session + WEEK_SESSIONS;
    if (traded.has(keyOf(instrument, later)))
      add(ratios.later, c.side.values[row] * (held.get(keyOf(agent, instrument, later)) ?? 0), target);
  }
  return [...byClass].sort(([a], [b]) => (a < b ? -1 : 1));
}

const nothing = (): Ratio => ({ held: 0, target: 0, n: 0 });

function add(ratio: Ratio, held: number, target: number): void {
  ratio.held += held;
  ratio.target += Math.abs(target);
  ratio.n++;
}

function keyOf(...parts: readonly number[]): string {
  return parts.join("/");
}

/** The target of a hedger for a month as it stood on a day; 0 where it has none. */
function targetsOf({ hedge_plans: plans }: Facts["tables"]): (agent: number, month: number, session: number) => number {
  const rowsOf = new Map<string, number[]>();
  const { agent_id: agent, instrument_id: month, session_no: day, target_lots: lots } = plans.columns;
  for (let row = 0; row < plans.rows; row++) {
    const key = keyOf(agent.values[row], month.values[row]);
    const own = rowsOf.get(key);
    if (own === undefined) rowsOf.set(key, [row]);
    else own.push(row);
  }
  return (ofAgent, ofMonth, session) => {
    const row = rowsOf.get(keyOf(ofAgent, ofMonth))?.findLast((known) => day.values[known] <= session);
    return row === undefined ? 0 : lots.values[row];
  };
}

/** Net lots by agent, month and session. */
function heldOf({ positions }: Facts["tables"]): ReadonlyMap<string, number> {
  const { agent_id: agent, instrument_id: month, session_no: session, position_lots: lots } = positions.columns;
  const held = new Map<string, number>();
  for (let row = 0; row < positions.rows; row++)
    held.set(keyOf(agent.values[row], month.values[row], session.values[row]), lots.values[row]);
  return held;
}

/** Months and sessions in which a month was listed. */
function tradedOf({ session_stats: stats }: Facts["tables"]): ReadonlySet<string> {
  const { instrument_id: month, session_no: session } = stats.columns;
  const traded = new Set<string>();
  for (let row = 0; row < stats.rows; row++) traded.add(keyOf(month.values[row], session.values[row]));
  return traded;
}
