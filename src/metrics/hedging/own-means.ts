/**
 * For each value the mean of all values of the same hedger. Values less these vary, pooled over hedgers, only in what a
 * hedger does not know beforehand, not in what is always different between hedgers.
 */
export function ownMeans(hedgers: readonly number[], values: readonly number[]): readonly number[] {
  const sums = new Map<number, { n: number; sum: number }>();
  values.forEach((value, k) => {
    const own = sums.get(hedgers[k]) ?? { n: 0, sum: 0 };
    own.n += 1;
    own.sum += value;
    sums.set(hedgers[k], own);
  });
  return hedgers.map((hedger) => sums.get(hedger)!.sum / sums.get(hedger)!.n);
}
