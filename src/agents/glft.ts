import { log, power } from "../base/elementary.ts";

/**
 * Closed-form quotes of a market maker with inventory q (in units of its order size), exponential utility with risk aversion
 * gamma, and orders that reach a quote at distance d from the reference price at rate A e^(-k d):
 *
 *   bid distance = half + (2q + 1)/2 skew,   ask distance = half - (2q - 1)/2 skew
 *   half = (1/gamma) ln(1 + gamma/k),        skew = sqrt(sigma^2 gamma / (2 k A) (1 + gamma/k)^(1 + k/gamma))
 *
 * Units: any price unit P and time unit T with sigma in P / sqrt(T), k in 1/P, A in 1/T, gamma in 1/P per order; results in
 * P. Source: Gueant, Lehalle & Fernandez-Tapia (2013), Dealing with the inventory risk: a solution to the market making
 * problem, section 4 (asymptotic closed-form approximations); the model is that of Avellaneda & Stoikov (2008),
 * High-frequency trading in a limit order book, whose reservation price is s - q skew here.
 */
export function glftHalf(gamma: number, k: number): number {
  return log(1 + gamma / k) / gamma;
}

/** Shift of both quotes per unit of inventory; see glftHalf. */
export function glftSkew(gamma: number, k: number, arrivalRate: number, sigma: number): number {
  const base = 1 + gamma / k;
  return Math.sqrt(((sigma * sigma * gamma) / (2 * k * arrivalRate)) * power(base, 1 + k / gamma));
}

/** Distance of the bid below the reference price at inventory q. */
export function glftBidDistance(half: number, skew: number, q: number): number {
  return half + ((2 * q + 1) / 2) * skew;
}

/** Distance of the ask above it. */
export function glftAskDistance(half: number, skew: number, q: number): number {
  return half - ((2 * q - 1) / 2) * skew;
}
