import type { Money } from "../../base/units.ts";
import type { DefaultDesk } from "./default-desk.ts";

/** Ledger accounts and what each of them can pay. */
export interface Purse {
  readonly payers: readonly number[];
  readonly amounts: readonly Money[];
}

/** Money on the accounts that are not closed out, handed to at most one layer. */
export class SpareCash {
  private readonly desk: DefaultDesk;
  private readonly closed: ReadonlySet<number>;
  private readonly taken: Float64Array;

  constructor(desk: DefaultDesk, closed: readonly number[]) {
    this.desk = desk;
    this.closed = new Set(closed);
    this.taken = new Float64Array(desk.accounts);
  }

  /** Every account gives up to `most` out of free cash, and never more than it has there and in margin. */
  take(most: (account: number) => Money): Purse {
    const { desk, taken } = this;
    const { free, held } = desk.ledgerAccounts;
    const payers: number[] = [];
    const amounts: Money[] = [];
    for (let account = 0; account < desk.accounts; account++) {
      if (this.closed.has(account)) continue;
      const has = desk.balance(free[account]!) + desk.balance(held[account]!) - taken[account]!;
      const amount = Math.min(most(account), has);
      if (amount <= 0) continue;
      taken[account] = taken[account]! + amount;
      payers.push(free[account]!);
      amounts.push(amount);
    }
    return { payers, amounts };
  }
}
