import { describe, expect, it } from "vitest";
import { epochDay } from "../../base/dates.ts";
import { MICROSECONDS_PER_HOUR } from "../../base/units.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { factsOf } from "../facts.ts";
import { registry } from "../registry.ts";
import { MetricWriter } from "../writer.ts";
import { rationing } from "./rationing.ts";

type Value = (id: string, window?: string, scope?: string, agentClass?: string) => number | undefined;

/** Values by metric, window, scope and class; undefined where there is no row. */
function measured(fill: (recorder: Recorder) => void): Value {
  const recorder = new Recorder(0);
  addRow(recorder, "runs", { start_date: epochDay(2026, 1, 30), warmup_sessions: 0 });
  fill(recorder);
  const { tables, dictionaries } = recorder;
  rationing.measure(factsOf(tables, dictionaries), new MetricWriter(tables.metrics, registry));
  const { metric_id, scope, agent_class, window, value } = tables.metrics.columns;
  const found = new Map<string, number>();
  for (let row = 0; row < tables.metrics.rows; row++) {
    const key = [metric_id, window, scope, agent_class].map((column) => column.values[row]).join("/");
    expect(found.has(key)).toBe(false);
    found.set(key, value.values[row]);
  }
  return (id, of = "run", at = "compute", kind = "") => found.get([id, of, at, kind].join("/"));
}

interface Hour {
  readonly requested: number;
  readonly served: number;
  readonly unserved?: number;
  readonly waiting?: number;
  readonly price?: number;
  readonly shadow?: number;
}

/** From midnight UTC of 30 January 2026: local January ends after 40 hours. */
function hours(recorder: Recorder, all: readonly Hour[]): void {
  all.forEach(({ requested, served, unserved, waiting = 0, price = 1, shadow = price }, hour) =>
    addRow(recorder, "compute", {
      t_us: hour * MICROSECONDS_PER_HOUR,
      requested_mtok: requested,
      served_mtok: served,
      unserved_mtok: unserved ?? requested - served - waiting,
      waiting_mtok: waiting,
      price,
      shadow_price: shadow,
    }),
  );
}

const CALM: Hour = { requested: 100, served: 100 };
const JANUARY = Array.from({ length: 40 }, () => CALM);

