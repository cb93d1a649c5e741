import { RUN_WINDOW } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { instrumentTerms } from "../instruments.ts";
import { mean } from "../statistics.ts";

const LIFE = {
  unit: "1",
  direction: "none",
  source: "convention: over listed months whose last trading day has passed and that ever had open interest",
  oracle: "contract/life-cycle.test.ts: follows open interest from listing over its peak to zero",
} as const;

const definitions: readonly MetricDefinition[] = [
  {
    ...LIFE,
    id: "contracts_settled",
    meaning: "listed months that ran to final settlement with open interest in their life",
    formula: "number of instruments with a final row in settlements and max(oi_lots) > 0",
  },
  {
    ...LIFE,
    id: "life_peak",
    meaning: "how far into its life a listed month's open interest peaks",
    formula: "mean of (sessions before the highest oi_lots) / (sessions of life - 1)",
  },
  {
    ...LIFE,
    id: "life_runoff",
    meaning: "open interest left for final settlement as a share of the peak; the rest was closed or rolled",
    formula: "mean of oi_lots at the close before the last trading day / max(oi_lots)",
  },
  {
    ...LIFE,
    id: "life_rise_and_fall",
    meaning: "share of listed months whose open interest rises to a peak and falls from it before settlement",
    formula: "share with the peak after the first session and oi_lots before the last trading day < max(oi_lots)",
    direction: "higher",
  },
  {
    ...LIFE,
    id: "life_zero",
    meaning: "share of listed months without an open position after final settlement; one unless clearing is wrong",
    formula: "share without a row of positions at or after the last session",
    direction: "higher",
    source: "identity",
  },
];

interface Life {
  readonly peak: number;
  readonly runoff: number;
  readonly risesAndFalls: number;
  readonly zero: number;
}

/** How open interest comes and goes in each listed month, over the run. */
export const lifeCycle: MetricFamily = {
  title: "Life of a listed month",
  definitions,
  measure(facts, writer) {
    const lives = settledLives(facts);
    const n = lives.length;
    const write = (id: string, value: number): void => writer.write(id, "market", "", RUN_WINDOW, value, n);
    writer.write("contracts_settled", "market", "", RUN_WINDOW, n, facts.tables.instruments.rows);
    write("life_peak", mean(lives.map((life) => life.peak)));
    write("life_runoff", mean(lives.map((life) => life.runoff)));
    write("life_rise_and_fall", mean(lives.map((life) => life.risesAndFalls)));
    write("life_zero", mean(lives.map((life) => life.zero)));
  },
};

function settledLives(facts: Facts): Life[] {
  const openLots = openInterestByInstrument(facts);
  const lastHeld = lastSessionHeld(facts);
  const settlements = facts.tables.settlements;
  const lives: Life[] = [];
  for (let row = 0; row < settlements.rows; row++) {
    if (settlements.columns.is_final.values[row] !== 1) continue;
    const instrument = settlements.columns.instrument_id.values[row];
    const lots = openLots.get(instrument);
    if (lots === undefined || lots.every((value) => !(value > 0))) continue;
    const held = (lastHeld.get(instrument) ?? -1) >= settlements.columns.session_no.values[row];
    lives.push(lifeOf(lots, held));
  }
  return lives;
}

function lifeOf(lots: readonly number[], held: boolean): Life {
  const highest = lots.reduce((high, value) => Math.max(high, value), 0);
  const peakSession = lots.indexOf(highest);
  const beforeLast = lots[Math.max(0, lots.length - 2)];
  return {
    peak: lots.length > 1 ? peakSession / (lots.length - 1) : 0,
    runoff: beforeLast / highest,
    risesAndFalls: peakSession > 0 && beforeLast < highest ? 1 : 0,
    zero: held ? 0 : 1,
  };
}

/** Open interest of each listed month at the close of each of its trading days. */
function openInterestByInstrument(facts: Facts): ReadonlyMap<number, number[]> {
  const terms = instrumentTerms(facts.tables);
  const byInstrument = new Map<number, number[]>();
  const stats = facts.panel.stats;
  for (let row = 0; row < facts.panel.rows; row++) {
    const instrument = stats.instrument_id.values[row];
    if (!(stats.trade_date.values[row] <= (terms.get(instrument)?.lastTradeDate ?? -Infinity))) continue;
    const lots = byInstrument.get(instrument);
    if (lots === undefined) byInstrument.set(instrument, [stats.oi_lots.values[row]]);
    else lots.push(stats.oi_lots.values[row]);
  }
  return byInstrument;
}

function lastSessionHeld(facts: Facts): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  const columns = facts.tables.positions.columns;
  for (let row = 0; row < facts.tables.positions.rows; row++) {
    const instrument = columns.instrument_id.values[row];
    const session = columns.session_no.values[row];
    if (session > (last.get(instrument) ?? -1)) last.set(instrument, session);
  }
  return last;
}
