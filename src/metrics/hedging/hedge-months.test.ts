import { beforeEach, describe, expect, it } from "vitest";
import { epochDay, weekday } from "../../base/dates.ts";
import { MICROSECONDS_PER_DAY } from "../../base/units.ts";
import { CASH_FLOW_TYPES } from "../../record/tables.ts";
import { Recorder } from "../../record/recorder.ts";
import { addRow } from "../../testing/metric-tables.ts";
import { replicationMetrics } from "../replication.ts";

const [MAY, JUNE, JULY] = [202405, 202406, 202407];
const [LAB, SECOND_LAB, CENTRE, MAKER] = [0, 1, 2, 3];
const START = epochDay(2024, 4, 1);

let recorder: Recorder;

function metric(id: string, agentClass: string, scope = "class"): number {
  const { metric_id, agent_class, scope: scopes, value } = recorder.tables.metrics.columns;
  const row = metric_id.values.findIndex(
    (name, k) => name === id && agent_class.values[k] === agentClass && scopes.values[k] === scope,
  );
  return value.values[row];
}

function hedgeMonth(
  agent: number,
  month: number,
): (column: Exclude<keyof Recorder["tables"]["hedge_months"]["columns"], "agent_class">) => number {
  const columns = recorder.tables.hedge_months.columns;
  const rows = recorder.tables.hedge_months.rows;
  for (let row = 0; row < rows; row++) {
    if (columns.agent_id.values[row] === agent && columns.delivery_month.values[row] === month) {
      return (column) => columns[column].values[row];
    }
  }
  throw new Error("no such row");
}

/** Weekdays from 1 April to 28 June 2024; contracts of May, June and July, lots of 1,000 Mtok. */
function market(): void {
  recorder = new Recorder(0);
  addRow(recorder, "runs", { start_date: START, warmup_sessions: 0 });
  recorder.dictionaries.agent.push("lab-01", "lab-02", "centre-01", "maker-01");
  ["lab", "lab", "centre", "maker"].forEach((kind, agent) =>
    addRow(recorder, "agents", { agent_id: agent, class: kind }),
  );
  const lastTradeDates = [epochDay(2024, 5, 31), epochDay(2024, 6, 28), epochDay(2024, 7, 31)];
  ["2024-05", "2024-06", "2024-07"].forEach((month, k) =>
    addRow(recorder, "instruments", {
      instrument_id: k,
      multiplier: 1000,
      tick_size: 1000,
      last_trade_date: lastTradeDates[k],
      delivery_month: month,
    }),
  );
  let session = 0;
  for (let day = START; day <= epochDay(2024, 6, 28); day++) {
    if (weekday(day) >= 5) continue;
    addRow(recorder, "session_stats", { instrument_id: 2, session_no: session++, trade_date: day, settle_price: 2e6 });
  }
}

function use(agent: number, month: number, quantity: number, price: number): void {
  const seller = agent === CENTRE;
  addRow(recorder, "exposures", {
    agent_id: agent,
    session_no: 30,
    delivery_month: month,
    qty_realised: quantity,
    unit: seller ? 1 : 0,
    physical_price: price,
    side: seller ? -1 : 1,
  });
}

function plan(agent: number, month: number, session: number, budget: number): void {
  const cells = { agent_id: agent, instrument_id: month - MAY, session_no: session, budget_price: budget };
  addRow(recorder, "hedge_plans", cells);
}

function cash(agent: number, month: number, type: (typeof CASH_FLOW_TYPES)[number], cny: number): void {
  addRow(recorder, "cash_flows", {
    agent_id: agent,
    session_no: 25,
    type: CASH_FLOW_TYPES.indexOf(type),
    amount_ccy: cny * 10_000,
    instrument_id: month - MAY,
  });
}

