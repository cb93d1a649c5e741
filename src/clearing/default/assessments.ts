import type { Money } from "../../base/units.ts";
import { apportionWithin } from "./apportion.ts";

/** What a surviving member may still be called for. */
export interface AssessmentTerms {
  /** Default fund contribution that the rulebook asks of it: the base of both caps and of its part. */
  readonly fundRequired: Money;
  /** Called from it at earlier defaults. */
  readonly alreadyAssessed: Money;
  /** Money that it has. */
  readonly capital: Money;
}

/** Most that the rule calls from a member for this default: the cap per default, within what the total cap leaves. */
export function assessmentCap(terms: AssessmentTerms, capPercent: number, totalCapPercent: number): Money {
  const once = Math.floor((terms.fundRequired * capPercent) / 100);
  const inAll = Math.floor((terms.fundRequired * totalCapPercent) / 100);
  return Math.max(0, Math.min(once, inAll - terms.alreadyAssessed));
}

/** What one call on the members brings in. */
export interface Assessment {
  /** What the rule calls from each member. */
  readonly called: Money[];
  /** What each pays: where one cannot, the others pay its part up to their own caps. */
  readonly paid: Money[];
}

/**
 * Calls `loss` from the members in proportion to their required contributions (assumption), each up to its cap. A member
 * pays what it has; one that was called for more than that has failed.
 */
export function assess(loss: Money, members: readonly AssessmentTerms[], caps: readonly Money[]): Assessment {
  const weights = members.map(({ fundRequired }) => fundRequired);
  const payable = members.map(({ capital }, i) => Math.max(0, Math.min(caps[i]!, capital)));
  return { called: apportionWithin(loss, weights, caps), paid: apportionWithin(loss, weights, payable) };
}
