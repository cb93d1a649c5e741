import { assert } from "../../base/assert.ts";

/**
 * Splits a whole number over the first `count` cells in proportion to their weights by rounding running totals: parts are
 * whole, add up exactly and lie within one of their exact size. A part of a whole weight w is never above w where `total`
 * is at most the sum of the weights. Asserts some weight unless the total is zero.
 */
export function apportion(total: number, weights: Float64Array, count: number, parts: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i];
  assert(sum > 0 || total === 0, "nothing to split a total over");
  let running = 0;
  let given = 0;
  for (let i = 0; i < count; i++) {
    running += weights[i];
    const upTo = total === 0 ? 0 : Math.floor(total * (running / sum) + 0.5);
    parts[i] = upTo - given;
    given = upTo;
  }
}
