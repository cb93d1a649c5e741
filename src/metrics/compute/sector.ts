import { firstDayOfMonth } from "../../base/dates.ts";
import { exp, log } from "../../base/elementary.ts";
import { ols } from "../../base/estimate/ols.ts";
import { RUN_WINDOW } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { isMonth } from "../windows.ts";
import { computeByWindow } from "./hours-by-window.ts";

const HOURS_PER_YEAR = 8766;
const DAYS_PER_YEAR = 365.25;
const USD_PER_BILLION = 1e9;
/** Months below which a yearly growth is not told from the season. */
const GROWTH_MONTHS_MINIMUM = 12;

const definitions: readonly MetricDefinition[] = [
  {
    id: "sector_revenue",
    meaning: "what GPUs at work are worth at the hour's price, at a year's rate, both grades",
    formula:
      "8766 x mean((utilisation x available_gpus + local_utilisation x local_gpus) x gpu_usd_hour) / 1e9 over calendar years and the run",
    unit: "bn USD/year",
    direction: "none",
    source: "definition; a year that is only partly simulated is taken at its hours' rate",
    oracle: "compute/sector.test.ts: revenue and growth by hand",
  },
  {
    id: "sector_growth",
    meaning:
      "growth of that revenue a year; reports of 42 to 336 bn USD from 2025 to 2032 make 0.346, a figure whose source was not found",
    formula: `exp(slope of log monthly sector revenue on time in years) - 1, least squares over at least ${GROWTH_MONTHS_MINIMUM} months`,
    unit: "1/year",
    direction: "none",
    source: "convention",
    oracle: "compute/sector.test.ts: revenue and growth by hand",
  },
];

class RevenueSums {
  hours = 0;
  usd = 0;
}

/** How large the sector is and how fast it grows. */
export const sector: MetricFamily = {
  title: "Size of the sector",
  definitions,
  measure(facts, writer) {
    const windows = computeByWindow(facts, () => new RevenueSums(), addHour);
    for (const [window, { hours, usd }] of windows) {
      if (!/^\d{4}$/.test(window) && window !== RUN_WINDOW) continue;
      const value = ((usd / hours) * HOURS_PER_YEAR) / USD_PER_BILLION;
      writer.write("sector_revenue", "compute", "", window, value, hours);
    }
    const months = windows.filter(([name]) => isMonth(name));
    const enough = months.length >= GROWTH_MONTHS_MINIMUM;
    const growth = enough ? growthOf(months) : NaN;
    writer.write("sector_growth", "compute", "", RUN_WINDOW, growth, enough ? months.length : 0, "needs twelve months");
  },
};

/** USD an hour, whatever the interval. */
function addHour(sums: RevenueSums, facts: Facts, row: number): void {
  const columns = facts.tables.compute.columns;
  const localGpus = columns.local_gpus.values[row];
  const cloud = columns.utilisation.values[row] * columns.available_gpus.values[row];
  const local = localGpus > 0 ? columns.local_utilisation.values[row] * localGpus : 0;
  sums.hours += 1;
  sums.usd += (cloud + local) * columns.gpu_usd_hour.values[row];
}

function growthOf(months: readonly (readonly [string, RevenueSums])[]): number {
  const logs = months.map(([, { hours, usd }]) => log(usd / hours));
  if (!logs.every(Number.isFinite)) return NaN;
  const years = months.map(([name]) => firstDayOfMonth(Number(name.replace("-", ""))) / DAYS_PER_YEAR);
  return exp(ols(years, logs).slope) - 1;
}
