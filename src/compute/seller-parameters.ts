import type { ParameterTable, ParametersOf } from "../base/parameters.ts";

const logSd = (meaning: string, value: number) =>
  ({ kind: "number", meaning, unit: "log", source: "assumption", default: value, minimum: 0, maximum: 1 }) as const;

const halfLife = (meaning: string, value: number) =>
  ({
    kind: "number",
    meaning,
    unit: "days",
    source: "assumption",
    default: value,
    above: 0,
    maximum: 36500,
  }) as const;

/** What a scenario may set about the sellers of one good, tokens or GPU-hours. Without providers there is one seller. */
export const sellersTable = {
  providers: {
    kind: "list",
    meaning: "Sellers whose transactions make the indices; none: a single one at the market's price.",
    keyedBy: "id",
    default: [],
    item: {
      kind: "group",
      meaning: "One seller.",
      fields: {
        id: { kind: "text", meaning: "Name; also the root of its random streams." },
        share: {
          kind: "number",
          meaning: "Size relative to the other sellers; sizes are divided by their sum.",
          unit: "1",
          source: "assumption: Zipf's law",
          above: 0,
          maximum: 1e6,
        },
        priceOffset: {
          kind: "number",
          meaning:
            "Lasting price difference to the market, before prices are scaled so that their mean is the market's.",
          unit: "log",
          source: "assumption",
          minimum: -2,
          maximum: 2,
        },
        region: {
          kind: "text",
          meaning: "The only region it sells in; empty: all of them.",
          default: "",
        },
        qualityLog: {
          kind: "number",
          meaning: "Quality of its tokens at the start over that of the standard token.",
          unit: "log",
          source: "assumption",
          default: 0,
          minimum: -5,
          maximum: 5,
        },
      },
    },
  },
  offsetSd: logSd("Standard deviation of each seller's passing price difference.", 0.04),
  offsetHalfLifeDays: halfLife("Half-life of those differences.", 20),
  shareSd: logSd("Standard deviation of each seller's size around its share.", 0.1),
  shareHalfLifeDays: halfLife("Half-life of that deviation.", 90),
  listGapPercent: {
    kind: "number",
    meaning: "How far list prices stand above transaction prices.",
    unit: "%",
    source: "H100 on one day of autumn 2026: median of list prices 3.74, mean of trades (OCPI) 2.78 USD per hour",
    default: 34.5,
    above: -100,
    maximum: 1000,
  },
  qualityGrowthPercent: {
    kind: "number",
    meaning: "Growth of every seller's quality.",
    unit: "% per year",
    source: "assumption",
    default: 0,
    minimum: -50,
    maximum: 1000,
  },
} as const satisfies ParameterTable;

export type SellersParameters = ParametersOf<typeof sellersTable>;
