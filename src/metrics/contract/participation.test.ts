import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { participation } from "./participation.ts";

function measured(): (id: string, agentClass: string) => number {
  const recorder = new Recorder(0);
  for (const kind of ["lab", "maker", "idle"]) addRow(recorder, "agents", { agent_id: 0, class: kind });
  // Thursday and Friday, then Monday: two ISO weeks
  [epochDay(2024, 5, 2), epochDay(2024, 5, 3), epochDay(2024, 5, 6)].forEach((day, session) =>
    addRow(recorder, "session_stats", { instrument_id: 0, session_no: session, trade_date: day }),
  );
  const trade = (session: number, buyer: string, seller: string, mtok: number): void =>
    addRow(recorder, "class_volume", { session_no: session, buy_class: buyer, sell_class: seller, volume_mtok: mtok });
  trade(0, "lab", "maker", 60);
  trade(1, "maker", "maker", 20);
  trade(2, "maker", "maker", 20);
  participation.measure(
    factsOf(recorder.tables, recorder.dictionaries),
    new MetricWriter(recorder.tables.metrics, registry),
  );
  const { metric_id, agent_class, window, value } = recorder.tables.metrics.columns;
  return (id, of) =>
    value.values[
      metric_id.values.findIndex((name, k) => name === id && agent_class.values[k] === of && window.values[k] === "run")
    ];
}

describe("participation", () => {
  it("splits volume by class and counts the weeks in which a class trades", () => {
    const value = measured();
    expect(value("volume_share", "lab")).toBe(0.3);
    expect(value("volume_share", "maker")).toBe(0.7);
    expect(value("both_sides_share", "lab")).toBe(0);
    expect(value("both_sides_share", "maker")).toBe(0.4);
    expect(value("weeks_share", "lab")).toBe(0.5);
    expect(value("weeks_share", "maker")).toBe(1);
  });

  it("names a class that never trades", () => {
    expect(measured()("volume_share", "idle")).toBe(0);
    expect(measured()("weeks_share", "idle")).toBe(0);
  });
});
