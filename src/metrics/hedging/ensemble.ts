import type { Stream } from "../../base/random.ts";
import { quantile } from "../statistics.ts";
import type { Interval } from "./bootstrap.ts";
import type { Surprise } from "./pool.ts";

/** One hedger's month over the replications that have it. */
interface Ensemble {
  readonly replication: number[];
  readonly unhedged: number[];
  readonly hedged: number[];
}

/** Effectiveness over replications with the number of cells (hedger x month) behind it. */
export interface EnsembleEstimate extends Interval {
  readonly value: number;
  readonly cells: number;
}

/**
 * One minus the variance over replications of the hedged surprise over that of the unhedged, variances of each hedger and
 * month added up. The interval resamples whole replications. With eight replications it is wide; it says so.
 */
export function ensembleEffectiveness(
  surprises: readonly Surprise[],
  replications: number,
  stream: Stream,
  draws: number,
): EnsembleEstimate {
  const ensembles = ensemblesOf(surprises);
  const once = new Float64Array(replications).fill(1);
  const value = weightedEffectiveness(ensembles, once);
  const estimates: number[] = [];
  const times = new Float64Array(replications);
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (let k = 0; k < replications; k++) times[Math.floor(stream.uniform() * replications)] += 1;
    const estimate = weightedEffectiveness(ensembles, times);
    if (Number.isFinite(estimate)) estimates.push(estimate);
  }
  const [low, high] = [quantile(estimates, 0.025), quantile(estimates, 0.975)];
  return { value, cells: ensembles.length, low, high };
}

/** Replication r counted `times[r]` times; variances with divisor n - 1. */
function weightedEffectiveness(ensembles: readonly Ensemble[], times: Float64Array): number {
  let unhedged = 0;
  let hedged = 0;
  for (const ensemble of ensembles) {
    unhedged += weightedVariance(ensemble.unhedged, ensemble.replication, times);
    hedged += weightedVariance(ensemble.hedged, ensemble.replication, times);
  }
  return unhedged > 0 ? 1 - hedged / unhedged : NaN;
}

function weightedVariance(values: readonly number[], replication: readonly number[], times: Float64Array): number {
  let n = 0;
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    n += times[replication[k]];
    sum += times[replication[k]] * values[k];
  }
  if (n < 2) return 0;
  const centre = sum / n;
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    squares += times[replication[k]] * (values[k] - centre) * (values[k] - centre);
  }
  return squares / (n - 1);
}

function ensemblesOf(surprises: readonly Surprise[]): readonly Ensemble[] {
  const byCell = new Map<string, Ensemble>();
  for (const { hedger, month, replication, unhedged, hedged } of surprises) {
    const key = `${hedger}/${month}`;
    let ensemble = byCell.get(key);
    if (ensemble === undefined) byCell.set(key, (ensemble = { replication: [], unhedged: [], hedged: [] }));
    ensemble.replication.push(replication);
    ensemble.unhedged.push(unhedged);
    ensemble.hedged.push(hedged);
  }
  return [...byCell.values()].filter((ensemble) => ensemble.replication.length > 1);
}
