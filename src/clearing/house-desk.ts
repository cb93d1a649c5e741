import type { Lots, Money, Side } from "../base/units.ts";
import type { Accounts } from "./accounts.ts";
import { STATUS_DEFAULTED, STATUS_LIQUIDATING } from "./accounts.ts";
import { type CashFlows, FLOW_ASSESSMENT, FLOW_DEFAULT, FLOW_HAIRCUT } from "./cash-flows.ts";
import type { DefaultDesk, DefaultLedgerAccounts } from "./default/default-desk.ts";
import type { DefaultFund } from "./default-fund.ts";
import type { MarginBook } from "./margin-book.ts";
import type { Members } from "./members.ts";
import type { Positions } from "./positions.ts";
import type { Variation } from "./variation.ts";

/** The parts of the clearing house that a default touches. */
export interface DeskParts {
  readonly accounts: Accounts;
  readonly members: Members;
  readonly positions: Positions;
  readonly flows: CashFlows;
  readonly variation: Variation;
  readonly margin: MarginBook;
  readonly fund: DefaultFund;
  readonly positionEffect: boolean;
}

const NOBODY = -1;

/**
 * The clearing house as the default process sees it. Good clients of a member that had defaulted before clear with the
 * house directly until another member takes them: they belong to nobody here.
 */
export class HouseDesk implements DefaultDesk {
  readonly members: number;
  readonly instruments: number;
  readonly accounts: number;
  readonly ledgerAccounts: DefaultLedgerAccounts;
  /** Member whose default is being managed. */
  defaulter = NOBODY;
  /** Members that cannot pay in this round of defaults, whether or not theirs has been managed yet. */
  readonly failing: Uint8Array;
  /** Called from each member beyond the fund so far. */
  readonly assessed: Float64Array;
  /** Paid for each closed-out client by others than its member, and not recovered. */
  readonly covered: Float64Array;
  private readonly parts: DeskParts;
  /** Trading account of a ledger account, or NOBODY. */
  private readonly owner: Int32Array;

  constructor(parts: DeskParts) {
    const { accounts, members, positions } = parts;
    this.parts = parts;
    this.members = members.count;
    this.instruments = positions.instruments;
    this.accounts = accounts.count;
    this.failing = new Uint8Array(members.count);
    this.assessed = new Float64Array(members.count);
    this.covered = new Float64Array(accounts.count);
    this.ledgerAccounts = {
      free: accounts.free,
      held: accounts.held,
      memberCapital: Int32Array.from({ length: members.count }, (_, m) => members.capitalAccount(m)),
      memberFund: accounts.memberFund,
      houseCapital: accounts.houseCapital,
      deficit: accounts.deficit,
    };
    this.owner = new Int32Array(accounts.ledger.count).fill(NOBODY);
    for (let account = 0; account < accounts.count; account++)
      for (const columns of [accounts.free, accounts.held, accounts.treasury]) this.owner[columns[account]!] = account;
  }

  isInDefault(member: number): boolean {
    return this.failing[member] === 1 || this.parts.members.inDefault[member] === 1;
  }

  houseAccount(member: number): number {
    return this.parts.members.houseAccount(member);
  }

  memberOf(account: number): number {
    const { members } = this.parts;
    const member = members.memberOf[account]!;
    const isDirect = members.inDefault[member] === 1 && !members.isHouseAccount(account) && !this.hasFailed(account);
    return isDirect ? NOBODY : member;
  }

  hasFailed(account: number): boolean {
    const status = this.parts.accounts.status[account];
    return status === STATUS_LIQUIDATING || status === STATUS_DEFAULTED;
  }

  port(account: number, member: number): void {
    this.parts.members.memberOf[account] = member;
  }

  longLots(account: number, instrument: number): Lots {
    return this.parts.positions.long[this.parts.positions.cell(account, instrument)]!;
  }

  shortLots(account: number, instrument: number): Lots {
    return this.parts.positions.short[this.parts.positions.cell(account, instrument)]!;
  }

  close(longAccount: number, shortAccount: number, instrument: number, lots: Lots): void {
    this.change(longAccount, instrument, 1, -lots);
    this.change(shortAccount, instrument, -1, -lots);
  }

  move(from: number, to: number, instrument: number, side: Side, lots: Lots): void {
    this.change(from, instrument, side, -lots);
    const opposite: Side = side === 1 ? -1 : 1;
    const held = side === 1 ? this.shortLots(to, instrument) : this.longLots(to, instrument);
    const netted = this.parts.positionEffect ? 0 : Math.min(lots, held);
    this.change(to, instrument, opposite, -netted);
    this.change(to, instrument, side, lots - netted);
  }

  tickMoney(instrument: number): Money {
    return this.parts.margin.tickMoney(instrument);
  }

  marginPerLot(instrument: number): Money {
    return this.parts.margin.perLot[instrument]!;
  }

  cycleGain(account: number): Money {
    return this.parts.variation.cycle[account]!;
  }

  fundRequired(member: number): Money {
    return this.parts.fund.required[member]!;
  }

  balance(ledgerAccount: number): Money {
    return this.parts.accounts.ledger.balance(ledgerAccount);
  }

  post(from: number, to: number, amount: Money): void {
    this.parts.accounts.ledger.post(from, to, amount);
    const payer = this.owner[from]!;
    const receiver = this.owner[to]!;
    if (payer === receiver) return;
    if (payer !== NOBODY) this.flow(this.kindOfPayment(payer, from, amount), payer, -amount);
    if (receiver === NOBODY) return;
    this.flow(FLOW_DEFAULT, receiver, amount);
    if (this.parts.members.isHouseAccount(receiver) || this.memberOf(receiver) !== this.defaulter) return;
    const claims =
      from === this.ledgerAccounts.memberCapital[this.defaulter] ? this.parts.accounts.memberPaid : this.covered;
    claims[receiver] = claims[receiver]! + amount;
  }

  /** What another member pays out of its own money is an assessment; what another account pays, a haircut. */
  private kindOfPayment(payer: number, from: number, amount: Money): number {
    const member = this.memberOf(payer);
    if (member === this.defaulter) return FLOW_DEFAULT;
    if (member === NOBODY || from !== this.ledgerAccounts.memberCapital[member]) return FLOW_HAIRCUT;
    this.assessed[member] = this.assessed[member]! + amount;
    return FLOW_ASSESSMENT;
  }

  private flow(kind: number, account: number, amount: Money): void {
    this.parts.flows.add(kind, account, this.parts.flows.noInstrument, amount);
  }

  private change(account: number, instrument: number, side: Side, lots: Lots): void {
    if (lots === 0) return;
    const { positions, margin, variation } = this.parts;
    const cell = positions.cell(account, instrument);
    positions.move(cell, side, lots, margin.ticks(instrument));
    if (positions.long[cell] === 0 && positions.short[cell] === 0) variation.cumulated[cell] = 0;
  }
}
