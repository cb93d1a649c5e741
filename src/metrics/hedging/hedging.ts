import { MONEY_PER_UNIT } from "../../base/units.ts";
import type { TableOf } from "../../record/table.ts";
import { PROGRAMME_SESSIONS_MINIMUM, RUN_WINDOW } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import { mean, standardDeviation } from "../statistics.ts";
import type { MetricWriter } from "../writer.ts";
import { effectiveness } from "./effectiveness.ts";
import { hedgersIn, isHeadline } from "./headline.ts";

const HEADLINE = `hedge_months of programmes that began ${PROGRAMME_SESSIONS_MINIMUM} sessions or more before the month`;
const PERCENT_OF_BUDGET = "% of budget";

const definitions: readonly MetricDefinition[] = [
  {
    id: "he_net",
    meaning: "hedging effectiveness: share of the variance of monthly cost surprises that the net hedge takes away",
    formula: `1 - Var(surprise_hedged) / Var(surprise_unhedged) over the hedgers of a class (or one hedger) and ${HEADLINE}; the summary of a class is pooled over replications`,
    unit: "1",
    direction: "higher",
    source: "Ederington (1979), J. Finance 34(1), on net cash and on surprises against the budget",
    oracle: "hedging/hedge-months.test.ts: two hedgers worked by hand, fees and funding included",
  },
  {
    id: "he_ens",
    meaning: "the same with variances over replications of the same hedger and month; only in the summary",
    formula: "1 - sum Var_runs(surprise_hedged) / sum Var_runs(surprise_unhedged) over hedgers and months",
    unit: "1",
    direction: "higher",
    source: "convention: a wide number, to be read with its n (replications) and interval",
    oracle: "hedging/ensemble.test.ts: variance over replications by hand",
  },
  {
    id: "he_cost",
    meaning:
      "what hedging costs on average, with everything it earned or lost: positive when the hedge cost money, negative when it brought some",
    formula:
      "100 x mean(surprise_hedged - surprise_unhedged) = mean over months of side x (hedged_price - unhedged_price) in % of budget_price",
    unit: PERCENT_OF_BUDGET,
    direction: "lower",
    source: "convention: printed beside he_net",
    oracle: "hedging/hedge-months.test.ts: two hedgers worked by hand, fees and funding included",
  },
  {
    id: "hedge_fee_cost",
    meaning: "fees less rebates of the hedge",
    formula: "-100 x sum(fee_ccy) / sum(qty x budget_price)",
    unit: PERCENT_OF_BUDGET,
    direction: "lower",
    source: "ledger",
    oracle: "hedging/hedge-months.test.ts: two hedgers worked by hand, fees and funding included",
  },
  {
    id: "hedge_funding_cost",
    meaning: "margin funding less interest of the hedge",
    formula: "-100 x sum(funding_ccy) / sum(qty x budget_price)",
    unit: PERCENT_OF_BUDGET,
    direction: "lower",
    source: "ledger",
    oracle: "hedging/hedge-months.test.ts: two hedgers worked by hand, fees and funding included",
  },
  {
    id: "hedge_spread_cost",
    meaning: "spread and impact inside the fills of the hedge: part of he_cost, not added to it",
    formula: "100 x sum(spread_ccy) / sum(qty x budget_price)",
    unit: PERCENT_OF_BUDGET,
    direction: "lower",
    source: "table hedge_attribution",
    oracle: "hedging/hedge-months.test.ts: two hedgers worked by hand, fees and funding included",
  },
  {
    id: "surprise_sd_unhedged",
    meaning: "standard deviation of the monthly cost surprise without the hedge",
    formula: "sd(surprise_unhedged), divisor n - 1",
    unit: "1",
    direction: "lower",
    source: "Lindahl (1992), Journal of Futures Markets 12(1): deviation from the target",
    oracle: "hedging/hedge-months.test.ts: two hedgers worked by hand, fees and funding included",
  },
  {
    id: "surprise_sd_hedged",
    meaning: "standard deviation of the monthly cost surprise with the hedge",
    formula: "sd(surprise_hedged), divisor n - 1",
    unit: "1",
    direction: "lower",
    source: "Lindahl (1992), Journal of Futures Markets 12(1): deviation from the target",
    oracle: "hedging/hedge-months.test.ts: two hedgers worked by hand, fees and funding included",
  },
  {
    id: "hedged_share",
    meaning: "position held into the delivery month as a share of what the month really used",
    formula: "mean(hedged_share)",
    unit: "1",
    direction: "none",
    source: "convention: of realised, not forecast, use",
    oracle: "hedging/hedge-months.test.ts: the hedged share counts a GPU-hour at the month's tokens",
  },
  {
    id: "hedge_months_counted",
    meaning: "delivery months of a hedger that enter the headline",
    formula: `number of ${HEADLINE}`,
    unit: "1",
    direction: "none",
    source: "count",
    oracle: "hedging/hedge-months.test.ts: late programmes stay in the table and out of the headline",
  },
];

