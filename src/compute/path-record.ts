import { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import { ComputeMarket } from "./market.ts";
import type { ComputeParameters } from "./parameters.ts";
import { PathIndices } from "./path-record-indices.ts";

/** Which path of the compute market, and how long. */
export interface PathRequest {
  readonly parameters: ComputeParameters;
  readonly seed: string;
  readonly replication: number;
  readonly startDay: EpochDay;
  readonly days: number;
}

/** What is kept of each UTC day, and what it is. */
const DAY_COLUMNS = {
  servedMtok: "sum of the day's hours",
  requestedMtok: "sum",
  unservedMtok: "sum",
  tokenPrice: "volume-weighted price, CNY per Mtok",
  shadowRatio: "mean shadow price over mean price, both over tokens served or refused",
  fixing: "fixing of the first token index; NaN without one",
  gpuUsdHour: "mean",
  utilisation: "mean busy share of GPUs of cloud grade",
  localUtilisation: "mean busy share of GPUs of local grade; NaN without any",
  inferenceShare: "mean",
  mtokPerGpuHour: "mean of throughput x efficiency",
  fleetGpus: "installed GPUs of cloud grade, last hour",
  cnyPerUsd: "last hour",
  peakUtilisation: "highest hour",
  highestGpuUsdHour: "highest hour",
  gpuPeakToTrough: "highest over lowest hour's GPU price",
  loadFactor: "mean over highest hour's tokens served",
  worstUnserved: "largest share of an hour's requests, those that waited included, that was not served",
  fullestCapacity: "largest share of an hour's capacity that made tokens",
  tightHours: "hours with utilisation above 0.95",
  cappedHours: "hours with the price cap binding",
} as const;

/** Names of the daily columns of a path. */
export type PathColumn = keyof typeof DAY_COLUMNS;

/** Days of one path, one entry per UTC day in each column. */
export type PathDays = { readonly [C in PathColumn]: Float64Array } & {
  readonly startDay: EpochDay;
  /**
   * Published price of an hour of each generation of GPUs, USD, NaN where there is none: fixings of the scenario's index
   * of it, day means of its price where the scenario has no such index.
   */
  readonly gpuIndices: ReadonlyMap<string, Float64Array>;
};

/** A path without anything on it. */
export function emptyPath(startDay: EpochDay, days: number, gpuIndices: PathDays["gpuIndices"] = new Map()): PathDays {
  const columns = Object.keys(DAY_COLUMNS).map((name) => [name, new Float64Array(days)] as const);
  return { ...(Object.fromEntries(columns) as Record<PathColumn, Float64Array>), startDay, gpuIndices };
}

/** Runs the compute market and its indices alone, without labs of its own, and keeps what calibration looks at. */
export function recordPath(request: PathRequest): PathDays {
  const { parameters, startDay, days } = request;
  const streams = new Streams(request.seed, request.replication);
  const market = new ComputeMarket(parameters, [], streams, startDay, days);
  const indices = new PathIndices(parameters, market, streams, startDay, days);
  const { ids } = market.generations;
  const dayMeans = ids.map(() => new Float64Array(days));
  const gpuIndices = new Map(ids.map((id, g) => [id, indices.ofGeneration(id) ?? dayMeans[g]]));
  const path = emptyPath(startDay, days, gpuIndices);
  for (let day = 0; day < days; day++) recordDay(market, indices, path, dayMeans, day);
  if (indices.token !== undefined) path.fixing.set(indices.token);
  return path;
}

function recordDay(
  market: ComputeMarket,
  indices: PathIndices,
  path: PathDays,
  dayMeans: readonly Float64Array[],
  day: number,
): void {
  const cappedBefore = market.cappedHours;
  let [lowestGpu, highestServed, decidedCny] = [Infinity, 0, 0];
  for (let hour = 0; hour < 24; hour++) {
    market.step();
    indices.observe(market, day);
    addHour(market, path, day);
    decidedCny += (market.servedMtok + market.unservedMtok) * market.priceCny;
    dayMeans.forEach((mean, g) => (mean[day] += market.generations.priceUsdHour[g] / 24));
    lowestGpu = Math.min(lowestGpu, market.gpuUsdHour);
    highestServed = Math.max(highestServed, market.servedMtok);
  }
  path.tokenPrice[day] /= path.servedMtok[day];
  path.shadowRatio[day] /= decidedCny;
  path.loadFactor[day] = path.servedMtok[day] / 24 / highestServed;
  path.gpuPeakToTrough[day] = path.highestGpuUsdHour[day] / lowestGpu;
  path.cappedHours[day] = market.cappedHours - cappedBefore;
  path.fleetGpus[day] = market.fleetGpus;
  path.cnyPerUsd[day] = market.cnyPerUsd;
}

function addHour(market: ComputeMarket, path: PathDays, day: number): void {
  const { servedMtok, utilisation, gpuUsdHour } = market;
  const notServed = market.unservedMtok + market.waitingMtok;
  path.servedMtok[day] += servedMtok;
  path.requestedMtok[day] += market.requestedMtok;
  path.unservedMtok[day] += market.unservedMtok;
  path.tokenPrice[day] += market.priceCny * servedMtok;
  path.shadowRatio[day] += market.shadowPriceCny * (servedMtok + market.unservedMtok);
  path.gpuUsdHour[day] += gpuUsdHour / 24;
  path.utilisation[day] += utilisation / 24;
  path.localUtilisation[day] += market.localAvailableGpus > 0 ? market.localUtilisation / 24 : NaN;
  path.inferenceShare[day] += market.inferenceShare / 24;
  path.mtokPerGpuHour[day] += (market.throughputMtok * market.efficiency) / 24;
  path.peakUtilisation[day] = Math.max(path.peakUtilisation[day], utilisation);
  path.highestGpuUsdHour[day] = Math.max(path.highestGpuUsdHour[day], gpuUsdHour);
  path.worstUnserved[day] = Math.max(path.worstUnserved[day], notServed / Math.max(1, servedMtok + notServed));
  path.fullestCapacity[day] = Math.max(path.fullestCapacity[day], servedMtok / Math.max(1, market.capacityMtok));
  path.tightHours[day] += utilisation > 0.95 ? 1 : 0;
}

/** Mean of a column over the days first .. last (inclusive, as days since 1970-01-01) that lie on the path. */
export function meanOverDays(path: PathDays, column: Float64Array, first: EpochDay, last: EpochDay): number {
  const from = Math.max(0, first - path.startDay);
  const to = Math.min(column.length - 1, last - path.startDay);
  let sum = 0;
  for (let day = from; day <= to; day++) sum += column[day];
  return sum / (to - from + 1);
}

/** Last day on the path. */
export function lastDay(path: PathDays): EpochDay {
  return path.startDay + path.servedMtok.length - 1;
}

/** Whether all days first .. last lie on the path. */
export function covers(path: PathDays, first: EpochDay, last: EpochDay): boolean {
  return path.startDay <= first && last <= lastDay(path);
}
