import { cappedWeights } from "../provider-weights.ts";
import type { Submissions } from "../submissions.ts";
import type { MethodTerms } from "./method.ts";

/**
 * Mean of the sellers' prices by volume, no one weighing more than the cap (Xing 2026, arXiv 2603.21690: 30 %).
 * Without a cap that binds it is the true mean of the transactions of those covered.
 */
export function volumeWeighted(submissions: Submissions, terms: MethodTerms): number {
  const { volume, price, weight } = submissions;
  submissions.largestWeight = cappedWeights(volume, terms.providerCap, weight);
  let mean = 0;
  for (let i = 0; i < weight.length; i++) mean += weight[i] * price[i];
  return mean;
}
