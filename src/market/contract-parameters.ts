import type { ParameterTable, ParametersOf } from "../base/parameters.ts";
import { positionLimitsTable } from "./rules/position-limit-parameters.ts";

const tickTables = {
  relative: {
    percent: {
      kind: "number",
      unit: "percent of the listing price",
      above: 0,
      maximum: 5,
      default: 0.1,
      meaning: "the tick is the listing price times this, rounded down to 1, 2 or 5 times a power of ten",
      source: "assumption: .05-.1 % of the price, as SHFE metals have",
    },
  },
  fixed: {
    price: {
      kind: "number",
      unit: "currency per unit of the underlying",
      above: 0,
      meaning: "the price step, a whole multiple of 1e-6",
      source: "assumption; NYMEX submission 26-370: USD 0.01 per GPU-hour",
    },
  },
} as const satisfies Record<string, ParameterTable>;

const lastTradingDayTables = {
  last_business_day: {},
  day_of_month: {
    day: {
      kind: "integer",
      unit: "day of the month",
      minimum: 1,
      maximum: 28,
      default: 15,
      meaning: "last trading day; the next business day where it is none",
      source: "SHFE metals: the 15th of the delivery month",
    },
  },
} as const satisfies Record<string, ParameterTable>;

const finalSettlementTables = {
  index_month_mean: {},
  index_day: {},
  index_last_hours: {
    hours: {
      kind: "integer",
      unit: "hours",
      minimum: 1,
      maximum: 24,
      default: 2,
      meaning: "how many hours up to the last close the mean covers",
      source: "CFFEX index futures: the last two hours of the last trading day",
    },
  },
  index_instant: {},
} as const satisfies Record<string, ParameterTable>;

/** How a perpetual is tied to its index (settlement/perpetual-funding.ts). */
const fundingTable = {
  intervalHours: {
    kind: "integer",
    unit: "hours",
    minimum: 1,
    maximum: 24,
    default: 8,
    meaning: "hours between two payments, counted from midnight UTC; 24 must be a multiple of it",
    source: "convention of crypto venues: 8 hours; Architect/AX: daily",
  },
  capPercent: {
    kind: "number",
    unit: "percent of the index value",
    above: 0,
    maximum: 100,
    default: 0.75,
    meaning: "largest payment, either way",
    source: "assumption: a cap as Architect/AX and crypto venues have, whose sizes differ",
  },
  deadBandPercent: {
    kind: "number",
    unit: "percent of the index value",
    minimum: 0,
    maximum: 10,
    default: 0,
    meaning: "a premium up to this costs nothing, a larger one what it has above it",
    source: "assumption: none; crypto venues clamp at 0.05",
  },
} as const satisfies ParameterTable;

/** Terms of one contract. The underlying is that of its index: million tokens, or GPU-hours. */
export const contractTable = {
  code: { kind: "text", meaning: "letters before yymm in the names of listed months; the whole name of a perpetual" },
  index: {
    kind: "text",
    default: "",
    meaning: "index of the compute market that months settle to; empty: its first",
  },
  expiry: {
    kind: "choice",
    unit: "1",
    choices: ["monthly", "perpetual"],
    default: "monthly",
    meaning: "delivery months, or one perpetual that funding payments tie to the index",
    source: "SHFE and CME: monthly; Architect/AX announced perpetuals on GPU indices",
  },
  monthsListed: {
    kind: "integer",
    unit: "months",
    minimum: 1,
    maximum: 36,
    default: 12,
    meaning: "consecutive delivery months listed at any time, the current month included; not read for a perpetual",
    source: "assumption: SHFE habit, 12 monthly contracts; NYMEX submission 26-370: 36",
  },
  listings: {
    kind: "list",
    meaning: "lot and tick of the months listed from a date on; a listed month keeps its own to the end",
    item: {
      kind: "group",
      meaning: "terms of newly listed months",
      fields: {
        from: { kind: "date", meaning: "first listing date to which the terms apply" },
        lot: {
          kind: "integer",
          unit: "units of the underlying per lot: million tokens, or GPU-hours",
          minimum: 1,
          maximum: 1_000_000_000,
          meaning: "contract size",
          source: "assumption; NYMEX submission 26-370: 730 GPU-hours",
        },
        tick: { kind: "oneOf", by: "rule", tables: tickTables, meaning: "price step" },
      },
    },
  },
  spreads: {
    kind: "group",
    meaning: "calendar spreads between months that follow each other and have the same lot and tick",
    fields: {
      listed: {
        kind: "boolean",
        unit: "1",
        default: false,
        meaning: "whether they are listed, each with a book of its own",
        source: "assumption: SHFE lists none for its metals; CME lists them with every future",
      },
      ticksPerLegTick: {
        kind: "integer",
        unit: "ticks of the spread per tick of its months",
        minimum: 1,
        maximum: 10,
        default: 1,
        meaning: "a spread may have a finer price step than its months",
        source: "assumption: as the months; NYMEX submission 26-370 has half a tick between products",
      },
      implied: {
        kind: "boolean",
        unit: "1",
        default: true,
        meaning: "whether orders of spreads and months make implied orders in each other's books",
        source: "CME: implied in and implied out, first generation",
      },
    },
  },
  firstCurveLogPerYear: {
    kind: "number",
    unit: "log per year",
    minimum: -5,
    maximum: 5,
    default: -2,
    meaning: "slope of the listing prices of the months listed on the scenario's first day, from the index on",
    source: "assumption: token prices of equal quality fell about tenfold a year in 2024",
  },
  lastTradingDay: {
    kind: "oneOf",
    by: "rule",
    tables: lastTradingDayTables,
    default: { rule: "last_business_day" },
    meaning: "last trading day of a month; the next month enters the window on the trading day after it",
  },
  finalSettlement: {
    kind: "oneOf",
    by: "method",
    tables: finalSettlementTables,
    default: { method: "index_month_mean" },
    meaning:
      "cash settlement: mean of the fixings of the delivery month's trading days up to the last one, the last day's fixing, the mean of its last hours, or the index at its close",
  },
  positionLimits: { kind: "group", meaning: "largest positions", fields: positionLimitsTable },
  funding: { kind: "group", meaning: "funding payments of a perpetual", fields: fundingTable },
} as const satisfies ParameterTable;

export type ContractTerms = ParametersOf<typeof contractTable>;
export type FundingTerms = ContractTerms["funding"];
export type FinalSettlement = ContractTerms["finalSettlement"];
