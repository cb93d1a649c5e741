import { median, standardDeviation } from "simple-statistics";
import { log } from "../base/elementary.ts";
import { firstDayOfMonth, lastDayOfMonth, monthText } from "../base/dates.ts";
import type { Knot } from "../base/parameters.ts";
import type { EpochDay } from "../base/units.ts";
import type { ComputeParameters } from "./parameters.ts";
import { meanOverDays, recordPath, type PathDays } from "./path-record.ts";

/** An official figure of use: mean daily tokens of a calendar month. */
export interface UseTarget {
  /** yyyymm. */
  readonly month: number;
  readonly trillionPerDay: number;
  /** Requested over served above which the path cannot be called feasible. */
  readonly requestedToServedLimit: number;
}

/** What the paths do in a target's month: medians over paths. */
export interface TargetFit {
  readonly target: UseTarget;
  readonly servedTrillionPerDay: number;
  /** Standard deviation over paths of the log of the month's mean. */
  readonly servedLogSd: number;
  readonly requestedToServed: number;
  readonly gpuUsdHour: number;
  readonly tokenPrice: number;
  readonly utilisation: number;
  readonly cappedHourShare: number;
}

export interface CalibrationRequest {
  readonly parameters: ComputeParameters;
  readonly targets: readonly UseTarget[];
  readonly seed: string;
  readonly paths: number;
  readonly startDay: EpochDay;
  readonly days: number;
  /** Largest |log(served / target)| that counts as hit. */
  readonly tolerance: number;
  readonly maximumRounds: number;
  readonly onRound?: (round: number, fits: readonly TargetFit[]) => void;
}

export interface Calibration {
  readonly knots: readonly Knot[];
  readonly fits: readonly TargetFit[];
  readonly rounds: number;
}

/** The targets cannot be met by lifting demand: there are too few GPUs, or the model has left its domain. */
export class CapacityShortError extends Error {
  override readonly name = "CapacityShortError";
}

/**
 * Demand knots with which the median path serves the official figures: fixed point, knot x= target / median served, the
 * same draws in every round. A knot between or beyond official months moves with the nearest target. Every round checks
 * price, utilisation and requested / served beside the served path and throws CapacityShortError where the target can
 * only be met by rationing, because there more demand no longer serves more and the iteration would hide it.
 */
export function calibrateDemand(request: CalibrationRequest): Calibration {
  let knots: readonly Knot[] = request.parameters.demand.tokensPerDay;
  for (let round = 1; ; round++) {
    const fits = fitTargets({ ...request, parameters: withDemand(request.parameters, knots) });
    request.onRound?.(round, fits);
    if (fits.every((fit) => Math.abs(log(missRatio(fit))) <= request.tolerance)) {
      for (const fit of fits) assertFeasible(fit);
      return { knots, fits, rounds: round };
    }
    for (const fit of fits) if (missRatio(fit) > 1) assertFeasible(fit);
    if (round === request.maximumRounds) throw new Error(`calibration has not settled after ${round} rounds`);
    knots = knots.map((knot) => ({ day: knot.day, value: knot.value * missRatio(nearestFit(fits, knot.day)) }));
  }
}

/** Runs the paths and describes each target's month. */
export function fitTargets(request: Omit<CalibrationRequest, "tolerance" | "maximumRounds">): TargetFit[] {
  const paths: PathDays[] = [];
  for (let replication = 0; replication < request.paths; replication++) {
    paths.push(recordPath({ ...request, replication }));
  }
  return request.targets.map((target) => fitTarget(target, paths));
}

/** The same parameters with other demand knots. */
export function withDemand(parameters: ComputeParameters, knots: readonly Knot[]): ComputeParameters {
  return { ...parameters, demand: { ...parameters.demand, tokensPerDay: knots } };
}

/** Medians over paths of the means over a target's month. */
export function fitTarget(target: UseTarget, paths: readonly PathDays[]): TargetFit {
  const first = firstDayOfMonth(target.month);
  const last = lastDayOfMonth(target.month);
  const monthMeans = (pick: (path: PathDays) => Float64Array) =>
    paths.map((path) => meanOverDays(path, pick(path), first, last));
  const served = monthMeans((path) => path.servedMtok);
  const requested = monthMeans((path) => path.requestedMtok);
  return {
    target,
    servedTrillionPerDay: median(served) / 1e6,
    servedLogSd: standardDeviation(served.map(log)),
    requestedToServed: median(requested.map((value, i) => value / served[i])),
    gpuUsdHour: median(monthMeans((path) => path.gpuUsdHour)),
    tokenPrice: median(monthMeans((path) => path.tokenPrice)),
    utilisation: median(monthMeans((path) => path.utilisation)),
    cappedHourShare: median(monthMeans((path) => path.cappedHours)) / 24,
  };
}

function missRatio(fit: TargetFit): number {
  return fit.target.trillionPerDay / fit.servedTrillionPerDay;
}

function nearestFit(fits: readonly TargetFit[], day: EpochDay): TargetFit {
  const distance = (fit: TargetFit) => Math.abs(firstDayOfMonth(fit.target.month) + 15 - day);
  return fits.reduce((best, fit) => (distance(fit) < distance(best) ? fit : best));
}

function assertFeasible(fit: TargetFit): void {
  const reasons: string[] = [];
  if (fit.requestedToServed > fit.target.requestedToServedLimit) {
    reasons.push(`requested / served is ${fit.requestedToServed.toFixed(2)}`);
  }
  if (fit.utilisation > 0.995) reasons.push(`utilisation is ${fit.utilisation.toFixed(3)}`);
  if (fit.gpuUsdHour < 1.3 || fit.gpuUsdHour > 6) reasons.push(`a GPU-hour costs ${fit.gpuUsdHour.toFixed(2)} USD`);
  if (fit.cappedHourShare > 0.001) reasons.push(`the price cap binds in ${fit.cappedHourShare.toFixed(4)} of hours`);
  if (reasons.length > 0) {
    throw new CapacityShortError(`capacity short in ${monthText(fit.target.month)}: ${reasons.join(", ")}`);
  }
}
