/**
 * Variance of the logarithm of a delivery month's settlement price, seen from now: a random walk of `volatility` a year up
 * to the first day that still counts, a third of its variance over the days being averaged (the variance of the mean of a
 * random walk), times the square of the share of fixings not yet known. Months in days.
 */
export function settlementVariance(
  volatilityPerYear: number,
  daysToFirst: number,
  daysAveraged: number,
  unknownShare: number,
): number {
  const years = (Math.max(0, daysToFirst) + Math.max(0, daysAveraged) / 3) / 365;
  return volatilityPerYear * volatilityPerYear * years * unknownShare * unknownShare;
}

/**
 * Position, in CNY at today's price, of a trader with constant absolute risk aversion `aversion / equity` who already holds
 * other positions: from max E[W] - aversion / (2 equity) Var[W] the first-order condition of one asset is
 *
 *   x = equity / aversion * mispricing / variance - otherCovariance / variance
 *
 * with mispricing = E[S] / F - 1, variance that of S / F, and otherCovariance = sum of covariance x value over the other
 * positions. Source: Grossman (1976), On the Efficiency of Competitive Stock Markets, with several assets as in Brock &
 * Hommes (1998).
 */
export function caraDemandCny(
  equityCny: number,
  aversion: number,
  mispricing: number,
  variance: number,
  otherCovarianceCny: number,
): number {
  return ((equityCny / aversion) * mispricing - otherCovarianceCny) / variance;
}
