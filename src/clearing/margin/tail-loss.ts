import { assert } from "../../base/assert.ts";
import { normalCdf } from "../../base/elementary.ts";

/**
 * The loss that no more than a share `1 - confidence` of the scenarios exceed: of `count` losses the one with
 * floor((1 - confidence) count) larger ones. Reorders `losses`. 0 without scenarios.
 */
export function tailLoss(losses: Float64Array, count: number, confidence: number): number {
  if (count === 0) return 0;
  // 1 - .99 is a little more than .01.
  const larger = Math.min(count - 1, Math.floor((1 - confidence) * count + 1e-9));
  // The largest ones are brought to the front; there are few of them.
  for (let rank = 0; rank <= larger; rank++) {
    let at = rank;
    for (let s = rank + 1; s < count; s++) if (losses[s]! > losses[at]!) at = s;
    const largest = losses[at]!;
    losses[at] = losses[rank]!;
    losses[rank] = largest;
  }
  return losses[larger]!;
}

/** z with P(Z <= z) = p for a standard normal, p from 1/2 to below 1 - 1e-12; bisection over normalCdf. */
export function normalQuantile(p: number): number {
  assert(p >= 0.5 && p < 1 - 1e-12, "normal quantile: p outside [1/2, 1)");
  let low = 0;
  let high = 8;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
