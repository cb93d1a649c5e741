import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

const NOTHING_TO_SET = {} as const satisfies ParameterTable;

/** One layer of the waterfall; layers pay in the order of the list. */
const layerTable = {
  defaulter_margin: NOTHING_TO_SET,
  defaulter_fund: NOTHING_TO_SET,
  house_capital: {
    amount: {
      kind: "number",
      unit: "units of the venue's currency",
      minimum: 0,
      maximum: 100_000_000_000,
      default: 100_000_000,
      meaning: "the house's own money in this layer, for all defaults of a run together; never more than it has",
      source: "CME safeguards: USD 100 million for base products; elsewhere assumption",
    },
  },
  mutual_fund: NOTHING_TO_SET,
  assessments: {
    capPercent: {
      kind: "number",
      unit: "percent of a member's required fund contribution",
      minimum: 0,
      maximum: 10_000,
      default: 275,
      meaning: "most that is called from a member for one default",
      source: "assumption: CME's cap for one default",
    },
    totalCapPercent: {
      kind: "number",
      unit: "percent of a member's required fund contribution",
      minimum: 0,
      maximum: 10_000,
      default: 550,
      meaning: "most that is called from a member for all defaults of a run together",
      source: "CME Rule 802.G: several defaults within a cool-off period; a run is one period (assumption)",
    },
  },
  vm_haircut: {
    capPercent: {
      kind: "number",
      unit: "percent of an account's gain of the cycle",
      minimum: 0,
      maximum: 100,
      default: 100,
      meaning: "most that is taken of a gain",
      source: "CPMI-IOSCO 2014, recovery of FMIs: haircuts may be capped by rule; no cap: assumption",
    },
  },
  tear_up: {
    capPercent: {
      kind: "number",
      unit: "percent of the margin of the torn-up lots",
      minimum: 0,
      maximum: 10_000,
      default: 100,
      meaning: "most that the holders of torn-up contracts lose against the settlement price",
      source: "assumption",
    },
  },
} as const satisfies Readonly<Record<string, ParameterTable>>;

/** How a member's default is managed: porting, close-out auction, and what becomes of lots that nobody bids for. */
export const defaultManagementTable = {
  portClients: {
    kind: "boolean",
    unit: "1",
    default: true,
    meaning: "clients that met their calls move to the surviving members, by capital",
    source: "PFMI principle 14",
  },
  auction: {
    kind: "group",
    meaning: "the surviving members bid for the defaulter's positions, month by month",
    fields: {
      enabled: {
        kind: "boolean",
        unit: "1",
        default: false,
        meaning: "whether positions are auctioned",
        source: "rulebook choice",
      },
      discountPercent: {
        kind: "number",
        unit: "percent of a lot's margin",
        minimum: 0,
        maximum: 1000,
        default: 20,
        meaning: "mean distance of a bid from the settlement price",
        source: "assumption",
      },
      dispersionPercent: {
        kind: "number",
        unit: "percent of a lot's margin",
        minimum: 0,
        maximum: 1000,
        default: 10,
        meaning: "standard deviation of that distance over members and months; no bid beats the settlement price",
        source: "assumption",
      },
      capacityPercent: {
        kind: "number",
        unit: "percent of a member's capital",
        minimum: 0,
        maximum: 100,
        default: 25,
        meaning: "margin of the lots that a member bids for in one auction",
        source: "assumption",
      },
      blockLots: {
        kind: "integer",
        unit: "lots",
        minimum: 1,
        maximum: 1_000_000,
        default: 10,
        meaning: "lots are awarded in blocks of this size; the last block may be smaller",
        source: "assumption",
      },
    },
  },
  unsoldLots: {
    kind: "choice",
    unit: "1",
    choices: ["liquidate", "tear_up"],
    default: "liquidate",
    meaning: "what is not auctioned is closed in the book over time, or torn up at the settlement price at once",
    source: "rulebook choice; CPMI-IOSCO 2014, recovery of FMIs, section 4.5",
  },
} as const satisfies ParameterTable;

/** The list `clearing.waterfall`. */
export const waterfallSpec = {
  kind: "list",
  meaning: "who pays when a clearing member defaults, in this order; what is left is uncovered",
  item: { kind: "oneOf", by: "layer", meaning: "one layer", tables: layerTable },
  default: [{ layer: "defaulter_margin" }, { layer: "defaulter_fund" }, { layer: "house_capital" }],
} as const;

export type DefaultManagement = ParametersOf<typeof defaultManagementTable>;
export type WaterfallLayer = ParametersOf<{ readonly layers: typeof waterfallSpec }>["layers"][number];
