import { sumOfSquares } from "../statistics.ts";

/**
 * Hedging effectiveness: the share of the variance that the hedge takes away, 1 - Var(hedged) / Var(unhedged), each
 * about its own mean. Ederington (1979), "The Hedging Performance of the New Futures Markets", Journal of Finance 34(1).
 * NaN for fewer than two values or an unhedged side that does not vary. Negative when the hedge adds variance.
 */
export function effectiveness(unhedged: ArrayLike<number>, hedged: ArrayLike<number>): number {
  const squares = unhedged.length < 2 ? 0 : sumOfSquares(unhedged);
  return squares > 0 ? 1 - sumOfSquares(hedged) / squares : NaN;
}
