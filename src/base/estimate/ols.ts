import { assert } from "../assert.ts";

/** A straight line through points by least squares. */
export interface LineFit {
  readonly intercept: number;
  readonly slope: number;
  /** Standard deviation of the residuals, sqrt(sum of squares / (n - 2)); 0 for two points. */
  readonly residualSd: number;
  /** Number of points. */
  readonly n: number;
}

/**
 * Ordinary least squares of y on x with an intercept: slope = sum (x - mx)(y - my) / sum (x - mx)^2. Two passes, because
 * sums of raw squares lose digits. Throws InvariantError for lengths that differ, fewer than two points, values that are
 * not finite, or an x that does not vary.
 */
export function ols(x: ArrayLike<number>, y: ArrayLike<number>): LineFit {
  const n = x.length;
  assert(y.length === n && n >= 2, "ols: needs two or more points, x and y equally many");
  const meanX = mean(x);
  const meanY = mean(y);
  let squaresX = 0;
  let products = 0;
  for (let i = 0; i < n; i++) {
    squaresX += (x[i] - meanX) * (x[i] - meanX);
    products += (x[i] - meanX) * (y[i] - meanY);
  }
  assert(squaresX > 0 && squaresX < Infinity && products - products === 0, "ols: x does not vary or is not finite");
  const slope = products / squaresX;
  const intercept = meanY - slope * meanX;
  return { intercept, slope, residualSd: residualSd(x, y, meanX, meanY, slope), n };
}

function residualSd(x: ArrayLike<number>, y: ArrayLike<number>, meanX: number, meanY: number, slope: number): number {
  if (x.length === 2) return 0;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    const residual = y[i] - meanY - slope * (x[i] - meanX);
    squares += residual * residual;
  }
  return Math.sqrt(squares / (x.length - 2));
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
