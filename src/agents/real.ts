import type { NumberSpec } from "../base/parameters.ts";

/** The specification of a real number that may differ from agent to agent, for parameter tables. */
export function real(
  unit: string,
  standard: number,
  minimum: number,
  maximum: number,
  meaning: string,
  source: string,
): NumberSpec & { readonly kind: "number"; readonly default: number } {
  return { kind: "number", unit, default: standard, minimum, maximum, varies: true, meaning, source };
}
