import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";

/** How daily settlement prices are found. */
export const settlementTable = {
  method: {
    kind: "choice",
    unit: "1",
    choices: ["day_vwap", "last_hour_vwap", "window_vwap", "closing_auction"],
    default: "day_vwap",
    meaning:
      "day_vwap: volume-weighted mean of all the day's trades; last_hour_vwap: of the last hour of trading that had a trade; window_vwap: of a short window before a fixed time, with quotes and calendar spreads where a month did not trade in it; closing_auction: the price of the closing auction",
    source: "SHFE; CFFEX; CME (SER-4867); stock exchanges",
  },
  lastMinutes: {
    kind: "integer",
    unit: "minutes",
    minimum: 1,
    maximum: 1440,
    default: 60,
    meaning: "last_hour_vwap: length of each stretch of trading time that is looked at, going back from the close",
    source: "CFFEX: one hour",
  },
  windowEnd: {
    kind: "timeOfDay",
    default: 870,
    meaning:
      "window_vwap: end of the window in the venue's local time, within the day's last session; at the close where that comes earlier. Default 14:30: CME, NYMEX energy futures",
  },
  windowMinutes: {
    kind: "integer",
    unit: "minutes",
    minimum: 1,
    maximum: 1440,
    default: 2,
    meaning: "window_vwap: length of the window",
    source: "CME: 14:28 to 14:30 for NYMEX crude oil (SER-4867)",
  },
  minimumLots: {
    kind: "integer",
    unit: "lots",
    minimum: 1,
    maximum: 1_000_000,
    default: 1,
    meaning: "window_vwap: lots that a listed month must have traded in the window for its own mean to count",
    source: "CME: any trade",
  },
  spreadMinimumLots: {
    kind: "integer",
    unit: "lots",
    minimum: 1,
    maximum: 1_000_000,
    default: 1,
    meaning: "window_vwap: lots that a calendar spread must have traded in the window to count",
    source: "CME: any trade; formerly 1 to 200 lots by month and product in NYMEX energy futures",
  },
  auctionMinimumLots: {
    kind: "integer",
    unit: "lots",
    minimum: 1,
    maximum: 1_000_000,
    default: 1,
    meaning: "closing_auction: lots that a listed month must have traded in the closing auction for its price to count",
    source: "assumption",
  },
  otherwise: {
    kind: "choice",
    unit: "1",
    choices: ["day_vwap", "last_hour_vwap", "window_vwap"],
    default: "day_vwap",
    meaning: "closing_auction: method for the months that did not trade enough in the auction",
    source: "assumption",
  },
} as const satisfies ParameterTable;

export type SettlementParameters = ParametersOf<typeof settlementTable>;
