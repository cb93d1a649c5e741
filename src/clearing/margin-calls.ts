import type { Lots, Money } from "../base/units.ts";
import type { Accounts } from "./accounts.ts";
import { STATUS_CALLED, STATUS_DEFAULTED, STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import type { CashFlows } from "./cash-flows.ts";
import { FLOW_CREDIT, FLOW_DEFAULT } from "./cash-flows.ts";

/** How a margin call ended; codes of the table `margin_calls`. */
const MET = 0;
const LIQUIDATED = 1;
const DEFAULTED = 2;
/** The market came back before anything was closed. */
const RECOVERED = 3;

/** A margin call from the moment it is made to its end. */
export interface MarginCall {
  readonly account: number;
  readonly session: number;
  readonly amount: Money;
  met: Money;
  /** MET, LIQUIDATED, DEFAULTED or RECOVERED; undefined while open. */
  outcome: number | undefined;
  liquidatedLots: Lots;
  endSession: number;
}

/** What an account that could not pay left behind, and who paid. */
export interface Default {
  readonly account: number;
  readonly session: number;
  readonly loss: Money;
  readonly house: Money;
  readonly uncovered: Money;
  /** Drawn on the credit line and never paid back. */
  readonly bank: Money;
}

/**
 * Initial margin is held, called, drawn from the credit line, and at last written off. An account is good, called,
 * liquidating or defaulted: never none of these. A call is due before the next trading day; what the credit line does
 * not give leads to forced liquidation; a negative balance without a position is a default, paid by the house's capital
 * and beyond it by nobody (the deficit account).
 */
export class MarginCalls {
  readonly calls: MarginCall[] = [];
  readonly defaults: Default[] = [];
  private readonly accounts: Accounts;
  private readonly flows: CashFlows;
  private readonly open: (MarginCall | undefined)[];

  constructor(accounts: Accounts, flows: CashFlows) {
    this.accounts = accounts;
    this.flows = flows;
    this.open = new Array<MarginCall | undefined>(accounts.count).fill(undefined);
  }

  /** After the daily cycle: holds what is required, gives back credit that is no longer needed, or calls. */
  review(account: number, session: number, required: Money, hasPosition: boolean): void {
    const { status } = this.accounts;
    if (status[account] === STATUS_DEFAULTED) return;
    const balance = this.accounts.balance(account);
    this.hold(account, Math.max(0, Math.min(balance, required)));
    if (balance >= required) {
      const call = this.open[account];
      if (call !== undefined) this.end(account, session, call.liquidatedLots > 0 ? LIQUIDATED : RECOVERED);
      status[account] = STATUS_GOOD;
      this.repay(account, balance - required);
    } else if (status[account] === STATUS_LIQUIDATING) {
      if (!hasPosition) this.writeOff(account, session, -balance);
    } else {
      this.call(account, session, required - balance);
    }
  }

  /** Before the next trading day: the credit line pays the call as far as it goes, with a cushion where it can. */
  due(account: number, session: number, required: Money): void {
    const call = this.open[account];
    if (call === undefined || this.accounts.status[account] !== STATUS_CALLED) return;
    const line = this.accounts.creditLimit[account]! - this.accounts.creditUsed[account]!;
    const drawn = Math.min(line, call.amount + Math.floor(required / 2));
    this.draw(account, drawn);
    call.met = Math.min(drawn, call.amount);
    if (drawn >= call.amount) {
      this.accounts.status[account] = STATUS_GOOD;
      this.hold(account, required);
      this.end(account, session, MET);
    } else {
      this.accounts.status[account] = STATUS_LIQUIDATING;
    }
  }

  /** Lots that the house closed for an account under liquidation. */
  liquidated(account: number, lots: Lots): void {
    const call = this.open[account];
    if (call !== undefined) call.liquidatedLots += lots;
  }

  private call(account: number, session: number, amount: Money): void {
    const call: MarginCall = {
      account,
      session,
      amount,
      met: 0,
      outcome: undefined,
      liquidatedLots: 0,
      endSession: session,
    };
    this.calls.push(call);
    this.open[account] = call;
    this.accounts.status[account] = STATUS_CALLED;
  }

  private end(account: number, session: number, outcome: number): void {
    const call = this.open[account];
    if (call === undefined) return;
    call.outcome = outcome;
    call.endSession = session;
    this.open[account] = undefined;
  }

  private hold(account: number, amount: Money): void {
    const { ledger, free, held } = this.accounts;
    const change = amount - ledger.balance(held[account]!);
    if (change !== 0) ledger.post(free[account]!, held[account]!, change);
  }

  private draw(account: number, amount: Money): void {
    if (amount === 0) return;
    this.accounts.ledger.post(this.accounts.bank, this.accounts.free[account]!, amount);
    this.accounts.creditUsed[account] = this.accounts.creditUsed[account]! + amount;
    this.flows.add(FLOW_CREDIT, account, this.flows.noInstrument, amount);
  }

  /** Credit goes back out of what exceeds one and a half times the requirement, so that it is not drawn again at once. */
  private repay(account: number, surplus: Money): void {
    const cushion = Math.floor(this.accounts.ledger.balance(this.accounts.held[account]!) / 2);
    const amount = Math.min(this.accounts.creditUsed[account]!, surplus - cushion);
    if (amount > 0) this.draw(account, -amount);
  }

  private writeOff(account: number, session: number, loss: Money): void {
    const { ledger, free, houseCapital, deficit } = this.accounts;
    const house = Math.max(0, Math.min(loss, ledger.balance(houseCapital)));
    ledger.post(houseCapital, free[account]!, house);
    ledger.post(deficit, free[account]!, loss - house);
    this.flows.add(FLOW_DEFAULT, account, this.flows.noInstrument, loss);
    const bank = this.accounts.creditUsed[account]!;
    this.accounts.creditUsed[account] = 0;
    this.defaults.push({ account, session, loss, house, uncovered: loss - house, bank });
    this.accounts.status[account] = STATUS_DEFAULTED;
    this.end(account, session, DEFAULTED);
  }
}
