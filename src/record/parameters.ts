import type { ParameterTable } from "../base/parameters.ts";

/** The `record` section of a scenario: which of the heavy tables are kept and how often the book's top is sampled. */
export const recordTable = {
  quotes: {
    kind: "choice",
    choices: ["grid", "every_change"],
    default: "grid",
    meaning: "when a row of the quotes table is written: on a time grid, or whenever the best bid or ask changes",
    unit: "",
    source: "choice of this project: the grid keeps a run under 300 MB",
  },
  quoteGridMinutes: {
    kind: "integer",
    default: 60,
    minimum: 1,
    maximum: 1440,
    meaning: "distance of the quote grid during trading hours",
    unit: "minutes",
    source: "choice of this project",
  },
  orders: {
    kind: "boolean",
    default: false,
    meaning: "whether every order message is written to the orders table",
    unit: "",
    source: "choice of this project: the largest table",
  },
  regions: {
    kind: "boolean",
    default: false,
    meaning: "whether the compute market is written region by region (table compute_regions)",
    unit: "",
    source: "choice of this project",
  },
  labUse: {
    kind: "boolean",
    default: false,
    meaning: "whether each lab's requests are written interval by interval (table lab_use)",
    unit: "",
    source: "choice of this project: days are in exposures",
  },
  tradesReplications: {
    kind: "integer",
    default: 10_000,
    minimum: 0,
    maximum: 10_000,
    meaning: "how many replications, counted from the first, write the trades table",
    unit: "replications",
    source: "choice of this project",
  },
} as const satisfies ParameterTable;
