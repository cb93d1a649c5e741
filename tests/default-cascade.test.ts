import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { WATERFALL_LAYERS } from "../src/record/tables.ts";
import type { TableSet } from "../src/record/table.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { run } from "./worlds.ts";

/*
 * The scenario of a default cascade up to the second day after the gap, one replication, with ever larger gaps.
 */

const FILE = join(import.meta.dirname, "../scenarios/default-cascade.yaml");

function play(lossPercent: number, cover: number): TableSet {
  const set = [
    "end=2025-11-11",
    `compute.capacity.shocks.power-cut.percent=${String(lossPercent)}`,
    `clearing.stress.cover=${String(cover)}`,
  ];
  return run(loadScenario(FILE, { set }).scenario).recorder.tables;
}

interface Layer {
  readonly id: number;
  readonly no: number;
  readonly kind: string;
  readonly available: number;
  readonly used: number;
}

function layersOf({ waterfall }: TableSet): Layer[] {
  const c = waterfall.columns;
  return Array.from({ length: waterfall.rows }, (_, row) => ({
    id: c.default_id.values[row]!,
    no: c.layer_no.values[row]!,
    kind: WATERFALL_LAYERS[c.layer.values[row]!]!,
    available: c.available_ccy.values[row]!,
    used: c.used_ccy.values[row]!,
  }));
}

/** The deepest layer that paid for any member, by kind. */
function reached(tables: TableSet): string {
  const paid = layersOf(tables).filter(({ used }) => used > 0);
  return paid.reduce((deepest, layer) => (layer.no > deepest.no ? layer : deepest), { no: -1, kind: "none" }).kind;
}

function prefunded({ ccp_daily: daily }: TableSet, session: number): number {
  return daily.columns.fund_prefunded_ccy.values[session]!;
}

const LOSSES = [35, 40, 45, 65];
const swept = LOSSES.map((loss) => play(loss, 1));

describe("a default cascade", () => {
  it("reaches deeper layers of the waterfall as the gap grows", () => {
    expect(swept.map(reached)).toEqual(["house_capital", "mutual_fund", "assessments", "uncovered"]);
  });

  it("goes through all layers where the gap is largest: haircut and tear-up as well", () => {
    const paid = layersOf(swept.at(-1)!).filter(({ used }) => used > 0);
    expect(new Set(paid.map(({ no }) => no))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8]));
  });

  it("takes nothing from a layer before those in front of it have paid all they have", () => {
    for (const layers of swept.map(layersOf))
      for (const layer of layers.filter(({ used }) => used > 0)) {
        // The defaulter's margin pays for the losses of its own clients and house account only.
        const before = layers.filter(({ id, no }) => id === layer.id && no < layer.no && no > 0);
        for (const earlier of before) expect(earlier.used).toBe(earlier.available);
      }
  });

  it("has a larger fund under Cover 2, of which others pay more before they are assessed", () => {
    const [one, two] = [swept[LOSSES.indexOf(45)]!, play(45, 2)];
    const used = (tables: TableSet, kind: string): number =>
      layersOf(tables).reduce((sum, layer) => sum + (layer.kind === kind ? layer.used : 0), 0);
    expect(used(two, "mutual_fund")).toBeGreaterThan(used(one, "mutual_fund"));
    expect(used(two, "defaulter_fund")).toBeGreaterThan(used(one, "defaulter_fund"));
    expect(prefunded(two, 40)).toBeGreaterThan(prefunded(one, 40));
  });
});
