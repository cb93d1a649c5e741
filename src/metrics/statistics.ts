/** Arithmetic mean; NaN without values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length > 0 ? sum / values.length : NaN;
}

/** Standard deviation with divisor n - 1; NaN for fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN;
  return Math.sqrt(sumOfSquares(values) / (values.length - 1));
}

/** Sum of squared deviations from the mean, in two passes. */
export function sumOfSquares(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) * (values[i] - centre);
  return squares;
}

/** First-order autocorrelation: lagged products over squares, both about the mean of all values. NaN without variance. */
export function autocorrelation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let products = 0;
  for (let i = 1; i < values.length; i++) products += (values[i] - centre) * (values[i - 1] - centre);
  const squares = sumOfSquares(values);
  return squares > 0 ? products / squares : NaN;
}

/**
 * Quantile by linear interpolation between order statistics, type 7 of Hyndman & Fan (1996), "Sample quantiles in
 * statistical packages", The American Statistician 50(4): the default of R and numpy. NaN without values.
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  if (values.length === 0) return NaN;
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** Middle value, the mean of the two middle ones for an even number; NaN without values. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** 97.5 % points of Student's t for 1 to 10 degrees of freedom: NIST/SEMATECH e-Handbook, table 1.3.6.7.2. */
const STUDENT_975 = [
  12.7062047, 4.3026527, 3.1824463, 2.7764451, 2.5705818, 2.4469119, 2.3646243, 2.3060041, 2.2621572, 2.2281389,
];
const NORMAL_975 = 1.959963984540054;

/**
 * 97.5 % point of Student's t: from the table up to 10 degrees of freedom, beyond by the expansion around the normal
 * point, Abramowitz & Stegun (1964), 26.7.5, whose error there is below 1e-5. NaN below one degree of freedom.
 */
export function student975(degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1)) return NaN;
  if (degreesOfFreedom <= STUDENT_975.length) return STUDENT_975[Math.floor(degreesOfFreedom) - 1];
  const x = NORMAL_975;
  const xx = x * x;
  const v = degreesOfFreedom;
  const g1 = (x * (xx + 1)) / 4;
  const g2 = (x * ((5 * xx + 16) * xx + 3)) / 96;
  const g3 = (x * (((3 * xx + 19) * xx + 17) * xx - 15)) / 384;
  const g4 = (x * ((((79 * xx + 776) * xx + 1482) * xx - 1920) * xx - 945)) / 92160;
  return x + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v;
}
