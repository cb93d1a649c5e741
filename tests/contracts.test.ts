import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isoDate } from "../src/base/dates.ts";
import { CASH_FLOW_TYPES, SETTLEMENT_METHODS } from "../src/record/tables.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { run, surge, valuesOf } from "./worlds.ts";

const GPU_FUTURES = join(import.meta.dirname, "../scenarios/gpu-futures.yaml");
/** Two weeks over the end of a month, and over the change of the clocks on 1 November. */
const TWO_WEEKS = ["start=2026-10-22", "end=2026-11-05", "warmup_sessions=0", "record.trades_replications=1"];
const FEW = ["fund", "fund2", "noise", "noise2"].map((group) => `agents.${group}.count=1`);
const SHORT_CURVE = ["GPU1", "GPU2"].map((code) => `venues.cme.contracts.${code}.months_listed=4`);

/** Final settlements of a run: instrument's name to price and method. */
function finals({ recorder: { tables, dictionaries } }: ReturnType<typeof run>): Map<string, [number, string]> {
  const { settlements } = tables;
  const { is_final, instrument_id, settle_price, method } = settlements.columns;
  return new Map(
    Array.from({ length: settlements.rows }, (_, row) => row)
      .filter((row) => is_final.values[row] === 1)
      .map((row) => [
        dictionaries.instrument[instrument_id.values[row]!]!,
        [settle_price.values[row]! / 1e6, SETTLEMENT_METHODS[method.values[row]!]!],
      ]),
  );
}

/** Published values of an index of a run, hourly or fixings, in order. */
function published({ recorder: { tables, dictionaries } }: ReturnType<typeof run>, id: string, isFixing: boolean) {
  const { spot_index } = tables;
  const { index_id, is_fixing, t_us, value } = spot_index.columns;
  const index = dictionaries.index.indexOf(id);
  return Array.from({ length: spot_index.rows }, (_, row) => row)
    .filter((row) => index_id.values[row] === index && (is_fixing.values[row] === 1) === isFixing)
    .map((row) => ({ timeUs: t_us.values[row]!, value: value.values[row]! }));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a venue with two GPU futures and a perpetual in USD", () => {
  const scenario = loadScenario(GPU_FUTURES, { set: [...TWO_WEEKS, ...FEW, ...SHORT_CURVE] }).scenario;
  const result = run(scenario);
  const { tables, dictionaries } = result.recorder;
  const names = dictionaries.instrument;

  it("numbers months by listing date and contract", () => {
    expect(names.slice(0, tables.instruments.rows)).toEqual([
      ...["GPU12610", "GPU12611", "GPU12612", "GPU12701"],
      ...["GPU22610", "GPU22611", "GPU22612", "GPU22701"],
      "H100P",
      ...["GPU12702", "GPU22702"],
    ]);
    const { unit, currency, product } = tables.instruments.columns;
    expect(new Set(unit.values.slice(0, 9))).toEqual(new Set(["GPU-hour"]));
    expect(new Set(currency.values.slice(0, 9))).toEqual(new Set(["USD"]));
    expect(new Set(valuesOf(tables.instruments, product))).toEqual(new Set([1]));
  });

  it("lists calendar spreads within a contract only", () => {
    const { near_id, far_id } = tables.spreads.columns;
    const contractOf = (index: number) => names[index]!.slice(0, 4);
    expect(tables.spreads.rows).toBe(8);
    for (let row = 0; row < tables.spreads.rows; row++)
      expect(contractOf(near_id.values[row]!)).toBe(contractOf(far_id.values[row]!));
  });

  it("lets every agent trade its own contract and no other", () => {
    const contractOf = scenario.agents.map(({ id, contract }) => [id, contract] as const);
    const { buy_agent_id, sell_agent_id, instrument_id } = tables.trades.columns;
    const traded = new Set<string>();
    for (let row = 0; row < tables.trades.rows; row++) {
      for (const agent of [buy_agent_id, sell_agent_id]) {
        const group = dictionaries.agent[agent.values[row]!]!.replace(/-[0-9]+$/, "");
        const contract = contractOf.find(([id]) => id === group)![1];
        const month = names[instrument_id.values[row]!]!;
        expect(month.startsWith(contract)).toBe(true);
        traded.add(contract);
      }
    }
    expect([...traded].sort()).toEqual(["GPU1", "GPU2", "H100P"]);
  });

  it("settles each October at the mean of its own index's fixings, on 30 October", () => {
    const settled = finals(result);
    expect([...settled.keys()]).toEqual(["GPU12610", "GPU22610"]);
    for (const [name, id] of [["GPU12610", "h100"] as const, ["GPU22610", "b200"] as const]) {
      const [price, method] = settled.get(name)!;
      // 26 to 30 October: the venue opens in the evening, so that the first trading day is the scenario's fifth.
      const october = published(result, id, true).slice(0, 5);
      expect(price).toBeCloseTo(mean(october.map(({ value }) => value)), 6);
      expect(method).toBe("index_month_mean");
    }
    const lastDay = tables.instruments.columns.last_trade_date.values[0]!;
    expect(isoDate(lastDay)).toBe("2026-10-30");
  });

  it("never expires the perpetual, and funding moves money between its holders only", () => {
    const { instrument_id } = tables.settlements.columns;
    const ids = [...valuesOf(tables.settlements, instrument_id)];
    const sessions = new Set(valuesOf(tables.settlements, tables.settlements.columns.session_no)).size;
    expect(ids.filter((id) => names[id] === "H100P").length).toBe(sessions);
    const { type, amount_ccy } = tables.cash_flows.columns;
    const code = CASH_FLOW_TYPES.indexOf("perpetual_funding");
    const funding = [...valuesOf(tables.cash_flows, amount_ccy)].filter((_, row) => type.values[row] === code);
    expect(funding.length).toBeGreaterThan(5);
    expect(funding.reduce((sum, money) => sum + money, 0)).toBe(0);
  });
});

describe("final settlement by hourly values", () => {
  const DAY_US = 86_400_000_000;
  const contract = (method: string) => [
    "start=2025-03-05",
    "end=2025-03-20",
    "venues.shfe.contracts.TK.last_trading_day={rule: day_of_month, day: 15}",
    `venues.shfe.contracts.TK.final_settlement=${method}`,
    "agents.noise.count=2",
    "agents.fund.count=2",
  ];

  it("of the last two hours takes what was public before 15:00 on Monday 17 March, the 15th being a Saturday", () => {
    const result = run(surge(contract("{method: index_last_hours, hours: 2}")));
    const [price, method] = finals(result).get("TK2503")!;
    // 15:00 in Shanghai is 7:00 UTC, twelve days after the start.
    const closeUs = 12 * DAY_US + 7 * 3_600_000_000;
    const values = published(result, "token_cn", false).filter(
      ({ timeUs }) => timeUs >= closeUs - 7_200_000_000 && timeUs < closeUs,
    );
    expect(values.length).toBe(2);
    expect(price).toBeCloseTo(mean(values.map(({ value }) => value)), 6);
    expect(method).toBe("index_last_hours");
  });

  it("by instant takes the last value before the close", () => {
    const result = run(surge(contract("{method: index_instant}")));
    const closeUs = 12 * DAY_US + 7 * 3_600_000_000;
    const at = published(result, "token_cn", false).filter(({ timeUs }) => timeUs < closeUs);
    expect(finals(result).get("TK2503")![0]).toBeCloseTo(at[at.length - 1]!.value, 6);
  });
});
