import { TRADING_DAYS_PER_YEAR } from "../conventions.ts";
import type { DailyMetric } from "../daily.ts";
import { measureDaily } from "../daily.ts";
import type { MetricFamily } from "../definition.ts";

const VOLATILITY = {
  scopes: ["front", "second"],
  over: "mean",
  direction: "none",
  unit: "1/sqrt(year)",
  finish: (dailyVariance: number): number => Math.sqrt(TRADING_DAYS_PER_YEAR * dailyVariance),
  oracle: "stability/volatility.test.ts: annualises the mean daily variance",
} as const;

const definitions: readonly DailyMetric[] = [
  {
    ...VOLATILITY,
    id: "rv_ann",
    meaning: "realised volatility of continuous trading, annualised; the time between sessions is not in it",
    formula: `sqrt(${TRADING_DAYS_PER_YEAR} x mean over days with rv_n > 0 of rv)`,
    source: "Andersen, Bollerslev, Diebold & Labys (2003), Econometrica 71(2): sum of squared 5-minute log returns",
    numerator: (panel, row) => (panel.stats.rv_n.values[row] > 0 ? panel.stats.rv.values[row] : NaN),
  },
  {
    ...VOLATILITY,
    id: "settle_vol_ann",
    meaning: "volatility of daily settlement prices, annualised, with the time between sessions",
    formula: `sqrt(${TRADING_DAYS_PER_YEAR} x mean over days of (log settle_price - log settle_price of the same month a day before)^2)`,
    source: "convention: squared daily log changes, mean taken as zero, no return across a roll",
    numerator: (panel, row) => panel.settleReturn[row] * panel.settleReturn[row],
  },
];

/** How far prices move. */
export const volatility: MetricFamily = {
  title: "Volatility",
  definitions,
  measure: (facts, writer) => measureDaily(definitions, facts, writer),
};
