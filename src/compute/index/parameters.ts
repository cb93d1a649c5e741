import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";
import { epochDay } from "../../base/dates.ts";
import { methodNames } from "./methods/index.ts";

const DISCLOSURE = "DeepSeek (2025), February: 608e9 tokens read a day, 342e9 of them cached, 168e9 written";
const FEBRUARY_2025 = epochDay(2025, 2, 27);

const ratio = (meaning: string, value: number) =>
  ({
    kind: "number",
    meaning,
    unit: "1",
    source: "DeepSeek's list of 2026: cached 0.025, uncached 3, output 6 CNY per million",
    default: value,
    above: 0,
    maximum: 1e6,
  }) as const;

const share = (meaning: string, value: number) =>
  ({
    kind: "curve",
    meaning,
    unit: "1",
    source: DISCLOSURE,
    default: [{ day: FEBRUARY_2025, value }],
    above: 0,
    maximum: 1,
  }) as const;

const percent = (meaning: string, source: string, value: number, range: { minimum: number; maximum: number }) =>
  ({ kind: "number", meaning, unit: "%", source, default: value, ...range }) as const;

/** Prices and amounts of the kinds of token. All sellers have the same kinds at the same ratios. */
export const tokenKindsTable = {
  cachedRatio: ratio("Price of an input token read from the cache, relative to the other kinds.", 1),
  uncachedRatio: ratio("Price of any other input token.", 120),
  outputRatio: ratio("Price of an output token.", 240),
  cachedShare: share("Share of input tokens that is read from the cache.", 0.5625),
  outputShare: share("Share of all tokens that is output.", 0.2165),
} as const satisfies ParameterTable;

const levelBreak = {
  kind: "group",
  meaning: "One break.",
  fields: {
    date: { kind: "date", meaning: "Local day from whose midnight values are at the new level." },
    percent: {
      kind: "number",
      meaning: "Size of the step.",
      unit: "%",
      source: "assumption",
      above: -100,
      maximum: 1000,
    },
    restated: {
      kind: "boolean",
      meaning: "Whether the history is restated to the new level.",
      unit: "",
      source: "assumption",
      default: false,
    },
  },
} as const;

/** What a scenario may set about one index. */
export const indexTable = {
  id: { kind: "text", meaning: "Name; also the root of its random stream." },
  underlying: {
    kind: "choice",
    meaning: "What is priced: a million tokens, or an hour of a GPU.",
    unit: "",
    source: "assumption",
    choices: ["token", "gpu_hour"],
    default: "token",
  },
  generation: {
    kind: "text",
    meaning: "Generation of the GPU; empty: an H100 equivalent.",
    default: "",
  },
  method: {
    kind: "choice",
    meaning: "How sellers' prices become one.",
    unit: "",
    source: "Xing (2026), arXiv 2603.21690: volume_weighted",
    choices: methodNames,
    default: "volume_weighted",
  },
  winsorPercent: percent(
    "winsorised_mean: per cent of the weight in each tail whose prices are pulled in.",
    "assumption: the level of Ornn's index is not public",
    5,
    { minimum: 0, maximum: 49.9 },
  ),
  providerCap: {
    kind: "number",
    meaning:
      "volume_weighted and winsorised_mean: largest weight of one seller; where 1 / cap sellers or fewer contribute, all weigh the same. 1: no cap.",
    unit: "1",
    source: "assumption; Xing (2026), arXiv 2603.21690: 30 %",
    default: 1,
    above: 0,
    maximum: 1,
  },
  covered: {
    kind: "list",
    meaning: "Sellers that report; empty: all.",
    default: [],
    item: { kind: "text", meaning: "A seller." },
  },
  listPricePercent: percent(
    "Share of the list price in a seller's price, the rest being its transactions.",
    "assumption",
    0,
    { minimum: 0, maximum: 100 },
  ),
  window: {
    kind: "choice",
    meaning:
      "What a fixing covers: the hour before it, the hours since the last one, or the mean so far of the month's daily values, of all days or of trading days.",
    unit: "",
    source: "NYMEX submission 26-370 (2026): mean over the business days of the month; OCPI: one hour",
    choices: ["hour", "day", "month", "business_month"],
    default: "day",
  },
  fixingHour: {
    kind: "integer",
    meaning: "Local hour at which the day's fixing is published.",
    unit: "hour",
    source: "assumption: before the afternoon close of the exchange",
    minimum: 0,
    maximum: 23,
    default: 14,
  },
  missingProbability: {
    kind: "number",
    meaning: "Probability that a day's data are missing.",
    unit: "1",
    source: "assumption",
    minimum: 0,
    maximum: 1,
    default: 0,
  },
  missingDays: {
    kind: "list",
    meaning: "Days whose data are missing.",
    default: [],
    item: { kind: "date", meaning: "A local day." },
  },
  minimumSubmissions: {
    kind: "integer",
    meaning: "Contributors below which the data count as missing.",
    unit: "1",
    source: "assumption",
    minimum: 1,
    maximum: 1000,
    default: 1,
  },
  fallback: {
    kind: "choice",
    meaning:
      "What stands in for missing data: the value before, the present list prices, or nothing, so that settlement takes the mean of the other fixings.",
    unit: "",
    source: "assumption: the filed chapters of NYMEX submission 26-370 (2026) have no rule",
    choices: ["last_value", "list_prices", "skip"],
    default: "last_value",
  },
  breaks: {
    kind: "list",
    meaning: "Announced steps of the level: changes of method or members. Those up to the first day have no effect.",
    default: [],
    item: levelBreak,
  },
  tokens: {
    kind: "choice",
    meaning:
      "Which tokens are priced: all as traded, a fixed mix of kinds, or one kind. An index of GPU-hours takes traded.",
    unit: "",
    source: "assumption",
    choices: ["traded", "fixed_mix", "cached", "uncached", "output"],
    default: "traded",
  },
  fixedMix: {
    kind: "group",
    meaning: "The mix of fixed_mix.",
    fields: {
      cachedPercent: percent("Share of its input that is read from the cache.", DISCLOSURE, 56.25, {
        minimum: 0,
        maximum: 100,
      }),
      outputPercent: percent("Share of output in the mix.", DISCLOSURE, 21.65, { minimum: 0, maximum: 100 }),
    },
  },
  quality: {
    kind: "choice",
    meaning:
      "Conversion to standard tokens: none, or price x bar / quality, with sellers below the bar left out; the bar stays or moves.",
    unit: "",
    source: "Xing (2026), arXiv 2603.21690",
    choices: ["none", "frozen_bar", "moving_bar"],
    default: "none",
  },
  barGrowthPercent: {
    kind: "number",
    meaning: "moving_bar: growth of the bar.",
    unit: "% per year",
    source: "assumption",
    minimum: -50,
    maximum: 1000,
    default: 0,
  },
  rebaseMonths: {
    kind: "integer",
    meaning: "moving_bar: calendar months from one move of the bar to the next.",
    unit: "months",
    source: "assumption",
    minimum: 1,
    maximum: 120,
    default: 12,
  },
} as const satisfies ParameterTable;

export type TokenKindsParameters = ParametersOf<typeof tokenKindsTable>;
export type IndexParameters = ParametersOf<typeof indexTable>;
