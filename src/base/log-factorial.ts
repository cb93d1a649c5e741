import { log } from "./elementary.ts";

const TABLE = new Float64Array(32);
for (let k = 2, factorial = 1; k < TABLE.length; k++) TABLE[k] = log((factorial *= k));

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * log(k!) for a whole k >= 0, relative error below 1e-14. From 32 on Stirling's series, whose first neglected term is
 * 1 / (1680 k^7) (Abramowitz and Stegun, 1964, equation 6.1.41).
 */
export function logFactorial(k: number): number {
  if (k < TABLE.length) return TABLE[k];
  const square = k * k;
  const series = (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / k;
  return (k + 0.5) * log(k) - k + HALF_LOG_TWO_PI + series;
}
