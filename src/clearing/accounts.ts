import { MONEY_PER_UNIT, type Money } from "../base/units.ts";
import { roundHalfEven } from "../base/integers.ts";
import { Ledger } from "./ledger.ts";

export const STATUS_GOOD = 0;
export const STATUS_CALLED = 1;
export const STATUS_LIQUIDATING = 2;
export const STATUS_DEFAULTED = 3;

/** What an account starts with. */
export interface AccountTerms {
  readonly name: string;
  /** Cash deposited at the start, CNY. */
  readonly capitalCny: number;
  /** Credit line for margin calls, CNY. */
  readonly creditCny: number;
}

/**
 * The ledger accounts behind each trading account: free cash and margin held at the house, and the treasury that pays
 * for (or earns from) the physical leg; and the house's own accounts.
 */
export class Accounts {
  readonly ledger: Ledger;
  readonly count: number;
  readonly free: Int32Array;
  readonly held: Int32Array;
  readonly treasury: Int32Array;
  readonly creditLimit: Float64Array;
  readonly creditUsed: Float64Array;
  readonly status: Uint8Array;
  /** Passes variation margin through; zero after every daily cycle. */
  readonly settlement: number;
  readonly fees: number;
  /** Lends to accounts, pays and earns interest. */
  readonly bank: number;
  readonly houseCapital: number;
  /** Losses that nobody covered. */
  readonly deficit: number;
  /** Everything outside: deposits come from it, compute is bought from it. */
  readonly outside: number;

  constructor(terms: readonly AccountTerms[], houseCapitalCny: number) {
    this.count = terms.length;
    this.ledger = new Ledger(terms.length * 3 + 6);
    this.settlement = this.ledger.open("house/settlement");
    this.fees = this.ledger.open("house/fees");
    this.bank = this.ledger.open("bank");
    this.houseCapital = this.ledger.open("house/capital");
    this.deficit = this.ledger.open("house/deficit");
    this.outside = this.ledger.open("outside");
    this.free = new Int32Array(this.count);
    this.held = new Int32Array(this.count);
    this.treasury = new Int32Array(this.count);
    this.creditLimit = new Float64Array(this.count);
    this.creditUsed = new Float64Array(this.count);
    this.status = new Uint8Array(this.count);
    this.ledger.post(this.outside, this.houseCapital, moneyOf(houseCapitalCny));
    for (let i = 0; i < this.count; i++) {
      const account = terms[i]!;
      this.free[i] = this.ledger.open(`${account.name}/free`);
      this.held[i] = this.ledger.open(`${account.name}/margin`);
      this.treasury[i] = this.ledger.open(`${account.name}/treasury`);
      this.creditLimit[i] = moneyOf(account.creditCny);
      this.ledger.post(this.outside, this.free[i]!, moneyOf(account.capitalCny));
    }
  }

  /** Free cash and margin held. */
  balance(account: number): Money {
    return this.ledger.balance(this.free[account]!) + this.ledger.balance(this.held[account]!);
  }

  /** What new orders may be covered with: balance and undrawn credit. */
  available(account: number): Money {
    return this.balance(account) + this.creditLimit[account]! - this.creditUsed[account]!;
  }
}

/** CNY to whole 1e-4 CNY. */
export function moneyOf(cny: number): Money {
  return roundHalfEven(cny * MONEY_PER_UNIT);
}
