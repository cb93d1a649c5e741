import { assert, InvariantError } from "../base/assert.ts";
import { MAX_SAFE } from "../base/integers.ts";
import type { Money } from "../base/units.ts";

const HALF = 2 ** 26;

/**
 * The double-entry ledger of one currency: the only place where money moves. A posting takes an amount from one account
 * and gives it to another, so that all balances add up to zero after every posting; `verify` adds them up.
 *
 * Amounts are whole 1e-4 CNY. A fractional amount, or a balance beyond 2^53, is an InvariantError.
 */
export class Ledger {
  private readonly balances: Float64Array;
  private readonly names: string[] = [];
  /** Postings made, for tests and benchmarks. */
  postings = 0;

  constructor(maximumAccounts: number) {
    this.balances = new Float64Array(maximumAccounts);
  }

  /** Opens an account with a zero balance and returns its number. */
  open(name: string): number {
    assert(this.names.length < this.balances.length, "more ledger accounts than announced");
    return this.names.push(name) - 1;
  }

  /** Accounts opened. */
  get count(): number {
    return this.names.length;
  }

  balance(account: number): Money {
    return this.balances[account]!;
  }

  name(account: number): string {
    return this.names[account]!;
  }

  /** Moves `amount` (any sign) from one account to another. */
  post(from: number, to: number, amount: Money): void {
    const fromBalance = this.balances[from]! - amount;
    const toBalance = this.balances[to]! + amount;
    if (!(Number.isInteger(amount) && Math.abs(fromBalance) <= MAX_SAFE && Math.abs(toBalance) <= MAX_SAFE))
      throw new InvariantError("a ledger posting is not whole, or a balance passes 2^53");
    if (from === to) throw new InvariantError("a ledger posting needs two accounts");
    this.balances[from] = fromBalance;
    this.balances[to] = toBalance;
    this.postings++;
  }

  /** Asserts that all balances add up to zero. */
  verify(): void {
    // In two halves, because a sum of balances may pass 2^53 on its way to zero.
    let high = 0;
    let low = 0;
    for (let i = 0; i < this.names.length; i++) {
      const rest = this.balances[i]! % HALF;
      high += (this.balances[i]! - rest) / HALF;
      low += rest;
    }
    assert(high * HALF + low === 0, "the ledger does not add up to zero");
  }
}
