import type { MonthRisk } from "../margin/month-risk.ts";
import { accountGain, type StressedBook } from "./book.ts";
import { uniformGains } from "./scenarios.ts";

/** An account that loses on a move: `perPercent` money for every percent, from where its margin is used up. */
interface Loser {
  readonly perPercent: number;
  readonly fromPercent: number;
}

/**
 * Reverse stress test: the smallest move of all prices, in percent of the settlement prices, up (positive) or down
 * (negative, to -100 at most), whose losses beyond margin of all members together reach `resources`; undefined if no move
 * does. Losses grow in straight pieces with the move, one more account at a time; the answer is exact. Of equal moves the
 * one down is given. Source: Eurex Clearing, reverse stress testing; that every member is taken to fail is an assumption
 * which makes the answer a lower bound.
 */
export function reverseStress(
  months: readonly (MonthRisk | undefined)[],
  book: StressedBook,
  resources: number,
): number | undefined {
  const down = smallestMove(losers(months, book, -1), resources);
  const up = smallestMove(losers(months, book, 1), resources);
  const canFall = down !== undefined && down <= 100;
  if (canFall && (up === undefined || down <= up)) return -down;
  return up;
}

function losers(months: readonly (MonthRisk | undefined)[], book: StressedBook, percent: 1 | -1): Loser[] {
  const gains = uniformGains(months, percent);
  const found: Loser[] = [];
  for (let account = 0; account < book.member.length; account++) {
    const perPercent = -accountGain(book, account, gains);
    if (book.member[account]! >= 0 && perPercent > 0)
      found.push({ perPercent, fromPercent: book.margin[account]! / perPercent });
  }
  return found.sort((a, b) => a.fromPercent - b.fromPercent);
}

function smallestMove(found: readonly Loser[], resources: number): number | undefined {
  let slope = 0;
  let margin = 0;
  for (let i = 0; i < found.length; i++) {
    const { perPercent, fromPercent } = found[i]!;
    slope += perPercent;
    margin += perPercent * fromPercent;
    const percent = (resources + margin) / slope;
    const next = found[i + 1]?.fromPercent ?? Infinity;
    if (percent <= next) return percent;
  }
  return undefined;
}
