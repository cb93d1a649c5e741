import { assert } from "../../base/assert.ts";

/**
 * Index weights from volumes with a cap that holds: what a provider has above the cap is spread over the others in
 * proportion to their volumes, again and again until no one passes it. Where cap x contributors <= 1 that cannot be, and
 * all contributors weigh the same. A provider without volume does not contribute. The weights add up to one and are
 * written into `weights`; returns the largest. Asserts that there is a contributor.
 */
export function cappedWeights(volumes: Float64Array, cap: number, weights: Float64Array): number {
  const contributors = countPositive(volumes);
  assert(contributors > 0, "index weights need volume");
  if (contributors * cap <= 1) return weighEqually(volumes, 1 / contributors, weights);
  weights.fill(-1);
  let left = 1;
  for (;;) {
    const rate = left / unsettledVolume(volumes, weights);
    const settled = settleAbove(volumes, rate, cap, weights);
    if (settled === 0) return fillProportional(volumes, rate, weights);
    left -= settled * cap;
  }
}

/** Number of providers with volume. */
export function countPositive(volumes: Float64Array): number {
  let count = 0;
  for (let i = 0; i < volumes.length; i++) if (volumes[i] > 0) count++;
  return count;
}

function weighEqually(volumes: Float64Array, weight: number, weights: Float64Array): number {
  for (let i = 0; i < volumes.length; i++) weights[i] = volumes[i] > 0 ? weight : 0;
  return weight;
}

function unsettledVolume(volumes: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < volumes.length; i++) if (weights[i] < 0) sum += volumes[i];
  return sum;
}

/** Gives the cap to everybody above it at this rate. The rate of the rest can only rise, so they stay there. */
function settleAbove(volumes: Float64Array, rate: number, cap: number, weights: Float64Array): number {
  let settled = 0;
  for (let i = 0; i < volumes.length; i++) {
    if (weights[i] >= 0 || volumes[i] * rate <= cap) continue;
    weights[i] = cap;
    settled++;
  }
  return settled;
}

function fillProportional(volumes: Float64Array, rate: number, weights: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < volumes.length; i++) {
    if (weights[i] < 0) weights[i] = volumes[i] * rate;
    if (weights[i] > largest) largest = weights[i];
  }
  return largest;
}
