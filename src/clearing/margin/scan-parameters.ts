import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

const UNITS_MAXIMUM = 1_000_000_000;
const SPAN = "CME, SPAN methodology";

const percentOfValue = {
  kind: "number",
  unit: "percent of contract value",
  above: 0,
  maximum: 100,
} as const;

/** SPAN for futures. */
export const scanTable = {
  rangePercent: {
    ...percentOfValue,
    default: 10,
    meaning: "price scan range where no tenor says otherwise",
    source:
      "assumption: no margin published for GPU futures; SPAN covers 99 % of one-day moves, 8-12 % asked for tokens",
  },
  tenors: {
    kind: "list",
    default: [],
    meaning: "scan ranges by time to delivery",
    item: {
      kind: "group",
      meaning: "one tier",
      fields: {
        fromMonths: {
          kind: "integer",
          unit: "months",
          minimum: 0,
          maximum: 120,
          meaning: "the tier holds from this many calendar months before the delivery month on",
          source: `${SPAN}: scan ranges are set by tier of months`,
        },
        percent: { ...percentOfValue, meaning: "price scan range", source: "assumption" },
      },
    },
  },
  contracts: {
    kind: "list",
    keyedBy: "code",
    default: [],
    meaning: "contracts with ranges of their own",
    item: {
      kind: "group",
      meaning: "one contract",
      fields: {
        code: { kind: "text", meaning: "code of the contract" },
        factor: {
          kind: "number",
          unit: "1",
          above: 0,
          maximum: 100,
          meaning: "scan ranges are multiplied by this",
          source: "assumption: ratio of the contracts' volatilities",
        },
      },
    },
  },
  calendarPercent: {
    kind: "number",
    unit: "percent of the value of the dearer leg",
    minimum: 0,
    maximum: 100,
    default: 3,
    meaning: "intra-commodity charge for long and short months of a contract that offset each other",
    source: `${SPAN}: intracommodity spread charge; size: assumption`,
  },
  deliveryPercent: {
    kind: "number",
    unit: "percent of contract value",
    minimum: 0,
    maximum: 100,
    default: 0,
    meaning: "charge for positions in the delivery month, either side",
    source: `${SPAN}: spot-month (delivery) charge; default: none`,
  },
  interCommodity: {
    kind: "list",
    default: [],
    meaning: "credits between contracts, in the order in which they are given",
    item: {
      kind: "group",
      meaning: "one credit for long units of one contract against short units of the other",
      fields: {
        first: { kind: "text", meaning: "code of a contract" },
        second: { kind: "text", meaning: "code of the other" },
        firstUnits: {
          kind: "number",
          unit: "units of the underlying",
          above: 0,
          maximum: UNITS_MAXIMUM,
          default: 1,
          meaning: "units of the first in one spread",
          source: "assumption",
        },
        secondUnits: {
          kind: "number",
          unit: "units of the underlying",
          above: 0,
          maximum: UNITS_MAXIMUM,
          default: 1,
          meaning: "units of the second in one spread",
          source: "assumption",
        },
        creditPercent: {
          kind: "number",
          unit: "percent of both legs' scan risk",
          minimum: 0,
          maximum: 100,
          meaning: "credit",
          source: `${SPAN}: intercommodity spread credit; size: assumption`,
        },
      },
    },
  },
} as const satisfies ParameterTable;

export type ScanParameters = ParametersOf<typeof scanTable>;
