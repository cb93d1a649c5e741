import type { NumberSpec } from "../base/parameters.ts";

type Real = NumberSpec & { readonly kind: "number" };

const sd = (value: number, meaning: string): Real => ({
  kind: "number",
  unit: "log",
  default: value,
  minimum: 0,
  maximum: 2,
  varies: true,
  meaning,
  source: "5-20 % basis is the range in which hedges of a token index are studied; assumption",
});

const halfLife = (value: number, meaning: string): Real => ({
  kind: "number",
  unit: "days",
  default: value,
  above: 0,
  maximum: 10_000,
  varies: true,
  meaning,
  source: "assumption",
});

/** Noise of a hedger's physical leg, which the world draws: its share of the whole, and its own price against the index. */
export function physicalLegTable<Leg extends "use" | "fleet">(
  leg: Leg,
): { readonly [K in `${Leg}ShareSd` | `${Leg}ShareHalfLifeDays`]: Real } & {
  readonly basisSd: Real;
  readonly basisHalfLifeDays: Real;
} {
  return {
    [`${leg}ShareSd`]: sd(0.15, "Standard deviation of its mean-reverting share about the median."),
    [`${leg}ShareHalfLifeDays`]: halfLife(90, "Half-life of deviations of that share."),
    basisSd: sd(0.1, "Standard deviation of its own price against the market's."),
    basisHalfLifeDays: halfLife(60, "Half-life of deviations of that price."),
  } as { readonly [K in `${Leg}ShareSd` | `${Leg}ShareHalfLifeDays`]: Real } & {
    readonly basisSd: Real;
    readonly basisHalfLifeDays: Real;
  };
}
