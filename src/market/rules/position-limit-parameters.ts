import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

const phaseTable = {
  percentOfOpenInterest: {
    kind: "number",
    unit: "percent of the listed month's open interest, one side counted, at the last clearing",
    minimum: 0,
    maximum: 1000,
    default: 0,
    meaning: "limit as a share of the open interest; 0 for none",
    source: "SHFE copper: a client 10 % from an open interest of 80,000 lots on (not confirmed)",
  },
  percentOfMonthUse: {
    kind: "number",
    unit: "percent of a month's national use of the underlying, in lots",
    minimum: 0,
    maximum: 1000,
    default: 0,
    meaning: "limit as a share of what the country uses in a month; 0 for none",
    source: "assumption: 5 %, and 2.5 % in the delivery month, where copper's lot counts say nothing",
  },
  lots: {
    kind: "integer",
    unit: "lots",
    minimum: 0,
    maximum: 2_000_000_000,
    default: 0,
    meaning: "limit as a number of lots, or the least that the shares may come to; 0 for none",
    source:
      "NYMEX submission 26-370: 7,500 lots of GPU1, 5,500 of GPU2; SHFE copper 8,000 / 3,000 / 1,000 (not confirmed)",
  },
} as const satisfies ParameterTable;

/**
 * Position limits of one contract. The largest of what a phase names is its limit; a phase that names nothing has the
 * limit of the phase before it, and where no phase names anything there is none.
 */
export const positionLimitsTable = {
  general: { kind: "group", meaning: "from listing on", fields: phaseTable },
  monthBefore: { kind: "group", meaning: "in the month before the delivery month", fields: phaseTable },
  deliveryMonth: { kind: "group", meaning: "in the delivery month", fields: phaseTable },
  lastDays: {
    kind: "group",
    meaning: "on the last trading days",
    fields: {
      days: {
        kind: "integer",
        unit: "trading days, the last one included",
        minimum: 1,
        maximum: 100,
        default: 3,
        meaning: "how many they are",
        source: "NYMEX submission 26-370: from the close of the third business day before the last trading day",
      },
      ...phaseTable,
    },
  },
  allMonthsLots: {
    kind: "integer",
    unit: "lots",
    minimum: 0,
    maximum: 2_000_000_000,
    default: 0,
    meaning: "limit of the net position over all listed months of the contract; 0 for none",
    source: "assumption: none; CME's all-month figures are accountability levels, not limits",
  },
} as const satisfies ParameterTable;

export type PositionLimits = ParametersOf<typeof positionLimitsTable>;
export type PhaseLimit = ParametersOf<typeof phaseTable>;
