import type { Stream } from "../../base/random.ts";
import { mean, quantile } from "../statistics.ts";
import type { Surprise } from "./pool.ts";

/** A 95 % interval; NaN where it cannot be made. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Sums over all hedgers of one replication, month by month: what a resample of months adds up. */
interface MonthSums {
  readonly months: number;
  readonly n: Float64Array;
  readonly unhedged: Float64Array;
  readonly unhedgedSquares: Float64Array;
  readonly hedged: Float64Array;
  readonly hedgedSquares: Float64Array;
}

/**
 * Percentile interval of the pooled effectiveness by a block bootstrap in two steps: replications with replacement; in
 * each, as many months as it has, in blocks of consecutive months (circular, of geometric length with mean
 * `blockMonths`), all hedgers of a month together, so that dependence between hedgers and between neighbouring months
 * stays. Politis & Romano (1994), "The Stationary Bootstrap", JASA 89(428). Effectiveness: about the mean of the
 * resample, as in effectiveness.ts.
 */
export function bootstrapInterval(
  surprises: readonly Surprise[],
  stream: Stream,
  draws: number,
  blockMonths: number,
): Interval {
  const replications = monthSums(surprises);
  const estimates: number[] = [];
  const total = new Float64Array(5);
  for (let draw = 0; draw < draws; draw++) {
    total.fill(0);
    for (let k = 0; k < replications.length; k++) {
      const chosen = replications[Math.floor(stream.uniform() * replications.length)];
      addBlocks(chosen, total, stream, 1 / blockMonths);
    }
    const estimate = effectivenessOfSums(total);
    if (Number.isFinite(estimate)) estimates.push(estimate);
  }
  return { low: quantile(estimates, 0.025), high: quantile(estimates, 0.975) };
}

function addBlocks(sums: MonthSums, total: Float64Array, stream: Stream, newBlock: number): void {
  let month = 0;
  for (let k = 0; k < sums.months; k++) {
    const jump = k === 0 || stream.uniform() < newBlock;
    month = jump ? Math.floor(stream.uniform() * sums.months) : (month + 1) % sums.months;
    total[0] += sums.n[month];
    total[1] += sums.unhedged[month];
    total[2] += sums.unhedgedSquares[month];
    total[3] += sums.hedged[month];
    total[4] += sums.hedgedSquares[month];
  }
}

function effectivenessOfSums(total: Float64Array): number {
  const n = total[0];
  const unhedged = total[2] - (total[1] * total[1]) / n;
  const hedged = total[4] - (total[3] * total[3]) / n;
  return unhedged > 1e-12 * total[2] ? 1 - hedged / unhedged : NaN;
}

/** Centred on the pooled means first, so that sums of squares keep their digits. */
function monthSums(surprises: readonly Surprise[]): readonly MonthSums[] {
  const centreUnhedged = mean(surprises.map((s) => s.unhedged));
  const centreHedged = mean(surprises.map((s) => s.hedged));
  return [...byReplication(surprises).values()].map((own) => {
    const months = [...new Set(own.map((s) => s.month))].sort((a, b) => a - b);
    const column = (): Float64Array => new Float64Array(months.length);
    const sums = {
      months: months.length,
      n: column(),
      unhedged: column(),
      unhedgedSquares: column(),
      hedged: column(),
      hedgedSquares: column(),
    };
    for (const surprise of own) {
      const k = months.indexOf(surprise.month);
      const unhedged = surprise.unhedged - centreUnhedged;
      const hedged = surprise.hedged - centreHedged;
      sums.n[k] += 1;
      sums.unhedged[k] += unhedged;
      sums.unhedgedSquares[k] += unhedged * unhedged;
      sums.hedged[k] += hedged;
      sums.hedgedSquares[k] += hedged * hedged;
    }
    return sums;
  });
}

function byReplication(surprises: readonly Surprise[]): ReadonlyMap<number, Surprise[]> {
  const groups = new Map<number, Surprise[]>();
  for (const surprise of surprises) {
    const group = groups.get(surprise.replication);
    if (group === undefined) groups.set(surprise.replication, [surprise]);
    else group.push(surprise);
  }
  return groups;
}
