import type { ParameterTable } from "../base/parameters.ts";

const peakWindow = {
  kind: "group",
  meaning: "Hours of the day.",
  fields: {
    from: { kind: "timeOfDay", meaning: "Local time at which it begins; a whole hour." },
    to: { kind: "timeOfDay", meaning: "Local time at which it ends; a whole hour." },
  },
} as const;

const percent = (meaning: string, value: number, maximum: number, source = "assumption") =>
  ({ kind: "number", meaning, unit: "%", source, default: value, minimum: 0, maximum }) as const;

/** How sellers post prices and hold GPUs for tokens in the posted regime. */
export const postedTable = {
  revisionsPerDay: {
    kind: "number",
    meaning: "How often a seller looks at its posted price, in the mean.",
    unit: "per day",
    source: "assumption: once in ten days",
    default: 0.1,
    above: 0,
    maximum: 24,
  },
  smallestGapPercent: percent("Distance to its target below which a seller leaves its price.", 5, 100),
  largestRisePercent: percent("Largest rise at one revision.", 10, 1000),
  largestFallPercent: percent("Largest fall at one revision.", 20, 99),
  shadowWeight: {
    kind: "number",
    meaning: "Weight of the shadow price in the target, max(cost, (1 - weight) cost + weight x shadow price).",
    unit: "1",
    source: "assumption",
    default: 0.5,
    minimum: 0,
    maximum: 1,
  },
  peakTariff: {
    kind: "number",
    meaning: "Price in peak windows over the posted price.",
    unit: "1",
    source: "DeepSeek (July 2026): prices double from 09:00 to 12:00 and from 14:00 to 18:00; 1 before",
    default: 1,
    minimum: 0.1,
    maximum: 10,
  },
  peakWindows: {
    kind: "list",
    meaning: "Peak hours, for the tariff and for quotas; 09:00 to 12:00 and 14:00 to 18:00 unless given.",
    item: peakWindow,
    default: [
      { from: 540, to: 720 },
      { from: 840, to: 1080 },
    ],
  },
  inferenceShareCap: {
    kind: "number",
    meaning: "Largest share of available cloud GPUs under contract for tokens.",
    unit: "1",
    source: "assumption: what leaves 5 to 25 % unserved in March 2026",
    default: 0.62,
    above: 0,
    maximum: 1,
  },
  inferenceShareSpeed: {
    kind: "number",
    meaning: "How much of the distance to what the day's peak needs is contracted each day.",
    unit: "per day",
    source: "assumption",
    default: 0.05,
    above: 0,
    maximum: 1,
  },
  inferenceHeadroom: {
    kind: "number",
    meaning: "GPUs that sellers want under contract over those that the day's peak needs.",
    unit: "1",
    source: "assumption",
    default: 1.15,
    minimum: 1,
    maximum: 10,
  },
} as const satisfies ParameterTable;
