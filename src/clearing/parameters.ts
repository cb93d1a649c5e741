import type { ParameterTable, ParametersOf } from "../base/parameters.ts";

/** What a scenario may say about the clearing house. */
export const clearingTable = {
  margin: {
    kind: "group",
    meaning: "initial margin at fixed tiers, in percent of the contract value at the settlement price",
    fields: {
      basePercent: {
        kind: "number",
        unit: "percent of contract value",
        above: 0,
        maximum: 100,
        default: 10,
        meaning: "margin until the month before delivery",
        source: "assumption: SHFE practice 10-12 %",
      },
      monthBeforePercent: {
        kind: "number",
        unit: "percent of contract value",
        above: 0,
        maximum: 100,
        default: 15,
        meaning: "margin in the month before the delivery month",
        source: "assumption: SHFE copper practice",
      },
      deliveryMonthPercent: {
        kind: "number",
        unit: "percent of contract value",
        above: 0,
        maximum: 100,
        default: 20,
        meaning: "margin in the delivery month",
        source: "assumption: SHFE practice",
      },
    },
  },
  borrowPercentPerYear: {
    kind: "number",
    unit: "percent per year",
    minimum: 0,
    maximum: 100,
    default: 4,
    meaning: "cost of money tied up in margin and in losses paid",
    source: "assumption: a little above the one-year loan prime rate of 3.1-3.45 % in 2024-25",
  },
  depositPercentPerYear: {
    kind: "number",
    unit: "percent per year",
    minimum: 0,
    maximum: 100,
    default: 1.5,
    meaning: "interest on variation margin received beyond the initial margin",
    source: "assumption: one-year deposit rate of 2024-25",
  },
  liquidation: {
    kind: "group",
    meaning: "how the house closes positions of an account that misses a call",
    fields: {
      intervalMinutes: {
        kind: "integer",
        unit: "minutes of trading time",
        minimum: 1,
        maximum: 600,
        default: 5,
        meaning: "time between two slices",
        source: "assumption",
      },
      slicePercentOfDepth: {
        kind: "number",
        unit: "percent of the opposite best quantity",
        above: 0,
        maximum: 10_000,
        default: 200,
        meaning: "size of a slice, at least one lot",
        source: "assumption",
      },
    },
  },
  houseCapitalCny: {
    kind: "number",
    unit: "CNY",
    minimum: 0,
    maximum: 100_000_000_000,
    default: 100_000_000,
    meaning: "the house's own capital, used when an account's balance is negative after liquidation",
    source: "assumption",
  },
} as const satisfies ParameterTable;

export type ClearingParameters = ParametersOf<typeof clearingTable>;
