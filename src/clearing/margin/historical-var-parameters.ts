import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

const LOTS_MAXIMUM = 1_000_000_000;
const TEN_YEARS = 2520;
const SPAN_2 = "CME, SPAN 2 methodology";
const EMIR_28 = "Commission Delegated Regulation (EU) No 153/2013, article 28(1)";

/** Filtered historical simulation. */
export const historicalVarTable = {
  confidencePercent: {
    kind: "number",
    unit: "percent",
    minimum: 90,
    maximum: 99.9,
    default: 99,
    meaning: "share of moves that margin covers",
    source: "CPMI-IOSCO, Principles for financial market infrastructures (2012), principle 6: at least 99 %",
  },
  liquidationDays: {
    kind: "integer",
    unit: "trading days",
    minimum: 1,
    maximum: 10,
    default: 2,
    meaning: "time in which a position is closed out; one-day moves are scaled with its square root",
    source: "Commission Delegated Regulation (EU) No 153/2013, article 26: two days for exchange-traded products",
  },
  lookbackDays: {
    kind: "integer",
    unit: "trading days",
    minimum: 20,
    maximum: TEN_YEARS,
    default: 500,
    meaning: "days of history",
    source: "assumption: two years; SPAN 2 uses ten and more where there are",
  },
  decay: {
    kind: "number",
    unit: "1 per trading day",
    minimum: 0.8,
    maximum: 0.999,
    default: 0.97,
    meaning: "weight of yesterday's variance in today's estimate",
    source: "assumption: between RiskMetrics' .94 for days and .97 for months",
  },
  proxyVolatilityPercent: {
    kind: "number",
    unit: "percent per year",
    above: 0,
    maximum: 500,
    default: 36.5,
    meaning: "volatility at the start, and of the part of the requirement that history does not support yet",
    source: "Bandi and Su (2026): one-month H100 futures",
  },
  proxyCorrelation: {
    kind: "number",
    unit: "1",
    minimum: 0,
    maximum: 1,
    default: 0.9,
    meaning: "correlation between any two listed months in that part",
    source: "assumption",
  },
  contracts: {
    kind: "list",
    keyedBy: "code",
    default: [],
    meaning: "contracts with a proxy of their own",
    item: {
      kind: "group",
      meaning: "one contract",
      fields: {
        code: { kind: "text", meaning: "code of the contract" },
        proxyVolatilityPercent: {
          kind: "number",
          unit: "percent per year",
          above: 0,
          maximum: 500,
          meaning: "as above",
          source: "assumption",
        },
      },
    },
  },
  trustDays: {
    kind: "integer",
    unit: "trading days",
    minimum: 1,
    maximum: TEN_YEARS,
    default: 250,
    meaning: "history of n days counts n / this of the requirement, the proxy the rest; at most lookback_days",
    source: "assumption: one year",
  },
  stress: {
    kind: "group",
    meaning: "a stressed part of the requirement, beside history",
    fields: {
      weightPercent: {
        kind: "number",
        unit: "percent",
        minimum: 0,
        maximum: 100,
        default: 0,
        meaning: "weight of the stressed part",
        source: `default: none; ${SPAN_2}: x HistVaR + (1 - x) Stress; ${EMIR_28}(b): at least 25 %`,
      },
      shockPercent: {
        kind: "number",
        unit: "percent of contract value",
        above: 0,
        maximum: 100,
        default: 15,
        meaning: "move of all months up and down",
        source: "assumption: about 99 % of two days at a volatility of 72 %",
      },
      twistPercent: {
        kind: "number",
        unit: "percent of contract value",
        minimum: 0,
        maximum: 100,
        default: 4,
        meaning: "turn of the curve: nearest month up by this, farthest down, and the reverse",
        source: "assumption",
      },
    },
  },
  floorPercent: {
    kind: "number",
    unit: "percent of the net value per contract",
    minimum: 0,
    maximum: 100,
    default: 3,
    meaning: "never less than this",
    source: "assumption",
  },
  procyclicality: {
    kind: "oneOf",
    by: "tool",
    default: { tool: "none" },
    meaning: "what keeps margin from rising most when markets are worst",
    tables: {
      none: {},
      buffer: {
        percent: {
          kind: "number",
          unit: "percent of the requirement",
          minimum: 0,
          maximum: 200,
          default: 25,
          meaning: "added in calm times, used up as the requirement passes that of long-run volatility",
          source: `${EMIR_28}(a): at least 25 %`,
        },
        longRunDays: {
          kind: "integer",
          unit: "trading days",
          minimum: 20,
          maximum: TEN_YEARS,
          default: TEN_YEARS,
          meaning: "history behind long-run volatility; days that are missing count with the proxy",
          source: "assumption: as for the floor",
        },
      },
      floor: {
        longRunDays: {
          kind: "integer",
          unit: "trading days",
          minimum: 20,
          maximum: TEN_YEARS,
          default: TEN_YEARS,
          meaning: "never less than with the volatility of this history; days that are missing count with the proxy",
          source: `${EMIR_28}(c): ten years`,
        },
      },
    },
  },
  concentration: {
    kind: "group",
    meaning: "more for large positions",
    fields: {
      thresholdLots: {
        kind: "integer",
        unit: "lots",
        minimum: 0,
        maximum: LOTS_MAXIMUM,
        default: 0,
        meaning: "net lots of a listed month above which the add-on is asked; 0: never",
        source: `default: none; ${SPAN_2}: threshold tied to average daily volume`,
      },
      percent: {
        kind: "number",
        unit: "percent of contract value",
        minimum: 0,
        maximum: 100,
        default: 2,
        meaning: "asked for every lot above the threshold",
        source: "assumption",
      },
    },
  },
} as const satisfies ParameterTable;

export type HistoricalVarParameters = ParametersOf<typeof historicalVarTable>;
