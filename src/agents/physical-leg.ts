import { real } from "./real.ts";

const BASIS_SOURCE = "hedges of a token index are studied at a basis of 5-20 %; assumption";

/** Noise of a hedger's share of the whole market, which the world draws. */
export const shareSd = real(
  "log",
  0.15,
  0,
  2,
  "Standard deviation of its mean-reverting share about the median.",
  "assumption",
);
export const shareHalfLifeDays = real("days", 90, 0.1, 10_000, "Half-life of deviations of that share.", "assumption");

/** Noise of a hedger's own price against the market's, which the world draws. */
export const basisTable = {
  basisSd: real("log", 0.1, 0, 2, "Standard deviation of its own price against the market's.", BASIS_SOURCE),
  basisHalfLifeDays: real("days", 60, 0.1, 10_000, "Half-life of deviations of that price.", "assumption"),
} as const;
