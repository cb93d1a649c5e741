import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

const PERCENT_OF_SETTLEMENT = "percent of the settlement price";

/** Whose positions forced reduction closes after the last lock of a sequence; goes under `rules` as `forced_reduction`. */
export const forcedReductionTable = {
  lossPercent: {
    kind: "number",
    unit: PERCENT_OF_SETTLEMENT,
    minimum: 0,
    maximum: 100,
    default: 6,
    meaning: "loss per lot from which an account's unfilled closing orders at the limit are matched",
    source: "assumption: SHFE practice 6 %; 8 % for some products; CFFEX 10 %",
  },
  highProfitPercent: {
    kind: "number",
    unit: PERCENT_OF_SETTLEMENT,
    minimum: 0,
    maximum: 100,
    default: 6,
    meaning: "profit per lot of the first tier of speculators, and of the hedgers that come last",
    source: "assumption: SHFE practice 6 %",
  },
  lowProfitPercent: {
    kind: "number",
    unit: PERCENT_OF_SETTLEMENT,
    minimum: 0,
    maximum: 100,
    default: 3,
    meaning: "profit per lot of the second tier of speculators; all other speculators with a profit are the third",
    source: "assumption: SHFE practice 3 %",
  },
} as const satisfies ParameterTable;

export type ForcedReductionParameters = ParametersOf<typeof forcedReductionTable>;
