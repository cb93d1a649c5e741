import type { ParameterTable, ParametersOf } from "../base/parameters.ts";
import { exchangeRateTable } from "./exchange-rate-parameters.ts";
import { capacityTable } from "./fleet/parameters.ts";
import { postedTable } from "./posted-parameters.ts";
import { rationingTable, shortageTable } from "./rationing/parameters.ts";
import { regionsTable } from "./region-parameters.ts";
import { tradingTable } from "./trading-parameters.ts";

/*
 * Curves are dated: each value holds at midnight UTC of its date, between dates the logarithm is a straight line, outside
 * them the curve is flat. What a compute market needs has no default and stands in a scenario file beside its source; what may be left
 * out has one.
 */

const halfLife = (meaning: string) =>
  ({ kind: "number", meaning, unit: "days", source: "assumption", above: 0, maximum: 36500 }) as const;

const logSd = (meaning: string, unit: "log" | "log per square root of a year", source: string) =>
  ({ kind: "number", meaning, unit, source, minimum: 0, maximum: 2 }) as const;

const curve = (meaning: string, unit: string, source: string, maximum: number) =>
  ({ kind: "curve", meaning, unit, source, above: 0, maximum }) as const;

const elasticity = (meaning: string, source: string) =>
  ({ kind: "number", meaning, unit: "1", source, minimum: 0, maximum: 10 }) as const;

const correlation = (meaning: string) =>
  ({ kind: "number", meaning, unit: "1", source: "assumption", minimum: 0, maximum: 0.999 }) as const;

const growthAfter = (of: string) =>
  ({
    kind: "number",
    meaning: `Growth after the last date of ${of}.`,
    unit: "log per year",
    source: "assumption: flat unless a scenario runs on",
    default: 0,
    minimum: -5,
    maximum: 5,
  }) as const;

const trainingTable = {
  gpus: curve("GPUs that training and other work use at the reference price.", "H100 equivalents", "assumption", 1e9),
  growthAfter: growthAfter("gpus"),
  elasticity: elasticity("Price elasticity of that work, as a positive number.", "assumption"),
  noiseSd: logSd("Standard deviation of its mean-reverting noise.", "log", "assumption"),
  noiseHalfLifeDays: halfLife("Half-life of that noise."),
  hourlyNoiseSd: logSd("Standard deviation of its noise from hour to hour.", "log", "assumption"),
  hourlyNoiseCorrelation: correlation("Correlation of the noise from hour to hour in neighbouring hours."),
} as const satisfies ParameterTable;

const seasonTable = {
  peakHours: {
    kind: "list",
    meaning: "Local times of the day's peaks of use.",
    item: { kind: "timeOfDay", meaning: "A peak." },
  },
  peakWidthHours: {
    kind: "number",
    meaning: "Width (standard deviation) of a peak.",
    unit: "hours",
    source: "assumption",
    above: 0,
    maximum: 24,
  },
  peakToMean: {
    kind: "number",
    meaning: "Use in the highest hour over the day's mean.",
    unit: "1",
    source: "DeepSeek (2025): 278 nodes at the peak, 226.75 on average",
    minimum: 1,
    maximum: 2,
  },
  weekendToWeekday: {
    kind: "number",
    meaning: "Use on a Saturday or Sunday over use on another day.",
    unit: "1",
    source: "assumption",
    above: 0,
    maximum: 10,
  },
} as const satisfies ParameterTable;

const demandTable = {
  tokensPerDay: curve(
    "Tokens that users ask for at the structural reference price.",
    "1e12 tokens per day",
    "output of `npm run calibrate`",
    1e6,
  ),
  elasticity: elasticity(
    "Price elasticity of the elastic part, as a positive number.",
    "Demirer et al. (2025), NBER 34608",
  ),
  inelasticElasticity: elasticity("Price elasticity of the inelastic part, as a positive number.", "assumption"),
  inelasticShare: {
    kind: "number",
    meaning: "Share of the inelastic part at the reference price.",
    unit: "1",
    source: "assumption",
    minimum: 0,
    maximum: 1,
  },
  growthAfter: growthAfter("tokens_per_day"),
  growthUncertainty: logSd(
    "Uncertainty of growth: a random walk that is zero at every pin and free after the last.",
    "log per square root of a year",
    "assumption",
  ),
  noiseSd: logSd("Standard deviation of the mean-reverting noise of demand.", "log", "assumption"),
  noiseHalfLifeDays: halfLife("Half-life of that noise."),
  hourlyNoiseSd: logSd("Standard deviation of the noise from hour to hour.", "log", "assumption"),
  hourlyNoiseCorrelation: correlation("Correlation of the noise from hour to hour in neighbouring hours."),
  regionNoiseSd: {
    ...logSd(
      "Standard deviation of each region's share of demand, before shares are divided by their sum.",
      "log",
      "assumption",
    ),
    default: 0,
  },
  regionNoiseHalfLifeDays: { ...halfLife("Half-life of that noise."), default: 30 },
  season: { kind: "group", meaning: "How use varies within the day and the week.", fields: seasonTable },
} as const satisfies ParameterTable;

