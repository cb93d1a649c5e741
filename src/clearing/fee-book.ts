import type { Lots, Money } from "../base/units.ts";
import {
  FEE_CLOSE,
  FEE_CLOSE_TODAY,
  FEE_MAKER,
  FEE_OBLIGATION_PENALTY,
  FEE_OPEN,
  FEE_SETTLEMENT,
  FEE_TAKER,
  type FeeSchedule,
} from "../market/fees.ts";
import { ROLE_MAKER, ROLE_TAKER } from "../market/risk-gate.ts";
import { type Accounts, STATUS_DEFAULTED } from "./accounts.ts";
import { type CashFlows, FLOW_FEE, FLOW_PENALTY, FLOW_REBATE } from "./cash-flows.ts";
import type { Positions } from "./positions.ts";

const KINDS = FEE_OBLIGATION_PENALTY + 1;

/** Charges what the venue's schedule says, and adds it up by account and kind (FEE_*) for the table `fees`. */
export class FeeBook {
  private readonly accounts: Accounts;
  private readonly positions: Positions;
  private readonly flows: CashFlows;
  private readonly schedule: FeeSchedule;
  private readonly lots: Float64Array;
  private readonly amounts: Float64Array;

  constructor(accounts: Accounts, positions: Positions, flows: CashFlows, schedule: FeeSchedule) {
    this.accounts = accounts;
    this.positions = positions;
    this.flows = flows;
    this.schedule = schedule;
    this.lots = new Float64Array(accounts.count * KINDS);
    this.amounts = new Float64Array(accounts.count * KINDS);
  }

  /** Charges the trade that the positions have just booked: what it opened, what it closed, and its role. */
  trade(account: number, instrument: number, lots: Lots, value: Money, role: number): void {
    const { openedLots, closedLots, closedTodayLots } = this.positions;
    const lotValue = value / lots;
    let sum = 0;
    if (closedLots === 0) sum = this.rate(account, FEE_OPEN, value, lots);
    else {
      const older = closedLots - closedTodayLots;
      if (openedLots > 0) sum += this.rate(account, FEE_OPEN, lotValue * openedLots, openedLots);
      if (older > 0) sum += this.rate(account, FEE_CLOSE, lotValue * older, older);
      if (closedTodayLots > 0) sum += this.rate(account, FEE_CLOSE_TODAY, lotValue * closedTodayLots, closedTodayLots);
    }
    if (role === ROLE_MAKER) sum += this.rate(account, FEE_MAKER, value, lots);
    else if (role === ROLE_TAKER) sum += this.rate(account, FEE_TAKER, value, lots);
    if (sum !== 0) this.post(account, instrument, sum, sum > 0 ? FLOW_FEE : FLOW_REBATE);
  }

  /** Charges the final cash settlement of lots of so much value in all. */
  settlement(account: number, instrument: number, lots: Lots, value: Money): void {
    const fee = this.rate(account, FEE_SETTLEMENT, value, lots);
    if (fee !== 0) this.post(account, instrument, fee, FLOW_FEE);
  }

  /**
   * Charges (or, where negative, pays) what a rule of the venue says; `kind` is one of FEE_*. An account in default has
   * nothing to pay with.
   */
  charge(account: number, instrument: number, kind: number, lots: number, amount: Money): void {
    if (this.accounts.status[account] === STATUS_DEFAULTED) return;
    this.count(account, kind, lots, amount);
    const flow = kind === FEE_OBLIGATION_PENALTY ? FLOW_PENALTY : amount < 0 ? FLOW_REBATE : FLOW_FEE;
    if (amount !== 0) this.post(account, instrument, amount, flow);
  }

  /** Hands over every sum that is not zero, by account and kind, and sets it to zero. */
  flush(take: (account: number, kind: number, lots: number, amount: Money) => void): void {
    for (let at = 0; at < this.amounts.length; at++) {
      const amount = this.amounts[at]!;
      if (amount !== 0) take(Math.floor(at / KINDS), at % KINDS, this.lots[at]!, amount);
      this.lots[at] = 0;
      this.amounts[at] = 0;
    }
  }

  private rate(account: number, kind: number, value: Money, lots: Lots): Money {
    const fee = this.schedule.charge(kind, value, lots);
    this.count(account, kind, lots, fee);
    return fee;
  }

  private count(account: number, kind: number, lots: number, amount: Money): void {
    const at = account * KINDS + kind;
    this.lots[at] = this.lots[at]! + lots;
    this.amounts[at] = this.amounts[at]! + amount;
  }

  private post(account: number, instrument: number, amount: Money, flow: number): void {
    this.accounts.ledger.post(this.accounts.free[account]!, this.accounts.fees, amount);
    this.flows.add(flow, account, instrument, -amount);
  }
}
