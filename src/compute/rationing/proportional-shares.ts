import { MAX_SAFE } from "../../base/integers.ts";

/**
 * Divides whole quantities in proportion to claims, exactly: everybody gets the whole part of amount x claim / total, and
 * what rounding leaves goes one by one to the largest remainders, of equal ones to the lower index. No share passes its
 * claim, and none is one or more away from its proportional part.
 *
 * Source: the method of largest remainders, Hamilton's; Balinski and Young, Fair Representation (1982), chapter 3.
 */
export class ProportionalShares {
  private readonly remainders: Float64Array;
  private readonly sorted: Float64Array;

  constructor(claimants: number) {
    this.remainders = new Float64Array(claimants);
    this.sorted = new Float64Array(claimants);
  }

  /**
   * Writes everybody's share of `amount` to `shares` and returns their sum, min(amount, sum of claims). Whole numbers >= 0
   * with a sum of claims below 2^53; `shares` is not `claims`.
   */
  divide(amount: number, claims: Float64Array, shares: Float64Array): number {
    let total = 0;
    for (let i = 0; i < claims.length; i++) total += claims[i];
    if (total <= amount) {
      shares.set(claims);
      return total;
    }
    let left = amount;
    for (let i = 0; i < claims.length; i++) {
      const product = amount * claims[i];
      if (product <= MAX_SAFE) {
        // Rounded down right: below 2^53 a quotient that is not whole lies too far below the next whole number to reach it.
        shares[i] = Math.floor(product / total);
        this.remainders[i] = product - shares[i] * total;
      } else {
        this.divideBig(i, BigInt(amount) * BigInt(claims[i]), BigInt(total), shares);
      }
      left -= shares[i];
    }
    if (left > 0) this.giveRemainders(left, shares);
    return amount;
  }

  private divideBig(i: number, product: bigint, total: bigint, shares: Float64Array): void {
    this.remainders[i] = Number(product % total);
    shares[i] = Number(product / total);
  }

  /** One each for the `left` largest remainders. More than `left` are above zero, for each is below the total. */
  private giveRemainders(left: number, shares: Float64Array): void {
    const { remainders, sorted } = this;
    sorted.set(remainders);
    sorted.sort();
    const smallest = sorted[sorted.length - left];
    let ties = left;
    for (let i = 0; i < remainders.length; i++) {
      if (remainders[i] <= smallest) continue;
      shares[i]++;
      ties--;
    }
    for (let i = 0; ties > 0; i++) {
      if (remainders[i] !== smallest) continue;
      shares[i]++;
      ties--;
    }
  }
}
