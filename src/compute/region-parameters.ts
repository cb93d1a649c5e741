import type { ParameterTable, ParametersOf } from "../base/parameters.ts";

/** What a scenario may set about the regions of a country and the links between them. */
export const regionsTable = {
  regions: {
    kind: "list",
    meaning: "Regions of the country; without any the country is one region.",
    keyedBy: "id",
    item: {
      kind: "group",
      meaning: "One region.",
      fields: {
        id: { kind: "text", meaning: "Name, unique among the regions of all countries." },
        demandPercent: {
          kind: "number",
          meaning: "Its part of the country's demand; parts are divided by their sum.",
          unit: "percent",
          source: "assumption",
          minimum: 0,
          maximum: 100,
        },
      },
    },
    default: [],
  },
  links: {
    kind: "list",
    meaning: "Links between regions, over which work can be served elsewhere; each holds in both directions.",
    item: {
      kind: "group",
      meaning: "One link.",
      fields: {
        from: { kind: "text", meaning: "A region." },
        to: { kind: "text", meaning: "Another region." },
        capacityPercent: {
          kind: "number",
          meaning: "Capacity each way at integration 0.5.",
          unit: "percent of the country's available GPUs",
          source: "assumption",
          above: 0,
          maximum: 10000,
        },
      },
    },
    default: [],
  },
  integration: {
    kind: "number",
    meaning:
      "How far links join the regions: their capacities are multiplied by i / (1 - i); at 0 regions are isolated, at 1 linked regions are one pool.",
    unit: "1",
    source: "assumption: one national pool",
    minimum: 0,
    maximum: 1,
    default: 1,
  },
} as const satisfies ParameterTable;

export type RegionsParameters = ParametersOf<typeof regionsTable>;

/** Factor of all link capacities at an integration i from 0 to 1: i / (1 - i), Infinity at 1. */
export function linkScale(integration: number): number {
  return integration < 1 ? integration / (1 - integration) : Infinity;
}

/** Capacity of a link each way, GPUs; never NaN, an unlimited link of a country without GPUs is unlimited. */
export function linkCapacity(capacityPercent: number, availableGpus: number, scale: number): number {
  return scale === Infinity ? Infinity : (capacityPercent / 100) * availableGpus * scale;
}
