/** The positions that a stress test looks at, account by account. */
export interface StressedBook {
  /** Clearing member of each account; -1 leaves the account out, as those of members in default. */
  readonly member: Int32Array;
  /** Initial margin held for each account, money. */
  readonly margin: Float64Array;
  /** Gross lots at account x instruments + instrument. */
  readonly long: Int32Array;
  readonly short: Int32Array;
  readonly instruments: number;
  /** Number of members. */
  readonly members: number;
}

/** What an account gains when one long lot of each instrument gains `gains`. */
export function accountGain(book: StressedBook, account: number, gains: Float64Array): number {
  const base = account * book.instruments;
  let sum = 0;
  for (let i = 0; i < book.instruments; i++) sum += (book.long[base + i]! - book.short[base + i]!) * gains[i]!;
  return sum;
}

/**
 * Loss beyond margin of each member: the sum over its accounts, its own and its clients', of what each one loses beyond the
 * margin held for it. One account's gain or spare margin covers no other's loss, because clients' money is not the
 * member's and clients do not answer for each other (PFMI principle 14). Source: CPMI-IOSCO public quantitative disclosure
 * 4.4: stress loss in excess of initial margin.
 */
export function stressedLosses(book: StressedBook, gains: Float64Array): Float64Array {
  const losses = new Float64Array(book.members);
  for (let account = 0; account < book.member.length; account++) {
    const member = book.member[account]!;
    if (member < 0) continue;
    const beyond = -accountGain(book, account, gains) - book.margin[account]!;
    if (beyond > 0) losses[member] = losses[member]! + beyond;
  }
  return losses;
}
