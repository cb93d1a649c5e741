import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

const LOTS_MAXIMUM = 1_000_000_000;
const SHFE = "SHFE Risk Management Rules (restated 2019)";

const percentOfValue = {
  kind: "number",
  unit: "percent of contract value",
  above: 0,
  maximum: 100,
} as const;

/** Margin in percent of contract value by tiers, as SHFE has it. */
export const fixedTiersTable = {
  basePercent: {
    ...percentOfValue,
    default: 10,
    meaning: "margin until the month before delivery",
    source: "assumption: SHFE practice 10-12 %; its rules ask for at least 4-8 % (article 4)",
  },
  monthBeforePercent: {
    ...percentOfValue,
    default: 15,
    meaning: "margin in the month before the delivery month",
    source: "assumption: SHFE copper practice",
  },
  deliveryMonthPercent: {
    ...percentOfValue,
    default: 20,
    meaning: "margin in the delivery month",
    source: "assumption: SHFE practice",
  },
  nearExpiry: {
    kind: "list",
    default: [],
    meaning: "further steps just before the last trading day",
    item: {
      kind: "group",
      meaning: "one step",
      fields: {
        tradingDays: {
          kind: "integer",
          unit: "trading days",
          minimum: 0,
          maximum: 250,
          meaning: "the step holds when no more than this many trading days are left after the next one",
          source: "assumption: SHFE copper two days before the last trading day",
        },
        percent: { ...percentOfValue, meaning: "margin", source: "assumption: SHFE copper 20 %" },
      },
    },
  },
  openInterestLevels: {
    kind: "list",
    default: [],
    meaning: "margin by the open interest of the listed month",
    item: {
      kind: "group",
      meaning: "one level",
      fields: {
        fromLots: {
          kind: "integer",
          unit: "lots",
          minimum: 1,
          maximum: LOTS_MAXIMUM,
          meaning: "the level holds from this open interest on, one side counted",
          source: `${SHFE}, article 5; size: assumption`,
        },
        percent: { ...percentOfValue, meaning: "margin", source: `${SHFE}, article 5; size: assumption` },
      },
    },
  },
  holiday: {
    kind: "group",
    meaning: "more margin over long holidays",
    fields: {
      fromDays: {
        kind: "integer",
        unit: "calendar days",
        minimum: 2,
        maximum: 100,
        default: 5,
        meaning: "a holiday is long when the next trading day is at least this many days ahead",
        source: "assumption: longer than any weekend with one day more",
      },
      addPoints: {
        kind: "number",
        unit: "percentage points",
        minimum: 0,
        maximum: 50,
        default: 0,
        meaning: "added to base_percent over a long holiday",
        source: "default: none; SHFE notice 2018-35: copper 7 to 9 %, nickel 8 to 11 %",
      },
    },
  },
  sides: {
    kind: "choice",
    unit: "1",
    choices: ["gross", "larger_per_contract"],
    default: "gross",
    meaning: "whether both sides pay, or only the side of a contract's months whose margin is larger",
    source: "default: both; SHFE and INE charge the larger side of a product since 2014",
  },
  bothSidesLastDays: {
    kind: "integer",
    unit: "trading days",
    minimum: 0,
    maximum: 250,
    default: 0,
    meaning:
      "with larger_per_contract, months with no more trading days than this left after the next one pay both sides",
    source: "default: none; SHFE: positions after the close of the fifth trading day before the last",
  },
} as const satisfies ParameterTable;

export type FixedTierParameters = ParametersOf<typeof fixedTiersTable>;
