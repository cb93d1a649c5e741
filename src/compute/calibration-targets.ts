import { mean, sampleStandardDeviation } from "simple-statistics";
import { epochDay } from "../base/dates.ts";
import { exp, log } from "../base/elementary.ts";
import type { EpochDay } from "../base/units.ts";
import { CALM_END, CALM_START } from "./china-history.ts";
import { isH100 } from "./path-record-indices.ts";
import { lastDay, meanOverDays, type PathColumn, type PathDays } from "./path-record.ts";
import { volatility, weekdayChanges, weekdayReturns } from "./path-statistics.ts";

/** Weekdays below which a volatility is not looked at: a quarter. */
const VOLATILITY_DAYS_MINIMUM = 60;
/** Largest half-width of the interval of an index volatility: four points. */
const HALF_WIDTH_MAXIMUM = 0.04;
const DAYS_PER_YEAR = 365.25;

/** An observed figure with what the market makes of it. */
export interface Target {
  readonly quantity: string;
  /** The observation. */
  readonly observed: number;
  /** What is asked of the market, in words. */
  readonly asked: string;
  /** Whether a strict check fails if it is not met. */
  readonly isRequired: boolean;
  /** One value per path. */
  readonly values: readonly number[];
  /** Range in which the mean must lie; without one the interval must hold the observation and be narrow. */
  readonly range?: readonly [low: number, high: number];
}

/** Mean over paths with its 95 % interval; NaN where one path has none. */
export interface Judgement {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly halfWidth: number;
  readonly isMet: boolean;
}

/** Whether a target is met. `studentPoint`: 97.5 % point of Student's t with one degree of freedom less than paths. */
export function judge({ values, observed, range }: Target, studentPoint: number): Judgement {
  const centre = mean([...values]);
  const sd = values.length > 1 ? sampleStandardDeviation([...values]) : NaN;
  const halfWidth = (studentPoint * sd) / Math.sqrt(values.length);
  const [low, high] = [centre - halfWidth, centre + halfWidth];
  const isMet =
    range === undefined
      ? low <= observed && observed <= high && halfWidth < HALF_WIDTH_MAXIMUM
      : range[0] <= centre && centre <= range[1];
  return { mean: centre, low, high, halfWidth, isMet };
}

/** Every target that the paths can be held against. */
export function targetsOf(paths: readonly PathDays[]): Target[] {
  return [
    ...indexTargets(paths),
    ...throughputTargets(paths),
    ...utilisationTargets(paths),
    ...priceTargets(paths),
    ...otherTargets(paths),
  ];
}

/** Silicon Data's daily logs to 14 August 2026, annualised: H100 26.2 %, B200 30.2 %. */
function indexTargets(paths: readonly PathDays[]): Target[] {
  const ids = [...paths[0].gpuIndices.keys()];
  const target = (name: string, id: string | undefined, observed: number): Target[] => {
    if (id === undefined) return [];
    const changes = paths.map((path) => calmChanges(path, path.gpuIndices.get(id)!));
    if (changes.some(({ length }) => length < VOLATILITY_DAYS_MINIMUM)) return [];
    const quantity = `volatility of the ${name} index a year, 2024 to October 2025`;
    const asked = "in the interval, half-width below 0.04";
    return [{ quantity, observed, asked, isRequired: true, values: changes.map(volatility) }];
  };
  const b200 = ids.find((id) => /^b200/i.test(id));
  return [...target("H100", ids.find(isH100), 0.26), ...target("B200", b200, 0.3)];
}

/** Weekday changes in calm times; a generation's begin with its launch. */
function calmChanges(path: PathDays, index: Float64Array): number[] {
  const first = Math.max(path.startDay, CALM_START);
  return weekdayChanges(path.startDay, index, first, Math.min(lastDay(path), CALM_END));
}

/** Range of published inference benchmarks, 1 to 90 million tokens per H100-hour; DeepSeek (2025) had 17.8 on an H800. */
function throughputTargets(paths: readonly PathDays[]): Target[] {
  return [inRange("million tokens per GPU-hour", 17.8, [1, 90], true, overall(paths, "mtokPerGpuHour"))];
}

/** Cloud: 0.8 from DeepSeek's load (2025), 0.3 to 0.95; local centres: 20 to 30 % (JPMorgan), 0.05 to 0.5. */
function utilisationTargets(paths: readonly PathDays[]): Target[] {
  const targets = [
    inRange("utilisation of GPUs of cloud grade", 0.8, [0.3, 0.95], true, overall(paths, "utilisation")),
  ];
  const local = overall(paths, "localUtilisation");
  if (!local.every(Number.isFinite)) return targets;
  return [...targets, inRange("utilisation of GPUs of local grade", 0.25, [0.05, 0.5], true, local)];
}

/** DeepSeek's list of 2026 in its mix of February 2025 is about CNY 1 per million tokens; 0.5 to 12 over providers. */
function priceTargets(paths: readonly PathDays[]): Target[] {
  const first = epochDay(2026, 1, 1);
  if (lastDay(paths[0]) < first) return [];
  const values = overall(paths, "tokenPrice", first);
  return [inRange("CNY per million tokens, from 2026 on", 1, [0.5, 12], true, values)];
}

/** Exchange rate: 3 to 4 % a year; load: 226.75 of 278 nodes (DeepSeek, 2025); fleet: 40 to 177 % a year (press). */
function otherTargets(paths: readonly PathDays[]): Target[] {
  const rate = paths.map((path) => weekdayReturns(path, "cnyPerUsd", path.startDay, lastDay(path)));
  const targets = [
    inRange("mean over highest hour's tokens of a day", 0.82, [0.5, 0.91], false, overall(paths, "loadFactor")),
  ];
  if (rate.every(({ length }) => length >= VOLATILITY_DAYS_MINIMUM)) {
    const values = rate.map(volatility);
    targets.push(inRange("volatility of CNY per USD a year", 0.035, [0.02, 0.06], false, values));
  }
  const years = (paths[0].fleetGpus.length - 1) / DAYS_PER_YEAR;
  if (years < 1) return targets;
  const growth = paths.map(({ fleetGpus }) => exp(log(fleetGpus[fleetGpus.length - 1] / fleetGpus[0]) / years) - 1);
  return [...targets, inRange("growth of the cloud fleet a year", 0.4, [0.4, 1.77], false, growth)];
}

function inRange(
  quantity: string,
  observed: number,
  range: readonly [number, number],
  isRequired: boolean,
  values: readonly number[],
): Target {
  return { quantity, observed, asked: `mean from ${range[0]} to ${range[1]}`, isRequired, values, range };
}

function overall(paths: readonly PathDays[], column: PathColumn, first: EpochDay = -Infinity): number[] {
  return paths.map((path) => meanOverDays(path, path[column], first, lastDay(path)));
}
