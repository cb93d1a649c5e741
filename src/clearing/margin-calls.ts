import type { Lots, Money, TimeUs } from "../base/units.ts";
import type { Accounts } from "./accounts.ts";
import { STATUS_CALLED, STATUS_DEFAULTED, STATUS_GOOD, STATUS_LIQUIDATING } from "./accounts.ts";
import type { CashFlows } from "./cash-flows.ts";
import { FLOW_CREDIT } from "./cash-flows.ts";

/** Which cycle made a margin call; codes of the table `margin_calls`. */
export const CALL_DAILY = 0;
export const CALL_INTRADAY = 1;

/** How a margin call ended; codes of the table `margin_calls`. */
export const CALL_MET = 0;
export const CALL_LIQUIDATED = 1;
export const CALL_DEFAULTED = 2;
/** The market came back before anything was closed. */
export const CALL_RECOVERED = 3;

/** A margin call from the moment it is made to its end. */
export interface MarginCall {
  readonly account: number;
  readonly session: number;
  /** CALL_DAILY or CALL_INTRADAY. */
  readonly type: number;
  readonly timeUs: TimeUs;
  amount: Money;
  /** Deadline; NaN where it lies beyond the run. */
  readonly dueUs: TimeUs;
  met: Money;
  /** When it was met in full; NaN until then. */
  metUs: TimeUs;
  /** CALL_MET, CALL_LIQUIDATED, CALL_DEFAULTED or CALL_RECOVERED; undefined while open. */
  outcome: number | undefined;
  liquidatedLots: Lots;
  /** What closing in the book cost against the last settlement prices, loss positive. */
  liquidationLoss: Money;
  endSession: number;
}

/** The moment at which something is called or paid. */
export interface CallTime {
  readonly session: number;
  readonly nowUs: TimeUs;
}

/**
 * Initial margin is held, called, and drawn from the credit line. An account is good, called, liquidating or defaulted:
 * never none of these. What the credit line does not give by the deadline leads to forced liquidation; what that leaves is
 * the clearing member's (member-cover.ts).
 */
export class MarginCalls {
  readonly calls: MarginCall[] = [];
  private readonly accounts: Accounts;
  private readonly flows: CashFlows;
  private readonly open: (MarginCall | undefined)[];

  constructor(accounts: Accounts, flows: CashFlows) {
    this.accounts = accounts;
    this.flows = flows;
    this.open = new Array<MarginCall | undefined>(accounts.count).fill(undefined);
  }

  /**
   * After the daily cycle: holds what is required, gives back credit that is no longer needed, or calls. An account under
   * liquidation is called no more; it is good again when what is left covers what is required.
   */
  review(account: number, at: CallTime, dueUs: TimeUs, required: Money): void {
    const { status } = this.accounts;
    if (status[account] === STATUS_DEFAULTED) return;
    const balance = this.accounts.balance(account);
    // What an account in debt has put up stays with the house until its member has paid, or has defaulted.
    if (balance >= 0) this.accounts.hold(account, Math.min(balance, required));
    if (balance >= required) {
      const call = this.open[account];
      if (call !== undefined) this.end(account, at.session, call.liquidatedLots > 0 ? CALL_LIQUIDATED : CALL_RECOVERED);
      status[account] = STATUS_GOOD;
      this.repay(account, balance - required);
    } else if (status[account] === STATUS_CALLED) {
      // An intraday call whose deadline lies ahead still; it now asks for all that is missing.
      this.open[account]!.amount = required - balance;
    } else if (status[account] === STATUS_GOOD) {
      this.call(account, at, CALL_DAILY, dueUs, required - balance);
    }
  }

  /** Calls an account for an amount until a deadline. */
  call(account: number, at: CallTime, type: number, dueUs: TimeUs, amount: Money): void {
    const call: MarginCall = {
      account,
      session: at.session,
      type,
      timeUs: at.nowUs,
      amount,
      dueUs,
      met: 0,
      metUs: NaN,
      outcome: undefined,
      liquidatedLots: 0,
      liquidationLoss: 0,
      endSession: at.session,
    };
    this.calls.push(call);
    this.open[account] = call;
    this.accounts.status[account] = STATUS_CALLED;
  }

  /**
   * If an account's call is due: the credit line pays it as far as it goes, with a cushion where it can. Whether the
   * account has failed: what it paid is less than the call.
   */
  due(account: number, at: CallTime, required: Money): boolean {
    const call = this.open[account];
    if (call === undefined || this.accounts.status[account] !== STATUS_CALLED || !(call.dueUs <= at.nowUs))
      return false;
    const line = this.accounts.creditLimit[account]! - this.accounts.creditUsed[account]!;
    // Fees since the call count as well.
    const fees = call.type === CALL_DAILY ? Math.max(0, required - this.accounts.balance(account) - call.amount) : 0;
    const need = call.amount + fees;
    const drawn = Math.min(line, need + Math.floor(required / 2));
    this.draw(account, drawn);
    call.met = Math.min(drawn, call.amount);
    const balance = this.accounts.balance(account);
    if (balance >= 0) this.accounts.hold(account, Math.min(balance, required));
    if (drawn < need) {
      this.accounts.status[account] = STATUS_LIQUIDATING;
      return true;
    }
    call.metUs = at.nowUs;
    this.accounts.status[account] = STATUS_GOOD;
    this.end(account, at.session, CALL_MET);
    return false;
  }

  /** Lots that the house closed for an account under liquidation, and what that cost against the settlement price. */
  liquidated(account: number, lots: Lots, loss: Money): void {
    const call = this.open[account];
    if (call === undefined) return;
    call.liquidatedLots += lots;
    call.liquidationLoss += loss;
  }

  /** An account has left a loss behind. What it drew on the credit line is the bank's loss; returns it. */
  defaulted(account: number, session: number): Money {
    const bank = this.accounts.creditUsed[account]!;
    this.accounts.creditUsed[account] = 0;
    this.accounts.status[account] = STATUS_DEFAULTED;
    this.end(account, session, CALL_DEFAULTED);
    return bank;
  }

  private end(account: number, session: number, outcome: number): void {
    const call = this.open[account];
    if (call === undefined) return;
    call.outcome = outcome;
    call.endSession = session;
    this.open[account] = undefined;
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
}
