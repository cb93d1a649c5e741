import type { ParameterTable, ParametersOf } from "../../base/parameters.ts";
import { centreFields } from "./centre-parameters.ts";
import { generationsFields } from "./generation-parameters.ts";
import { investmentFields } from "./investment-parameters.ts";

const halfLife = (meaning: string) =>
  ({ kind: "number", meaning, unit: "days", source: "assumption", above: 0, maximum: 36500 }) as const;

const logSd = (meaning: string, unit: "log" | "log per square root of a year", source: string) =>
  ({ kind: "number", meaning, unit, source, minimum: 0, maximum: 2 }) as const;

const curve = (meaning: string, unit: string, source: string, maximum: number) =>
  ({ kind: "curve", meaning, unit, source, above: 0, maximum }) as const;

/** Beyond these a token has no price that money can count. */
const yieldCurve = (meaning: string, unit: string, source: string) =>
  ({ kind: "curve", meaning, unit, source, minimum: 1e-3, maximum: 1e6 }) as const;

/**
 * What a scenario may set about a country's GPUs (`compute.capacity`). Curves are dated: each value holds at midnight UTC
 * of its date, between dates the logarithm is a straight line, outside them the curve is flat. Without the keys that have
 * a default there is one grade, one generation and one centre in each region.
 */
export const capacityTable = {
  fleetGpus: curve("Installed GPUs of the national pool of cloud grade.", "H100 equivalents", "assumption", 1e9),
  localFleetGpus: {
    ...curve(
      "Installed GPUs of local grade, beside the pool; none: no such grade.",
      "H100 equivalents",
      "assumption",
      1e9,
    ),
    default: [],
  },
  localUsablePercent: {
    kind: "number",
    meaning: "Share of a region's demand for GPUs at reference prices that can use its local centres.",
    unit: "%",
    source: "assumption: leaves local centres idle at 20 to 30 % (JPMorgan through tech360.tv, March 2026)",
    default: 10,
    minimum: 0,
    maximum: 100,
  },
  fleetNoise: logSd(
    "Uncertainty of the fleet: a random walk around the curve.",
    "log per square root of a year",
    "assumption",
  ),
  availability: curve("Share of the fleet not failed or in maintenance.", "1", "assumption", 1),
  throughputMtok: yieldCurve(
    "Hardware throughput: tokens of an H100 equivalent at the algorithms to which efficiency is relative.",
    "Mtok per GPU-hour",
    "assumption",
  ),
  efficiency: yieldCurve(
    "Algorithmic efficiency relative to the algorithms of throughput_mtok, without the advances of efficiency_jumps.",
    "1",
    "Gundlach et al. (2025), arXiv 2511.23455: about 3x a year",
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
  ...generationsFields,
  ...centreFields,
  ...investmentFields,
} as const satisfies ParameterTable;

export type CapacityParameters = ParametersOf<typeof capacityTable>;
export type GenerationParameters = CapacityParameters["generations"][number];
export type CentreParameters = CapacityParameters["centres"][number];
export type ShockParameters = CapacityParameters["shocks"][number];
export type OutageParameters = CapacityParameters["outages"];
export type InvestmentParameters = CapacityParameters["investment"];
export type SectorParameters = CapacityParameters["sector"];
