import type { Submissions } from "../submissions.ts";

/**
 * Plain mean of the sellers' mean prices, whatever their size: a mean of provider means as in Silicon Data's methodology
 * (2026), whose provider weights are not public; equal weights are an assumption.
 */
export function providerMean(submissions: Submissions): number {
  const { volume, price, count } = submissions;
  submissions.largestWeight = 1 / count;
  let sum = 0;
  for (let i = 0; i < price.length; i++) if (volume[i] > 0) sum += price[i];
  return sum / count;
}