const priceTable = {
  levelUsd: curve(
    "Reference price of a GPU-hour, L: what owners ask at ordinary use.",
    "USD per GPU-hour",
    "assumption",
    1000,
  ),
  levelGrowthAfter: growthAfter("level_usd"),
  offeredAtLevel: {
    kind: "number",
    meaning: "Share of available GPUs offered at the reference price.",
    unit: "1",
    source: "assumption",
    minimum: 0,
    maximum: 1,
  },
  offerSlope: {
    kind: "number",
    meaning: "Rise of the log price that brings the whole available fleet to the market, per unit of share.",
    unit: "log",
    source: "assumption",
    above: 0,
    maximum: 10,
  },
  capToLevel: {
    kind: "number",
    meaning: "Hard price cap over the reference price; at the cap the rest is rationed and the hour is counted.",
    unit: "1",
    source: "assumption",
    minimum: 1,
    maximum: 1000,
  },
  providerMargin: curve("Ordinary margin of providers on the cost of GPU-hours.", "1", "assumption", 100),
  scarcityMarginSlope: {
    kind: "number",
    meaning: "Margin added per unit of smoothed peak utilisation above the threshold.",
    unit: "1",
    source: "assumption",
    minimum: 0,
    maximum: 100,
  },
  scarcityMarginThreshold: {
    kind: "number",
    meaning: "Peak utilisation above which scarcity adds to the margin.",
    unit: "1",
    source: "assumption",
    minimum: 0,
    maximum: 1,
  },
  scarcityMarginMemoryDays: {
    kind: "number",
    meaning: "Mean age of the daily utilisation peaks in their exponential average.",
    unit: "days",
    source: "assumption",
    minimum: 1,
    maximum: 3650,
  },
} as const satisfies ParameterTable;

/** A country's compute market. */
const countryTable = {
  utcOffsetHours: {
    kind: "integer",
    meaning: "Local time minus UTC.",
    unit: "hours",
    source: "Beijing time has been UTC+8 without daylight-saving time since 1992",
    minimum: -12,
    maximum: 14,
  },
  pins: {
    kind: "list",
    meaning:
      "Dates of official figures of use, rising: growth, demand and training noise are zero at midnight UTC then.",
    item: { kind: "date", meaning: "A date." },
  },
  ...regionsTable,
  capacity: { kind: "group", meaning: "GPUs and what they can make.", fields: capacityTable },
  training: { kind: "group", meaning: "The other use of the pool.", fields: trainingTable },
  demand: { kind: "group", meaning: "Demand for tokens.", fields: demandTable },
  price: { kind: "group", meaning: "Offers and margins.", fields: priceTable },
} as const satisfies ParameterTable;

const abroadTable = {
  ...countryTable,
  linkagePercent: {
    kind: "number",
    meaning: "Share of each country's demand, home's and this one's, that may be served in the other.",
    unit: "%",
    source: "assumption",
    minimum: 0,
    maximum: 100,
  },
} as const satisfies ParameterTable;

/** What a scenario may set about a simulated compute market: GPUs shared by inference and training, tokens made of them. */
export const computeTable = {
  ...countryTable,
  regime: {
    kind: "choice",
    choices: ["auction", "posted"],
    meaning: "Whether tokens clear at a scarcity price every hour, or at posted prices with rationing.",
    unit: "",
    source: "assumption: clearing prices unless a scenario is about rationing",
    default: "auction",
  },
  posted: { kind: "group", meaning: "Posted prices; read in the posted regime.", fields: postedTable },
  rationing: rationingTable,
  shortage: { kind: "group", meaning: "What unserved tokens are worth.", fields: shortageTable },
  exchangeRate: { kind: "group", meaning: "CNY per USD.", fields: exchangeRateTable },
  ...tradingTable,
  abroad: {
    kind: "map",
    meaning:
      "Compute markets of other countries, by name; their tokens are priced in USD and clear at scarcity prices.",
    item: { kind: "group", meaning: "A country.", fields: abroadTable },
    default: {},
  },
} as const satisfies ParameterTable;

export type ComputeParameters = ParametersOf<typeof computeTable>;
export type CountryParameters = ParametersOf<typeof countryTable>;
export type AbroadParameters = ParametersOf<typeof abroadTable>;
export type PostedParameters = ComputeParameters["posted"];
export type TrainingParameters = ComputeParameters["training"];
export type DemandParameters = ComputeParameters["demand"];
export type PriceParameters = ComputeParameters["price"];
export type SeasonParameters = DemandParameters["season"];
