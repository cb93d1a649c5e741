import { log } from "../../base/elementary.ts";
import { agentClasses } from "../agent-classes.ts";
import { RUN_WINDOW } from "../conventions.ts";
import type { MetricDefinition, MetricFamily } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { standardDeviation } from "../statistics.ts";
import type { MetricWriter } from "../writer.ts";
import { sumsByWindow } from "./hours-by-window.ts";
import { dailyFixings } from "./price-days.ts";

/** Codes of "mtok" in exposures.unit and of "token" in instruments.product. */
const UNIT_MTOK = 0;
const PRODUCT_TOKEN = 0;
/** Rounding in a sum of GPUs, relative. */
const GPUS_TOLERANCE = 1e-9;

const definitions: readonly MetricDefinition[] = [
  {
    id: "regional_spread",
    meaning: "how far prices of a GPU-hour differ between the regions of the home country",
    formula:
      "mean over intervals of (max - min) / mean of gpu_usd_hour in compute_regions over the regions at home: the first ones, whose available GPUs add up to those in compute",
    unit: "1",
    direction: "lower",
    source: "law of one price: 0 where links have room for every flow",
    oracle: "compute/regions.test.ts: spread of two home regions by hand",
  },
  {
    id: "regional_basis_sd",
    meaning: "basis risk of a hedger: how far its own price moves against the settlement index from day to day",
    formula: "sd of log(physical_price / fixing of the same session) over the rows of exposures in Mtok, divisor n - 1",
    unit: "1",
    direction: "lower",
    source: "basis of a hedge: Working (1953), American Economic Review 43(3)",
    oracle: "compute/regions.test.ts: basis of a buyer by hand",
  },
];

class IntervalSums {
  intervals = 0;
  spreads = 0;
}

/** How far regions are apart, and what that leaves of a hedge with one national index. */
export const regions: MetricFamily = {
  title: "Regions",
  definitions,
  measure(facts, writer) {
    writeSpread(facts, writer);
    writeBasis(facts, writer);
  },
};

function writeSpread(facts: Facts, writer: MetricWriter): void {
  const spreads = homeSpreads(facts);
  const windows = sumsByWindow(
    facts,
    spreads,
    () => new IntervalSums(),
    (sums, row) => {
      if (!Number.isFinite(spreads.values[row])) return;
      sums.intervals += 1;
      sums.spreads += spreads.values[row];
    },
  );
  for (const [window, { intervals, spreads: sum }] of windows) {
    writer.write("regional_spread", "compute", "", window, sum / intervals, intervals);
  }
  if (windows.size > 0) return;
  writer.write("regional_spread", "compute", "", RUN_WINDOW, NaN, 0, "needs:compute_regions");
}

interface Spreads {
  readonly rows: number;
  readonly columns: { readonly t_us: { readonly values: readonly number[] } };
  /** (max - min) / mean over the home regions. */
  readonly values: readonly number[];
}

/** One value per interval; rows of an interval stand together. */
function homeSpreads(facts: Facts): Spreads {
  const { rows, columns } = facts.tables.compute_regions;
  const home = homeRegions(facts);
  const times: number[] = [];
  const values: number[] = [];
  let row = 0;
  while (row < rows) {
    const timeUs = columns.t_us.values[row];
    let [low, high, sum, count] = [Infinity, -Infinity, 0, 0];
    for (; row < rows && columns.t_us.values[row] === timeUs; row++) {
      if (!home.has(columns.region.values[row])) continue;
      const price = columns.gpu_usd_hour.values[row];
      low = Math.min(low, price);
      high = Math.max(high, price);
      sum += price;
      count += 1;
    }
    times.push(timeUs);
    values.push((high - low) / (sum / count));
  }
  return { rows: times.length, columns: { t_us: { values: times } }, values };
}

/**
 * The regions of the home country stand first in each interval, and their available GPUs add up to the country's. Where
 * table compute does not know GPUs, all regions are at home.
 */
function homeRegions({ tables: { compute, compute_regions: regions } }: Facts): ReadonlySet<string> {
  const home = new Set<string>();
  const [timeUs] = regions.columns.t_us.values;
  const national = compute.columns.available_gpus.values[0] + compute.columns.local_gpus.values[0];
  let sum = 0;
  for (let row = 0; row < regions.rows && regions.columns.t_us.values[row] === timeUs; row++) {
    sum += regions.columns.available_gpus.values[row];
    if (sum > national * (1 + GPUS_TOLERANCE)) break;
    home.add(regions.columns.region.values[row]);
  }
  return home;
}

/** Only for hedgers whose unit is that of the settlement index. */
function writeBasis(facts: Facts, writer: MetricWriter): void {
  const { rows, columns: instruments } = facts.tables.instruments;
  if (rows > 0 && instruments.product.values[0] !== PRODUCT_TOKEN) return;
  const classOf = agentClasses(facts.tables);
  for (const [agent, basis] of basisByAgent(facts)) {
    const [name, agentClass] = [facts.dictionaries.agent[agent], classOf.get(agent) ?? ""];
    writer.write("regional_basis_sd", name, agentClass, RUN_WINDOW, standardDeviation(basis), basis.length);
  }
}

function basisByAgent(facts: Facts): ReadonlyMap<number, number[]> {
  const { days, values } = dailyFixings(facts);
  const fixingOf = new Map(days.map((day, k) => [day, values[k]]));
  const columns = facts.tables.exposures.columns;
  const byAgent = new Map<number, number[]>();
  for (let row = 0; row < facts.tables.exposures.rows; row++) {
    if (columns.unit.values[row] !== UNIT_MTOK) continue;
    const fixing = fixingOf.get(facts.sessions.tradeDate[columns.session_no.values[row]]);
    const ratio = columns.physical_price.values[row] / (fixing ?? NaN);
    if (!(ratio > 0 && ratio < Infinity)) continue;
    const basis = byAgent.get(columns.agent_id.values[row]);
    if (basis === undefined) byAgent.set(columns.agent_id.values[row], [log(ratio)]);
    else basis.push(log(ratio));
  }
  return byAgent;
}
