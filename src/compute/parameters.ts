import type { ParameterTable, ParametersOf } from "../base/parameters.ts";
import { indexTable } from "./index-parameters.ts";

/*
 * Curves are dated: each value holds at midnight UTC of its date, between dates the logarithm is a straight line, outside
 * them the curve is flat. Nothing here has a default: every number of the compute market stands in a scenario file beside
 * its source.
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

const capacityTable = {
  fleetGpus: curve("Installed GPUs of the national pool of cloud grade.", "H100 equivalents", "assumption", 1e9),
  fleetNoise: logSd(
    "Uncertainty of the fleet: a random walk around the curve.",
    "log per square root of a year",
    "assumption",
  ),
  availability: curve("Share of the fleet not failed or in maintenance.", "1", "assumption", 1),
  throughputMtok: curve(
    "Hardware throughput: tokens of an H100 equivalent at the algorithms of the scenario's start.",
    "Mtok per GPU-hour",
    "assumption",
    1e9,
  ),
  efficiency: curve(
    "Algorithmic efficiency relative to the scenario's start, without the advances of efficiency_jumps.",
    "1",
    "Gundlach et al. (2025), arXiv 2511.23455: about 3x a year",
    1e9,
  ),
  efficiencyJumps: {
    kind: "list",
    meaning: "Advances of algorithmic efficiency ahead of its curve, on known dates with random size.",
    keyedBy: "id",
    item: {
      kind: "group",
      meaning: "One advance.",
      fields: {
        id: { kind: "text", meaning: "What was released." },
        date: { kind: "date", meaning: "Day of the release." },
        mean: {
          kind: "number",
          meaning: "Mean size; part of the structural price path.",
          unit: "log",
          source: "assumption",
          minimum: -3,
          maximum: 3,
        },
        sd: logSd("Standard deviation of the size.", "log", "assumption"),
      },
    },
  },
  jumpAdoptionHalfLifeDays: halfLife("Half-life of the adoption of an advance by all providers."),
  jumpFadeHalfLifeDays: halfLife("Half-life with which the curve catches up with an advance."),
} as const satisfies ParameterTable;

const trainingTable = {
  gpus: curve("GPUs that training and other work use at the reference price.", "H100 equivalents", "assumption", 1e9),
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
    1e9,
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
  growthUncertainty: logSd(
    "Uncertainty of growth: a random walk that is zero at every pin and free after the last.",
    "log per square root of a year",
    "assumption",
  ),
  noiseSd: logSd("Standard deviation of the mean-reverting noise of demand.", "log", "assumption"),
  noiseHalfLifeDays: halfLife("Half-life of that noise."),
  hourlyNoiseSd: logSd("Standard deviation of the noise from hour to hour.", "log", "assumption"),
  hourlyNoiseCorrelation: correlation("Correlation of the noise from hour to hour in neighbouring hours."),
  season: { kind: "group", meaning: "How use varies within the day and the week.", fields: seasonTable },
} as const satisfies ParameterTable;

const priceTable = {
  levelUsd: curve(
    "Reference price of a GPU-hour, L: what owners ask at ordinary use.",
    "USD per GPU-hour",
    "assumption",
    1e6,
  ),
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
  cnyPerUsd: curve(
    "Exchange rate around which the simulated one moves.",
    "CNY per USD",
    "People's Bank of China fixings",
    1e6,
  ),
  cnyPerUsdVolatility: logSd("Volatility of the exchange rate.", "log per square root of a year", "assumption"),
  cnyPerUsdHalfLifeDays: halfLife("Half-life of deviations from the curve."),
} as const satisfies ParameterTable;

/** What a scenario may set about the compute market: one national pool of GPUs, shared by inference and training. */
export const computeTable = {
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
  capacity: { kind: "group", meaning: "GPUs and what they can make.", fields: capacityTable },
  training: { kind: "group", meaning: "The other use of the pool.", fields: trainingTable },
  demand: { kind: "group", meaning: "Demand for tokens.", fields: demandTable },
  price: { kind: "group", meaning: "Offers, margins, exchange rate.", fields: priceTable },
  index: { kind: "group", meaning: "The token index.", fields: indexTable },
} as const satisfies ParameterTable;

export type ComputeParameters = ParametersOf<typeof computeTable>;
export type CapacityParameters = ComputeParameters["capacity"];
export type TrainingParameters = ComputeParameters["training"];
export type DemandParameters = ComputeParameters["demand"];
export type PriceParameters = ComputeParameters["price"];
export type SeasonParameters = DemandParameters["season"];
export type IndexParameters = ComputeParameters["index"];
