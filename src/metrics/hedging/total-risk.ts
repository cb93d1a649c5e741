import { monthText } from "../../base/dates.ts";
import { RUN_WINDOW } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { mean, standardDeviation, sumOfSquares } from "../statistics.ts";
import type { MetricWriter } from "../writer.ts";
import { effectiveness } from "./effectiveness.ts";
import { hedgersIn, isHeadline } from "./headline.ts";
import { ownMeans } from "./own-means.ts";
import { SHORTAGE, TOTAL_HEDGED, TOTAL_UNHEDGED } from "./pool.ts";
import { ShortageLegs } from "./shortage-legs.ts";

const BY_HAND = "hedging/total-risk.test.ts: a buyer's months by hand";
const CERTAIN = "hedging/total-risk.test.ts: what one buyer always loses more than another is no risk";
const MONTHS = "over the months of hedge_months that enter the headline, of buyers";
const DEVIATION = `d = ${SHORTAGE} - mean of the same buyer's ${SHORTAGE}`;

const definitions: readonly MetricDefinition[] = [
  {
    id: "he_total",
    meaning:
      "hedging effectiveness with the uncertain part of the shortage cost in both legs; he_net where nothing is unserved. Where he_net is positive, he_net less he_total is what unserved use takes away from the hedge; where he_net is negative the difference has no such meaning",
    formula: `1 - Var(surprise_hedged + d) / Var(surprise_unhedged + d), ${DEVIATION}, ${MONTHS}; the summary of a class is pooled over replications, the buyers' means too`,
    unit: "1",
    direction: "higher",
    source: "as he_net; unserved use at the surplus lost on it",
    oracle: CERTAIN,
  },
  {
    id: "price_risk",
    meaning: "standard deviation of the unhedged price against the budget price",
    formula: `sd(surprise_unhedged) ${MONTHS}, divisor n - 1`,
    unit: "1",
    direction: "lower",
    source: "Lindahl (1992), Journal of Futures Markets 12(1): deviation from the target",
    oracle: BY_HAND,
  },
  {
    id: "quantity_risk",
    meaning:
      "standard deviation of the shortage cost per requested unit, in budget prices, about each buyer's own mean: what one buyer always loses more than another is known and no risk",
    formula: `sqrt(sum(d^2) / (n - buyers)), ${DEVIATION}, ${MONTHS}; buyers is 1 for one hedger`,
    unit: "1",
    direction: "lower",
    source: "convention: beside price_risk, in the same unit; one mean a buyer is estimated",
    oracle: CERTAIN,
  },
  {
    id: "quantity_risk_share",
    meaning:
      "share of the variance of price and shortage together that comes from the shortage, about each buyer's own mean as in quantity_risk",
    formula: `Cov(d, total) / Var(total) with total = surprise_unhedged + d, ${DEVIATION}, ${MONTHS}`,
    unit: "1",
    direction: "none",
    source: "covariance decomposition of a variance; the share of the price is one less it",
    oracle: CERTAIN,
  },
  {
    id: SHORTAGE,
    meaning: "one month of one buyer: shortage cost per requested unit, in budget prices",
    formula: "sum(shortage_cost) / sum(qty_requested) / budget_price, window is the delivery month",
    unit: "1",
    direction: "lower",
    source: "convention: shortage cost per requested unit in budget prices",
    oracle: BY_HAND,
  },
  {
    id: TOTAL_UNHEDGED,
    meaning: "one month of one buyer: cost surprise without the hedge, shortage cost included",
    formula: "surprise_unhedged + surprise_shortage, window is the delivery month",
    unit: "1",
    direction: "lower",
    source: "convention: shortage cost per requested unit in budget prices",
    oracle: BY_HAND,
  },
  {
    id: TOTAL_HEDGED,
    meaning: "one month of one buyer: cost surprise with the hedge, shortage cost included",
    formula: "surprise_hedged + surprise_shortage, window is the delivery month",
    unit: "1",
    direction: "lower",
    source: "convention: shortage cost per requested unit in budget prices",
    oracle: BY_HAND,
  },
];

