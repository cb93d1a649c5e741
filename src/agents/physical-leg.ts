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

/** Where a hedger's physical leg is. */
export const region = {
  kind: "text",
  default: "",
  meaning: "Its region of the compute market; empty: drawn by the regions' demand.",
} as const;

/** How a lab's demand for tokens stands to that of others, for the compute market. */
export const labDemandTable = {
  region,
  inelasticShare: real(
    "1",
    0.35,
    0,
    1,
    "Share of its demand that hardly reacts to the price, at the reference price.",
    "assumption: as the market's",
  ),
  priorityTier: {
    kind: "integer",
    unit: "tier",
    default: 2,
    minimum: 1,
    maximum: 100,
    varies: true,
    meaning: "Where tokens are rationed by priority: tier 1 is served first.",
    source: "assumption: as the many others",
  },
} as const;
