import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";
import { exchangeRateTable } from "../exchange-rate-parameters.ts";
import { tradingTable } from "../trading-parameters.ts";

const SCHWARTZ_SMITH = "Schwartz and Smith (2000), Management Science 46(7): crude oil futures, as a first guess";
const REPRODUCTION = "set found by Monte Carlo for the path statistics reported by Xing (2026), arXiv 2603.21690";

const perYear = (meaning: string, source: string, standard: number) =>
  ({ kind: "number", meaning, unit: "per year", source, above: 0, maximum: 1000, default: standard }) as const;

const logPerYear = (meaning: string, source: string, standard: number) =>
  ({ kind: "number", meaning, unit: "log per year", source, minimum: -5, maximum: 5, default: standard }) as const;

const volatility = (meaning: string, source: string, standard: number) =>
  ({
    kind: "number",
    meaning,
    unit: "log per square root of a year",
    source,
    minimum: 0,
    maximum: 5,
    default: standard,
  }) as const;

const log = (meaning: string, source: string, standard: number) =>
  ({ kind: "number", meaning, unit: "log", source, minimum: -3, maximum: 3, default: standard }) as const;

const startPrice = {
  kind: "number",
  meaning: "Price at the scenario's start.",
  unit: "currency per Mtok, or USD per GPU-hour",
  source: "assumption",
  above: 0,
  maximum: 1e4,
} as const;

/** Mean-reverting jump diffusion around a trend: dX = k (X0 + m t - X) dt + s dW + J dN for the log price X. */
export const jumpDiffusionTable = {
  startPrice,
  trendLogPerYear: logPerYear("Slope of the trend that the log price reverts to, m.", REPRODUCTION, -0.5),
  meanReversionPerYear: perYear("Speed of the reversion to the trend, k.", REPRODUCTION, 2),
  volatility: volatility("Volatility of the diffusion, s.", REPRODUCTION, 0.35),
  jumpsPerYear: {
    kind: "number",
    meaning: "Jumps in a year on average (Poisson).",
    unit: "per year",
    source: REPRODUCTION,
    minimum: 0,
    maximum: 100,
    default: 0.75,
  },
  jumpMean: log("Mean of a jump of the log price.", REPRODUCTION, 0.45),
  jumpSd: { ...log("Standard deviation of a jump (normal).", REPRODUCTION, 0.2), minimum: 0 },
} as const satisfies ParameterTable;

/** Short-term deviation plus equilibrium level: ln S = c + x, dc = -k c dt + s_c dW, dx = m dt + s_x dW', corr rho. */
export const schwartzSmithTable = {
  startPrice,
  startDeviation: log("Short-term deviation at the start, log price over its equilibrium.", "assumption", 0),
  kappaPerYear: perYear("Speed at which the deviation dies out, k.", SCHWARTZ_SMITH, 1.49),
  sigmaDeviation: volatility("Volatility of the deviation, s_c.", SCHWARTZ_SMITH, 0.286),
  driftLogPerYear: logPerYear("Drift of the log of the equilibrium level, m.", "assumption: as jump_diffusion", -0.5),
  sigmaLevel: volatility("Volatility of the level, s_x.", SCHWARTZ_SMITH, 0.145),
  correlation: {
    kind: "number",
    meaning: "Correlation of the two, rho.",
    unit: "1",
    source: SCHWARTZ_SMITH,
    minimum: -1,
    maximum: 1,
    default: 0.3,
  },
} as const satisfies ParameterTable;

const models = { jump_diffusion: jumpDiffusionTable, schwartz_smith: schwartzSmithTable } as const;

const gpuCurve = (meaning: string, unit: string) =>
  ({ kind: "curve", meaning, unit, source: "assumption", above: 0, maximum: 1e9, default: [] }) as const;

/** What both kinds of exogenous compute market need beside a price. */
const commonTable = {
  utcOffsetHours: {
    kind: "integer",
    meaning: "Local time minus UTC.",
    unit: "hours",
    source: "Beijing time has been UTC+8 without daylight-saving time since 1992",
    minimum: -12,
    maximum: 14,
    default: 8,
  },
  currency: {
    kind: "choice",
    choices: ["cny", "usd"],
    meaning: "Currency of the token price; USD are changed at the hour's rate.",
    unit: "1",
    source: "assumption",
    default: "cny",
  },
  servingGpus: gpuCurve(
    "GPUs at work for tokens; needed where data centres trade, who sell a share of their hours.",
    "H100 equivalents",
  ),
  exchangeRate: { kind: "group", meaning: "CNY per USD.", fields: exchangeRateTable },
  ...tradingTable,
} as const satisfies ParameterTable;