describe("rationing", () => {
  it("the market hour by hour, by hand", () => {
    const value = measured((recorder) => {
      const short = { requested: 100, served: 80, price: 2, shadow: 3 };
      const queue = { requested: 100, served: 60, unserved: 10, waiting: 50, price: 2, shadow: 5 };
      hours(recorder, [...JANUARY, ...Array.from({ length: 22 }, () => CALM), short, queue]);
    });
    expect(value("worst_hour_unserved", "2026-01")).toBe(0);
    expect(value("worst_hour_unserved", "2026-02")).toBe(0.5); // 10 refused and 50 waiting of 120
    expect(value("rationed_hours_share", "2026-02")).toBeCloseTo(2 / 24, 12);
    expect(value("rationed_hours_share")).toBeCloseTo(2 / 64, 12);
    // at the shadow price over at the price: 22 hours of 100 at 1, 100 served or refused at 3 over 2, 70 at 5 over 2
    expect(value("shadow_ratio", "2026-02")).toBeCloseTo((2200 + 300 + 350) / (2200 + 200 + 140), 12);
    expect(value("shadow_ratio", "2026-01")).toBe(1);
    expect(value("rationed_months")).toBe(1);
  });

  it("counts months in which more than a percent was refused or put off", () => {
    // 24 hours of February with 2400 requested: 25 not served are more than a percent, 24 are not
    const february = (missing: number, shadow: number): Value =>
      measured((recorder) =>
        hours(recorder, [
          ...JANUARY,
          ...Array.from({ length: 23 }, () => CALM),
          { requested: 100, served: 100 - missing, waiting: missing, shadow },
        ]),
      );
    expect(february(25, 1.5)("rationed_months")).toBe(1);
    expect(february(24, 1.5)("rationed_months")).toBe(0);
    expect(february(25, 1)("rationed_months")).toBe(0); // priced out, not rationed
  });

  it("counts hours in which nothing at all is served", () => {
    const outage = (rest: Omit<Hour, "requested" | "served">): Value =>
      measured((recorder) =>
        hours(recorder, [
          ...JANUARY,
          ...Array.from({ length: 23 }, () => CALM),
          { requested: 100, served: 0, price: 2, ...rest },
        ]),
      );
    const refused = outage({ shadow: 8 }); // at the choke price
    expect(refused("rationed_hours_share", "2026-02")).toBeCloseTo(1 / 24, 12);
    expect(refused("rationed_months")).toBe(1);
    expect(refused("shadow_ratio", "2026-02")).toBeCloseTo((2300 + 800) / (2300 + 200), 12);
    const queue = outage({ waiting: 100 }); // nothing is decided: the shadow price is the price
    expect(queue("rationed_hours_share", "2026-02")).toBeCloseTo(1 / 24, 12);
    expect(queue("rationed_months")).toBe(1);
    expect(queue("shadow_ratio", "2026-02")).toBe(1);
    const pricedOut = outage({}); // an auction rations nobody
    expect(pricedOut("rationed_hours_share", "2026-02")).toBe(0);
    expect(pricedOut("rationed_months")).toBe(0);
  });

  it("two buyers and their class by hand", () => {
    const value = measured((recorder) => {
      recorder.dictionaries.agent.push("lab-01", "lab-02", "centre-01");
      ["lab", "lab", "centre"].forEach((kind, agent) => addRow(recorder, "agents", { agent_id: agent, class: kind }));
      const use = (agent: number, month: number, cells: Record<string, number>): void =>
        addRow(recorder, "exposures", { agent_id: agent, delivery_month: month, side: 1, ...cells });
      const row = (requested: number, served: number, price: number, shadow: number, lostCny: number) => ({
        qty_requested: requested,
        qty_realised: served,
        qty_unserved: requested - served,
        physical_price: price,
        shadow_price: shadow,
        shortage_cost: lostCny * 10_000,
      });
      use(0, 202512, row(100, 100, 4, 4, 0));
      use(0, 202601, row(200, 150, 2, 3, 75));
      use(0, 202601, row(100, 0, 2, 8, 50)); // a day on which it got nothing: at the choke price
      use(1, 202601, row(100, 90, 2, 5, 15));
      use(2, 202601, { ...row(500, 500, 2, 9, 0), side: -1 }); // sellers ask for nothing
    });
    expect(value("unserved_share", "2026-01", "lab-01", "lab")).toBe(0.5);
    expect(value("unserved_share", "2025-12", "lab-01", "lab")).toBe(0);
    expect(value("unserved_share", "run", "lab-01", "lab")).toBe(150 / 400);
    expect(value("unserved_share", "2026", "class", "lab")).toBe(160 / 400);
    expect(value("unserved_share", "run", "class", "centre")).toBeUndefined();
    expect(value("shadow_ratio", "2025", "lab-01", "lab")).toBe(1);
    expect(value("shadow_ratio", "2026", "lab-01", "lab")).toBeCloseTo((600 + 800) / (400 + 200), 12);
    expect(value("shadow_ratio", "run", "class", "lab")).toBeCloseTo(
      (400 + 600 + 800 + 500) / (400 + 400 + 200 + 200),
      12,
    );
    expect(value("shortage_cost_share", "run", "lab-02", "lab")).toBeCloseTo(15 / 180, 12);
    expect(value("shortage_cost_share", "run", "class", "lab")).toBeCloseTo(140 / (400 + 300 + 180), 12);
    expect(value("shortage_cost_share", "2026-01", "class", "lab")).toBeUndefined();
  });

  it("is empty without hours and silent without buyers", () => {
    const value = measured(() => undefined);
    expect(value("rationed_months")).toBeNaN();
    expect(value("unserved_share", "run", "class", "lab")).toBeUndefined();
  });
});
