import { epochDay } from "../base/dates.ts";
import type { UseTarget } from "./calibrate.ts";
import type { EpochDay } from "../base/units.ts";

/*
 * What is known about China's compute market from January 2024 to March 2026, for calibration and for comparison. None
 * of it enters a run: a run reads its scenario only.
 */

export const HISTORY_START: EpochDay = epochDay(2024, 1, 1);
export const HISTORY_END: EpochDay = epochDay(2026, 3, 31);

/** Calm times, before compute ran short in November 2025. */
export const CALM_START: EpochDay = epochDay(2024, 1, 1);
export const CALM_END: EpochDay = epochDay(2025, 10, 31);

/**
 * Mean daily tokens that the National Data Administration has published. 0.1, 100 and 140 T: Yicai Global, 24 March 2026;
 * 1 T: itbear.com, 30 April 2026. In March 2026 providers rationed, so more may be asked for than is served.
 */
export const OFFICIAL_USE: readonly UseTarget[] = [
  { month: 202401, trillionPerDay: 0.1, requestedToServedLimit: 1.3 },
  { month: 202501, trillionPerDay: 1, requestedToServedLimit: 1.3 },
  { month: 202512, trillionPerDay: 100, requestedToServedLimit: 1.3 },
  { month: 202603, trillionPerDay: 140, requestedToServedLimit: 1.6 },
];

/** Trillions of tokens served in 2025 according to itbear.com, 30 April 2026. */
export const PRESS_TOTAL_2025 = 21_100;

/** A dated price to compare with; the simulated one is the mean over the days first to last. */
export interface PriceObservation {
  readonly what: "GPU, USD/h" | "token, CNY/M";
  readonly first: EpochDay;
  readonly last: EpochDay;
  readonly value: number;
  readonly note: string;
}

const gpu = (first: EpochDay, last: EpochDay, value: number, note: string): PriceObservation => ({
  what: "GPU, USD/h",
  first,
  last,
  value,
  note,
});

/**
 * H100 rentals: SemiAnalysis and Latent Space as collected by neighborhoodsf.com, "H100 rental prices"; Silicon Data H100
 * index (SD). Tokens: DeepSeek's list prices of 25 February 2025, CNY per million cached input, input and output tokens:
 * V3 0.5 / 2 / 8 (news9999.cn, blog.moontak.com/id/464729), weighted by the mix DeepSeek published on 1 March 2025: 608
 * billion input tokens of which 56 % from the cache, 168 billion output tokens (lofans.com).
 */
export const PRICE_HISTORY: readonly PriceObservation[] = [
  gpu(epochDay(2024, 1, 1), epochDay(2024, 3, 31), 2.85, "early 2024"),
  gpu(epochDay(2024, 9, 1), epochDay(2024, 9, 1), 3.06, "SD index"),
  gpu(epochDay(2024, 10, 1), epochDay(2024, 10, 31), 2.99, "October 2024"),
  gpu(epochDay(2025, 6, 19), epochDay(2025, 6, 19), 2.36, "SD index"),
  gpu(epochDay(2025, 10, 1), epochDay(2025, 10, 31), 1.7, "one-year contract, the low"),
  gpu(epochDay(2026, 3, 1), epochDay(2026, 3, 31), 2.35, "one-year contract"),
  {
    what: "token, CNY/M",
    first: epochDay(2025, 2, 25),
    last: epochDay(2025, 2, 25),
    value: blendedPrice(0.5, 2, 8),
    note: "DeepSeek V3 list price, blended",
  },
];

/** Price per million tokens of DeepSeek's published mix: 608 B input, 56 % of it cached, and 168 B output a day. */
export function blendedPrice(cachedInput: number, input: number, output: number): number {
  return (608 * (0.56 * cachedInput + 0.44 * input) + 168 * output) / (608 + 168);
}