/** How well, and at what cost, the hedges worked. Summaries pool he_net of a class over replications, see pool.ts. */
export const hedging: MetricFamily = {
  title: "Hedging",
  definitions,
  measure(facts, writer) {
    const table = facts.tables.hedge_months;
    const rowsByClass = new Map<string, number[]>();
    for (const hedger of hedgersIn(table)) {
      const all = rowsOf(table, hedger);
      const rows = all.filter((row) => isHeadline(table, row));
      const agentClass = table.columns.agent_class.values[all[0]];
      const name = facts.dictionaries.agent[hedger];
      writer.write("he_net", name, agentClass, RUN_WINDOW, effectivenessOf(table, rows), rows.length);
      writer.write("hedge_months_counted", name, agentClass, RUN_WINDOW, rows.length, all.length);
      rowsByClass.set(agentClass, [...(rowsByClass.get(agentClass) ?? []), ...rows]);
    }
    for (const [agentClass, rows] of rowsByClass) writeClass(table, rows, agentClass, writer);
  },
};

function writeClass(
  table: TableOf<"hedge_months">,
  rows: readonly number[],
  agentClass: string,
  writer: MetricWriter,
): void {
  const columns = table.columns;
  const unhedged = rows.map((row) => columns.surprise_unhedged.values[row]);
  const hedged = rows.map((row) => columns.surprise_hedged.values[row]);
  const budget = sum(rows, (row) => columns.qty.values[row] * columns.budget_price.values[row]);
  const percent = (money: number): number => (100 * (money / MONEY_PER_UNIT)) / budget;
  const write = (id: string, value: number): void =>
    writer.write(id, "class", agentClass, RUN_WINDOW, value, rows.length);
  write("he_net", effectivenessOf(table, rows));
  write("he_cost", 100 * (mean(hedged) - mean(unhedged)));
  write("hedge_fee_cost", percent(-sum(rows, (row) => columns.fee_ccy.values[row])));
  write("hedge_funding_cost", percent(-sum(rows, (row) => columns.funding_ccy.values[row])));
  write("hedge_spread_cost", percent(sum(rows, (row) => columns.spread_ccy.values[row])));
  write("surprise_sd_unhedged", standardDeviation(unhedged));
  write("surprise_sd_hedged", standardDeviation(hedged));
  write("hedged_share", mean(rows.map((row) => columns.hedged_share.values[row])));
}

function rowsOf(table: TableOf<"hedge_months">, hedger: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (table.columns.agent_id.values[row] === hedger) rows.push(row);
  }
  return rows;
}

function effectivenessOf(table: TableOf<"hedge_months">, rows: readonly number[]): number {
  const { surprise_unhedged: unhedged, surprise_hedged: hedged } = table.columns;
  return effectiveness(
    rows.map((row) => unhedged.values[row]),
    rows.map((row) => hedged.values[row]),
  );
}

function sum(rows: readonly number[], of: (row: number) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
