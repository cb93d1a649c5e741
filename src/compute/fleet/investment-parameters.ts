import type { ParameterTable } from "../../base/parameters.ts";

const growth = (meaning: string, source: string) =>
  ({ kind: "number", meaning, unit: "% a year", source, default: 0, minimum: -90, maximum: 1000 }) as const;

const investmentTable = {
  strength: {
    kind: "number",
    meaning: "Kappa: growth ordered a year per unit of the signal above the hurdle. 0: the fleet follows its curve.",
    unit: "1 per year",
    source: "assumption; up to about 2 swings die out, at 4 with long leads they do not",
    default: 0,
    minimum: 0,
    maximum: 20,
  },
  leadMonths: {
    kind: "number",
    meaning: "Time from order to use.",
    unit: "months",
    source: "assumption: 12 to 36 months for site, power and hardware",
    default: 18,
    minimum: 1,
    maximum: 120,
  },
  signalHalfLifeDays: {
    kind: "number",
    meaning: "Half-life of the exponential mean of the signal.",
    unit: "days",
    source: "assumption",
    default: 90,
    above: 0,
    maximum: 36500,
  },
  hurdleLog: {
    kind: "number",
    meaning: "Signal above which more is ordered than the curve holds.",
    unit: "log",
    source: "assumption",
    default: 0,
    minimum: -5,
    maximum: 5,
  },
} as const satisfies ParameterTable;

const sectorTable = {
  growthPercent: growth(
    "Growth of what the sector spends after the last date of the fleet's curve.",
    "assumption: 34.6 takes 42 bn USD in 2025 to 336 bn in 2032, figures without a found source",
  ),
  pricePerformancePercent: growth(
    "Growth of the equivalents that a USD buys, after the same date.",
    "assumption: about 30",
  ),
} as const satisfies ParameterTable;

/** How a fleet grows beyond its curve; a part of the capacity table. */
export const investmentFields = {
  investment: { kind: "group", meaning: "Orders of cloud GPUs that react to prices.", fields: investmentTable },
  sector: { kind: "group", meaning: "Growth after the last date of the curves of the fleet.", fields: sectorTable },
} as const satisfies ParameterTable;
