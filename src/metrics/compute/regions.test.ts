import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR } from "../../base/units.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { regions } from "./regions.ts";

const START = epochDay(2026, 1, 30);

function measured(
  fill: (recorder: Recorder) => void,
): (id: string, window?: string, scope?: string) => { value: number; flag: string } | undefined {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { start_date: START, warmup_sessions: 0 });
  fill(recorder);
  const { tables, dictionaries } = recorder;
  regions.measure(factsOf(tables, dictionaries), new MetricWriter(tables.metrics, registry));
  const { metric_id, scope, window, value, flag } = tables.metrics.columns;
  return (id, at = "run", of = "compute") => {
    const row = metric_id.values.findIndex(
      (name, k) => name === id && window.values[k] === at && scope.values[k] === of,
    );
    return row < 0 ? undefined : { value: value.values[row], flag: flag.values[row] };
  };
}

describe("regions", () => {
  it("spread of two home regions by hand", () => {
    const value = measured((recorder) => {
      const hour = (at: number, prices: Record<string, number>): void =>
        Object.entries(prices).forEach(([region, price]) =>
          addRow(recorder, "compute_regions", {
            region,
            t_us: at * MICROSECONDS_PER_HOUR,
            gpu_usd_hour: price,
            available_gpus: at === 38 ? 500 : 100,
          }),
        );
      // two regions at home have the country's GPUs, the third is abroad
      addRow(recorder, "compute", { t_us: 38 * MICROSECONDS_PER_HOUR, available_gpus: 700, local_gpus: 300 });
      hour(38, { east: 3, west: 1, us: 9 }); // January, spread 1
      hour(39, { east: 2, west: 2, us: 9 });
      hour(40, { east: 2.5, west: 1.5, us: 9 }); // local February
    });
    expect(value("regional_spread", "2026-01")!.value).toBeCloseTo(0.5, 12);
    expect(value("regional_spread", "2026-02")!.value).toBeCloseTo(0.5, 12);
    expect(value("regional_spread")!.value).toBeCloseTo(1.5 / 3, 12);
  });

  it("says which table the spread needs", () => {
    const { value, flag } = measured(() => undefined)("regional_spread")!;
    expect(value).toBeNaN();
    expect(flag).toBe("needs:compute_regions");
  });

  function basis(product: number): ReturnType<typeof measured> {
    return measured((recorder) => {
      recorder.dictionaries.agent.push("lab-01", "centre-01");
      ["lab", "centre"].forEach((kind, agent) => addRow(recorder, "agents", { agent_id: agent, class: kind }));
      addRow(recorder, "instruments", { instrument_id: 0, product, delivery_month: "2026-02" });
      [1, 1.1, 0.9].forEach((ratio, session) => {
        const fixing = 2 + session;
        addRow(recorder, "session_stats", { instrument_id: 0, session_no: session, trade_date: START + session });
        const timeUs = session * MICROSECONDS_PER_DAY + 6 * MICROSECONDS_PER_HOUR;
        addRow(recorder, "spot_index", { index_id: 1, t_us: timeUs, value: 50, is_fixing: 1 });
        addRow(recorder, "spot_index", { index_id: 0, t_us: timeUs, value: fixing, is_fixing: 1 });
        const use = { session_no: session, physical_price: ratio * fixing };
        addRow(recorder, "exposures", { ...use, agent_id: 0, unit: 0, side: 1 });
        addRow(recorder, "exposures", { ...use, agent_id: 1, unit: 1, side: -1 });
      });
      // a day without a fixing, and one without use
      addRow(recorder, "session_stats", { instrument_id: 0, session_no: 3, trade_date: START + 3 });
      addRow(recorder, "exposures", { agent_id: 0, session_no: 3, unit: 0, side: 1, physical_price: 7 });
      addRow(recorder, "exposures", { agent_id: 0, session_no: 2, unit: 0, side: 1, physical_price: NaN });
    });
  }

  it("basis of a buyer by hand", () => {
    const value = basis(0);
    const logs = [0, Math.log(1.1), Math.log(0.9)];
    const centre = (logs[1] + logs[2]) / 3;
    const squares = logs.reduce((sum, x) => sum + (x - centre) * (x - centre), 0);
    expect(value("regional_basis_sd", "run", "lab-01")!.value).toBeCloseTo(Math.sqrt(squares / 2), 12);
    expect(value("regional_basis_sd", "run", "centre-01")).toBeUndefined();
  });

  it("has no basis where the contract is on another unit", () => {
    expect(basis(1)("regional_basis_sd", "run", "lab-01")).toBeUndefined();
  });
});
