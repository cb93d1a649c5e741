import type { ChoiceSpec } from "../../base/parameters.ts";
import type { Execution, ExecutionParameters } from "./execution.ts";
import { PassiveThenAggressive } from "./passive-then-aggressive.ts";
import { Twap } from "./twap.ts";

/** Execution algorithms by the name that a scenario gives them. */
export const executionKinds = {
  passive_then_aggressive: (parameters: ExecutionParameters): Execution => new PassiveThenAggressive(parameters),
  twap: (parameters: ExecutionParameters): Execution => new Twap(parameters),
} as const;

export type ExecutionKind = keyof typeof executionKinds;

export const executionChoice = {
  kind: "choice",
  unit: "1",
  choices: ["passive_then_aggressive", "twap"],
  default: "passive_then_aggressive",
  meaning: "How the day's quantity of a listed month is traded.",
  source: "Harris & Hasbrouck 1996; Almgren & Chriss 2000",
} as const satisfies ChoiceSpec;
