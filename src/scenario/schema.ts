import { agentKinds } from "../agents/index.ts";
import type { GroupSpec, ParameterTable, ParametersOf } from "../base/parameters.ts";
import { clearingTable } from "../clearing/parameters.ts";
import { processTable, seriesTable, type SeriesParameters } from "../compute/exogenous/parameters.ts";
import { computeTable } from "../compute/parameters.ts";
import { venueTable } from "../market/parameters.ts";
import { recordTable } from "../record/parameters.ts";

/** Most agents that a scenario may have, all groups together. */
export const AGENTS_MAXIMUM = 10_000;

/** What every group of agents says besides the parameters of its kind. */
const agentGroupTable = {
  id: { kind: "text", meaning: "name of the group; its agents are id-1, id-2 and so on" },
  count: {
    kind: "integer",
    unit: "agents",
    minimum: 0,
    maximum: AGENTS_MAXIMUM,
    default: 1,
    meaning: "how many agents of this kind, each with its own draws and random streams",
    source: "assumption",
  },
} as const satisfies ParameterTable;

type Kinds = typeof agentKinds;
type AgentTables = { readonly [K in keyof Kinds]: typeof agentGroupTable & Kinds[K]["table"] };

const agentTables = Object.fromEntries(
  Object.entries(agentKinds).map(([kind, { table }]) => [kind, { ...agentGroupTable, ...table }]),
) as unknown as AgentTables;

/** All that a scenario file may say, put together from the tables of the layers. */
export const scenarioTable = {
  title: { kind: "text", meaning: "name of the scenario for people" },
  question: { kind: "text", meaning: "what the scenario is to answer" },
  start: { kind: "date", meaning: "first simulated day; trading begins on the day after it" },
  end: { kind: "date", meaning: "last simulated day" },
  seed: { kind: "text", default: "1", meaning: "root of all random streams: any text or whole number" },
  replications: {
    kind: "integer",
    unit: "replications",
    minimum: 1,
    maximum: 10_000,
    default: 8,
    meaning: "how many times the world runs with other random numbers",
    source: "assumption: enough for intervals of the medians",
  },
  warmupSessions: {
    kind: "integer",
    unit: "trading days",
    minimum: 0,
    maximum: 10_000,
    default: 0,
    meaning: "first trading days that the metrics leave out",
    source: "assumption",
  },
  compute: {
    kind: "oneOf",
    by: "kind",
    meaning: "the market for compute and tokens: simulated, or prices from a process or a file",
    tables: { market: computeTable, process: processTable, series: seriesTable },
  },
  venues: {
    kind: "map",
    meaning: "futures venues by name; this version has exactly one",
    item: { kind: "group", meaning: "rulebook of one venue", fields: venueTable },
  },
  clearing: { kind: "group", meaning: "the clearing house", fields: clearingTable },
  agents: {
    kind: "list",
    meaning: "who trades, in groups",
    keyedBy: "id",
    item: { kind: "oneOf", by: "kind", meaning: "a group of equal agents", tables: agentTables },
  },
  record: { kind: "group", meaning: "which heavy tables are written", fields: recordTable },
} as const satisfies ParameterTable;

type Written = ParametersOf<typeof scenarioTable>;

/** A compute market of one of the kinds; that of a file with its rows. */
export type Compute =
  Exclude<Written["compute"], { readonly kind: "series" }> | ({ readonly kind: "series" } & SeriesParameters);

/** A complete scenario. Numbers of agents that may vary may still be a Distribution until `drawDistributions`. */
export type Scenario = Omit<Written, "compute"> & { readonly compute: Compute };

/** The root of a scenario file, `extends` and `variants` aside. */
export const scenarioRoot: GroupSpec = { kind: "group", meaning: "a scenario", fields: scenarioTable };
