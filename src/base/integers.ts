import { assert, InvariantError } from "./assert.ts";

/** Largest whole number up to which every whole number is a double, 2^53 - 1. */
export const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** The value itself; throws InvariantError for NaN, a fraction, or anything beyond 2^53 - 1 either way. */
export function checkedInteger(value: number): number {
  if (!Number.isSafeInteger(value)) throw new InvariantError("not a whole number within 2^53");
  return value;
}

/** Exact product of two whole numbers; throws InvariantError where it passes 2^53 - 1 or a factor is not whole. */
export function checkedProduct(a: number, b: number): number {
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) throw new InvariantError("factor is not a whole number");
  return checkedInteger(a * b);
}

/** Exact sum of two whole numbers; throws InvariantError where it passes 2^53 - 1 or a term is not whole. */
export function checkedSum(a: number, b: number): number {
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) throw new InvariantError("term is not a whole number");
  return checkedInteger(a + b);
}

/**
 * The rounding function of money: the nearest whole number, of two equally near ones the even one, so that many roundings
 * have no drift. Never gives -0. Throws InvariantError for NaN, infinities and results beyond 2^53 - 1.
 */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  // Exact for |x| >= 1/2. Just above -1/2 it may round to a tie, and a tie between -1 and 0 goes to 0, which is right.
  const above = x - below;
  const up = above > 0.5 || (above === 0.5 && below % 2 !== 0);
  return checkedInteger(up ? below + 1 : below) + 0;
}

/**
 * a * b / divisor for whole numbers, rounded as roundHalfEven does, exactly: neither the product nor the quotient is
 * rounded before. BigInt only where |a * b| passes 2^53. Throws InvariantError for a divisor of zero, arguments that are
 * not whole, and results beyond 2^53 - 1.
 */
export function multiplyDivide(a: number, b: number, divisor: number): number {
  assert(Number.isSafeInteger(a) && Number.isSafeInteger(b), "factor is not a whole number");
  assert(Number.isSafeInteger(divisor) && divisor !== 0, "divisor is zero or not a whole number");
  const product = a * b;
  if (!Number.isSafeInteger(product)) return multiplyDivideBig(BigInt(a), BigInt(b), BigInt(divisor));
  const remainder = product % divisor;
  const quotient = (product - remainder) / divisor;
  return roundQuotient(quotient, Math.abs(2 * remainder), Math.abs(divisor), product < 0 !== divisor < 0);
}

/** Rounds a quotient truncated towards zero, given twice its remainder and the divisor, both without sign. */
function roundQuotient(quotient: number, twiceRemainder: number, divisor: number, negative: boolean): number {
  const away = twiceRemainder > divisor || (twiceRemainder === divisor && quotient % 2 !== 0);
  if (!away) return quotient + 0;
  return checkedInteger(negative ? quotient - 1 : quotient + 1) + 0;
}

function multiplyDivideBig(a: bigint, b: bigint, divisor: bigint): number {
  const product = a * b;
  const remainder = product % divisor;
  const quotient = checkedInteger(Number((product - remainder) / divisor));
  const twice = magnitude(2n * remainder);
  const size = magnitude(divisor);
  // Both may pass 2^53; only their order matters.
  const comparable = twice > size ? 2 : twice === size ? 1 : 0;
  return roundQuotient(quotient, comparable, 1, product < 0n !== divisor < 0n);
}

function magnitude(x: bigint): bigint {
  return x < 0n ? -x : x;
}

/**
 * So many percent of a whole number, rounded down; 2.3 % of 3,000 is 69 although the product of doubles is a little less.
 */
export function floorPercent(value: number, percent: number): number {
  const share = (value * percent) / 100;
  const nearest = Math.round(share);
  return Math.abs(share - nearest) <= Math.abs(share) * 1e-13 ? nearest : Math.floor(share);
}
