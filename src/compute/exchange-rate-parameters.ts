import type { ParameterTable, ParametersOf } from "../base/parameters.ts";

/** The exchange rate of the home country's currency. */
export const exchangeRateTable = {
  cnyPerUsd: {
    kind: "curve",
    meaning: "Exchange rate around which the simulated one moves.",
    unit: "CNY per USD",
    source: "People's Bank of China fixings",
    above: 0,
    maximum: 1000,
  },
  volatility: {
    kind: "number",
    meaning: "Volatility of the exchange rate.",
    unit: "log per square root of a year",
    source: "assumption",
    minimum: 0,
    maximum: 2,
  },
  halfLifeDays: {
    kind: "number",
    meaning: "Half-life of deviations from the curve.",
    unit: "days",
    source: "assumption",
    above: 0,
    maximum: 36500,
  },
  bandPercent: {
    kind: "number",
    meaning: "How far the rate may be from the day's parity, which is the last rate of the weekday before.",
    unit: "percent",
    source: "People's Bank of China, announcement 2014 No. 5: 2 percent since 17 March 2014",
    above: 0,
    maximum: 50,
    default: 2,
  },
} as const satisfies ParameterTable;

export type ExchangeRateParameters = ParametersOf<typeof exchangeRateTable>;
