import type { Money } from "../base/units.ts";
import type { Accounts, MemberTerms } from "./accounts.ts";

/**
 * Clearing members: who clears through whom, their own money and their shares of the default fund. Each has a house
 * account, after the clients' in the numbering of trading accounts; it takes part in the daily cycle like theirs, but its
 * money comes out of the member's capital as it is needed and returns there.
 */
export class Members {
  readonly count: number;
  /** Member of each trading account; of a house account its own. */
  readonly memberOf: Int32Array;
  /** Whether a member has defaulted. */
  readonly inDefault: Uint8Array;
  private readonly accounts: Accounts;
  private readonly terms: readonly MemberTerms[];

  /** `memberOfClient`: member number by client, see assignMembers. */
  constructor(accounts: Accounts, terms: readonly MemberTerms[], memberOfClient: ArrayLike<number>) {
    this.accounts = accounts;
    this.terms = terms;
    this.count = terms.length;
    this.memberOf = new Int32Array(accounts.count);
    this.inDefault = new Uint8Array(terms.length);
    for (let client = 0; client < accounts.clients; client++) this.memberOf[client] = memberOfClient[client]!;
    for (let m = 0; m < terms.length; m++) this.memberOf[this.houseAccount(m)] = m;
  }

  id(member: number): string {
    return this.terms[member]!.id;
  }

  /** Trading account of the member's own positions. */
  houseAccount(member: number): number {
    return this.accounts.clients + member;
  }

  isHouseAccount(account: number): boolean {
    return account >= this.accounts.clients;
  }

  /** Ledger account of the member's own money. */
  capitalAccount(member: number): number {
    return this.accounts.treasury[this.houseAccount(member)]!;
  }

  capital(member: number): Money {
    return this.accounts.ledger.balance(this.capitalAccount(member));
  }

  /** What it has in the default fund. */
  fund(member: number): Money {
    return this.accounts.ledger.balance(this.accounts.memberFund[member]!);
  }

  clientsOf(member: number): number {
    let clients = 0;
    for (let client = 0; client < this.accounts.clients; client++) if (this.memberOf[client] === member) clients++;
    return clients;
  }
}

/**
 * Member number by agent: the one it names, or, where it names none (""), the next in turn. Throws a RangeError for a name
 * that no member has.
 */
export function assignMembers(names: readonly string[], members: readonly { readonly id: string }[]): Int32Array {
  let turn = 0;
  return Int32Array.from(names, (name) => {
    if (name === "") return turn++ % members.length;
    const member = members.findIndex(({ id }) => id === name);
    if (member < 0) throw new RangeError(`an agent names a clearing member that does not exist: ${name}`);
    return member;
  });
}
