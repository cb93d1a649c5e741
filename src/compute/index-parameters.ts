import type { ParameterTable } from "../base/parameters.ts";

/** What a scenario may set about the token index: who contributes, with which weight, and when it is fixed. */
export const indexTable = {
  providers: {
    kind: "list",
    meaning: "Sellers of tokens whose transactions make the index.",
    keyedBy: "id",
    item: {
      kind: "group",
      meaning: "One provider.",
      fields: {
        id: { kind: "text", meaning: "Name; also the root of its random stream." },
        share: {
          kind: "number",
          meaning: "Size relative to the other providers; sizes are divided by their sum.",
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
      },
    },
  },
  offsetSd: {
    kind: "number",
    meaning: "Standard deviation of each provider's passing price difference.",
    unit: "log",
    source: "assumption",
    minimum: 0,
    maximum: 1,
  },
  offsetHalfLifeDays: {
    kind: "number",
    meaning: "Half-life of those differences.",
    unit: "days",
    source: "assumption",
    above: 0,
    maximum: 36500,
  },
  shareSd: {
    kind: "number",
    meaning: "Standard deviation of each provider's size around its share.",
    unit: "log",
    source: "assumption",
    minimum: 0,
    maximum: 1,
  },
  shareHalfLifeDays: {
    kind: "number",
    meaning: "Half-life of that deviation.",
    unit: "days",
    source: "assumption",
    above: 0,
    maximum: 36500,
  },
  providerCap: {
    kind: "number",
    meaning: "Largest weight of one provider; where 1 / cap providers or fewer contribute, all weigh the same.",
    unit: "1",
    source: "Xing (2026), arXiv 2603.21690: 30 %",
    above: 0,
    maximum: 1,
  },
  fixingHour: {
    kind: "integer",
    meaning: "Local hour at which the day's fixing is published; it covers the hours since the last one.",
    unit: "hour",
    source: "assumption: before the afternoon close of the exchange",
    minimum: 0,
    maximum: 23,
  },
} as const satisfies ParameterTable;
