import type { Submissions } from "../submissions.ts";

/** The middle one of the sellers' prices, each counting once; of an even number the mean of the two in the middle. */
export function median(submissions: Submissions): number {
  const { price, order, count } = submissions;
  submissions.largestWeight = 1 / count;
  submissions.sortByPrice();
  const upper = count >> 1;
  const lower = (count - 1) >> 1;
  return (price[order[lower]] + price[order[upper]]) / 2;
}
