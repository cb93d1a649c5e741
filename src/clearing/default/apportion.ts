import { assert } from "../../base/assert.ts";

/**
 * Splits a whole `total` in proportion to whole `weights` >= 0: everybody gets the whole part of total x weight / sum,
 * and what is left goes one by one to the largest remainders, of equal ones to the first (Hamilton's method). The shares
 * add up to `total`; where the total does not pass the sum of the weights, no share passes its weight. Exact, in BigInt.
 * Asserts that nothing is to be split where all weights are zero.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  assert(Number.isSafeInteger(total) && total >= 0, "only a whole amount can be apportioned");
  const sum = weights.reduce((all, weight) => all + wholeWeight(weight), 0n);
  if (total === 0) return weights.map(() => 0);
  assert(sum > 0n, "an amount is to be apportioned to nobody");
  const products = weights.map((weight) => BigInt(total) * BigInt(weight));
  const shares = products.map((product) => Number(product / sum));
  const remainders = products.map((product, index) => ({ index, rest: product % sum }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const left = total - shares.reduce((all, share) => all + share, 0);
  for (const { index } of remainders.slice(0, left)) shares[index] = shares[index]! + 1;
  return shares;
}

/**
 * As `apportion`, but nobody gets more than its cap: what a cap keeps out is apportioned to the others again. The shares
 * add up to the total, or to all caps of positive weight where these are less.
 */
export function apportionWithin(total: number, weights: readonly number[], caps: readonly number[]): number[] {
  const shares = weights.map(() => 0);
  let open = weights.map((weight, i) => (caps[i]! > 0 ? weight : 0));
  let rest = total;
  while (rest > 0 && open.some((weight) => weight > 0)) {
    const more = apportion(rest, open);
    const isFull = more.map((share, i) => open[i]! > 0 && share >= caps[i]!);
    if (!isFull.includes(true)) return shares.map((share, i) => share + more[i]!);
    for (const [i, full] of isFull.entries()) {
      if (!full) continue;
      shares[i] = caps[i]!;
      rest -= caps[i]!;
    }
    open = open.map((weight, i) => (isFull[i]! ? 0 : weight));
  }
  return shares;
}

function wholeWeight(weight: number): bigint {
  assert(Number.isSafeInteger(weight) && weight >= 0, "a weight is not a whole number from zero");
  return BigInt(weight);
}