describe("hedge months", () => {
  beforeEach(() => {
    market();
    use(LAB, MAY, 60_000, 2);
    use(LAB, MAY, 40_000, 2.5);
    use(LAB, JUNE, 200_000, 1.8);
    use(SECOND_LAB, JUNE, 50_000, 2.4);
    use(CENTRE, MAY, 10_000, 16);
    for (const month of [MAY, JUNE]) {
      plan(LAB, month, 0, 2);
      plan(LAB, month, 5, 2.7); // a revision does not move the budget
      plan(SECOND_LAB, month, 0, 2);
    }
    plan(CENTRE, MAY, 0, 20);
    cash(LAB, MAY, "vm", 20_000);
    cash(LAB, MAY, "vm", -5000);
    cash(LAB, MAY, "fee", -500);
    cash(LAB, MAY, "rebate", 100);
    cash(LAB, MAY, "funding", -600);
    cash(LAB, MAY, "interest", 200);
    cash(LAB, JUNE, "vm", -30_000);
    cash(LAB, JUNE, "fee", -400);
    cash(CENTRE, MAY, "vm", 30_000);
    cash(CENTRE, MAY, "fee", -1000);
    cash(MAKER, MAY, "vm", -45_000);
    addRow(recorder, "cash_flows", { agent_id: LAB, session_no: 3, type: 6, amount_ccy: 1e9 }); // a deposit is no hedge
    addRow(recorder, "hedge_attribution", { agent_id: LAB, instrument_id: 0, session_no: 3, spread_ccy: 3_000_000 });
  });

  it("two hedgers worked by hand, fees and funding included", () => {
    replicationMetrics(recorder.tables, recorder.dictionaries);
    const may = hedgeMonth(LAB, MAY);
    expect(may("qty")).toBe(100_000);
    expect(may("unhedged_price")).toBeCloseTo(2.2, 12);
    // (220,000 - (15,000 - 400 - 400)) / 100,000
    expect(may("hedged_price")).toBeCloseTo(2.058, 12);
    expect(may("budget_price")).toBe(2);
    expect(may("horizon_sessions")).toBe(22);
    expect(may("surprise_unhedged")).toBeCloseTo(0.1, 12);
    expect(may("surprise_hedged")).toBeCloseTo(0.029, 12);
    expect([may("vm_ccy"), may("fee_ccy"), may("funding_ccy"), may("spread_ccy")]).toEqual([15e7, -4e6, -4e6, 3e6]);
    const june = hedgeMonth(LAB, JUNE);
    expect(june("hedged_price")).toBeCloseTo(1.952, 12);
    expect(june("surprise_hedged")).toBeCloseTo(-0.024, 12);
    expect(hedgeMonth(SECOND_LAB, JUNE)("hedged_price")).toBeCloseTo(2.4, 12);
    // surprises .1, -.1, .2 and .029, -.024, .2
    expect(metric("he_net", "lab")).toBeCloseTo(1 - 0.0274086667 / 0.0466666667, 8);
    expect(metric("he_net", "lab", "lab-01")).toBeCloseTo(1 - 0.0265 ** 2 / 0.1 ** 2, 10);
    expect(metric("he_net", "lab", "lab-02")).toBeNaN(); // one month
    expect(metric("he_cost", "lab")).toBeCloseTo((100 * (0.205 - 0.2)) / 3, 10);
    const budget = 2 * 350_000;
    expect(metric("hedge_fee_cost", "lab")).toBeCloseTo((100 * 800) / budget, 12);
    expect(metric("hedge_funding_cost", "lab")).toBeCloseTo((100 * 400) / budget, 12);
    expect(metric("hedge_spread_cost", "lab")).toBeCloseTo((100 * 300) / budget, 12);
    expect(metric("surprise_sd_unhedged", "lab")).toBeCloseTo(Math.sqrt(0.0466666667 / 2), 8);
    expect(metric("surprise_sd_hedged", "lab")).toBeCloseTo(Math.sqrt(0.0274086667 / 2), 8);
  });

  it("adds a seller's futures cash to its revenue, and calls lower revenue a positive surprise", () => {
    replicationMetrics(recorder.tables, recorder.dictionaries);
    const may = hedgeMonth(CENTRE, MAY);
    expect(may("unhedged_price")).toBe(16);
    expect(may("hedged_price")).toBeCloseTo(18.9, 12);
    expect(may("surprise_unhedged")).toBeCloseTo(0.2, 12);
    expect(may("surprise_hedged")).toBeCloseTo(0.055, 12);
    expect(metric("he_cost", "centre")).toBeCloseTo(-14.5, 10);
    expect(metric("he_net", "centre")).toBeNaN(); // one value has no variance
  });

  it("the hedged share counts a GPU-hour at the month's tokens", () => {
    const hold = (agent: number, session: number, lots: number): void =>
      addRow(recorder, "positions", { agent_id: agent, instrument_id: 0, session_no: session, position_lots: lots });
    hold(LAB, 10, 80); // closed again before the month
    hold(LAB, 21, 60);
    hold(LAB, 30, 20);
    hold(CENTRE, 21, -40);
    addRow(recorder, "compute", {
      t_us: 30 * MICROSECONDS_PER_DAY,
      served_mtok: 1,
      throughput_mtok: 2,
      efficiency: 2.5,
    });
    replicationMetrics(recorder.tables, recorder.dictionaries);
    expect(hedgeMonth(LAB, MAY)("hedged_share")).toBeCloseTo(0.6, 12);
    expect(hedgeMonth(CENTRE, MAY)("hedged_share")).toBeCloseTo(40_000 / (10_000 * 5), 12);
    expect(hedgeMonth(LAB, JUNE)("hedged_share")).toBe(0);
  });

  it("late programmes stay in the table and out of the headline", () => {
    use(SECOND_LAB, MAY, 10_000, 9);
    recorder.tables.hedge_plans.columns.session_no.values[2] = 3; // lab-02 plans May 19 sessions ahead
    replicationMetrics(recorder.tables, recorder.dictionaries);
    expect(hedgeMonth(SECOND_LAB, MAY)("horizon_sessions")).toBe(19);
    expect(metric("hedge_months_counted", "lab", "lab-02")).toBe(1);
    expect(metric("hedge_months_counted", "lab", "lab-01")).toBe(2);
    expect(metric("he_net", "lab")).toBeCloseTo(1 - 0.0274086667 / 0.0466666667, 8);
  });

  it("leaves out months that are not over and hedgers without use", () => {
    use(LAB, JULY, 1000, 3);
    use(CENTRE, JUNE, 0, NaN);
    replicationMetrics(recorder.tables, recorder.dictionaries);
    expect(() => hedgeMonth(LAB, JULY)).toThrow("no such row");
    expect(() => hedgeMonth(CENTRE, JUNE)).toThrow("no such row");
  });

  it("a month without a programme has prices but no surprise", () => {
    use(CENTRE, JUNE, 100, 15);
    replicationMetrics(recorder.tables, recorder.dictionaries);
    expect(hedgeMonth(CENTRE, JUNE)("hedged_price")).toBe(15);
    expect(hedgeMonth(CENTRE, JUNE)("surprise_hedged")).toBeNaN();
  });

  it("names each hedger's class", () => {
    replicationMetrics(recorder.tables, recorder.dictionaries);
    const { agent_class, agent_id } = recorder.tables.hedge_months.columns;
    const named = [...agent_id.values.slice(0, recorder.tables.hedge_months.rows)].map(
      (agent, row) => [agent, agent_class.values[row]] as const,
    );
    expect(new Map(named)).toEqual(
      new Map([
        [LAB, "lab"],
        [SECOND_LAB, "lab"],
        [CENTRE, "centre"],
      ]),
    );
  });

  it("a hedge that loses money has a positive cost, for buyers and sellers", () => {
    cash(LAB, MAY, "vm", -50_000);
    cash(CENTRE, MAY, "vm", -60_000);
    replicationMetrics(recorder.tables, recorder.dictionaries);
    // May 14,200 - 50,000 on 100,000, June -30,400 on 200,000, lab-02 nothing; in percent of a budget of 2
    expect(metric("he_cost", "lab")).toBeCloseTo((100 * (35_800 / 200_000 + 30_400 / 400_000)) / 3, 10);
    expect(metric("he_cost", "centre")).toBeCloseTo((100 * 31_000) / 200_000, 10); // 30,000 - 1,000 - 60,000
  });

  it("an agent without use changes nothing", () => {
    replicationMetrics(recorder.tables, recorder.dictionaries);
    expect(() => hedgeMonth(MAKER, MAY)).toThrow("no such row");
  });
});
