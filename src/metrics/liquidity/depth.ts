import type { DailyMetric } from "../daily.ts";
import { measureDaily } from "../daily.ts";
import type { MetricFamily } from "../definition.ts";
import type { Panel } from "../panel.ts";

const depthLotsUs = (panel: Panel, row: number): number =>
  panel.stats.depth_bid_us.values[row] + panel.stats.depth_ask_us.values[row];

const DEPTH = {
  scopes: ["front", "all"],
  over: "mean",
  direction: "higher",
  denominator: (panel: Panel, row: number): number => panel.stats.two_sided_us.values[row],
  source: "convention: both sides of the best level, time-weighted over two-sided continuous trading",
  oracle: "liquidity/spreads.test.ts: the golden micro-tape gives its time-weighted quoted spread and depth",
} as const;

const definitions: readonly DailyMetric[] = [
  {
    ...DEPTH,
    id: "depth_lots",
    meaning: "lots at the best bid and the best ask together; lots of listed months differ in size",
    formula: "per day sum(depth_bid_us + depth_ask_us) / sum(two_sided_us); mean over days",
    unit: "lots",
    numerator: depthLotsUs,
  },
  {
    ...DEPTH,
    id: "depth_cny",
    meaning: "value at the best bid and the best ask together",
    formula:
      "per day sum((depth_bid_us + depth_ask_us) x multiplier x settle_price) / sum(two_sided_us); mean over days",
    unit: "currency of the venue",
    numerator: (panel, row) => depthLotsUs(panel, row) * panel.multiplier[row] * panel.settleCny[row],
  },
];

/** How much can be traded at the best prices. In scope all: mean over listed months, weighted by two-sided time. */
export const depth: MetricFamily = {
  title: "Depth",
  definitions,
  measure: (facts, writer) => measureDaily(definitions, facts, writer),
};
