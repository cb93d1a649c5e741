import type { Money } from "../../base/units.ts";
import type { DefaultDesk } from "./default-desk.ts";

/** Negative free cash of the closed-out accounts, paid off in account order. */
export class Debts {
  /** Margin of clients that has paid for their own losses. */
  readonly clientMargin: Money;
  private readonly desk: DefaultDesk;
  private readonly debtors: readonly number[];

  /**
   * The margin of clients pays for their own losses at once, and only for these; what remains owed is the member's. The
   * margin of the member's `own` account is left to the waterfall.
   */
  constructor(desk: DefaultDesk, closed: readonly number[], own: number) {
    this.desk = desk;
    const { free, held } = desk.ledgerAccounts;
    this.debtors = closed.map((account) => free[account]!);
    let clientMargin = 0;
    for (const account of closed) {
      if (account === own) continue;
      const margin = Math.min(-desk.balance(free[account]!), desk.balance(held[account]!));
      if (margin <= 0) continue;
      desk.post(held[account]!, free[account]!, margin);
      clientMargin += margin;
    }
    this.clientMargin = clientMargin;
  }

  get total(): Money {
    return this.debtors.reduce((sum, debtor) => sum + this.owed(debtor), 0);
  }

  payFrom(payer: number, amount: Money): void {
    let rest = amount;
    for (const debtor of this.debtors) {
      const paid = Math.min(rest, this.owed(debtor));
      if (paid === 0) continue;
      this.desk.post(payer, debtor, paid);
      rest -= paid;
    }
  }

  private owed(debtor: number): Money {
    return Math.max(0, -this.desk.balance(debtor));
  }
}
