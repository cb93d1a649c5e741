import type { DefaultDesk } from "../clearing/default/default-desk.ts";
import { Ledger } from "../clearing/ledger.ts";

/** One clearing member on paper; account 0 of its list is its own. Money in whole units. */
export interface PaperMember {
  readonly capital?: number;
  readonly fund?: number;
  readonly fundRequired?: number;
  readonly isInDefault?: boolean;
  readonly accounts: readonly PaperAccount[];
}

export interface PaperAccount {
  readonly free?: number;
  readonly held?: number;
  readonly gain?: number;
  readonly hasFailed?: boolean;
  /** By listed month. */
  readonly long?: readonly number[];
  readonly short?: readonly number[];
}

/** A clearing house on paper: a ledger, positions side by side, members' own accounts first within each member. */
export class PaperDesk implements DefaultDesk {
  readonly members: number;
  readonly accounts: number;
  readonly instruments: number;
  readonly ledger: Ledger;
  readonly ledgerAccounts;
  readonly postings: { readonly from: string; readonly to: string; readonly amount: number }[] = [];
  readonly longs: number[][];
  readonly shorts: number[][];
  private readonly terms: readonly PaperMember[];
  private readonly sheets: readonly PaperAccount[];
  private readonly member: number[];
  private readonly marginMoney: number;

  constructor(members: readonly PaperMember[], houseCapital: number, instruments = 1, marginMoney = 100) {
    this.terms = members;
    this.members = members.length;
    this.instruments = instruments;
    this.marginMoney = marginMoney;
    this.sheets = members.flatMap(({ accounts }) => accounts);
    this.member = members.flatMap(({ accounts }, m) => accounts.map(() => m));
    this.accounts = this.sheets.length;
    this.longs = this.sheets.map(({ long }) => Array.from({ length: instruments }, (_, i) => long?.[i] ?? 0));
    this.shorts = this.sheets.map(({ short }) => Array.from({ length: instruments }, (_, i) => short?.[i] ?? 0));
    this.ledger = new Ledger(2 * this.accounts + 2 * this.members + 3);
    const outside = this.ledger.open("outside");
    const open = (name: string, amount = 0): number => {
      const account = this.ledger.open(name);
      this.ledger.post(outside, account, amount);
      return account;
    };
    this.ledgerAccounts = {
      free: this.sheets.map(({ free }, i) => open(`free ${String(i)}`, free)),
      held: this.sheets.map(({ held }, i) => open(`held ${String(i)}`, held)),
      memberCapital: members.map(({ capital }, m) => open(`capital ${String(m)}`, capital)),
      memberFund: members.map(({ fund }, m) => open(`fund ${String(m)}`, fund)),
      houseCapital: open("house", houseCapital),
      deficit: open("deficit"),
    };
  }

  isInDefault(member: number): boolean {
    return this.terms[member]!.isInDefault ?? false;
  }

  houseAccount(member: number): number {
    return this.terms.slice(0, member).reduce((sum, { accounts }) => sum + accounts.length, 0);
  }

  memberOf(account: number): number {
    return this.member[account]!;
  }

  hasFailed(account: number): boolean {
    return this.sheets[account]!.hasFailed ?? false;
  }

  port(account: number, member: number): void {
    this.member[account] = member;
  }

  longLots(account: number, instrument: number): number {
    return this.longs[account]![instrument]!;
  }

  shortLots(account: number, instrument: number): number {
    return this.shorts[account]![instrument]!;
  }

  close(longAccount: number, shortAccount: number, instrument: number, lots: number): void {
    this.take(this.longs[longAccount]!, instrument, lots);
    this.take(this.shorts[shortAccount]!, instrument, lots);
  }

  move(from: number, to: number, instrument: number, side: number, lots: number): void {
    const book = side === 1 ? this.longs : this.shorts;
    this.take(book[from]!, instrument, lots);
    book[to]![instrument] = book[to]![instrument]! + lots;
  }

  tickMoney(): number {
    return 1;
  }

  marginPerLot(): number {
    return this.marginMoney;
  }

  cycleGain(account: number): number {
    return this.sheets[account]!.gain ?? 0;
  }

  fundRequired(member: number): number {
    const { fundRequired, fund } = this.terms[member]!;
    return fundRequired ?? fund ?? 0;
  }

  balance(ledgerAccount: number): number {
    return this.ledger.balance(ledgerAccount);
  }

  post(from: number, to: number, amount: number): void {
    this.ledger.post(from, to, amount);
    this.ledger.verify();
    this.postings.push({ from: this.ledger.name(from), to: this.ledger.name(to), amount });
  }

  /** Long minus short lots of all accounts, and long lots, of a listed month. */
  openInterest(instrument: number): { readonly net: number; readonly lots: number } {
    const sum = (book: readonly number[][]): number => book.reduce((all, lots) => all + lots[instrument]!, 0);
    return { net: sum(this.longs) - sum(this.shorts), lots: sum(this.longs) };
  }

  private take(lotsOf: number[], instrument: number, lots: number): void {
    if (!(Number.isInteger(lots) && lots > 0 && lots <= lotsOf[instrument]!)) throw new Error("lots that are not held");
    lotsOf[instrument] = lotsOf[instrument]! - lots;
  }
}
