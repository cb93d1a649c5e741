import { MONEY_PER_UNIT, type Money } from "../base/units.ts";
import { roundHalfEven } from "../base/integers.ts";
import { Ledger } from "./ledger.ts";

/** An account is always one of these. */
export const STATUS_GOOD = 0;
export const STATUS_CALLED = 1;
export const STATUS_LIQUIDATING = 2;
export const STATUS_DEFAULTED = 3;

const HOUSE_LEDGERS = 6;

/** What an account starts with. */
export interface AccountTerms {
  readonly name: string;
  /** Cash deposited at the start, in units of the venue's currency. */
  readonly capital: number;
  /** Credit line for margin calls, in units of the venue's currency. */
  readonly credit: number;
}

/** What a clearing member starts with. */
export interface MemberTerms {
  readonly id: string;
  /** Own money, in units of the venue's currency. */
  readonly capital: number;
}

/**
 * The ledger accounts behind each trading account: free cash and margin held at the house, and the treasury that pays
 * for (or earns from) the physical leg; and the house's own accounts. The clients' trading accounts come first, then one
 * house account per clearing member, whose treasury is the member's own money.
 */
export class Accounts {
  readonly ledger: Ledger;
  readonly clients: number;
  /** Clients and the members' own accounts. */
  readonly count: number;
  readonly free: Int32Array;
  readonly held: Int32Array;
  readonly treasury: Int32Array;
  readonly creditLimit: Float64Array;
  readonly creditUsed: Float64Array;
  /** Advanced by the clearing member and not yet paid back. */
  readonly memberPaid: Float64Array;
  readonly status: Uint8Array;
  /** Each member's share of the default fund. */
  readonly memberFund: Int32Array;
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

  /** `houseCapital` in units of the venue's currency. */
  constructor(clients: readonly AccountTerms[], members: readonly MemberTerms[], houseCapital: number) {
    this.clients = clients.length;
    this.count = clients.length + members.length;
    this.ledger = new Ledger(this.count * 3 + members.length + HOUSE_LEDGERS);
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
    this.memberPaid = new Float64Array(this.count);
    this.status = new Uint8Array(this.count);
    this.memberFund = new Int32Array(members.length);
    this.deposit(this.houseCapital, houseCapital);
    clients.forEach((client, account) => {
      this.open(account, client.name, client.credit);
      this.deposit(this.free[account]!, client.capital);
    });
    members.forEach((member, m) => {
      const account = this.clients + m;
      this.open(account, member.id, 0);
      this.deposit(this.treasury[account]!, member.capital);
      this.memberFund[m] = this.ledger.open(`${member.id}/default fund`);
    });
  }

  /** Free cash and margin held. */
  balance(account: number): Money {
    return this.ledger.balance(this.free[account]!) + this.ledger.balance(this.held[account]!);
  }

  /** What new orders may be covered with: balance and undrawn credit. */
  available(account: number): Money {
    return this.balance(account) + this.creditLimit[account]! - this.creditUsed[account]!;
  }

  /** Brings the margin held to an amount, out of free cash or back to it. */
  hold(account: number, amount: Money): void {
    const change = amount - this.ledger.balance(this.held[account]!);
    if (change !== 0) this.ledger.post(this.free[account]!, this.held[account]!, change);
  }

  private open(account: number, name: string, credit: number): void {
    this.free[account] = this.ledger.open(`${name}/free`);
    this.held[account] = this.ledger.open(`${name}/margin`);
    this.treasury[account] = this.ledger.open(`${name}/treasury`);
    this.creditLimit[account] = moneyOf(credit);
  }

  private deposit(ledgerAccount: number, amount: number): void {
    this.ledger.post(this.outside, ledgerAccount, moneyOf(amount));
  }
}

/** Units of a currency to whole 1e-4 of it. */
export function moneyOf(units: number): Money {
  return roundHalfEven(units * MONEY_PER_UNIT);
}
