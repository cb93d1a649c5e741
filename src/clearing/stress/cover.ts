import { roundHalfEven } from "../../base/integers.ts";
import { MONEY_PER_UNIT, type Money } from "../../base/units.ts";
import type { MonthRisk } from "../margin/month-risk.ts";
import { type StressedBook, stressedLosses } from "./book.ts";
import type { StressParameters } from "./parameters.ts";
import { stressGains } from "./scenarios.ts";

/** What a day's stress test finds; columns of the table `ccp_daily`. */
export interface StressResult {
  /** Largest loss beyond margin of one member, and of two together, each in its own worst scenario; whole money. */
  readonly cover1: Money;
  readonly cover2: Money;
  /** Scenario behind the cover that sizes the fund (Cover 2 where there is none); "" when nobody loses beyond margin. */
  readonly worstScenario: string;
  /** Loss of each member in that scenario. */
  readonly losses: Float64Array;
  /** What the default fund must hold. */
  readonly fundRequired: Money;
}

/** The `members` largest of losses added up: all of them if there are fewer. */
export function coverOf(losses: Float64Array, members: number): number {
  const sorted = Float64Array.from(losses).sort();
  let sum = 0;
  for (let i = 0; i < members && i < sorted.length; i++) sum += sorted[sorted.length - 1 - i]!;
  return sum;
}

/**
 * Size of the default fund: the cover with a buffer on it, never below the minimum; 0 with cover 0. Sources: PFMI principle
 * 4, key consideration 4 (Cover 1, Cover 2); Eurex Clearing, default fund dimensioning: Cover 2 and a buffer that smooths
 * out market moves.
 */
export function fundRequired(parameters: StressParameters, cover: number): Money {
  if (parameters.cover === 0) return 0;
  const minimum = parameters.minimumFund * MONEY_PER_UNIT;
  return roundHalfEven(Math.max(minimum, cover * (1 + parameters.bufferPercent / 100)));
}

/** Runs every scenario over the book. The first of equally bad scenarios is named. */
export function stressTest(
  parameters: StressParameters,
  months: readonly (MonthRisk | undefined)[],
  contracts: readonly string[],
  book: StressedBook,
): StressResult {
  let cover1 = 0;
  let cover2 = 0;
  let worst = 0;
  let worstScenario = "";
  let losses: Float64Array = new Float64Array(book.members);
  for (const scenario of parameters.scenarios) {
    const found = stressedLosses(book, stressGains(scenario, months, contracts));
    const one = coverOf(found, 1);
    const two = coverOf(found, 2);
    cover1 = Math.max(cover1, one);
    cover2 = Math.max(cover2, two);
    const sizing = parameters.cover === 1 ? one : two;
    if (sizing <= worst) continue;
    worst = sizing;
    worstScenario = scenario.name;
    losses = found;
  }
  return {
    cover1: roundHalfEven(cover1),
    cover2: roundHalfEven(cover2),
    worstScenario,
    losses,
    fundRequired: fundRequired(parameters, worst),
  };
}
