import type { ParameterTable } from "../base/parameters.ts";
import { priceRulesTable, type PriceRules } from "../market/rules/price-parameters.ts";

type Changes = {
  readonly [K in keyof PriceRules]?: PriceRules[K] extends object ? Partial<PriceRules[K]> : PriceRules[K];
};

/** The price rules that a rulebook has which says nothing of them, with changes inside each rule. */
export function priceRulesOf(changes: Changes = {}): PriceRules {
  const rules = groupDefaults(priceRulesTable);
  for (const [name, change] of Object.entries(changes))
    rules[name] = typeof change === "object" ? { ...(rules[name] as object), ...change } : change;
  return rules as unknown as PriceRules;
}

function groupDefaults(table: ParameterTable): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).map(([name, spec]) => {
      if (spec.kind === "group") return [name, groupDefaults(spec.fields)];
      return [name, "default" in spec ? spec.default : undefined];
    }),
  );
}
