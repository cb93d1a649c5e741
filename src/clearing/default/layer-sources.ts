import { assert } from "../../base/assert.ts";
import type { Money } from "../../base/units.ts";
import { apportion } from "./apportion.ts";
import { assess, assessmentCap, type AssessmentTerms } from "./assessments.ts";
import type { DefaultDesk } from "./default-desk.ts";
import type { WaterfallLayer } from "./parameters.ts";
import type { Purse } from "./spare-cash.ts";
import { payWinners } from "./vm-haircut.ts";

/** Where the money of one layer comes from, for one loss. */
export interface LayerSources {
  readonly layer: WaterfallLayer["layer"];
  readonly available: Money;
  /** Ledger accounts that pay. */
  readonly payers: readonly number[];
  /** What each pays if the layer is asked for a loss and pays `used` of it. */
  split(used: Money, asked: Money): Money[];
}

/** Money in ledger accounts that pay in proportion to what they hold here. */
export function proRataSources(
  layer: LayerSources["layer"],
  payers: readonly number[],
  amounts: readonly Money[],
): LayerSources {
  const available = amounts.reduce((sum, amount) => sum + amount, 0);
  return { layer, available, payers, split: (used) => apportion(used, amounts) };
}

/** Variation margin of winners: they are paid what is left of it, in proportion to their gains. */
export function haircutSources({ payers, amounts }: Purse): LayerSources {
  const available = amounts.reduce((sum, amount) => sum + amount, 0);
  const split = (used: Money): Money[] => {
    const paid = payWinners(available - used, amounts);
    return amounts.map((amount, i) => amount - paid[i]!);
  };
  return { layer: "vm_haircut", available, payers, split };
}

/** What assessments can bring in, and who fails when called. */
export class AssessmentSources implements LayerSources {
  readonly layer = "assessments";
  readonly available: Money;
  readonly payers: readonly number[];
  /** Members that were called for more than they have, after `split`. */
  readonly failed: number[] = [];
  private readonly members: readonly number[];
  private readonly terms: readonly AssessmentTerms[];
  private readonly caps: readonly Money[];
  private readonly assessed: Money[];

  /** `assessed` holds what each member was called for before, and is brought up to date. */
  constructor(
    parameters: Extract<WaterfallLayer, { readonly layer: "assessments" }>,
    desk: DefaultDesk,
    survivors: readonly number[],
    assessed: Money[],
  ) {
    const { memberCapital } = desk.ledgerAccounts;
    this.members = survivors;
    this.assessed = assessed;
    this.payers = survivors.map((member) => memberCapital[member]!);
    this.terms = survivors.map((member) => ({
      fundRequired: desk.fundRequired(member),
      alreadyAssessed: assessed[member]!,
      capital: Math.max(0, desk.balance(memberCapital[member]!)),
    }));
    this.caps = this.terms.map((terms) => assessmentCap(terms, parameters.capPercent, parameters.totalCapPercent));
    this.available = this.terms.reduce((sum, { capital }, i) => sum + Math.min(this.caps[i]!, capital), 0);
  }

  split(used: Money, asked: Money): Money[] {
    const { called, paid } = assess(asked, this.terms, this.caps);
    for (const [i, member] of this.members.entries()) {
      this.assessed[member] = this.assessed[member]! + paid[i]!;
      if (called[i]! > this.terms[i]!.capital) this.failed.push(member);
    }
    assert(paid.reduce((sum, amount) => sum + amount, 0) === used, "assessments do not bring in what the layer pays");
    return paid;
  }
}
