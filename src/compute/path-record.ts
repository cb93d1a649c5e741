import { weekday } from "../base/dates.ts";
import { Streams } from "../base/random.ts";
import type { EpochDay } from "../base/units.ts";
import { IndexPublisher } from "./index-publisher.ts";
import { ComputeMarket } from "./market.ts";
import type { ComputeParameters } from "./parameters.ts";

/** Which path of the compute market, and how long. */
export interface PathRequest {
  readonly parameters: ComputeParameters;
  readonly seed: string;
  readonly replication: number;
  readonly startDay: EpochDay;
  readonly days: number;
}

/** Days of one path, one entry per UTC day in each column. */
export interface PathDays {
  readonly startDay: EpochDay;
  readonly servedMtok: Float64Array;
  readonly requestedMtok: Float64Array;
  /** Volume-weighted clearing price, CNY per Mtok. */
  readonly tokenPrice: Float64Array;
  /** Fixing of the index on weekdays, over all hours since the one before; NaN at weekends. */
  readonly fixing: Float64Array;
  /** Means over the day. */
  readonly gpuUsdHour: Float64Array;
  readonly utilisation: Float64Array;
  readonly inferenceShare: Float64Array;
  /** Highest hour of the day; its price also over the lowest hour's. */
  readonly peakUtilisation: Float64Array;
  readonly highestGpuUsdHour: Float64Array;
  readonly gpuPeakToTrough: Float64Array;
  /** Hours with utilisation above 0.95, and with the price cap binding. */
  readonly tightHours: Float64Array;
  readonly cappedHours: Float64Array;
}

/** Runs the compute market and its index alone and keeps what calibration looks at. */
export function recordPath(request: PathRequest): PathDays {
  const { parameters, startDay, days } = request;
  const streams = new Streams(request.seed, request.replication);
  const market = new ComputeMarket(parameters, streams, startDay, days);
  const index = new IndexPublisher(parameters.index, streams, parameters.utcOffsetHours);
  const path = emptyPath(startDay, days);
  for (let day = 0; day < days; day++) recordDay(market, index, path, day);
  return path;
}

function emptyPath(startDay: EpochDay, days: number): PathDays {
  const column = () => new Float64Array(days);
  return {
    startDay,
    servedMtok: column(),
    requestedMtok: column(),
    tokenPrice: column(),
    fixing: column().fill(NaN),
    gpuUsdHour: column(),
    utilisation: column(),
    inferenceShare: column(),
    peakUtilisation: column(),
    highestGpuUsdHour: column(),
    gpuPeakToTrough: column(),
    tightHours: column(),
    cappedHours: column(),
  };
}

function recordDay(market: ComputeMarket, index: IndexPublisher, path: PathDays, day: number): void {
  const cappedBefore = market.cappedHours;
  // Stands for the exchange's trading days, which this layer does not know.
  const isWeekday = weekday(path.startDay + day) < 5;
  let lowest = Infinity;
  for (let hour = 0; hour < 24; hour++) {
    market.step();
    index.observe(market.hour, market.priceCny, market.servedMtok);
    if (index.isFixingDue && isWeekday) path.fixing[day] = index.fix();
    path.servedMtok[day] += market.servedMtok;
    path.requestedMtok[day] += market.requestedMtok;
    path.tokenPrice[day] += market.priceCny * market.servedMtok;
    path.gpuUsdHour[day] += market.gpuUsdHour / 24;
    path.utilisation[day] += market.utilisation / 24;
    path.inferenceShare[day] += market.inferenceShare / 24;
    path.peakUtilisation[day] = Math.max(path.peakUtilisation[day], market.utilisation);
    path.highestGpuUsdHour[day] = Math.max(path.highestGpuUsdHour[day], market.gpuUsdHour);
    path.tightHours[day] += market.utilisation > 0.95 ? 1 : 0;
    lowest = Math.min(lowest, market.gpuUsdHour);
  }
  path.tokenPrice[day] /= path.servedMtok[day];
  path.gpuPeakToTrough[day] = path.highestGpuUsdHour[day] / lowest;
  path.cappedHours[day] = market.cappedHours - cappedBefore;
}

/** Mean of a column over the days first .. last (inclusive, as days since 1970-01-01) that lie on the path. */
export function meanOverDays(path: PathDays, column: Float64Array, first: EpochDay, last: EpochDay): number {
  const from = Math.max(0, first - path.startDay);
  const to = Math.min(column.length - 1, last - path.startDay);
  let sum = 0;
  for (let day = from; day <= to; day++) sum += column[day];
  return sum / (to - from + 1);
}
