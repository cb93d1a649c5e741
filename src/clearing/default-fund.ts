import { assert } from "../base/assert.ts";
import type { Money } from "../base/units.ts";
import type { Accounts } from "./accounts.ts";
import { type CashFlows, FLOW_DEFAULT_FUND } from "./cash-flows.ts";
import { apportion } from "./default/apportion.ts";
import type { Members } from "./members.ts";

/**
 * The default fund: each member's contribution, paid out of its own money and asked for anew on the first cycle of a
 * month, and between on a day on which the rulebook finds it too small. The size comes from the stress test; members not in default contribute in proportion to the margin required of
 * them and their clients (equally where there is none), by largest remainder.
 */
export class DefaultFund {
  /** Contribution asked of each member. */
  readonly required: Float64Array;
  private readonly accounts: Accounts;
  private readonly members: Members;
  private readonly flows: CashFlows;

  constructor(accounts: Accounts, members: Members, flows: CashFlows) {
    this.accounts = accounts;
    this.members = members;
    this.flows = flows;
    this.required = new Float64Array(members.count);
  }

  /** Everything that is paid in. */
  get prefunded(): Money {
    let sum = 0;
    for (let m = 0; m < this.members.count; m++) sum += this.members.fund(m);
    return sum;
  }

  /** Money of members not in default. */
  get requiredInAll(): Money {
    return this.required.reduce((sum, amount, m) => (this.members.inDefault[m] === 1 ? sum : sum + amount), 0);
  }

  /** Divides the fund's size and collects it, or pays back; `margins`: required margin by account. */
  resize(size: Money, margins: Float64Array): void {
    const weights = this.weights(margins);
    const shares = size > 0 && weights.some((weight) => weight > 0) ? apportion(size, weights) : weights.map(() => 0);
    for (let m = 0; m < this.members.count; m++) {
      this.required[m] = shares[m]!;
      if (this.members.inDefault[m] === 0) this.collect(m);
    }
  }

  /** Pays a member its share back. */
  returnShare(member: number): void {
    this.pay(member, -this.members.fund(member));
  }

  /** Brings a member's share to what is asked; it pays as far as it can. */
  private collect(member: number): void {
    const missing = this.required[member]! - this.members.fund(member);
    this.pay(member, Math.min(missing, Math.max(0, this.members.capital(member))));
  }

  private pay(member: number, amount: Money): void {
    if (amount === 0) return;
    const fund = this.accounts.memberFund[member]!;
    this.accounts.ledger.post(this.members.capitalAccount(member), fund, amount);
    this.flows.add(FLOW_DEFAULT_FUND, this.members.houseAccount(member), this.flows.noInstrument, -amount);
    assert(this.members.fund(member) >= 0, "a share of the default fund is negative");
  }

  private weights(margins: Float64Array): number[] {
    const weights = new Array<number>(this.members.count).fill(0);
    for (let account = 0; account < margins.length; account++) {
      const member = this.members.memberOf[account]!;
      if (this.members.inDefault[member] === 0) weights[member] = weights[member]! + margins[account]!;
    }
    if (weights.some((weight) => weight > 0)) return weights;
    return weights.map((_, member) => (this.members.inDefault[member] === 0 ? 1 : 0));
  }
}
