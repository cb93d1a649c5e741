import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NaiveEngine } from "../src/market/engine/naive-engine.ts";
import { REJECT_REASONS } from "../src/record/tables.ts";
import type { TableSet } from "../src/record/table.ts";
import { loadScenario } from "../src/scenario/load.ts";
import type { WorldResult } from "../src/world.ts";
import { positionsOf, recordedPositions, run, tableHashes, valuesOf } from "./worlds.ts";

/*
 * Every matching rule and order type in a whole world: with the fast and the naive engine alike, and with positions that
 * follow from the trades.
 */

const FILE = join(import.meta.dirname, "../scenarios/matching-rules.yaml");
const PHASES = ["auction", "continuous", "implied", "spread_leg"];
const variants = loadScenario(FILE, {}).variants.filter((name) => name !== "no-noise");

const play = (variant: string | undefined, naive: boolean): WorldResult => {
  const set = ["start=2025-04-15", "end=2025-05-06", "warmup_sessions=0", "record.orders=true"];
  const { scenario } = loadScenario(FILE, { set, ...(variant === undefined ? {} : { variant }) });
  return run(scenario, naive ? { newEngine: (store) => new NaiveEngine(store) } : {});
};

/** Trades by phase. */
function phases({ trades }: TableSet): Record<string, number> {
  const phase = valuesOf(trades, trades.columns.phase);
  return Object.fromEntries(PHASES.map((name, code) => [name, phase.filter((value) => value === code).length]));
}

function rejects({ rejects: table }: TableSet, reason: (typeof REJECT_REASONS)[number]): number {
  const { columns, rows } = table;
  let n = 0;
  for (let row = 0; row < rows; row++)
    if (columns.reason.values[row] === REJECT_REASONS.indexOf(reason)) n += columns.n.values[row]!;
  return n;
}

/** What each rule must leave behind in the tables, or the variant would prove nothing. */
const traces: Record<string, (tables: TableSet) => void> = {
  base: ({ orders }) => {
    const { columns, rows } = orders;
    const used = (values: Float64Array) => new Set(values.subarray(0, rows)).size;
    expect([used(columns.order_type.values), used(columns.tif.values)]).toEqual([5, 4]);
    expect(valuesOf(orders, columns.shown_lots).some((lots) => lots > 0)).toBe(true);
    expect(valuesOf(orders, columns.minimum_lots).some((lots) => lots > 0)).toBe(true);
    expect(valuesOf(orders, columns.post_only).some((flag) => flag === 1)).toBe(true);
  },
  spreads: (tables) => {
    expect(phases(tables).spread_leg).toBeGreaterThan(100);
    expect([phases(tables).implied, tables.implied_quotes.rows]).toEqual([0, 0]);
    expect(tables.spread_stats.rows).toBeGreaterThan(50);
  },
  implied: (tables) => {
    expect(phases(tables).implied).toBeGreaterThan(100);
    expect(tables.implied_quotes.rows).toBeGreaterThan(100);
  },
  batch: (tables) => {
    expect(phases(tables).continuous).toBe(0);
    expect(phases(tables).auction).toBeGreaterThan(1000);
  },
  disconnects: (tables) => expect(rejects(tables, "not_connected")).toBeGreaterThan(0),
  "self-trade": ({ trades }) => {
    const { buy_agent_id, sell_agent_id, phase } = trades.columns;
    const own = valuesOf(trades, buy_agent_id).filter(
      (buyer, row) => buyer === sell_agent_id.values[row] && phase.values[row] === 1,
    );
    expect(own.length).toBe(0);
  },
};

describe.each(["base", ...variants])("the variant %s of the matching rules", (name) => {
  const variant = name === "base" ? undefined : name;
  const fast = play(variant, false);
  const { tables } = fast.recorder;

  it("trades, and its positions follow from its trades", () => {
    expect(tables.trades.rows).toBeGreaterThan(1000);
    expect(positionsOf(tables)).toEqual(recordedPositions(tables));
  });

  it("has the same tables with the naive engine", () => {
    expect(tableHashes(play(variant, true).recorder.tables)).toEqual(tableHashes(tables));
  });

  it("leaves its traces", () => traces[name]?.(tables));
});

it("a lead market maker with all that the top order leaves trades more than without that right", () => {
  const shareOfLead = (makers: string): number => {
    const set = ["start=2025-04-15", "end=2025-05-06", "warmup_sessions=0"];
    const lead = `venues.shfe.matching.lead_market_makers=${makers}`;
    const { scenario } = loadScenario(FILE, { set: [...set, lead], variant: "split" });
    const { trades, agents } = run(scenario).recorder.tables;
    const account = agents.columns.group_id.values.indexOf("maker");
    const { buy_agent_id, sell_agent_id, qty_lots, aggressor_side } = trades.columns;
    let own = 0;
    let all = 0;
    for (let row = 0; row < trades.rows; row++) {
      if (aggressor_side.values[row] === 0) continue;
      const maker = aggressor_side.values[row] === 1 ? sell_agent_id : buy_agent_id;
      all += qty_lots.values[row]!;
      if (maker.values[row] === account) own += qty_lots.values[row]!;
    }
    return own / all;
  };
  expect(shareOfLead("[{ account: maker-1, percent: 100 }]")).toBeGreaterThan(1.2 * shareOfLead("[]"));
});
