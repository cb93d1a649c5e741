import { TRADING_DAYS_PER_YEAR } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import { autocorrelation, mean, standardDeviation } from "../statistics.ts";
import { groupByWindow, isMonth } from "../windows.ts";
import type { MetricWriter } from "../writer.ts";
import type { DaySeries } from "./price-days.ts";
import { dailyFixings, gpuPriceDays, logChanges } from "./price-days.ts";

const MOVES = { unit: "1/sqrt(year)", direction: "none" } as const;

const definitions: readonly MetricDefinition[] = [
  {
    ...MOVES,
    id: "index_vol_ann",
    meaning: "volatility of the settlement index from daily fixing to daily fixing, annualised, about its trend",
    formula: `sqrt(${TRADING_DAYS_PER_YEAR}) x sd of log changes of spot_index.value where is_fixing, of the index with hourly values, divisor n - 1; not by month`,
    source: "convention: a change counts in the window of its later day; trading days",
    oracle: "compute/price-moves.test.ts: volatility and autocorrelation of fixings by hand",
  },
  {
    ...MOVES,
    id: "index_autocorrelation",
    meaning:
      "first-order autocorrelation of these changes; means over adjoining days of a random walk have 0.25, hourly noise makes it negative",
    formula: "sum of products of neighbouring changes / sum of their squares, about the mean; not by month",
    unit: "1",
    source: "Working (1960), Econometrica 28: correlation of first differences of averages",
    oracle: "compute/price-moves.test.ts: volatility and autocorrelation of fixings by hand",
  },
  {
    ...MOVES,
    id: "gpu_vol_ann",
    meaning:
      "volatility of the day mean of the GPU-hour price from trading day to trading day, annualised, about its trend",
    formula: `sqrt(${TRADING_DAYS_PER_YEAR}) x sd of log changes of the mean gpu_usd_hour of a local day, divisor n - 1; not by month`,
    source: "convention: only trading days with all hours on record",
    oracle: "compute/price-moves.test.ts: volatility and range of GPU-hour prices by hand",
  },
  {
    ...MOVES,
    id: "gpu_day_range",
    meaning: "highest over lowest hourly price of a GPU-hour within a trading day",
    formula: "mean over days of max(gpu_usd_hour) / min(gpu_usd_hour)",
    unit: "1",
    source: "convention: only trading days with all hours on record",
    oracle: "compute/price-moves.test.ts: volatility and range of GPU-hour prices by hand",
  },
];

/** How the prices move that the futures are about. Like the compute market not masked by the warm-up of trading. */
export const priceMoves: MetricFamily = {
  title: "Moves of index and GPU price",
  definitions,
  measure(facts, writer) {
    const fixings = logChanges(dailyFixings(facts));
    const gpu = gpuPriceDays(facts);
    writeWindows("index_vol_ann", fixings, annualVolatility, writer);
    writeWindows("index_autocorrelation", fixings, autocorrelation, writer);
    writeWindows("gpu_vol_ann", logChanges(gpu.mean), annualVolatility, writer);
    for (const [window, ranges] of groupByWindow(gpu.range.days, gpu.range.values)) {
      writer.write("gpu_day_range", "compute", "", window, mean(ranges), ranges.length);
    }
  },
};

/** One row for every window but months, whose twenty days say little. */
function writeWindows(
  id: string,
  { days, values }: DaySeries,
  statistic: (changes: readonly number[]) => number,
  writer: MetricWriter,
): void {
  for (const [window, changes] of groupByWindow(days, values)) {
    if (!isMonth(window)) writer.write(id, "compute", "", window, statistic(changes), changes.length);
  }
}

function annualVolatility(changes: readonly number[]): number {
  return standardDeviation(changes) * Math.sqrt(TRADING_DAYS_PER_YEAR);
}
