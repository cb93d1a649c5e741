import type { ParameterTable, ParametersOf } from "../base/parameters.ts";
import { allocationTable, orderRulesTable } from "./matching/parameters.ts";

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
    cny: {
      kind: "number",
      unit: "CNY per million tokens",
      above: 0,
      meaning: "the price step, a whole multiple of 1e-6 CNY",
      source: "assumption",
    },
  },
} as const satisfies Record<string, ParameterTable>;

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
          meaning: "the block starts on the evening of the last trading day before",
          source: "SHFE: night trading belongs to the next trading day",
        },
      },
    },
  },
  contract: {
    kind: "group",
    meaning: "the token future",
    fields: {
      code: { kind: "text", default: "TK", meaning: "letters before yymm in the names of listed months" },
      index: {
        kind: "text",
        default: "",
        meaning: "index of the compute market that months settle to; empty: its first",
      },
      monthsListed: {
        kind: "integer",
        unit: "months",
        minimum: 1,
        maximum: 36,
        default: 12,
        meaning: "consecutive delivery months listed at any time, the current month included",
        source: "assumption: SHFE habit, 12 monthly contracts",
      },
      listings: {
        kind: "list",
        meaning: "lot and tick of the months listed from a date on; a listed month keeps its own to the end",
        item: {
          kind: "group",
          meaning: "terms of newly listed months",
          fields: {
            from: { kind: "date", meaning: "first listing date to which the terms apply" },
            lotMtok: {
              kind: "integer",
              unit: "million tokens per lot",
              minimum: 1,
              maximum: 1_000_000_000,
              meaning: "contract size",
              source: "assumption",
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
      finalSettlement: {
        kind: "choice",
        unit: "1",
        choices: ["index_month_mean"],
        default: "index_month_mean",
        meaning: "cash settlement to the mean of the delivery month's trading-day index fixings",
        source: "NYMEX submission 26-370: mean over the business days of the month",
      },
    },
  },
  matching: allocationTable,
  rules: {
    kind: "group",
    meaning: "price and order rules",
    fields: {
      dailyBand: {
        kind: "group",
        meaning: "no trade further than this from the previous settlement price",
        fields: {
          percent: {
            kind: "number",
            unit: "percent of the previous settlement price",
            above: 0,
            maximum: 100,
            default: 7,
            meaning: "half-width of the band",
            source: "assumption: SHFE copper 8 %, aluminium 10 %",
          },
          firstDayMultiple: {
            kind: "number",
            unit: "1",
            minimum: 1,
            maximum: 10,
            default: 2,
            meaning: "the band of a listed month's first day is this many times as wide",
            source: "SHFE practice: twice (not confirmed)",
          },
        },
      },
      ...orderRulesTable,
      positionEffect: {
        kind: "boolean",
        unit: "1",
        default: false,
        meaning: "orders say whether they open or close a position; nothing is refused for it yet",
        source: "SHFE: open, close and close-today; netting venues have none",
      },
      cancelOnDisconnect: {
        kind: "boolean",
        unit: "1",
        default: false,
        meaning: "a lost line ends all orders of the account, those good till cancelled too",
        source: "CME: Cancel on Disconnect, by registration; none known at SHFE",
      },
      maxOpenOrders: {
        kind: "integer",
        unit: "orders",
        minimum: 1,
        maximum: 100_000,
        default: 1000,
        meaning: "open orders per account",
        source: "assumption",
      },
    },
  },
  fees: {
    kind: "group",
    meaning: "exchange fees, charged to both sides of a trade",
    fields: {
      perMille: {
        kind: "number",
        unit: "per mille of the traded value",
        minimum: 0,
        maximum: 10,
        default: 0.05,
        meaning: "trading fee",
        source: "SHFE copper, about 0.05 per mille",
      },
      settlementPerMille: {
        kind: "number",
        unit: "per mille of the settled value",
        minimum: 0,
        maximum: 10,
        default: 0.05,
        meaning: "fee on final cash settlement",
        source: "assumption: as the trading fee",
      },
    },
  },
} as const satisfies ParameterTable;

export type VenueParameters = ParametersOf<typeof venueTable>;
