/** What the venue's rules ask about an account. */
export interface AccountTraits {
  /** Accounts with the same number are under one control and count as one. */
  readonly controller: number;
  readonly isNaturalPerson: boolean;
  /** Whether its position is an approved hedge. */
  readonly hedgeExempt: boolean;
  /** Lots a side of each listed month that the approval covers; 0 for all. */
  readonly hedgeQuotaLots: number;
  readonly isDesignatedMaker: boolean;
  /** Whether it is the house account of a clearing member, whom no rule for traders hinders. */
  readonly isMember: boolean;
}

/**
 * Who controls which accounts. Groups are numbered from 0 in the order of their first accounts; `next` leads from each
 * account of a group to the one after it and from the last to the first, so that a lone account leads to itself.
 */
export class Controllers {
  readonly count: number;
  readonly groupOf: Int32Array;
  readonly next: Int32Array;
  /** First account of each group. */
  readonly first: Int32Array;

  constructor(accounts: readonly AccountTraits[]) {
    this.groupOf = new Int32Array(accounts.length);
    this.next = new Int32Array(accounts.length);
    const groups = new Map<number, number[]>();
    accounts.forEach(({ controller }, account) => {
      const members = groups.get(controller);
      if (members === undefined) groups.set(controller, [account]);
      else members.push(account);
    });
    this.count = groups.size;
    this.first = new Int32Array(this.count);
    [...groups.values()].forEach((members, group) => {
      this.first[group] = members[0];
      members.forEach((account, k) => {
        this.groupOf[account] = group;
        this.next[account] = members[(k + 1) % members.length];
      });
    });
  }
}
