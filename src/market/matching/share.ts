import { MAX_SAFE } from "../../base/integers.ts";

const HALF_WORD = 0x1_0000;

/**
 * floor(lots * part / total), exactly: what a part of `total` gets of `lots`. For whole numbers with lots and part below
 * 2^31, part <= total and total below 2^36, which is 32 Int32 quantities.
 */
export function shareOf(lots: number, part: number, total: number): number {
  const product = lots * part;
  // Below 2^53 the quotient cannot be rounded up to a whole number: it lies 1 / total below it, more than half a last bit.
  if (product <= MAX_SAFE) return Math.floor(product / total);
  // Long division with two digits of 16 bits.
  const highProduct = Math.floor(lots / HALF_WORD) * part;
  const high = Math.floor(highProduct / total);
  const carried = (highProduct - high * total) * HALF_WORD;
  return high * HALF_WORD + Math.floor((carried + (lots % HALF_WORD) * part) / total);
}
