import { RUN_WINDOW } from "./conventions.ts";

/** A range in which a figure of the summary should lie. Outside is a finding to explain, not a number to tune. */
export interface SanityRange {
  readonly quantity: string;
  readonly metric: string;
  readonly scope: string;
  readonly window: string;
  readonly agentClass?: string;
  /** What the figure is divided by: another metric or window of the same scope. */
  readonly over?: { readonly metric: string; readonly window: string };
  /** What is taken away from the figure, if that is not negative: another metric of the same scope, class and window. */
  readonly less?: string;
  /** Only for a run in which access was rationed. */
  readonly rationed?: true;
  readonly low: number;
  readonly high: number;
}

/** Where all ranges below come from. They are judgements about this model of China from 2024 to March 2026. */
export const SANITY_SOURCE = "sanity ranges of docs/calibration.md";

const COMPUTE = "compute";

const DECEMBER = { metric: "token_price", window: "2025-12" };
const OFFICIAL_MONTHS = ["2024-01", "2025-01", "2025-12", "2026-03"];

const inCompute = (quantity: string, metric: string, window: string, low: number, high: number): SanityRange => ({
  quantity,
  metric,
  scope: COMPUTE,
  window,
  low,
  high,
});

const useRanges: readonly SanityRange[] = OFFICIAL_MONTHS.flatMap((month) => [
  {
    ...inCompute(`use over the official figure, ${month}`, "use", month, 0.9, 1.1),
    over: { metric: "use_official", window: month },
  },
  inCompute(`log s.d. of use over replications, ${month}`, "use_log_sd", month, 0, 0.25),
]);

const inFutures = (
  quantity: string,
  metric: string,
  scope: string,
  window: string,
  low: number,
  high: number,
): SanityRange => ({ quantity, metric, scope, window, low, high });

const inHedging = (quantity: string, agentClass: string, low: number, high: number): SanityRange => ({
  quantity,
  metric: "he_net",
  scope: "class",
  window: RUN_WINDOW,
  agentClass,
  low,
  high,
});

/** What posted prices should show when capacity is short, in the first quarter of 2026. */
const rationedRanges: readonly SanityRange[] = [
  {
    ...inCompute("unserved share, first quarter of 2026", "unserved_share", "2026-Q1", 0.05, 0.25),
    rationed: true,
  },
  {
    ...inCompute("shadow over posted price, first quarter of 2026", "shadow_ratio", "2026-Q1", 1.1, 1.6),
    rationed: true,
  },
  {
    ...inHedging("what unserved use takes away from the labs' hedge", "ai-lab", 0.05, 0.2),
    less: "he_total",
    rationed: true,
  },
];

/** The accepted ranges that a run of the usage surge can be held against. */
export const SANITY_RANGES: readonly SanityRange[] = [
  ...useRanges,
  inCompute("requested over served tokens, December 2025", "requested_over_served", "2025-12", 1, 1.3),
  inCompute("requested over served tokens, March 2026", "requested_over_served", "2026-03", 1, 1.3),
  inCompute("highest use of capacity in an hour", "served_over_capacity_max", RUN_WINDOW, 0, 1),
  inCompute("GPU-hour, USD, 2024", "gpu_price", "2024", 2.4, 3.1),
  inCompute("GPU-hour, USD, third quarter of 2025", "gpu_price", "2025-Q3", 1.7, 2.3),
  inCompute("GPU-hour, USD, fourth quarter of 2025", "gpu_price", "2025-Q4", 1.7, 2.3),
  inCompute("GPU-hour, USD, first quarter of 2026", "gpu_price", "2026-Q1", 2.2, 2.8),
  { ...inCompute("token price, January 2024 over December 2025", "token_price", "2024-01", 10, 40), over: DECEMBER },
  { ...inCompute("token price, March 2026 over December 2025", "token_price", "2026-03", 1.05, 1.5), over: DECEMBER },
  inCompute("hours with more than 95 % of GPUs busy, 2024", "tight_hours_share", "2024", 0, 0.02),
  inCompute("hours with more than 95 % of GPUs busy, third quarter of 2025", "tight_hours_share", "2025-Q3", 0, 0.02),
  inCompute("hours with more than 95 % of GPUs busy, first quarter of 2026", "tight_hours_share", "2026-Q1", 0.2, 0.7),
  inCompute("highest over lowest GPU price of a day, March 2026", "gpu_day_range", "2026-03", 1.1, 1.6),
  inCompute("volatility of the GPU day mean, 2024", "gpu_vol_ann", "2024", 0.2, 0.32),
  inCompute("volatility of the GPU day mean, 2025", "gpu_vol_ann", "2025", 0.2, 0.32),
  inCompute("volatility of the GPU day mean, first quarter of 2026", "gpu_vol_ann", "2026-Q1", 0.25, 0.6),
  inCompute("volatility of the token index, 2024", "index_vol_ann", "2024", 0.25, 0.6),
  inCompute("volatility of the token index, 2025", "index_vol_ann", "2025", 0.25, 0.6),
  inCompute("volatility of the token index, first quarter of 2026", "index_vol_ann", "2026-Q1", 0.25, 0.6),
  inCompute("autocorrelation of the token index, 2024", "index_autocorrelation", "2024", -0.2, 0.15),
  inCompute("autocorrelation of the token index, 2025", "index_autocorrelation", "2025", -0.2, 0.15),
  inCompute(
    "autocorrelation of the token index, first quarter of 2026",
    "index_autocorrelation",
    "2026-Q1",
    -0.2,
    0.15,
  ),
  inFutures("futures volatility 1-3 over 9-11 months before delivery", "samuelson_ratio", "all", RUN_WINDOW, 1.05, 1.7),
  inFutures(
    "last third of the delivery month over the month before",
    "delivery_vol_ratio",
    "all",
    RUN_WINDOW,
    0.1,
    0.3,
  ),
  inFutures("slope of the futures curve a year, first quarter of 2026", "curve_slope", "all", "2026-Q1", -0.76, -0.11),
  inFutures("limit hits per listed month and year", "limit_hits_contract_year", "all", RUN_WINDOW, 0.1, 2),
  inFutures(
    "margin calls per account with a position and year",
    "margin_calls_position_year",
    "market",
    RUN_WINDOW,
    1,
    5,
  ),
  ...rationedRanges,
  inHedging("variance removed by the labs' hedge", "ai-lab", 0.3, 0.65),
  inHedging("variance removed by the data centres' cross-hedge", "data-centre", 0.2, 0.6),
];
