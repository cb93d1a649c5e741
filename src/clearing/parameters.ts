import type { ParameterTable, ParametersOf } from "../base/parameters.ts";
import { defaultManagementTable, waterfallSpec } from "./default/parameters.ts";
import { marginSpec } from "./margin/parameters.ts";
import { stressTable } from "./stress/parameters.ts";

const MONEY_MAXIMUM = 100_000_000_000;
const OF_CURRENCY = "units of the venue's currency";

/** Margin calls and their deadlines. */
const callsTable = {
  dailyDueMinutes: {
    kind: "integer",
    unit: "minutes of trading time",
    minimum: 0,
    maximum: 600,
    default: 0,
    meaning: "deadline of the daily cycle's calls after the next trading day's first order entry; 0: when it begins",
    source: "SHFE Risk Management Rules: before the next trading day's opening",
  },
  intraday: {
    kind: "group",
    meaning: "cycles in continuous trading, at the prices of the moment",
    fields: {
      enabled: {
        kind: "boolean",
        unit: "1",
        default: false,
        meaning: "whether there are any",
        source: "rulebook choice",
      },
      times: {
        kind: "list",
        item: { kind: "timeOfDay", meaning: "local time of a cycle" },
        default: [],
        meaning: "when they run",
      },
      thresholdPercent: {
        kind: "number",
        unit: "percent of the margin required",
        minimum: 0,
        maximum: 100,
        default: 80,
        meaning: "an account whose equity is below this is called for all that is missing to the requirement",
        source: "assumption: near the usual ratio of maintenance to initial margin of 75-90 %",
      },
      deadlineMinutes: {
        kind: "integer",
        unit: "minutes of trading time",
        minimum: 1,
        maximum: 600,
        default: 60,
        meaning: "time in which an intraday call must be met",
        source: "EMIR RTS 153/2013 asks for timely calls; one hour: assumption",
      },
    },
  },
} as const satisfies ParameterTable;

const membersSpec = {
  kind: "list",
  keyedBy: "id",
  meaning: "clearing members; agents clear through the one they name, or in turn",
  default: [{ id: "member-1", capital: 1_000_000_000 }],
  item: {
    kind: "group",
    meaning: "one clearing member",
    fields: {
      id: { kind: "text", meaning: "name; its house account in tables bears it" },
      capital: {
        kind: "number",
        unit: OF_CURRENCY,
        minimum: 0,
        maximum: MONEY_MAXIMUM,
        default: 1_000_000_000,
        meaning: "own money: pays for its clients' losses, its share of the default fund and assessments",
        source: "assumption",
      },
    },
  },
} as const;

/** What a scenario may say about the clearing house. */
export const clearingTable = {
  members: membersSpec,
  margin: marginSpec,
  calls: { kind: "group", meaning: "margin calls", fields: callsTable },
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
    meaning: "how the house closes positions of an account that misses a call, or that a rule forbids",
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
  houseCapital: {
    kind: "number",
    unit: OF_CURRENCY,
    minimum: 0,
    maximum: MONEY_MAXIMUM,
    default: 100_000_000,
    meaning: "the house's own capital; the waterfall says how much of it stands for losses, and when",
    source: "assumption",
  },
  stress: { kind: "group", meaning: "stress scenarios and the default fund that they size", fields: stressTable },
  waterfall: waterfallSpec,
  defaults: { kind: "group", meaning: "how a member's default is managed", fields: defaultManagementTable },
} as const satisfies ParameterTable;

export type ClearingParameters = ParametersOf<typeof clearingTable>;
