import type { ParameterTable, ParametersOf } from "../base/parameters.ts";
import { contractTable } from "./contract-parameters.ts";
import { feesTable } from "./fees-parameters.ts";
import { allocationTable, orderRulesTable } from "./matching/parameters.ts";
import { participationRulesTable } from "./rules/participation-parameters.ts";
import { priceRulesTable } from "./rules/price-parameters.ts";
import { settlementTable } from "./settlement/parameters.ts";

/** What one venue's rulebook may say. Times are local to the venue. */
export const venueTable = {
  title: { kind: "text", default: "", meaning: "name of the rulebook" },
  utcOffsetMinutes: {
    kind: "integer",
    unit: "minutes",
    minimum: -720,
    maximum: 840,
    default: 480,
    meaning: "local time minus UTC",
    source: "Shanghai: UTC+8 all year",
  },
  utcOffsetChanges: {
    kind: "list",
    default: [],
    meaning: "daylight saving: local time minus UTC on all days from a date on",
    item: {
      kind: "group",
      meaning: "one change of the clocks",
      fields: {
        date: { kind: "date", meaning: "first local day with the new time, the whole of it" },
        minutes: {
          kind: "integer",
          unit: "minutes",
          minimum: -720,
          maximum: 840,
          meaning: "local time minus UTC from then on",
          source: "US Energy Policy Act of 2005, section 110: second Sunday of March to first Sunday of November",
        },
      },
    },
  },
  currency: {
    kind: "choice",
    unit: "1",
    choices: ["CNY", "USD"],
    default: "CNY",
    meaning: "currency of prices, margin and all amounts of accounts at this venue, also where their names end in _cny",
    source: "SHFE: CNY; NYMEX submission 26-370: USD",
  },
  eveningBefore: {
    kind: "choice",
    unit: "1",
    choices: ["trading_day", "calendar_day"],
    default: "trading_day",
    meaning:
      "evening on which a block of the previous evening runs: that of the last trading day, none before a holiday, or of the calendar day before",
    source: "SHFE: Friday's night belongs to Monday; CME: Monday begins on Sunday evening",
  },
  holidays: {
    kind: "list",
    item: { kind: "date", meaning: "a weekday without trading" },
    default: [],
    meaning: "weekdays without trading; there is no night session on the evening before them",
  },
  sessions: {
    kind: "list",
    meaning: "blocks of continuous trading of one trading day, in the order in which they run",
    item: {
      kind: "group",
      meaning: "one block",
      fields: {
        open: { kind: "timeOfDay", meaning: "start of continuous trading" },
        close: { kind: "timeOfDay", meaning: "end; before `open` where the block runs past midnight" },
        auctionMinutes: {
          kind: "integer",
          unit: "minutes",
          minimum: 0,
          maximum: 120,
          default: 0,
          meaning: "order entry for a call auction before `open`; 0 for none",
          source: "assumption",
        },
        closingAuctionMinutes: {
          kind: "integer",
          unit: "minutes",
          minimum: 0,
          maximum: 120,
          default: 0,
          meaning: "order entry for a call auction after `close`; 0 for none",
          source: "assumption: SHFE has no closing auction",
        },
        previousEvening: {
          kind: "boolean",
          unit: "1",
          default: false,
          meaning: "the block starts on the evening before the trading day",
          source: "SHFE: night trading belongs to the next trading day",
        },
      },
    },
  },
  contracts: {
    kind: "list",
    keyedBy: "code",
    meaning: "what is listed; agents that name no contract trade the first",
    item: { kind: "group", meaning: "terms of one contract", fields: contractTable },
  },
  matching: allocationTable,
  rules: {
    kind: "group",
    meaning: "price and order rules",
    fields: {
      ...priceRulesTable,
      ...orderRulesTable,
      ...participationRulesTable,
      cancelOnDisconnect: {
        kind: "boolean",
        unit: "1",
        default: false,
        meaning: "a lost line ends all orders of the account, those good till cancelled too",
        source: "CME: Cancel on Disconnect, by registration; none known at SHFE",
      },
    },
  },
  fees: { kind: "group", meaning: "exchange fees", fields: feesTable },
  settlement: { kind: "group", meaning: "daily settlement prices", fields: settlementTable },
} as const satisfies ParameterTable;

export type VenueParameters = ParametersOf<typeof venueTable>;
