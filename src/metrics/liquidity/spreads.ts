import type { DailyMetric } from "../daily.ts";
import { measureDaily } from "../daily.ts";
import type { MetricFamily } from "../definition.ts";
import type { Panel } from "../panel.ts";

const twoSidedUs = (panel: Panel, row: number): number => panel.stats.two_sided_us.values[row];
const spreadTicksUs = (panel: Panel, row: number): number => panel.stats.spread_ticks_us.values[row];
const unitsTraded = (panel: Panel, row: number): number => panel.stats.es_lots.values[row] * panel.multiplier[row];
const effectiveTicksUnits = (panel: Panel, row: number): number =>
  panel.stats.es_ticks_lots.values[row] * panel.multiplier[row];

const QUOTED = {
  scopes: ["front", "all"],
  over: "mean",
  denominator: twoSidedUs,
  direction: "lower",
  source: "Demsetz (1968), The Cost of Transacting, QJE 82(1); time-weighted over two-sided continuous trading",
  oracle: "liquidity/spreads.test.ts: the golden micro-tape gives its time-weighted quoted spread and depth",
} as const;

const EFFECTIVE = {
  scopes: ["front", "all"],
  over: "mean",
  denominator: unitsTraded,
  direction: "lower",
  source:
    "Huang & Stoll (1996), Dealer versus Auction Markets, JFE 41(3): 2 d (p - m), by aggressor order, volume-weighted",
  oracle: "liquidity/spreads.test.ts: the golden micro-tape gives its volume-weighted effective spread",
} as const;

const definitions: readonly DailyMetric[] = [
  {
    ...QUOTED,
    id: "qs_ticks",
    meaning: "quoted spread",
    formula: "per day sum(spread_ticks_us) / sum(two_sided_us); mean over days",
    unit: "ticks",
    numerator: spreadTicksUs,
  },
  {
    ...QUOTED,
    id: "qs_cny",
    meaning: "quoted spread",
    formula: "per day sum(spread_ticks_us x tick_size) / sum(two_sided_us); mean over days",
    unit: "currency per unit of the underlying",
    numerator: (panel, row) => spreadTicksUs(panel, row) * panel.tickPrice[row],
  },
  {
    ...QUOTED,
    id: "qs_bp",
    meaning: "quoted spread relative to the mid",
    formula: "per day sum(spread_rel_us) / sum(two_sided_us); mean over days",
    unit: "bp",
    numerator: (panel, row) => panel.stats.spread_rel_us.values[row],
  },
  {
    ...EFFECTIVE,
    id: "es_ticks",
    meaning: "effective spread paid by aggressor orders",
    formula: "per day sum(es_ticks_lots x multiplier) / sum(es_lots x multiplier); mean over days",
    unit: "ticks",
    numerator: effectiveTicksUnits,
  },
  {
    ...EFFECTIVE,
    id: "es_cny",
    meaning: "effective spread paid by aggressor orders",
    formula: "per day sum(es_ticks_lots x tick_size x multiplier) / sum(es_lots x multiplier); mean over days",
    unit: "currency per unit of the underlying",
    numerator: (panel, row) => effectiveTicksUnits(panel, row) * panel.tickPrice[row],
  },
  {
    ...EFFECTIVE,
    id: "es_bp",
    meaning: "effective spread paid by aggressor orders relative to the mid",
    formula: "per day sum(es_rel_lots x multiplier) / sum(es_lots x multiplier); mean over days",
    unit: "bp",
    numerator: (panel, row) => panel.stats.es_rel_lots.values[row] * panel.multiplier[row],
  },
  {
    ...QUOTED,
    id: "two_sided_share",
    meaning: "share of continuous trading with a bid and an ask: how much of the time the spreads speak for",
    formula: "per day sum(two_sided_us) / sum(continuous_us); mean over days",
    unit: "1",
    direction: "higher",
    source: "convention: a spread that drops one-sided time is biased unless this stands beside it",
    numerator: twoSidedUs,
    denominator: (panel, row) => panel.stats.continuous_us.values[row],
  },
];

/** What trading at once costs. */
export const spreads: MetricFamily = {
  title: "Spreads",
  definitions,
  measure: (facts, writer) => measureDaily(definitions, facts, writer),
};
