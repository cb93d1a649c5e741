import type { ParameterTable } from "../../base/parameters.ts";

const percent = (meaning: string, source: string) =>
  ({ kind: "number", meaning, unit: "%", source, minimum: 0, maximum: 100 }) as const;

const centreTable = {
  id: { kind: "text", meaning: "Name of the centre." },
  region: { kind: "text", meaning: "Its region; may be left out where there is one region only.", default: "" },
  grade: {
    kind: "choice",
    meaning: "Whether all demand can use it (cloud) or only a part (local).",
    unit: "word",
    source: "assumption",
    choices: ["cloud", "local"],
    default: "cloud",
  },
  sharePercent: {
    kind: "number",
    meaning: "Share of the grade's fleet, normalised over the centres of the grade.",
    unit: "%",
    source: "assumption",
    above: 0,
    maximum: 100,
  },
} as const satisfies ParameterTable;

const outagesTable = {
  perYear: {
    kind: "number",
    meaning: "Outages of a working centre in a year, at random times.",
    unit: "1 per year",
    source: "assumption",
    default: 0,
    minimum: 0,
    maximum: 1000,
  },
  meanDays: {
    kind: "number",
    meaning: "Mean length of an outage; lengths are exponential.",
    unit: "days",
    source: "assumption",
    default: 1,
    above: 0,
    maximum: 3650,
  },
  depthPercent: { ...percent("Share of the centre's GPUs that an outage takes.", "assumption"), default: 100 },
} as const satisfies ParameterTable;

const shockTable = {
  id: { kind: "text", meaning: "What happens." },
  date: { kind: "date", meaning: "First day; the loss begins at midnight UTC." },
  days: {
    kind: "number",
    meaning: "How long it lasts.",
    unit: "days",
    source: "assumption",
    above: 0,
    maximum: 36500,
  },
  percent: percent("Share of the available GPUs lost.", "assumption"),
  grade: {
    kind: "choice",
    meaning: "The grade hit.",
    unit: "word",
    source: "assumption",
    choices: ["all", "cloud", "local"],
    default: "all",
  },
  region: { kind: "text", meaning: "The region hit; empty: every region.", default: "" },
  centre: { kind: "text", meaning: "The centre hit; empty: every centre.", default: "" },
} as const satisfies ParameterTable;

/** Where GPUs stand and what may take them out; a part of the capacity table. */
export const centreFields = {
  centres: {
    kind: "list",
    meaning: "Data centres. A grade without any has one in each region, sized by the region's share of demand.",
    keyedBy: "id",
    item: { kind: "group", meaning: "One centre.", fields: centreTable },
    default: [],
  },
  outages: { kind: "group", meaning: "Failures of whole centres, each by itself.", fields: outagesTable },
  shocks: {
    kind: "list",
    meaning: "Losses of available GPUs on known dates. Several at a time multiply.",
    keyedBy: "id",
    item: { kind: "group", meaning: "One loss.", fields: shockTable },
    default: [],
  },
} as const satisfies ParameterTable;