/** One month of one buyer. */
interface TotalSurprise {
  readonly hedger: number;
  readonly month: number;
  readonly unhedged: number;
  readonly hedged: number;
  /** Shortage cost per requested unit over the budget price. */
  readonly shortage: number;
}

/**
 * Price risk and quantity risk apart. A buyer that asks for R units, is served at P and loses the surplus L on the rest has
 * the cost R P + L of having what it asked for; per requested unit and against the budget B the surprise is
 * (P / B - 1) + L / (R B). Of the second part only the deviation from the buyer's own mean is risk: under rules that serve
 * some buyers first, what the others lose in every month is a certain cost.
 */
export const totalRisk: MetricFamily = {
  title: "Price risk and quantity risk",
  definitions,
  measure(facts, writer) {
    const table = facts.tables.hedge_months;
    const legs = new ShortageLegs(facts.tables);
    const byClass = new Map<string, TotalSurprise[]>();
    for (const hedger of hedgersIn(table)) {
      const { agentClass, isBuyer, months } = monthsOf(facts, legs, hedger);
      if (!isBuyer) continue;
      const name = facts.dictionaries.agent[hedger];
      for (const { month, unhedged, hedged, shortage } of months) {
        writer.write(SHORTAGE, name, agentClass, monthText(month), shortage, 1);
        writer.write(TOTAL_UNHEDGED, name, agentClass, monthText(month), unhedged + shortage, 1);
        writer.write(TOTAL_HEDGED, name, agentClass, monthText(month), hedged + shortage, 1);
      }
      writeRisks(name, agentClass, months, writer);
      byClass.set(agentClass, [...(byClass.get(agentClass) ?? []), ...months]);
    }
    for (const [agentClass, months] of byClass) writeRisks("class", agentClass, months, writer);
  },
};

function monthsOf(
  facts: Facts,
  legs: ShortageLegs,
  hedger: number,
): { readonly agentClass: string; readonly isBuyer: boolean; readonly months: readonly TotalSurprise[] } {
  const table = facts.tables.hedge_months;
  const columns = table.columns;
  const months: TotalSurprise[] = [];
  let [agentClass, isBuyer] = ["", false];
  for (let row = 0; row < table.rows; row++) {
    if (columns.agent_id.values[row] !== hedger) continue;
    agentClass = columns.agent_class.values[row];
    isBuyer = columns.side.values[row] === 1;
    if (!isHeadline(table, row)) continue;
    const month = columns.delivery_month.values[row];
    months.push({
      hedger,
      month,
      unhedged: columns.surprise_unhedged.values[row],
      hedged: columns.surprise_hedged.values[row],
      shortage: legs.costPerUnit(hedger, month) / columns.budget_price.values[row],
    });
  }
  return { agentClass, isBuyer, months };
}

function writeRisks(scope: string, agentClass: string, months: readonly TotalSurprise[], writer: MetricWriter): void {
  const hedgers = months.map((month) => month.hedger);
  const certain = ownMeans(
    hedgers,
    months.map((month) => month.shortage),
  );
  const shortage = months.map((month, k) => month.shortage - certain[k]);
  const unhedged = months.map((month, k) => month.unhedged + shortage[k]);
  const hedged = months.map((month, k) => month.hedged + shortage[k]);
  const write = (id: string, value: number): void =>
    writer.write(id, scope, agentClass, RUN_WINDOW, value, months.length);
  write("he_total", effectiveness(unhedged, hedged));
  write("price_risk", standardDeviation(months.map((month) => month.unhedged)));
  write("quantity_risk", Math.sqrt(sumOfSquares(shortage) / (months.length - new Set(hedgers).size)));
  write("quantity_risk_share", coMovement(shortage, unhedged) / sumOfSquares(unhedged));
}

/** Sum of products of deviations from the means. */
function coMovement(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((sum, value, k) => sum + (value - meanA) * (b[k] - meanB), 0);
}
