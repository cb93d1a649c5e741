import { roundHalfEven } from "../base/integers.ts";
import type { Lots, Money } from "../base/units.ts";
import type { Accounts } from "./accounts.ts";
import { type CashFlows, FLOW_FUNDING, FLOW_INTEREST } from "./cash-flows.ts";
import type { ClearingParameters } from "./parameters.ts";
import type { Positions } from "./positions.ts";

/**
 * What margin costs: money tied up in margin and in losses paid is borrowed, gains received beyond the margin earn
 * interest. Per position and day, with VM cumulated since the position was opened,
 *
 *   r_b max(0, IM - VM) days / 365   and   r_c max(0, VM - IM) days / 365.
 *
 * It accrues from day to day and is paid when the month is over, as interest is.
 */
export class Funding {
  private readonly parameters: ClearingParameters;
  private readonly accounts: Accounts;
  private readonly positions: Positions;
  private readonly flows: CashFlows;
  /** Accrued and not yet paid, per cell, not rounded. */
  private readonly fundingDue: Float64Array;
  private readonly interestDue: Float64Array;

  constructor(parameters: ClearingParameters, accounts: Accounts, positions: Positions, flows: CashFlows) {
    this.parameters = parameters;
    this.accounts = accounts;
    this.positions = positions;
    this.flows = flows;
    this.fundingDue = new Float64Array(accounts.count * positions.instruments);
    this.interestDue = new Float64Array(accounts.count * positions.instruments);
  }

  /** `marginPerLot` by instrument and `cumulatedVm` by cell, in money; `marginLots` of a cell; `days` calendar days. */
  accrue(
    account: number,
    days: number,
    marginPerLot: Float64Array,
    cumulatedVm: Float64Array,
    marginLots: (cell: number) => Lots,
  ): void {
    const { borrowPercentPerYear, depositPercentPerYear } = this.parameters;
    for (let i = 0; i < this.positions.instruments; i++) {
      const cell = this.positions.cell(account, i);
      const lots = marginLots(cell);
      if (lots === 0) continue;
      const tied = lots * marginPerLot[i]! - cumulatedVm[cell]!;
      if (tied > 0) this.fundingDue[cell] = this.fundingDue[cell]! + (tied * borrowPercentPerYear * days) / 36_500;
      else this.interestDue[cell] = this.interestDue[cell]! - (tied * depositPercentPerYear * days) / 36_500;
    }
  }

  /** Pays all that has accrued. */
  pay(account: number): void {
    for (let i = 0; i < this.positions.instruments; i++) {
      const cell = this.positions.cell(account, i);
      this.post(FLOW_FUNDING, account, i, -roundHalfEven(this.fundingDue[cell]!));
      this.post(FLOW_INTEREST, account, i, roundHalfEven(this.interestDue[cell]!));
      this.fundingDue[cell] = this.interestDue[cell] = 0;
    }
  }

  /** Nothing is owed by, or to, an account in default. */
  forget(account: number): void {
    const from = account * this.positions.instruments;
    this.fundingDue.fill(0, from, from + this.positions.instruments);
    this.interestDue.fill(0, from, from + this.positions.instruments);
  }

  private post(kind: number, account: number, instrument: number, amount: Money): void {
    if (amount === 0) return;
    this.accounts.ledger.post(this.accounts.bank, this.accounts.free[account]!, amount);
    this.flows.add(kind, account, instrument, amount);
  }
}
