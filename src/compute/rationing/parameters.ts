import type { OneOfSpec, ParametersOf, ParameterTable } from "../../base/parameters.ts";

const holdDays = (meaning: string) =>
  ({ kind: "number", unit: "days", minimum: 0, maximum: 3650, default: 7, meaning, source: "assumption" }) as const;

const memoryDays = (value: number, meaning: string) =>
  ({ kind: "number", unit: "days", above: 0, maximum: 3650, default: value, meaning, source: "assumption" }) as const;

const percent = (value: number, meaning: string, source: string) =>
  ({ kind: "number", unit: "percent", minimum: 0, maximum: 100, default: value, meaning, source }) as const;

const weight = (value: number, meaning: string, source: string) =>
  ({ kind: "number", unit: "1", above: 0, maximum: 1000, default: value, meaning, source }) as const;

/** The settings of each rationing rule. */
export const rationingTables = {
  pro_rata: {},
  priority: {
    othersTier: {
      kind: "integer",
      unit: "tier",
      minimum: 1,
      maximum: 100,
      default: 2,
      meaning: "Tier of the many users who are no agents; labs name their own, 1 is served first.",
      source: "assumption",
    },
  },
  queue: {
    maxWaitHours: {
      kind: "integer",
      unit: "hours",
      minimum: 0,
      maximum: 72,
      default: 6,
      meaning: "How many hours after its own a request may still be served; then it expires.",
      source: "assumption",
    },
  },
  lottery: {
    drawHours: {
      kind: "integer",
      unit: "hours",
      minimum: 1,
      maximum: 8760,
      default: 24,
      meaning: "Hours between two draws of places.",
      source: "assumption",
    },
  },
  sales_cap: {
    newSalesPercent: percent(
      20,
      "Share of what a customer asks beyond its existing sales that is sold while the cap holds.",
      "Z.ai, January 2026: new coding plans up to 20 % of earlier sales",
    ),
    memoryDays: memoryDays(30, "Half-life of the mean of a customer's served use that counts as existing sales."),
    holdDays: holdDays("How long after a short hour the cap still holds."),
  },
  quota_weight: {
    quotaHeadroom: weight(1.2, "Quota of a day over the usual requests of a day at off-peak weight.", "assumption"),
    peakWeight: weight(3, "What a token at peak counts against the quota.", "Z.ai 2026: 3, later 2 (docs.z.ai)"),
    offPeakWeight: weight(1, "What any other token counts.", "Z.ai 2026: 1, later 0.67 (docs.z.ai)"),
    deferrablePercent: percent(
      20,
      "Share of what the quota refuses that is asked for again in off-peak hours, within 24 hours.",
      "assumption",
    ),
    memoryDays: memoryDays(7, "Half-life of the mean of a customer's daily requests that sets its quota."),
    holdDays: holdDays("How long after a short hour the quota still holds."),
  },
} as const satisfies Record<string, ParameterTable>;

/** What each rule does, in a sentence, with its source. */
export const rationingMeanings: Readonly<Record<keyof typeof rationingTables, string>> = {
  pro_rata: "Everybody gets the same share of what it asks for; the rest is refused.",
  priority: "Tiers in order, pro rata in the tier where capacity ends.",
  queue: "Requests wait; the oldest are served first, and expire.",
  lottery: "Customers draw places every so often and are served in full in their order.",
  sales_cap:
    "While compute is short, existing sales are served and a part of what is asked for beyond them. (Z.ai, January 2026)",
  quota_weight: "While compute is short, each customer has a daily quota on which peak hours weigh more. (Z.ai 2026)",
};

/** A rationing rule's name and settings. */
export type RationingParameters = {
  readonly [K in keyof typeof rationingTables]: { readonly rule: K } & ParametersOf<(typeof rationingTables)[K]>;
}[keyof typeof rationingTables];

/** `rationing`: how access is rationed where more is asked than can be computed at the posted price. */
export const rationingTable = {
  kind: "oneOf",
  by: "rule",
  tables: rationingTables,
  default: { rule: "pro_rata" },
  meaning: "How access is rationed where more is asked than can be computed at the posted price.",
} as const satisfies OneOfSpec;

/** `shortage`: what unserved use is worth to those who wanted it. */
export const shortageTable = {
  chokeToPosted: {
    kind: "number",
    unit: "1",
    above: 1,
    maximum: 1000,
    default: 4,
    meaning: "Price above which nobody wants tokens, over the posted price.",
    source: "assumption: without one the value of unserved use has no bound at elasticities up to one",
  },
  refusedUse: {
    kind: "choice",
    unit: "1",
    choices: ["least_valued", "random"],
    default: "least_valued",
    meaning: "Which of its uses a customer that is not fully served goes without.",
    source: "assumption: a customer knows what its own uses are worth",
  },
} as const satisfies ParameterTable;

export type ShortageParameters = ParametersOf<typeof shortageTable>;
