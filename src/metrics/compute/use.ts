import { RUN_WINDOW, SCARCE_ABOVE } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { isMonth } from "../windows.ts";
import { computeByWindow } from "./hours-by-window.ts";
import { intervalsPerDay } from "./monthly-use.ts";
import { OFFICIAL_USE } from "./official-use.ts";

/** Mtok in a trillion tokens. */
const MTOK_PER_TRILLION = 1_000_000;
/** Utilisation above which an hour counts as tight. */
const TIGHT_ABOVE = 0.95;

const COMPUTE = {
  unit: "1",
  direction: "none",
  source: "convention: hours count equally, put into months by local time (UTC+8)",
  oracle: "compute/use.test.ts: adds up hours in local calendar months",
} as const;

const definitions: readonly MetricDefinition[] = [
  {
    ...COMPUTE,
    id: "use",
    meaning: "tokens served a day",
    formula: "sum(served_mtok) / days covered / 1e6",
    unit: "trillion tokens/day",
  },
  {
    ...COMPUTE,
    id: "use_official",
    meaning: "officially published tokens a day of a calendar month, for comparison with use",
    formula: "constant, in the months that have one",
    unit: "trillion tokens/day",
    source: "China's National Data Administration, see src/metrics/compute/official-use.ts",
    oracle: "compute/use.test.ts: puts the official figure beside the months that have one",
  },
  {
    ...COMPUTE,
    id: "use_log_sd",
    meaning: "how far apart replications are in the months that have an official figure; only in the summary",
    formula: "standard deviation over replications of log(use)",
    oracle: "summary.test.ts: standard deviation over replications of log use in official months",
    source: "convention: the standard error of a median of n replications is about 1.25 times this over sqrt(n)",
  },
  {
    ...COMPUTE,
    id: "requested_over_served",
    meaning: "tokens asked for, at the structural reference price (auction) or at posted prices, over tokens served",
    formula: "sum(requested_mtok) / sum(served_mtok)",
    direction: "lower",
  },
  {
    ...COMPUTE,
    id: "unserved_share",
    meaning:
      "share of the requested tokens that was not served: priced out by scarcity (auction), refused (posted prices); also of each class of buyers and each of them",
    formula:
      "sum(unserved_mtok) / sum(requested_mtok); classes and hedgers sum(qty_unserved) / sum(qty_requested) of exposures with side +1, by delivery_month",
    direction: "lower",
  },
  {
    ...COMPUTE,
    id: "scarce_months",
    meaning: "calendar months in which more than a fifth of the requested tokens was not served",
    formula: `number of months with unserved_share > ${SCARCE_ABOVE}`,
    direction: "lower",
  },
  {
    ...COMPUTE,
    id: "served_over_capacity_max",
    meaning: "highest use of capacity in any hour; never above one",
    formula: "max(served_mtok / capacity_mtok)",
    source: "identity: tokens served never exceed capacity",
  },
  {
    ...COMPUTE,
    id: "utilisation",
    meaning: "busy share of available GPUs of cloud grade",
    formula: "mean(utilisation)",
  },
  {
    ...COMPUTE,
    id: "local_utilisation",
    meaning: "busy share of available GPUs of local grade",
    formula: "mean(local_utilisation) over hours with GPUs of local grade",
  },
  {
    ...COMPUTE,
    id: "tight_hours_share",
    meaning: "share of hours in which more than 95 % of available GPUs of cloud grade are busy",
    formula: "share of rows with utilisation > 0.95",
    direction: "lower",
  },
  {
    ...COMPUTE,
    id: "token_price",
    meaning: "price of tokens",
    formula: "mean(price)",
    unit: "CNY per million tokens",
  },
  {
    ...COMPUTE,
    id: "gpu_price",
    meaning: "price of a GPU-hour",
    formula: "mean(gpu_usd_hour)",
    unit: "USD per GPU-hour",
  },
  {
    ...COMPUTE,
    id: "inference_share",
    meaning: "share of busy GPUs that serve tokens",
    formula: "mean(inference_share)",
  },
];

class HourSums {
  hours = 0;
  requested = 0;
  served = 0;
  unserved = 0;
  utilisation = 0;
  localHours = 0;
  localUtilisation = 0;
  tight = 0;
  price = 0;
  gpu = 0;
  inference = 0;
  fullest = 0;
}

/**
 * What the compute market did, month by month in local time. Not masked by the warm-up of trading. A window with less
 * than a day of hours is left out: a scenario that ends at midnight UTC runs eight hours into the next local month.
 */
export const use: MetricFamily = {
  title: "Use and price of compute",
  definitions,
  measure(facts, writer) {
    const perDay = intervalsPerDay(facts.tables);
    const windows = computeByWindow(facts, () => new HourSums(), addHour);
    for (const [window, sums] of windows) {
      const hours = sums.hours;
      const write = (id: string, value: number): void => writer.write(id, "compute", "", window, value, hours);
      write("use", sums.served / (hours / perDay) / MTOK_PER_TRILLION);
      write("requested_over_served", sums.requested / sums.served);
      write("unserved_share", sums.unserved / sums.requested);
      write("served_over_capacity_max", sums.fullest);
      write("utilisation", sums.utilisation / hours);
      if (sums.localHours > 0 || window === RUN_WINDOW) {
        writer.write(
          "local_utilisation",
          "compute",
          "",
          window,
          sums.localUtilisation / sums.localHours,
          sums.localHours,
        );
      }
      write("tight_hours_share", sums.tight / hours);
      write("token_price", sums.price / hours);
      write("gpu_price", sums.gpu / hours);
      write("inference_share", sums.inference / hours);
      const official = OFFICIAL_USE[window];
      if (official !== undefined) writer.write("use_official", "compute", "", window, official, 1);
    }
    const months = windows.filter(([name]) => isMonth(name));
    const scarce = months.filter(([, sums]) => sums.unserved / sums.requested > SCARCE_ABOVE).length;
    writer.write("scarce_months", "compute", "", RUN_WINDOW, scarce, months.length);
  },
};

function addHour(sums: HourSums, facts: Facts, row: number): void {
  const columns = facts.tables.compute.columns;
  const served = columns.served_mtok.values[row];
  sums.hours += 1;
  sums.requested += columns.requested_mtok.values[row];
  sums.served += served;
  sums.unserved += columns.unserved_mtok.values[row];
  sums.utilisation += columns.utilisation.values[row];
  if (columns.utilisation.values[row] > TIGHT_ABOVE) sums.tight += 1;
  if (columns.local_gpus.values[row] > 0) {
    sums.localHours += 1;
    sums.localUtilisation += columns.local_utilisation.values[row];
  }
  sums.price += columns.price.values[row];
  sums.gpu += columns.gpu_usd_hour.values[row];
  sums.inference += columns.inference_share.values[row];
  if (served > 0) sums.fullest = Math.max(sums.fullest, served / columns.capacity_mtok.values[row]);
}
