import type { Money } from "../base/units.ts";

/** Kinds of cash flow, in the order of the table's codes. */
export const FLOW_VM = 0;
export const FLOW_FEE = 1;
export const FLOW_REBATE = 2;
export const FLOW_INTEREST = 3;
export const FLOW_FUNDING = 4;
export const FLOW_PHYSICAL = 5;
export const FLOW_DEPOSIT = 6;
export const FLOW_CREDIT = 7;
export const FLOW_DEFAULT = 8;
export const FLOW_DEFAULT_FUND = 9;
export const FLOW_ASSESSMENT = 10;
export const FLOW_HAIRCUT = 11;
export const FLOW_PERPETUAL_FUNDING = 12;
export const FLOW_PENALTY = 13;
const KINDS = 14;

/**
 * The day's money per account, kind and, where an account is followed in detail (hedgers), listed month; received
 * positive. The last instrument column stands for none.
 */
export class CashFlows {
  private readonly columns: number;
  private readonly accounts: number;
  private readonly amounts: Float64Array;
  private readonly inDetail: Uint8Array;

  constructor(accounts: number, instruments: number) {
    this.accounts = accounts;
    this.columns = instruments + 1;
    this.inDetail = new Uint8Array(accounts);
    this.amounts = new Float64Array(KINDS * accounts * this.columns);
  }

  /** Number to give as instrument where a flow belongs to none. */
  get noInstrument(): number {
    return this.columns - 1;
  }

  /** From now on an account's flows are kept by listed month. */
  follow(account: number): void {
    this.inDetail[account] = 1;
  }

  add(kind: number, account: number, instrument: number, amount: Money): void {
    const column = this.inDetail[account] === 1 ? instrument : this.noInstrument;
    const index = (account * KINDS + kind) * this.columns + column;
    this.amounts[index] = this.amounts[index]! + amount;
  }

  /** Hands every non-zero sum to `take`, by account, kind and instrument, and sets it to zero. */
  flush(take: (kind: number, account: number, instrument: number, amount: Money) => void): void {
    for (let account = 0; account < this.accounts; account++)
      for (let kind = 0; kind < KINDS; kind++)
        // What is not kept by month stands in the last column.
        for (let i = this.inDetail[account] === 1 ? 0 : this.noInstrument; i < this.columns; i++) {
          const index = (account * KINDS + kind) * this.columns + i;
          const amount = this.amounts[index]!;
          if (amount === 0) continue;
          this.amounts[index] = 0;
          take(kind, account, i, amount);
        }
  }
}
