import { cappedWeights } from "../provider-weights.ts";
import type { Submissions } from "../submissions.ts";
import type { MethodTerms } from "./method.ts";

/**
 * Volume-weighted mean after the lowest and the highest prices have been pulled in: to the first price, from below and
 * from above, at which the weights counted so far pass `winsorPercent`. The weights are volumes under the provider cap.
 * After the description of Ornn's OCPI (2026), whose winsor level is not public; the quantile rule is an assumption.
 */
export function winsorisedMean(submissions: Submissions, terms: MethodTerms): number {
  const { volume, price, weight, order, count } = submissions;
  submissions.largestWeight = cappedWeights(volume, terms.providerCap, weight);
  submissions.sortByPrice();
  const tail = terms.winsorPercent / 100;
  let low = 0;
  for (let below = weight[order[0]]; below <= tail && low < count - 1;) below += weight[order[++low]];
  let high = count - 1;
  for (let above = weight[order[high]]; above <= tail && high > low;) above += weight[order[--high]];
  const floor = price[order[low]];
  const ceiling = price[order[high]];
  let mean = 0;
  for (let k = 0; k < count; k++) {
    const i = order[k];
    mean += weight[i] * Math.min(ceiling, Math.max(floor, price[i]));
  }
  return mean;
}