const gpuGenerationTable = {
  id: {
    kind: "text",
    meaning: "Name of the generation, which an index of GPU-hours may name; h100 is the modelled price itself.",
  },
  factor: {
    kind: "number",
    meaning: "Price of its GPU-hour over that of h100.",
    unit: "1",
    source: "Silicon Data indices of September 2026: B200 5.69 over H100 2.63 USD per GPU-hour",
    above: 0,
    maximum: 1000,
    default: 2.16,
  },
  basisSd: {
    kind: "number",
    meaning: "Standard deviation of its mean-reverting basis around that factor.",
    unit: "log",
    source: "assumption: with the half-life, B200's 30 % volatility beside H100's 26 % (logs to August 2026)",
    minimum: 0,
    maximum: 2,
    default: 0.05,
  },
  basisHalfLifeDays: {
    kind: "number",
    meaning: "Half-life of the basis.",
    unit: "days",
    source: "assumption",
    above: 0,
    maximum: 36500,
    default: 60,
  },
} as const satisfies ParameterTable;

/** A compute market of kind `process`: prices follow a published process, everything asked for is served. */
export const processTable = {
  ...commonTable,
  tokensPerDay: {
    kind: "curve",
    meaning: "Tokens used, all served.",
    unit: "1e12 tokens per day",
    source: "assumption",
    above: 0,
    maximum: 1e6,
  },
  price: { kind: "oneOf", by: "model", meaning: "Process of the token price, CNY or USD per Mtok.", tables: models },
  gpuUsdHour: {
    kind: "oneOf",
    by: "model",
    meaning: "Process of the price of a GPU-hour in USD, independent of the token price; none: unknown.",
    tables: { none: {}, ...models },
    default: { model: "none" },
  },
  gpuGenerations: {
    kind: "list",
    keyedBy: "id",
    meaning: "Further generations of GPUs, whose prices go with that price.",
    default: [],
    item: { kind: "group", meaning: "One generation.", fields: gpuGenerationTable },
  },
} as const satisfies ParameterTable;

/** A further generation of GPUs of a market of kind `process`. */
export type GpuGeneration = ParametersOf<typeof gpuGenerationTable>;

const columnName = (meaning: string, standard: string) => ({ kind: "text", meaning, default: standard }) as const;

/** A compute market of kind `series`: prices are the rows of a CSV file, everything asked for is served. */
export const seriesTable = {
  ...commonTable,
  file: { kind: "text", meaning: "CSV file with a header line; its path relative to the file that names it." },
  sha256: {
    kind: "text",
    meaning: "SHA-256 of the file as UTF-8 text; checked where it is written, filled in where it is not.",
    default: "",
  },
  dateColumn: columnName(
    "Column of the time from which a row's values hold: 2026-03-31, 2026-03-31T14:00 (local) or with Z or +08:00.",
    "date",
  ),
  priceColumn: columnName("Column of the token price, CNY or USD per Mtok.", "price"),
  gpuColumn: columnName("Column of the price of a GPU-hour in USD; empty: there is none.", ""),
  volumeColumn: columnName("Column of the tokens used, 1e12 a day; empty: tokens_per_day.", ""),
  tokensPerDay: {
    kind: "curve",
    meaning: "Tokens used where the file has no column of them, all served.",
    unit: "1e12 tokens per day",
    source: "assumption",
    above: 0,
    maximum: 1e6,
    default: [],
  },
} as const satisfies ParameterTable;

/** The rows of a series' file as columns of one length, in order of time. */
export interface SeriesRows {
  /** From when each row holds: hours since 1970-01-01T00:00Z, rising, at least one. */
  readonly hours: readonly number[];
  /** Positive; CNY or USD per Mtok. */
  readonly price: readonly number[];
  /** Positive; USD per GPU-hour. Undefined where the file has none. */
  readonly gpuUsdHour: readonly number[] | undefined;
  /** 0 or more; 1e12 tokens a day. Undefined where the file has none. */
  readonly tokensPerDay: readonly number[] | undefined;
}

export type JumpDiffusionParameters = ParametersOf<typeof jumpDiffusionTable>;
export type SchwartzSmithParameters = ParametersOf<typeof schwartzSmithTable>;
export type ProcessParameters = ParametersOf<typeof processTable>;
/** As the scenario layer hands it over: with the file's rows. */
export type SeriesParameters = ParametersOf<typeof seriesTable> & { readonly rows: SeriesRows };

/** Parameters of a compute market that is not simulated. */
export type ExogenousParameters =
  ({ readonly kind: "process" } & ProcessParameters) | ({ readonly kind: "series" } & SeriesParameters);

/** Whether a scenario gives GPU-hours a price. */
export function hasGpuPrice(parameters: ExogenousParameters): boolean {
  return parameters.kind === "process" ? parameters.gpuUsdHour.model !== "none" : parameters.gpuColumn !== "";
}
