import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

const PFMI_4 = "CPMI-IOSCO, Principles for financial market infrastructures (2012), principle 4";

const shock = {
  kind: "number",
  unit: "percent of the settlement price",
  minimum: -100,
  maximum: 1000,
} as const;

/** Stress scenarios and the default fund that they size: `clearing.stress`. */
export const stressTable = {
  scenarios: {
    kind: "list",
    keyedBy: "name",
    default: [],
    meaning: "moves of all settlement prices at once; the worst of them sizes the default fund",
    item: {
      kind: "group",
      meaning: "one scenario",
      fields: {
        name: { kind: "text", meaning: "name in the table ccp_daily" },
        percent: { ...shock, meaning: "move of every month of every contract", source: "assumption" },
        twistPercent: {
          ...shock,
          minimum: -1000,
          default: 0,
          meaning: "added for the nearest month, taken off for the farthest, in equal steps between",
          source: "default: none",
        },
        contracts: {
          kind: "list",
          keyedBy: "code",
          default: [],
          meaning: "contracts that move otherwise",
          item: {
            kind: "group",
            meaning: "one contract",
            fields: {
              code: { kind: "text", meaning: "code of the contract" },
              percent: { ...shock, meaning: "move of its months in place of `percent`", source: "assumption" },
            },
          },
        },
      },
    },
  },
  cover: {
    kind: "integer",
    unit: "members",
    minimum: 0,
    maximum: 2,
    default: 0,
    meaning: "how many members' defaults at once the fund must stand: Cover 1 or Cover 2; 0: there is no fund",
    source: `default: no fund; ${PFMI_4}: one, or two for systemic or complex houses`,
  },
  bufferPercent: {
    kind: "number",
    unit: "percent",
    minimum: 0,
    maximum: 1000,
    default: 10,
    meaning: "the fund is larger than the cover by this",
    source: "assumption",
  },
  resizeBelow: {
    kind: "number",
    unit: "of the cover that sizes the fund",
    minimum: 0,
    maximum: 10,
    default: 0,
    meaning: "between the months the fund is sized anew on a day on which it holds less than this; 0: monthly only",
    source:
      "PFMI principle 4: resources that suffice, tested daily; Eurex sizes monthly and checks daily; the ratio: assumption",
  },
  minimumFund: {
    kind: "number",
    unit: "units of the venue's currency",
    minimum: 0,
    maximum: 100_000_000_000,
    default: 0,
    meaning: "the fund is never smaller, where there is one",
    source: "default: none",
  },
} as const satisfies ParameterTable;

export type StressParameters = ParametersOf<typeof stressTable>;
