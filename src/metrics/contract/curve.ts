import { log } from "../../base/elementary.ts";
import { valuesIn } from "../daily.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import type { Panel } from "../panel.ts";
import { rowsBySession } from "../panel.ts";
import { mean } from "../statistics.ts";

const definitions: readonly MetricDefinition[] = [
  {
    id: "curve_slope",
    meaning:
      "slope of the futures curve from the second nearest to the furthest listed month, per year of distance; negative when prices are expected to fall (backwardation)",
    formula: "mean over days of 12 / (months between them) x log(settle_price of the furthest / of the second nearest)",
    unit: "1/year",
    direction: "none",
    source: "convention: the nearest month is left out, whose price is partly known",
    oracle: "contract/curve.test.ts: slope of a curve by hand",
  },
];

/** What the futures curve looks like. */
export const curve: MetricFamily = {
  title: "Futures curve",
  definitions,
  measure(facts, writer) {
    const slopes = slopeBySession(facts);
    for (const window of facts.windows) {
      const values = valuesIn(window, slopes);
      writer.write("curve_slope", "all", "", window.name, mean(values), values.length);
    }
  },
};

function slopeBySession({ panel, sessions }: Facts): Float64Array {
  const slopes = new Float64Array(sessions.count).fill(NaN);
  rowsBySession(panel, sessions.count).forEach((rows, session) => {
    if (rows.length > 2) slopes[session] = slopeOf(panel, rows[1], rows[rows.length - 1]);
  });
  return slopes;
}

function slopeOf(panel: Panel, near: number, far: number): number {
  const ratio = panel.settleCny[far] / panel.settleCny[near];
  const years = (panel.monthsAhead[far] - panel.monthsAhead[near]) / 12;
  return ratio > 0 && years > 0 ? log(ratio) / years : NaN;
}
