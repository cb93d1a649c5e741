import type { Stream } from "../../base/random.ts";
import { CheckedRule } from "./checked-rule.ts";
import { Lottery } from "./lottery.ts";
import type { RationingParameters } from "./parameters.ts";
import { Priority } from "./priority.ts";
import { ProRata } from "./pro-rata.ts";
import { Queue } from "./queue.ts";
import { QuotaWeight } from "./quota-weight.ts";
import type { AdmittingRule, Customer, RationingRule } from "./rule.ts";
import { SalesCap } from "./sales-cap.ts";

/** The rule of a scenario for one region, every hour of it checked; only the lottery draws, from each customer's stream. */
export function makeRule(
  parameters: RationingParameters,
  customers: readonly Customer[],
  streamOf: (customer: string) => Stream,
): RationingRule {
  return new CheckedRule(uncheckedRule(parameters, customers, streamOf), customers.length);
}

/** Rationing rules by the name that a scenario gives them. */
function uncheckedRule(
  parameters: RationingParameters,
  customers: readonly Customer[],
  streamOf: (customer: string) => Stream,
): AdmittingRule {
  switch (parameters.rule) {
    case "pro_rata":
      return new ProRata(customers.length);
    case "priority":
      return new Priority(customers);
    case "queue":
      return new Queue(parameters, customers.length);
    case "lottery":
      return new Lottery(parameters, customers, streamOf);
    case "sales_cap":
      return new SalesCap(parameters, customers.length);
    case "quota_weight":
      return new QuotaWeight(parameters, customers);
  }
}
