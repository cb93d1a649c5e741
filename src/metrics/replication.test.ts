import { describe, expect, it } from "vitest";
import { Recorder } from "../record/recorder.ts";
import { addRow, syntheticMarket } from "../testing/metric-tables.ts";
import { replicationMetrics } from "./replication.ts";

type Cell = readonly [id: string, scope: string, agentClass: string, window: string];

function values(recorder: Recorder): Map<string, number> {
  replicationMetrics(recorder.tables, recorder.dictionaries);
  const { metric_id, scope, agent_class, window, value } = recorder.tables.metrics.columns;
  const found = new Map<string, number>();
  for (let row = 0; row < recorder.tables.metrics.rows; row++) {
    const key = [metric_id, scope, agent_class, window].map((column) => column.values[row]).join("/");
    expect(found.has(key)).toBe(false);
    found.set(key, value.values[row]);
  }
  return found;
}

function at(found: ReadonlyMap<string, number>, ...cell: Cell): number | undefined {
  return found.get(cell.join("/"));
}

describe("metrics of one replication", () => {
  it("have a value in every window of a market that trades", () => {
    const found = values(syntheticMarket(0, { firstMonth: 202502, months: 3 }));
    for (const window of ["2025-02", "2025-03", "2025-Q1", "2025-Q2", "2025", "2025-03+", "run"]) {
      expect(at(found, "qs_ticks", "front", "", window)).toBe(3);
      expect(at(found, "qs_bp", "all", "", window)).toBe(30);
      expect(at(found, "es_bp", "front", "", window)).toBe(20);
      expect(at(found, "depth_lots", "front", "", window)).toBe(20);
      expect(at(found, "two_sided_share", "all", "", window)).toBeCloseTo(0.99, 12);
      expect(at(found, "use", "compute", "", window)).toBeCloseTo(0.096, 12);
    }
    expect(at(found, "qs_ticks", "front", "", "2025-05")).toBeUndefined();
    expect(at(found, "contracts_settled", "market", "", "run")).toBe(3);
    expect(at(found, "life_zero", "market", "", "run")).toBe(1);
  });

  it("obey identities: class shares sum to one", () => {
    const found = values(syntheticMarket(0, { firstMonth: 202502, months: 2 }));
    const shares = ["market-maker", "ai-lab", "data-centre"].map((c) => at(found, "volume_share", "class", c, "run")!);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it("do not change when an agent is added that never trades", () => {
    const before = values(syntheticMarket(0, { firstMonth: 202502, months: 2 }));
    const recorder = syntheticMarket(0, { firstMonth: 202502, months: 2 });
    recorder.dictionaries.agent.push("idle-01");
    addRow(recorder, "agents", { agent_id: 3, class: "idle" });
    const after = values(recorder);
    for (const [key, value] of before) expect(after.get(key)).toBe(value);
  });

  it("leave warm-up sessions out of trading but not of compute", () => {
    const found = values(syntheticMarket(0, { firstMonth: 202502, months: 2, warmup: 20 }));
    expect(at(found, "qs_ticks", "front", "", "2025-02")).toBeUndefined();
    expect(at(found, "use", "compute", "", "2025-02")).toBeCloseTo(0.096, 12);
  });

  it("of empty tables are empty values with a flag, never an error", () => {
    const recorder = new Recorder(0);
    const found = values(recorder);
    expect(at(found, "qs_bp", "front", "", "run")).toBeNaN();
    expect(recorder.tables.metrics.columns.flag.values[0]).toBe("no observations");
    expect(recorder.tables.hedge_months.rows).toBe(0);
  });

  it("of one session without a trade are finite or flagged", () => {
    const recorder = new Recorder(0);
    addRow(recorder, "agents", { agent_id: 0, class: "noise" });
    addRow(recorder, "session_stats", { instrument_id: 0, session_no: 0, trade_date: 20_000, n_trades: 0 });
    values(recorder);
    const { value, flag } = recorder.tables.metrics.columns;
    for (let row = 0; row < recorder.tables.metrics.rows; row++) {
      expect(Number.isFinite(value.values[row])).toBe(flag.values[row] === "");
    }
  });
});
