import type { OneOfSpec, ValueOf } from "../../base/parameters.ts";
import { fixedTiersTable } from "./fixed-tiers-parameters.ts";
import { historicalVarTable } from "./historical-var-parameters.ts";
import { scanTable } from "./scan-parameters.ts";

/** Margin models and what each may be told. */
const marginTables = {
  fixed_tiers: fixedTiersTable,
  scan: scanTable,
  historical_var: historicalVarTable,
} as const;

/** How initial margin is computed: `clearing.margin`. */
export const marginSpec = {
  kind: "oneOf",
  by: "model",
  default: { model: "fixed_tiers" },
  meaning: "how initial margin is computed",
  tables: marginTables,
} as const satisfies OneOfSpec;

export type MarginParameters = ValueOf<typeof marginSpec>;
