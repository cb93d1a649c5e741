import type { Lots, Money, Side } from "../../base/units.ts";

/**
 * What the default process needs of the clearing house: who clears through whom, what they hold, and postings. The house
 * implements it over its columns and its ledger; nothing here is called but at a default.
 *
 * Everything happens after variation margin of the cycle has been posted at the settlement prices of the day: positions
 * stand marked at `settlementTicks`, and moving or closing them at that price moves no money.
 */
export interface DefaultDesk {
  /** Number of clearing members; they are numbered from 0. */
  readonly members: number;
  /** Number of listed months. */
  readonly instruments: number;
  /** Number of trading accounts: agents first, then the members' own accounts. */
  readonly accounts: number;

  /** Whether a member had defaulted before this process began; the defaulter itself need not be marked yet. */
  isInDefault(member: number): boolean;
  /** Trading account of the member's own positions. */
  houseAccount(member: number): number;
  /** The member that answers for an account (for a member's own account: that member). */
  memberOf(account: number): number;
  /** Whether a client did not meet its call and is closed out with its member; the other clients are ported. */
  hasFailed(account: number): boolean;
  /** From now on `account` clears through `member`. */
  port(account: number, member: number): void;

  longLots(account: number, instrument: number): Lots;
  shortLots(account: number, instrument: number): Lots;
  /** Closes long lots of one account against short lots of another (or of the same) at the settlement price. */
  close(longAccount: number, shortAccount: number, instrument: number, lots: Lots): void;
  /**
   * Moves long (+1) or short (-1) lots to another account at the settlement price. On a venue without position effect
   * what the receiver holds on the other side is netted.
   */
  move(from: number, to: number, instrument: number, side: Side, lots: Lots): void;
  /** Value of one tick of one lot. */
  tickMoney(instrument: number): Money;
  /** Initial margin of one lot by itself. */
  marginPerLot(instrument: number): Money;
  /** Variation margin that the account received (+) or paid (-) in this cycle. */
  cycleGain(account: number): Money;
  /** Default fund contribution that the rulebook asks of a member: the base of assessments. */
  fundRequired(member: number): Money;

  /** Ledger accounts. */
  readonly ledgerAccounts: DefaultLedgerAccounts;
  balance(ledgerAccount: number): Money;
  /** Posts, and books the cash flow `default` where a ledger account belongs to a trading account. */
  post(from: number, to: number, amount: Money): void;
}

/** Numbers of ledger accounts. */
export interface DefaultLedgerAccounts {
  /** By trading account. Losses stand as negative free cash; margin held is what was held before the loss. */
  readonly free: ArrayLike<number>;
  readonly held: ArrayLike<number>;
  /** By member: its own money outside the house, and its share of the default fund. */
  readonly memberCapital: ArrayLike<number>;
  readonly memberFund: ArrayLike<number>;
  readonly houseCapital: number;
  /** Losses that nobody covered. */
  readonly deficit: number;
}
