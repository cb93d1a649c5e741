import type { Submissions } from "../submissions.ts";

/** The numbers that a method may use besides the submissions. */
export interface MethodTerms {
  /** Largest weight of one seller, 1: none. */
  readonly providerCap: number;
  /** Per cent of the weight in each tail whose prices are pulled in; below 50. */
  readonly winsorPercent: number;
}

/**
 * Makes one value of the submissions, of which there is at least one, and sets their largest weight. The value lies
 * between the lowest and the highest price submitted.
 */
export type Method = (submissions: Submissions, terms: MethodTerms) => number;
